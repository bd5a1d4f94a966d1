"""How risky a client is for money laundering: criteria that hold, the highest level wins."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dateutil.relativedelta import relativedelta


class RiskError(ValueError):
    """Risk that cannot be worked out."""


class Risk(StrEnum):
    """Level of risk, the lowest first."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


ORDER = (Risk.LOW, Risk.MEDIUM, Risk.HIGH)


class Criterion(StrEnum):
    """What may raise the risk of a client."""

    EXPOSED = "exposed"
    EXPOSED_RELATIVE = "exposed_relative"
    FOREIGN = "foreign"
    RISKY_COUNTRY = "risky_country"
    TURNOVER = "turnover"
    NO_SOURCE = "no_source"
    OWNERS = "owners"
    PRIVATE = "private"
    MATCH = "match"


# Why a client is looked for on sanctions lists is not told outside compliance.
SECRET = frozenset({Criterion.MATCH})


@dataclass(frozen=True, slots=True)
class Judgement:
    """The level and the criteria that made it, those of the highest level first."""

    risk: Risk
    reasons: tuple[Criterion, ...]


def is_lower(one: Risk, other: Risk) -> bool:
    """Say whether the first level is below the second.

    >>> is_lower(Risk.LOW, Risk.HIGH), is_lower(Risk.HIGH, Risk.HIGH)
    (True, False)
    """
    return ORDER.index(one) < ORDER.index(other)


def judge(holds: Iterable[Criterion], levels: Mapping[Criterion, Risk]) -> Judgement:
    """Return the risk of a client of whom these criteria hold; none of them: low.

    A criterion without a level of its own is not asked about.

    >>> found = judge([Criterion.FOREIGN, Criterion.EXPOSED],
    ...               {Criterion.EXPOSED: Risk.HIGH, Criterion.FOREIGN: Risk.MEDIUM})
    >>> str(found.risk), [str(one) for one in found.reasons]
    ('high', ['exposed', 'foreign'])
    """
    told = sorted(
        {one for one in holds if one in levels},
        key=lambda one: (-ORDER.index(levels[one]), str(one)),
    )
    return Judgement(levels[told[0]] if told else Risk.LOW, tuple(told))


def review_date(done: date, months: int) -> date:
    """Return the day by which the client is reviewed again.

    >>> review_date(date(2026, 11, 30), 3)
    datetime.date(2027, 2, 28)
    """
    if months < 1:
        raise RiskError("a review comes after a month at least")
    return done + relativedelta(months=months)
