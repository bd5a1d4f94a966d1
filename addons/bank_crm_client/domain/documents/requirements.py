"""Whether what the bank asks for is on file, in force, and fresh enough."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from .checking import State

SOON_DAYS = 30


class Standing(StrEnum):
    """How a requirement stands, worst last; `MET` needs nothing of anybody."""

    MET = "met"
    SOON = "soon"
    WAITS = "waits"
    DRAFT = "draft"
    EXPIRED = "expired"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Paper:
    """A document on file, as far as requirements ask. `until` None holds for ever."""

    state: State
    until: date | None = None
    issued: date | None = None


def is_in_force(paper: Paper, today: date, fresh_months: int = 0) -> bool:
    """Say whether a paper counts: verified, not expired, not too old.

    A requirement that wants it fresh counts from the day of issue: a paper without one
    cannot prove its age.

    >>> is_in_force(Paper(State.VERIFIED, date(2026, 11, 20)), date(2026, 11, 20))
    True
    >>> is_in_force(Paper(State.VERIFIED, None, date(2026, 1, 1)), date(2026, 11, 20), 6)
    False
    """
    last = last_day(paper, fresh_months)
    if paper.state is not State.VERIFIED or (fresh_months and paper.issued is None):
        return False
    return last is None or last >= today


def last_day(paper: Paper, fresh_months: int = 0) -> date | None:
    """Return the last day on which a paper serves a requirement; None without an end.

    >>> last_day(Paper(State.VERIFIED, date(2027, 1, 1), date(2026, 1, 1)), 6)
    datetime.date(2026, 7, 1)
    """
    ends = [paper.until] if paper.until else []
    if fresh_months and paper.issued:
        ends.append(paper.issued + relativedelta(months=fresh_months))
    return min(ends, default=None)


def standing(papers: Iterable[Paper], today: date, fresh_months: int = 0) -> Standing:
    """Return how a requirement stands with the papers that could serve it.

    >>> standing([], date(2026, 11, 20))
    <Standing.MISSING: 'missing'>
    >>> standing([Paper(State.VERIFIED, date(2026, 12, 1))], date(2026, 11, 20))
    <Standing.SOON: 'soon'>
    """
    papers = list(papers)
    serving = [paper for paper in papers if is_in_force(paper, today, fresh_months)]
    if serving:
        limit = today + timedelta(days=SOON_DAYS)
        ends = [last_day(paper, fresh_months) for paper in serving]
        holds = any(end is None or end > limit for end in ends)
        return Standing.MET if holds else Standing.SOON
    states = {paper.state for paper in papers}
    if State.TO_VERIFY in states:
        return Standing.WAITS
    if State.VERIFIED in states:
        return Standing.EXPIRED
    return Standing.DRAFT if State.DRAFT in states else Standing.MISSING
