"""What a borrower promised to keep to, when it is looked at, and how it stands.

A statement that did not come in time is a breach like a broken figure. A breach may be
cured within the days agreed; after them it is an event of default until waived. Watching
them: EBA/GL/2020/06, section 8.4.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from odoo.addons.bank_crm_client.domain.corporate.ratios import Norm

from ..due_dates import add_months
from .formula import Measured, parse

LAST_OF_MONTH = 31


class CovenantError(ValueError):
    """A covenant that nobody could check."""


@dataclass(frozen=True, slots=True)
class Covenant:
    """A formula, the band it must stay in, and the times.

    Looked at every `months`, beginning with the period that ends on `first_end`; the
    statement is due `statement_days` after a period's end; a breach may be cured within
    `cure_days` of becoming known. Raises `CovenantError` and `FormulaError`.
    """

    formula: str
    norm: Norm
    first_end: date
    months: int = 3
    statement_days: int = 45
    cure_days: int = 30

    def __post_init__(self) -> None:
        if self.norm.low is None and self.norm.high is None:
            raise CovenantError("a covenant has a bound")
        if self.months < 1 or min(self.statement_days, self.cure_days) < 0:
            raise CovenantError("a covenant is looked at in time")
        parse(self.formula)


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a covenant: the end of the period and when the statement is due."""

    period_end: date
    statement_due: date


def looks_of(covenant: Covenant, until: date) -> Iterator[Look]:
    """Yield the looks whose period ends up to `until`.

    Ends of months stay ends of months.

    >>> from decimal import Decimal
    >>> covenant = Covenant("current", Norm(low=Decimal(1)), date(2026, 2, 28))
    >>> [str(look.period_end) for look in looks_of(covenant, date(2026, 9, 1))]
    ['2026-02-28', '2026-05-31', '2026-08-31']
    """
    first = covenant.first_end
    is_last = (first + timedelta(1)).day == 1
    day_of_month = LAST_OF_MONTH if is_last else first.day
    number = 0
    while (end := add_months(first, number * covenant.months, day_of_month)) <= until:
        yield Look(end, end + timedelta(covenant.statement_days))
        number += 1


@dataclass(frozen=True, slots=True)
class Reading:
    """What a statement showed for a period, and the day on which it came.

    A later reading of the same period (a corrected statement, an audited one, money put
    in) stands in place of the earlier.
    """

    period_end: date
    received_on: date
    measured: Measured


@dataclass(frozen=True, slots=True)
class Waiver:
    """A decision not to act on a breach of a period."""

    period_end: date
    decided_on: date
    decision: int


class Verdict(StrEnum):
    """How a covenant stands for a period."""

    NOT_DUE = "not_due"
    KEPT = "kept"
    CURED = "cured"
    CURING = "curing"
    DEFAULT = "default"
    WAIVED = "waived"


class Breach(StrEnum):
    """What is broken."""

    OUT_OF_BAND = "out_of_band"
    NO_VALUE = "no_value"  # the statement is there and gives no value
    NO_STATEMENT = "no_statement"


BROKEN = frozenset({Verdict.CURING, Verdict.DEFAULT})


@dataclass(frozen=True, slots=True)
class Standing:
    """A look with its verdict.

    `breach`: the first one of the period; `since`: when it came to be known; `cure_until`:
    the last day to cure it; `reading`: what counts today.
    """

    look: Look
    verdict: Verdict
    breach: Breach | None = None
    since: date | None = None
    cure_until: date | None = None
    reading: Reading | None = None


def judge(
    covenant: Covenant,
    look: Look,
    readings: Iterable[Reading],
    today: date,
    waivers: Iterable[Waiver] = (),
) -> Standing:
    """Return how a covenant stands for a period today.

    The due day itself is still in time, the last day of the cure too. A cure after it
    changes nothing: what became a default is waived, not cured.
    """
    known = sorted(
        (
            one
            for one in readings
            if one.period_end == look.period_end and one.received_on <= today
        ),
        key=lambda one: one.received_on,
    )
    last = known[-1] if known else None
    broken = _first_breach(covenant, look, known, today)
    if broken is None:
        verdict = Verdict.KEPT if last else Verdict.NOT_DUE
        return Standing(look, verdict, reading=last)
    breach, since = broken
    cure_until = since + timedelta(covenant.cure_days)
    is_waived = any(
        one.period_end == look.period_end and one.decided_on <= today for one in waivers
    )
    if is_waived:
        verdict = Verdict.WAIVED
    elif _is_cured(covenant, known, since, cure_until):
        verdict = Verdict.CURED
    else:
        verdict = Verdict.CURING if today <= cure_until else Verdict.DEFAULT
    return Standing(look, verdict, breach, since, cure_until, last)


def _fault(covenant: Covenant, reading: Reading) -> Breach | None:
    if reading.measured.value is None:
        return Breach.NO_VALUE
    is_kept = covenant.norm.holds(reading.measured.value)
    return None if is_kept else Breach.OUT_OF_BAND


def _first_breach(
    covenant: Covenant, look: Look, known: list[Reading], today: date
) -> tuple[Breach, date] | None:
    overdue_on = look.statement_due + timedelta(1)
    is_late = not known or known[0].received_on > look.statement_due
    if is_late and today >= overdue_on:
        return Breach.NO_STATEMENT, overdue_on
    for reading in known:
        if fault := _fault(covenant, reading):
            return fault, reading.received_on
    return None


def _is_cured(
    covenant: Covenant, known: list[Reading], since: date, cure_until: date
) -> bool:
    in_time = [one for one in known if since <= one.received_on <= cure_until]
    # What came after the cure and is broken again is no cure.
    last = known[-1] if known else None
    return (
        bool(in_time)
        and _fault(covenant, in_time[-1]) is None
        and last is not None
        and _fault(covenant, last) is None
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the calendar: the covenant's place in the list given, and its look."""

    covenant: int
    look: Look


def calendar(
    covenants: Iterable[Covenant], since: date, until: date
) -> tuple[Entry, ...]:
    """Return the statements due from day to day (both counted), the nearest first.

    >>> from decimal import Decimal
    >>> covenant = Covenant("current", Norm(low=Decimal(1)), date(2026, 3, 31), statement_days=30)
    >>> [str(entry.look.statement_due)
    ...  for entry in calendar([covenant], date(2026, 4, 30), date(2026, 7, 30))]
    ['2026-04-30', '2026-07-30']
    """
    found = [
        Entry(place, look)
        for place, covenant in enumerate(covenants)
        for look in looks_of(covenant, until)
        if since <= look.statement_due <= until
    ]
    return tuple(sorted(found, key=lambda one: (one.look.statement_due, one.covenant)))
