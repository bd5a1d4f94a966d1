"""Signing in: what a person's roles ask of him, when attempts are too many, what is new."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address, ip_network

# One provider or one branch of the bank: addresses that count as the same place.
PLACE_BITS = {4: 16, 6: 48}


class Outcome(StrEnum):
    """How an attempt ended; the codes of `bank.sign.in.outcome`."""

    OK = "ok"
    HALF = "half"
    FAILED = "failed"
    CODE_FAILED = "code_failed"
    THROTTLED = "throttled"
    RELEASED = "released"


FAILURES = frozenset({Outcome.FAILED, Outcome.CODE_FAILED})


class Novelty(StrEnum):
    """What about a sign-in was never seen before of this person."""

    DEVICE = "device"
    PLACE = "place"


class TermsError(ValueError):
    """A limit below zero; no limit at all is zero."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What is asked of a person who signs in; zero means no limit.

    `inactivity_minutes` locks the screen, `session_minutes` ends the session whatever he
    does, `api_key_days` is the longest life of a key for programs.
    """

    needs_second_factor: bool = False
    inactivity_minutes: int = 0
    session_minutes: int = 0
    api_key_days: int = 0

    def __post_init__(self) -> None:
        if min(self.inactivity_minutes, self.session_minutes, self.api_key_days) < 0:
            raise TermsError("a limit is not negative")


@dataclass(frozen=True, slots=True)
class Trace:
    """By what and from where somebody signed in."""

    browser: str
    platform: str
    place: str


def strictest(terms: Iterable[Terms]) -> Terms:
    """Return what all of these ask together: the shortest of each limit.

    >>> strictest([Terms(inactivity_minutes=30), Terms(True, 15), Terms(session_minutes=600)])
    Terms(needs_second_factor=True, inactivity_minutes=15, session_minutes=600, api_key_days=0)
    """
    terms = list(terms)
    return Terms(
        needs_second_factor=any(one.needs_second_factor for one in terms),
        inactivity_minutes=_shortest(one.inactivity_minutes for one in terms),
        session_minutes=_shortest(one.session_minutes for one in terms),
        api_key_days=_shortest(one.api_key_days for one in terms),
    )


def is_throttled(
    *, by_person: int, by_address: int, person_limit: int, address_limit: int
) -> bool:
    """Say whether so many failures of a person or an address stop the next attempt.

    >>> is_throttled(by_person=5, by_address=5, person_limit=5, address_limit=50)
    True
    >>> is_throttled(by_person=900, by_address=49, person_limit=0, address_limit=50)
    False
    """
    return (0 < person_limit <= by_person) or (0 < address_limit <= by_address)


def place_of(address: str, country: str = "") -> str:
    """Return the place by which two sign-ins are compared: a country, else a network.

    >>> place_of("91.198.36.7"), place_of("91.198.36.7", "Ukraine"), place_of("?")
    ('91.198.0.0/16', 'Ukraine', '')
    """
    if country:
        return country
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    return str(ip_network(f"{address}/{PLACE_BITS[parsed.version]}", strict=False))


def novelty(trace: Trace, earlier: Iterable[Trace]) -> frozenset[Novelty]:
    """Say what is new about a sign-in; of a person's very first nothing is.

    >>> office = Trace("chrome", "windows", "Ukraine")
    >>> sorted(novelty(Trace("safari", "iphone", "Poland"), [office]))
    [<Novelty.DEVICE: 'device'>, <Novelty.PLACE: 'place'>]
    >>> novelty(office, [])
    frozenset()
    """
    earlier = list(earlier)
    if not earlier:
        return frozenset()
    found = set()
    if all(
        (one.browser, one.platform) != (trace.browser, trace.platform)
        for one in earlier
    ):
        found.add(Novelty.DEVICE)
    if trace.place and all(one.place != trace.place for one in earlier):
        found.add(Novelty.PLACE)
    return frozenset(found)


def _shortest(limits: Iterable[int]) -> int:
    return min((limit for limit in limits if limit), default=0)
