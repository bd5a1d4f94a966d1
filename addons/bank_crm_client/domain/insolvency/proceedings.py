"""From when until when somebody is insolvent, by the proceedings that a court opened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


class ProceedingsError(ValueError):
    """Proceedings that end before they begin."""


@dataclass(frozen=True, slots=True)
class Proceedings:
    """Opened by a court on a day; `closed`: the day of its ruling that ended them."""

    opened: date
    closed: date | None = None

    def __post_init__(self) -> None:
        if self.closed is not None and self.closed < self.opened:
            raise ProceedingsError("proceedings end after they begin")

    def last_on(self, day: date) -> bool:
        """Whether they go on: from the day of opening to the day before that of closing.

        >>> case = Proceedings(date(2026, 3, 2), date(2026, 9, 1))
        >>> case.last_on(date(2026, 8, 31)), case.last_on(date(2026, 9, 1))
        (True, False)
        """
        return self.opened <= day and (self.closed is None or day < self.closed)


def insolvent_since(cases: Iterable[Proceedings], day: date) -> date | None:
    """Return since when somebody is insolvent on a day; None: he is not.

    Of several cases that go on the first one counts.

    >>> insolvent_since([Proceedings(date(2026, 3, 2))], date(2026, 3, 1)) is None
    True
    """
    return min((case.opened for case in cases if case.last_on(day)), default=None)
