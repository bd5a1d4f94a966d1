"""One fault of a table and where it is, for the clerk and for the editor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from .faults import TEMPLATES, Fault
from .model import TableError


class Place(StrEnum):
    CELL = "cell"
    COLUMN = "column"
    TABLE = "table"


PLACES: Mapping[Place, str] = MappingProxyType(
    {
        Place.CELL: "Rule %(rule)s, “%(column)s”: %(what)s.",
        Place.COLUMN: "Column “%(column)s”: %(what)s.",
        Place.TABLE: "The table: %(what)s.",
    }
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault and where it is: `row` and `index` count from 0, outputs after inputs.

    `element` is the id in the DMN file of the cell, the column or the table.
    """

    code: Fault
    params: Mapping[str, object]
    place: Place = Place.TABLE
    rule: int | None = None
    column: str = ""
    row: int | None = None
    index: int | None = None
    element: str = ""

    @property
    def template(self) -> str:
        """What is wrong, before translation."""
        return TEMPLATES[self.code]

    def __str__(self) -> str:
        what = self.template % self.params
        return PLACES[self.place] % {
            "rule": self.rule,
            "column": self.column,
            "what": what,
        }


class TableFaults(TableError):
    """A table with problems was to be run."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(
            "The decision table has mistakes: %(problems)s",
            problems=" ".join(map(str, problems)),
        )
        self.problems = problems
