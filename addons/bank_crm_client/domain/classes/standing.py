"""Whether a client belongs to a class on a day: a rule, and what people set above it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class StandingError(ValueError):
    """A setting by hand whose days make no sense."""


class Source(StrEnum):
    """By what a client belongs to a class."""

    RULE = "rule"
    HAND = "hand"


@dataclass(frozen=True, slots=True)
class HandSetting:
    """A person says that a client is, or is not, in a class.

    It holds from `date_from` through `review_date`; taken back, until the day before
    `date_to`.
    """

    is_member: bool
    date_from: date
    review_date: date
    date_to: date | None = None

    def __post_init__(self) -> None:
        if self.review_date < self.date_from:
            raise StandingError("the review is before the first day")
        if self.date_to is not None and self.date_to < self.date_from:
            raise StandingError("taken back before the first day")

    def is_in_force(self, today: date) -> bool:
        """Whether it speaks on this day.

        >>> setting = HandSetting(True, date(2026, 11, 1), date(2026, 11, 30))
        >>> setting.is_in_force(date(2026, 11, 30)), setting.is_in_force(date(2026, 12, 1))
        (True, False)
        """
        if not self.date_from <= today <= self.review_date:
            return False
        return self.date_to is None or today < self.date_to


def source_of(
    settings: Iterable[HandSetting], today: date, *, rule_holds: bool
) -> Source | None:
    """By what the client is in the class today; None where he is not in it.

    The latest setting in force beats the rule; without one the rule speaks.

    >>> taken_off = HandSetting(False, date(2026, 11, 1), date(2026, 12, 31))
    >>> source_of([taken_off], date(2026, 11, 20), rule_holds=True) is None
    True
    >>> source_of([taken_off], date(2027, 1, 1), rule_holds=True)
    <Source.RULE: 'rule'>
    """
    spoken = [one for one in settings if one.is_in_force(today)]
    if spoken:
        latest = max(spoken, key=lambda one: one.date_from)
        return Source.HAND if latest.is_member else None
    return Source.RULE if rule_holds else None
