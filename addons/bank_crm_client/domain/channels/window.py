"""Hours in which a channel sends."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

FRIDAY = 4


class WindowError(ValueError):
    """Hours that no day has, or that end before they begin."""


@dataclass(frozen=True, slots=True)
class SendingHours:
    """From and until in hours of the bank's day: 9.5 is half past nine; 0 and 24 the whole."""

    start: float = 0.0
    end: float = 24.0
    with_weekends: bool = True

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= 24:
            raise WindowError("sending hours begin before they end, between 0 and 24")

    def is_open(self, moment: datetime) -> bool:
        """Say whether the channel sends at this local moment.

        >>> SendingHours(9, 18, False).is_open(datetime(2026, 11, 20, 17, 59))
        True
        >>> SendingHours(9, 18, False).is_open(datetime(2026, 11, 21, 12))
        False
        """
        if not self.with_weekends and moment.weekday() > FRIDAY:
            return False
        hours = moment.hour + moment.minute / 60 + moment.second / 3600
        return self.start <= hours < self.end

    def next_open(self, moment: datetime) -> datetime:
        """Return the moment itself where open, else when it opens next.

        >>> SendingHours(9, 18, False).next_open(datetime(2026, 11, 20, 18, 1))
        datetime.datetime(2026, 11, 23, 9, 0)
        >>> SendingHours(9.5, 18).next_open(datetime(2026, 11, 20, 3))
        datetime.datetime(2026, 11, 20, 9, 30)
        """
        if self.is_open(moment):
            return moment
        minutes = round(self.start * 60)
        for ahead in range(8):
            day = moment.date() + timedelta(days=ahead)
            opening = datetime.combine(day, time(minutes // 60, minutes % 60))
            if opening > moment and self.is_open(opening):
                return opening
        raise WindowError("the channel never opens")
