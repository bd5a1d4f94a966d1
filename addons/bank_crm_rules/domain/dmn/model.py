"""A decision table as it stands in its DMN file: the cells are still text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

MAX_RULES = 2_000
MAX_COLUMNS = 60
MAX_CELL_CHARACTERS = 2_000

Value = str | Decimal | date | bool | None


class TableError(ValueError):
    """There is no decision table that can be used.

    `template` and `params` are the words for the clerk before and after translation.
    """

    def __init__(self, template: str, **params: object) -> None:
        super().__init__(template % params)
        self.template = template
        self.params = params


class Kind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    FLAG = "flag"


class HitPolicy(StrEnum):
    UNIQUE = "UNIQUE"
    FIRST = "FIRST"
    ANY = "ANY"
    PRIORITY = "PRIORITY"
    RULE_ORDER = "RULE ORDER"
    OUTPUT_ORDER = "OUTPUT ORDER"
    COLLECT = "COLLECT"

    @property
    def is_single_hit(self) -> bool:
        return self in SINGLE_HIT

    @property
    def is_ranked(self) -> bool:
        """Whether the order of the allowed output values decides."""
        return self in (HitPolicy.PRIORITY, HitPolicy.OUTPUT_ORDER)


SINGLE_HIT = frozenset(
    {HitPolicy.UNIQUE, HitPolicy.FIRST, HitPolicy.ANY, HitPolicy.PRIORITY}
)


class Aggregation(StrEnum):
    SUM = "SUM"
    MIN = "MIN"
    MAX = "MAX"
    COUNT = "COUNT"


@dataclass(frozen=True, slots=True)
class Input:
    """A column of tests; `code` is the name of the value that is tested.

    `values` are the allowed values as literals, for the search of gaps.
    """

    code: str
    label: str = ""
    kind: Kind = Kind.TEXT
    values: tuple[str, ...] = ()
    id: str = field(default="", compare=False)

    @property
    def title(self) -> str:
        """What the clerk reads above the column."""
        return self.label or self.code


@dataclass(frozen=True, slots=True)
class Output:
    """A column of results; `values` are the allowed ones as literals, the best first."""

    name: str
    label: str = ""
    kind: Kind = Kind.TEXT
    values: tuple[str, ...] = ()
    default: str = ""
    id: str = field(default="", compare=False)

    @property
    def title(self) -> str:
        """What the clerk reads above the column."""
        return self.label or self.name


@dataclass(frozen=True, slots=True)
class Rule:
    """A row: the text of its cells, and the ids the editor knows them by."""

    number: int
    tests: tuple[str, ...]
    outputs: tuple[str, ...]
    annotation: str = ""
    id: str = field(default="", compare=False)
    test_ids: tuple[str, ...] = field(default=(), compare=False)
    output_ids: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table of sound shape; what its cells say is for `check` to judge."""

    name: str
    hit_policy: HitPolicy
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]
    aggregation: Aggregation | None = None
    id: str = field(default="", compare=False)
    decision_id: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if not self.outputs:
            raise TableError("The decision table has no output column.")
        if len(self.inputs) + len(self.outputs) > MAX_COLUMNS:
            raise TableError(
                "The decision table has over %(limit)s columns.", limit=MAX_COLUMNS
            )
        if len(self.rules) > MAX_RULES:
            raise TableError(
                "The decision table has over %(limit)s rules.", limit=MAX_RULES
            )
        if self.aggregation and self.hit_policy is not HitPolicy.COLLECT:
            raise TableError("Only the hit policy COLLECT can add up, count or pick.")
        for number, rule in enumerate(self.rules, start=1):
            self._check_rule(number, rule)
        if any("\x00" in text for text in self._texts()):
            raise TableError(
                "A text of the decision table has an impossible character."
            )
        if any(len(text) > MAX_CELL_CHARACTERS for text in self._texts()):
            raise TableError(
                "A text of the decision table has over %(limit)s characters.",
                limit=MAX_CELL_CHARACTERS,
            )

    def _check_rule(self, number: int, rule: Rule) -> None:
        if rule.number != number:
            raise TableError("Rules are numbered 1, 2, 3 in their order.")
        if len(rule.tests) != len(self.inputs):
            raise TableError(
                "Rule %(rule)s has not one test for each input column.", rule=number
            )
        if len(rule.outputs) != len(self.outputs):
            raise TableError(
                "Rule %(rule)s has not one value for each output column.", rule=number
            )

    def _texts(self) -> Iterator[str]:
        yield self.name
        for entry in self.inputs:
            yield from (entry.code, entry.label, *entry.values)
        for result in self.outputs:
            yield from (result.name, result.label, result.default, *result.values)
        for rule in self.rules:
            yield from (*rule.tests, *rule.outputs, rule.annotation)
