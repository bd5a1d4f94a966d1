"""Who may decide: the matrix of sum, group exposure, rating, security and exceptions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum, StrEnum


class AuthorityError(ValueError):
    """A matrix by which nobody might decide, or a case that cannot be."""


class Security(IntEnum):
    """How a loan is secured, the better the greater."""

    NONE = 0
    GUARANTEED = 1
    PARTLY_COVERED = 2
    COVERED = 3
    CASH_COVERED = 4


@dataclass(frozen=True, slots=True)
class Row:
    """What a level may decide: a row holds where all of it holds; None: no bound.

    `level`: the greater, the higher. Sums in the base currency. `worst_rating`: 1 is the
    best class. `exceptions`: departures from the credit policy that it may allow.
    """

    level: int
    most_sum: Decimal | None = None
    most_exposure: Decimal | None = None
    worst_rating: int | None = None
    least_security: Security = Security.NONE
    exceptions: frozenset[str] | None = frozenset()

    @property
    def is_unbound(self) -> bool:
        bounds = (
            self.most_sum, self.most_exposure, self.worst_rating, self.exceptions,
        )  # fmt: skip
        return self.least_security is Security.NONE and all(
            bound is None for bound in bounds
        )


@dataclass(frozen=True, slots=True)
class Case:
    """What is to be decided. `exposure` of the group includes the sum asked for.

    `rating` None: not rated. `is_insider`: an insider or a person related to the bank.
    `is_override`: the score said otherwise; `asked_level`: of who asked to set it aside.
    `fallen_level`: that took the decision which has become void since; 0: none did.
    """

    amount: Decimal
    exposure: Decimal
    rating: int | None
    security: Security = Security.NONE
    exceptions: frozenset[str] = frozenset()
    is_insider: bool = False
    is_override: bool = False
    asked_level: int = 0
    fallen_level: int = 0

    def __post_init__(self) -> None:
        if self.amount <= 0 or self.exposure < self.amount:
            raise AuthorityError("a sum above zero is part of the exposure")


class Axis(StrEnum):
    """Why a level is too low."""

    SUM = "sum"
    EXPOSURE = "exposure"
    RATING = "rating"
    SECURITY = "security"
    EXCEPTION = "exception"
    INSIDER = "insider"
    OVERRIDE = "override"
    FALLEN = "fallen"


@dataclass(frozen=True, slots=True)
class TooLow:
    """A row that does not suffice, and the axes that break it."""

    level: int
    axes: tuple[Axis, ...]


@dataclass(frozen=True, slots=True)
class Required:
    """The lowest level that may decide, and why each row below it may not."""

    level: int
    too_low: tuple[TooLow, ...]


def check_matrix(rows: Sequence[Row]) -> None:
    """Raise `AuthorityError` unless the highest level may decide everything.

    >>> check_matrix([Row(1, most_sum=Decimal(100))])
    Traceback (most recent call last):
    ...
    odoo.addons.bank_crm_credit.domain.application.authority.AuthorityError: \
the highest level has bounds
    """
    if not rows:
        raise AuthorityError("nobody may decide")
    highest = max(row.level for row in rows)
    if not any(row.is_unbound for row in rows if row.level == highest):
        raise AuthorityError("the highest level has bounds")


def broken_axes(row: Row, case: Case) -> tuple[Axis, ...]:
    """Return why a row does not cover a case; empty: it does.

    A case without rating is beyond every row that bounds the rating.

    >>> broken_axes(Row(1, most_sum=Decimal(100)), Case(Decimal(101), Decimal(101), 3))
    (<Axis.SUM: 'sum'>,)
    """
    axes = []
    if row.most_sum is not None and case.amount > row.most_sum:
        axes.append(Axis.SUM)
    if row.most_exposure is not None and case.exposure > row.most_exposure:
        axes.append(Axis.EXPOSURE)
    if row.worst_rating is not None and (
        case.rating is None or case.rating > row.worst_rating
    ):
        axes.append(Axis.RATING)
    if case.security < row.least_security:
        axes.append(Axis.SECURITY)
    if row.exceptions is not None and case.exceptions - row.exceptions:
        axes.append(Axis.EXCEPTION)
    return tuple(axes)


def required_level(rows: Sequence[Row], case: Case) -> Required:
    """Return the lowest level that may decide a case.

    An insider goes to the highest level. An override of the score takes one level more
    than the case would take without it, and more than who asked for it has. What has
    become void is decided no lower than it was. Raises as `check_matrix`.

    >>> matrix = [Row(1, most_sum=Decimal(100)), Row(2, exceptions=None)]
    >>> required_level(matrix, Case(Decimal(100), Decimal(100), 3)).level
    1
    >>> required_level(matrix, Case(Decimal(50), Decimal(50), 3, is_insider=True)).level
    2
    >>> required_level(matrix, Case(Decimal(50), Decimal(50), 3, fallen_level=2)).level
    2
    """
    check_matrix(rows)
    levels = sorted({row.level for row in rows})
    ordered = sorted(rows, key=lambda row: row.level)
    fitting = next(row.level for row in ordered if not broken_axes(row, case))
    wanted = fitting
    if case.is_override:
        beside = max(fitting, case.asked_level)
        wanted = min((level for level in levels if level > beside), default=levels[-1])
    unfallen = wanted
    wanted = max(
        wanted,
        next((level for level in levels if level >= case.fallen_level), levels[-1]),
    )
    if case.is_insider:
        wanted = levels[-1]
    too_low = []
    for row in ordered:
        if row.level >= wanted:
            break
        axes = list(broken_axes(row, case))
        if case.is_insider:
            axes.append(Axis.INSIDER)
        if case.is_override and fitting <= row.level < unfallen:
            axes.append(Axis.OVERRIDE)
        if row.level >= unfallen and row.level < case.fallen_level:
            axes.append(Axis.FALLEN)
        too_low.append(TooLow(row.level, tuple(axes)))
    return Required(wanted, tuple(too_low))
