"""What a client allowed and forbade: by purpose and channel, the latest word counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from .channels import Channel


class ConsentError(ValueError):
    """A consent that cannot be."""


class Need(StrEnum):
    """What a rule asks of a client's will, from the mildest to the strictest."""

    NONE = "none"
    OPT_OUT = "opt_out"
    CONSENT = "consent"


STRICTNESS = (Need.NONE, Need.OPT_OUT, Need.CONSENT)


class Will(StrEnum):
    """What is known of a client's will about a purpose and a channel."""

    UNKNOWN = "unknown"
    GIVEN = "given"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Entry:
    """One word of the client. `purpose` None: every purpose, that is "do not contact me so".

    `until` is the last day on which a given consent holds.
    """

    channel: Channel
    purpose: str | None
    is_given: bool
    at: datetime
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until and not self.is_given:
            raise ConsentError("what is withdrawn does not expire")
        if self.until and self.until < self.at.date():
            raise ConsentError("the last day is before the first")


def latest(
    entries: Iterable[Entry], purpose: str | None, channel: Channel, at: datetime
) -> Entry | None:
    """Return the last word about this pair that was said by the moment `at`."""
    found = None
    for entry in entries:
        if entry.channel != channel or entry.purpose != purpose or entry.at > at:
            continue
        if found is None or entry.at >= found.at:
            found = entry
    return found


def will_of(
    entries: Iterable[Entry], purpose: str, channel: Channel, at: datetime, today: date
) -> Will:
    """Return what the client wants; `today` is the day where he is.

    >>> said = Entry(Channel.SMS, "advertising", True, datetime(2026, 1, 5), date(2026, 6, 30))
    >>> will_of([said], "advertising", Channel.SMS, datetime(2026, 7, 1), date(2026, 7, 1))
    <Will.EXPIRED: 'expired'>
    """
    entry = latest(entries, purpose, channel, at)
    if entry is None:
        return Will.UNKNOWN
    if not entry.is_given:
        return Will.WITHDRAWN
    if entry.until and entry.until < today:
        return Will.EXPIRED
    return Will.GIVEN


def is_barred(entries: Iterable[Entry], channel: Channel, at: datetime) -> bool:
    """Whether the client asked not to be reached by this channel at all."""
    entry = latest(entries, None, channel, at)
    return entry is not None and not entry.is_given


def is_enough(need: Need, will: Will) -> bool:
    """Whether what is known of the client's will satisfies a rule.

    >>> is_enough(Need.OPT_OUT, Will.UNKNOWN), is_enough(Need.CONSENT, Will.UNKNOWN)
    (True, False)
    """
    if need is Need.NONE:
        return True
    if need is Need.OPT_OUT:
        return will is not Will.WITHDRAWN
    return will is Will.GIVEN
