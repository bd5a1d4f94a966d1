"""What is refused for its hour only may wait: until when, and when it is worth nothing."""

from datetime import datetime, timedelta

from .policy import Purpose
from .verdict import Code, Verdict

# Refusals that pass by themselves.
BY_TIME = frozenset({Code.HOURS, Code.DAY_OFF, Code.QUIET, Code.CAP})
# A limit of seven days in a row frees itself within them; later nobody wants the message.
MOST_WAIT = timedelta(days=7)


def goes_at(
    verdict: Verdict,
    purpose: Purpose | None,
    at: datetime,
    until: datetime | None = None,
) -> datetime | None:
    """Return when a message refused at `at` goes instead; None: it does not wait.

    `until` is when what it tells of is over (a meeting begins). All moments are naive UTC.

    >>> nine = datetime(2026, 11, 30, 7)
    >>> late = Verdict(False, Code.HOURS, next_at=nine)
    >>> goes_at(late, Purpose("service"), datetime(2026, 11, 29, 19)) == nine
    True
    >>> goes_at(late, Purpose("security", is_urgent=True), datetime(2026, 11, 29, 19))
    """
    moment = verdict.next_at
    if verdict.allowed or verdict.code not in BY_TIME or moment is None:
        return None
    if purpose is None or purpose.is_urgent:
        return None
    latest = at + MOST_WAIT if until is None else min(at + MOST_WAIT, until)
    return moment if at < moment <= latest else None
