"""When a message that could not be handed over is tried again."""

from datetime import datetime, timedelta

# After the first, second, ... try that failed; the last pause repeats.
PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
)
MOST_TRIES = 8
LONGEST_PAUSE = timedelta(hours=12)


def next_try(
    tries: int, now: datetime, valid_until: datetime, asked_seconds: int | None = None
) -> datetime | None:
    """Return when to try again after `tries` tries, or None to give up.

    `asked_seconds` is the pause that the provider asked for; it never shortens ours. A
    message that is worth nothing after `valid_until` is not tried later than that.

    >>> now = datetime(2026, 11, 20, 9); late = datetime(2026, 11, 23)
    >>> next_try(1, now, late).minute, next_try(4, now, late).hour
    (1, 10)
    >>> next_try(1, now, late, asked_seconds=600).minute
    10
    >>> next_try(8, now, late) is None, next_try(4, now, now + PAUSES[1]) is None
    (True, True)
    """
    if tries < 1:
        raise ValueError("nothing was tried yet")
    if tries >= MOST_TRIES:
        return None
    pause = PAUSES[min(tries, len(PAUSES)) - 1]
    if asked_seconds:
        pause = min(max(pause, timedelta(seconds=asked_seconds)), LONGEST_PAUSE)
    moment = now + pause
    return moment if moment <= valid_until else None
