"""The protocol of a sitting: sealed when signed, corrected only by a new decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ..application.canonical import digest


class ProtocolError(ValueError):
    """A protocol that is no proof: unsigned, changed, or a correction of nothing."""


@dataclass(frozen=True, slots=True)
class Protocol:
    """What was decided, as signed.

    `body`: agenda, places, votes with reasons, dissent, terms and conditions, as facts
    with one form. `corrects`: the number of the protocol that this one corrects.
    """

    number: int
    committee: int
    day: date
    body: Mapping[str, object]
    chairman: int
    secretary: int
    corrects: int | None = None

    def __post_init__(self) -> None:
        if self.chairman == self.secretary:
            raise ProtocolError("chairman and secretary are two persons")
        if self.corrects == self.number:
            raise ProtocolError("a protocol does not correct itself")
        digest(self.body)

    @property
    def digest(self) -> str:
        """The sum that is stored on signing; another one later means a changed protocol."""
        return digest(
            {
                "number": self.number,
                "committee": self.committee,
                "day": self.day,
                "body": self.body,
                "chairman": self.chairman,
                "secretary": self.secretary,
                "corrects": self.corrects,
            }
        )


def check_correction(correction: Protocol, earlier: Iterable[Protocol]) -> None:
    """Raise `ProtocolError` unless it cites an older protocol of the same committee.

    What is corrected once is corrected again through its correction, so that the chain
    has one end.

    >>> first = Protocol(1, 7, date(2026, 3, 2), {}, 1, 2)
    >>> check_correction(Protocol(2, 7, date(2026, 3, 5), {}, 1, 2, corrects=1), [first])
    """
    known = {protocol.number: protocol for protocol in earlier}
    if correction.corrects is None or correction.corrects not in known:
        raise ProtocolError("a correction cites the protocol that it corrects")
    cited = known[correction.corrects]
    if cited.committee != correction.committee or correction.day < cited.day:
        raise ProtocolError("a committee corrects its own protocol, and later")
    if any(one.corrects == cited.number for one in known.values()):
        raise ProtocolError("it has been corrected: cite the correction")


def in_force(protocols: Iterable[Protocol], number: int) -> Protocol:
    """Return the protocol that now holds in place of `number`: the last correction.

    >>> first = Protocol(1, 7, date(2026, 3, 2), {}, 1, 2)
    >>> second = Protocol(2, 7, date(2026, 3, 5), {}, 1, 2, corrects=1)
    >>> in_force([first, second], 1).number
    2
    """
    known = {protocol.number: protocol for protocol in protocols}
    by_cited = {one.corrects: one for one in known.values() if one.corrects is not None}
    if number not in known:
        raise ProtocolError("there is no such protocol")
    found, seen = known[number], {number}
    while found.number in by_cited:
        found = by_cited[found.number]
        if found.number in seen:
            raise ProtocolError("protocols correct each other in a circle")
        seen.add(found.number)
    return found
