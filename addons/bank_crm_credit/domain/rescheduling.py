"""The plan of what is still owed, made anew: tranche, rate, early repayment, restructuring.

The schedules before stay on record with the day and the operation that ended them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from .allocation import Component
from .due_dates import Unit
from .interest import RateChange, rate_on
from .ledger import Ledger
from .money import ZERO
from .operations import Restructuring
from .postings import Rule
from .schedule import Schedule
from .schedule_builder import ScheduleError, build_schedule
from .terms import Drawdown, InterestBase, LoanTerms, Method


def first_plan(ledger: Ledger, day: date, amount: Decimal, operation: int) -> None:
    """Make the plan of a loan whose first money goes out."""
    terms = ledger.contract.terms
    start = terms.begins if terms.begins <= day else None
    _adopt(
        ledger,
        day,
        operation,
        replace(
            terms,
            drawdowns=(Drawdown(day, amount),),
            start=start,
            rates=tuple(ledger.rates),
        ),
    )


def reopened_plan(ledger: Ledger, day: date, operation: int) -> None:
    """Make the plan of a loan drawn again when all of it had been repaid or fallen due.

    Due dates go on where the agreement has them, one at least.
    """
    terms, place = ledger.contract.terms, 0
    while terms.frequency.after(terms.first_due, place, terms.due_day) <= day:
        place += 1
    line = ledger.next_line()
    if line is None:
        # The interest of before has been settled with the loan: count from nothing.
        ledger.accrual.close(day, ZERO)
        ledger.accrual.since = day
    first_due = _next_due(ledger, day) if line else None
    left = max(1, terms.instalments - place)
    _adopt(
        ledger,
        day,
        operation,
        replace(
            terms,
            drawdowns=(Drawdown(day, ledger.principal),),
            # What is overdue has been bearing interest since the last due date.
            start=line.start if line else day,
            rates=_rates(ledger, line.start if line else day, terms.interest_base),
            instalments=left,
            first_due=first_due
            or terms.frequency.after(terms.first_due, place, terms.due_day),
            due_day=_due_day(ledger.terms if line else terms),
            balloon=min(terms.balloon, ledger.principal),
            principal_grace=0,
            interest_grace=0,
            amortise_over=None,
            last_due=None,
            first_number=ledger.last_number + 1,
        ),
    )


def new_plan(
    ledger: Ledger, day: date, operation: int, *, is_shortened: bool = False
) -> None:
    """Make the plan of what is not yet due, over the instalments that are left.

    `is_shortened` keeps the instalment and drops some; else it is calculated anew.
    """
    left = len(ledger.plan) - ledger.passed
    if not ledger.principal:
        # Overdue principal goes on bearing interest by the dates of the plan.
        if not ledger.book.unpaid(Component.PRINCIPAL):
            ledger.plan, ledger.passed = (), 0
        return
    if left < 1:
        reopened_plan(ledger, day, operation)
        return
    changes: dict[str, object] = {}
    if is_shortened:
        changes["fixed_instalment"] = _level(ledger)
    _adopt(ledger, day, operation, _rest(ledger, day, left, **changes))


def restructured_plan(
    ledger: Ledger, day: date, operation: int, change: Restructuring
) -> None:
    """Make the plan that a restructuring agrees on."""
    left = change.instalments or max(1, len(ledger.plan) - ledger.passed)
    if not ledger.principal:
        return
    if ledger.passed >= len(ledger.plan) and change.first_due is None:
        change = replace(change, first_due=_next_due(ledger, day))
    changes: dict[str, object] = {
        "fixed_instalment": None,
        "amortise_over": None,
        "last_due": None,
        "principal_grace": min(
            max(change.principal_holiday, change.interest_holiday), left - 1
        ),
        "interest_grace": min(change.interest_holiday, left - 1),
    }
    if change.first_due is not None:
        changes |= {"first_due": change.first_due, "due_day": change.first_due.day}
    _adopt(ledger, day, operation, _rest(ledger, day, left, **changes))


def _next_due(ledger: Ledger, day: date) -> date:
    place = ledger.passed
    while (due := ledger.nominal_due(place)) <= day:
        place += 1
    return due


def _level(ledger: Ledger) -> Decimal | None:
    """Return the instalment that stays: whole for annuities, else its principal."""
    if ledger.terms.fixed_instalment is not None:
        return ledger.terms.fixed_instalment
    line = ledger.plan[ledger.passed]
    if ledger.terms.method is Method.ANNUITY:
        return line.level
    if ledger.terms.method is Method.DIFFERENTIATED:
        return line.principal or None
    return None


def _rest(ledger: Ledger, day: date, left: int, **changes: object) -> LoanTerms:
    """Return terms for the principal not yet due, from `day` on."""
    terms, passed = ledger.terms, ledger.passed
    line = ledger.next_line()
    # A loan that was repaid and is drawn again has no period: it begins today.
    start = line.start if line else day
    if terms.interest_base is InterestBase.FLAT:
        start = day
        _end_flat_period(ledger, day)
    exact, _shares = ledger.interest_to(day, own=True)
    over = terms.amortise_over
    values: dict[str, object] = {
        "drawdowns": (Drawdown(day, ledger.principal),),
        "start": start,
        "rates": _rates(ledger, start, terms.interest_base),
        "instalments": left,
        "first_due": ledger.nominal_due(passed),
        "due_day": _due_day(terms),
        "principal_grace": max(0, min(terms.principal_grace - passed, left - 1)),
        "interest_grace": max(0, min(terms.interest_grace - passed, left - 1)),
        "balloon": min(terms.balloon, ledger.principal),
        "amortise_over": None if over is None else max(left, over - passed),
        "accrued_before": ZERO
        if terms.interest_base is InterestBase.FLAT
        else max(ZERO, exact - ledger.accrual.charged),
        "first_number": ledger.last_number + 1,
    }
    values |= changes
    if values["principal_grace"]:
        # A holiday cannot be spread evenly: from here on interest is on what is owed.
        values["interest_base"] = InterestBase.DECLINING
    return replace(terms, **values)


def _due_day(terms: LoanTerms) -> int | None:
    """Return the day of the month that comes back after a short month."""
    if terms.due_day is None and terms.frequency.unit in (Unit.MONTH, Unit.YEAR):
        return terms.first_due.day
    return terms.due_day


def _rates(ledger: Ledger, start: date, base: InterestBase) -> tuple[RateChange, ...]:
    """Return the rates of a plan; flat interest knows one, of its first day."""
    if base is InterestBase.FLAT:
        return (RateChange(start, rate_on(ledger.rates, start)),)
    return tuple(ledger.rates)


def _end_flat_period(ledger: Ledger, day: date) -> None:
    """Flat interest is spread by the plan: what belongs to the days so far falls due."""
    accrued = ledger.accrued(day)
    ledger.book.charge(
        Component.INTEREST,
        day,
        accrued,
        Rule.INTEREST_TO_DAY,
        instalment=ledger.last_number + 1,
    )
    ledger.accrual.close(day, ZERO)


def _adopt(ledger: Ledger, day: date, operation: int, terms: LoanTerms) -> None:
    try:
        schedule: Schedule = build_schedule(terms)
    except ScheduleError:
        # The instalment agreed before no longer covers the interest: calculate one.
        terms = replace(terms, fixed_instalment=None)
        schedule = build_schedule(terms)
    ledger.terms, ledger.plan, ledger.passed = terms, schedule.instalments, 0
    ledger.schedules.append((day, operation, schedule))
