"""The kinds of ways in which the bank reaches a client, the same in the whole product."""

from enum import StrEnum


class Channel(StrEnum):
    """A kind of way to reach somebody."""

    EMAIL = "email"
    SMS = "sms"
    CALL = "call"
    LETTER = "letter"
    FAX = "fax"
    VISIT = "visit"
    CHAT = "chat"


CHANNELS: tuple[Channel, ...] = tuple(Channel)

LABELS: dict[str, str] = {
    Channel.EMAIL: "E-mail",
    Channel.SMS: "SMS",
    Channel.CALL: "Call",
    Channel.LETTER: "Letter",
    Channel.FAX: "Fax",
    Channel.VISIT: "Visit",
    Channel.CHAT: "Chat",
}


def channel_selection() -> list[tuple[str, str]]:
    """The channels as a selection field takes them.

    >>> channel_selection()[0]
    ('email', 'E-mail')
    """
    return [(str(channel), LABELS[channel]) for channel in CHANNELS]
