"""The dated rules of contact: which of them bind a purpose, a channel and a country."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from .caps import WEEK_DAYS, Cap
from .channels import Channel
from .consent import STRICTNESS, Need
from .hours import Hours


class PolicyError(ValueError):
    """A rule that cannot be."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """Why the bank turns to somebody.

    `is_exempt`: the law demands the message, so consent and frequency are not asked.
    `may_third_party`: it says nothing about the client, it only asks to pass a word.
    `is_urgent`: refused for its hour it is worth nothing later (a one-time code).
    """

    code: str
    is_exempt: bool = False
    is_advertising: bool = False
    may_third_party: bool = False
    is_urgent: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the policy; what is None binds any. `until` is its last day."""

    since: date
    until: date | None = None
    country: str | None = None
    purpose: str | None = None
    channel: Channel | None = None
    need: Need | None = None
    hours: Hours | None = None
    cap_day: int | None = None
    cap_week: int | None = None
    source: str = ""

    def __post_init__(self) -> None:
        if self.until and self.until < self.since:
            raise PolicyError("the last day is before the first")

    def fits(self, country: str, purpose: str, channel: Channel, today: date) -> bool:
        """Whether the rule binds this contact."""
        return (
            self.since <= today
            and (self.until is None or today <= self.until)
            and self.country in (None, country)
            and self.purpose in (None, purpose)
            and self.channel in (None, channel)
        )

    def caps(self) -> Iterable[Cap]:
        """The limits that the rule sets."""
        if self.cap_day is not None:
            yield Cap(self.cap_day, 1, self.channel, self.purpose)
        if self.cap_week is not None:
            yield Cap(self.cap_week, WEEK_DAYS, self.channel, self.purpose)


def binding(
    rules: Iterable[Rule], country: str, purpose: str, channel: Channel, today: date
) -> tuple[Rule, ...]:
    """Return all rules that fit: every one of them binds, so the strictest wins.

    A letter comes when the postman does: only hours set for letters bind it.
    """
    fitting = (rule for rule in rules if rule.fits(country, purpose, channel, today))
    if channel is Channel.LETTER:
        return tuple(
            rule if rule.channel else replace(rule, hours=None) for rule in fitting
        )
    return tuple(fitting)


def strictest_need(rules: Iterable[Rule]) -> Need | None:
    """Return what the rules together ask of the client's will; None: no rule says it.

    >>> monday = date(2026, 11, 23)
    >>> strictest_need([Rule(monday, need=Need.OPT_OUT), Rule(monday, need=Need.CONSENT)])
    <Need.CONSENT: 'consent'>
    """
    needs = [rule.need for rule in rules if rule.need is not None]
    return max(needs, key=STRICTNESS.index) if needs else None
