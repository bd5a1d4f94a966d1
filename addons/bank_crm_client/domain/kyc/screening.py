"""Whether a client may be who stands on a sanctions list: keys that meet, and points.

The comparison of names is that of one record per client; a listed person has no tax number or
document to compare, so birth and country weigh more.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ..matching.facts import ClientFacts, facts
from ..matching.keys import skeleton
from ..matching.score import Agreement, Similarity, Veto, score
from ..matching.similarity import jaro_winkler

KEY_LENGTH = 64
SAME_NAME = 70
NEAR_NAME = 60
SAME_BIRTH = 30
SAME_YEAR = 20
OTHER_BIRTH = -15
NEAR_YEARS = 1
SAME_COUNTRY = 5
FULL = 100
# From here a match is looked at by compliance; from there two people say that it is none.
HIT_FROM = 50
HIGH_FROM = 85
_NAMES = {
    Agreement.NAME: SAME_NAME,
    Agreement.NEAR_NAME: NEAR_NAME,
    Agreement.COMPANY: SAME_NAME,
    Agreement.NEAR_COMPANY: NEAR_NAME,
}


class Why(StrEnum):
    """What speaks for a match, or against it."""

    NAME = "name"
    NEAR_NAME = "near_name"
    BIRTH = "birth"
    YEAR = "year"
    OTHER_BIRTH = "other_birth"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class Listed:
    """One name of a listed person or entity, in the form in which it is compared."""

    facts: ClientFacts
    birth: date | None = None
    year: int | None = None
    countries: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Match:
    """Points from 0 to 100 and what gave or took them."""

    points: int
    reasons: tuple[Why, ...]

    @property
    def is_hit(self) -> bool:
        """Whether compliance looks at it."""
        return self.points >= HIT_FROM


NO_MATCH = Match(0, ())


def listed_facts(kind: str, name: str) -> ClientFacts:
    """Bring a listed name into the form in which it is compared.

    >>> one = listed_facts("person", "ZAYETS Viktor Serhiyovych")
    >>> two = facts(kind="person", name="Заєць Віктор Сергійович")
    >>> set(screen_keys(one)) & set(screen_keys(two))
    {'p vktr zc'}
    """
    return facts(kind="person" if kind == "person" else "legal_entity", name=name)


def screen_keys(client: ClientFacts, year: int | None = None) -> Iterator[str]:
    """Yield the keys in which a client and a listed name meet.

    >>> list(screen_keys(ClientFacts(last="kovalenko", first="olena"), 1985))
    ['p kvlnk oln', 'y kvlnk 1985']
    """
    if client.is_company:
        if client.words:
            key = " ".join(["c", *sorted(map(skeleton, client.words))])
            yield key[:KEY_LENGTH]
        return
    if client.last and client.first:
        words = sorted((skeleton(client.last), skeleton(client.first)))
        yield " ".join(["p", *words])[:KEY_LENGTH]
    year = year or (client.birth.year if client.birth else None)
    if client.last and year:
        yield f"y {skeleton(client.last)} {year}"[:KEY_LENGTH]


def match(
    client: ClientFacts,
    country: str,
    listed: Listed,
    similarity: Similarity = jaro_winkler,
) -> Match:
    """Compare a client with one listed name.

    >>> client = facts(kind="person", name="Заєць Віктор", birth=date(1970, 5, 1))
    >>> one = Listed(listed_facts("person", "Zayets Viktor"), year=1961)
    >>> match(client, "UA", one).points, match(client, "UA", one).is_hit
    (55, True)
    """
    found = score(client, listed.facts, similarity)
    if Veto.KIND in found.vetoes or Veto.GIVEN_NAME in found.vetoes:
        return NO_MATCH
    points, reasons = 0, []
    for reason in found.reasons:
        if reason.code in _NAMES:
            points += _NAMES[reason.code]
            is_same = _NAMES[reason.code] == SAME_NAME
            reasons.append(Why.NAME if is_same else Why.NEAR_NAME)
    if not points:
        return NO_MATCH
    births, why = _birth(client.birth, listed)
    points += births
    if why:
        reasons.append(why)
    if country and country in listed.countries:
        points += SAME_COUNTRY
        reasons.append(Why.COUNTRY)
    return Match(min(points, FULL), tuple(reasons))


def _birth(birth: date | None, listed: Listed) -> tuple[int, Why | None]:
    year = listed.year or (listed.birth.year if listed.birth else None)
    if not birth or not year:
        return 0, None
    if listed.birth and listed.birth == birth:
        return SAME_BIRTH, Why.BIRTH
    if listed.birth is None and birth.year == year:
        return SAME_YEAR, Why.YEAR
    if abs(birth.year - year) <= NEAR_YEARS:
        return 0, None
    return OTHER_BIRTH, Why.OTHER_BIRTH
