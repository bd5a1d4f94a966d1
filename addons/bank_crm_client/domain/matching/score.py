"""Whether two records are one client: points for what agrees, vetoes, reasons in words."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from .facts import ClientFacts, is_checked_number
from .similarity import jaro_winkler

Similarity = Callable[[str, str], float]

# Points of each agreement; their sum is cut at the full score.
SAME_TAX = 60
SAME_REGISTRY = 60
SAME_DOCUMENT = 55
SAME_BIRTH = 20
SAME_PHONE = 20
SAME_EMAIL = 25
# With a birth date and a name nearly alike it stays just below the possible ones.
SAME_ADDRESS = 7
SAME_NAME = 30
NEAR_NAME = 22
SAME_GIVEN_NAMES = 15
SAME_COMPANY = 50
NEAR_COMPANY = 25
FULL_SCORE = 100

POSSIBLE_FROM = 50
STRONG_FROM = 80
# A person and the sole trader that he is are often kept apart on purpose.
TRADER_SCORE = 79

SAME_WORD = 0.97
NEAR_WORD = 0.86
OTHER_WORD = 0.8
NEAR_COMPANY_WORD = 0.92


class Verdict(StrEnum):
    """What a score means."""

    STRONG = "strong"
    POSSIBLE = "possible"
    NO = "no"


class Agreement(StrEnum):
    """What speaks for one client; the code of a reason."""

    TAX = "same_tax"
    REGISTRY = "same_registry"
    DOCUMENT = "same_document"
    BIRTH = "same_birth"
    PHONE = "same_phone"
    EMAIL = "same_email"
    ADDRESS = "same_address"
    NAME = "same_name"
    NEAR_NAME = "near_name"
    GIVEN_NAMES = "same_given_names"
    COMPANY = "same_company"
    NEAR_COMPANY = "near_company"
    TRADER = "is_trader"


class Veto(StrEnum):
    """What speaks against it, whatever agrees."""

    TAX = "other_tax"
    REGISTRY = "other_registry"
    BIRTH = "other_birth"
    GENDER = "other_gender"
    GIVEN_NAME = "other_given_name"
    KIND = "other_kind"


@dataclass(frozen=True, slots=True)
class Reason:
    """One agreement: its code, what agrees where it can be named, and its points."""

    code: Agreement
    value: str = ""
    points: int = 0


@dataclass(frozen=True, slots=True)
class Score:
    """The sum of the points, what they are for, and what forbids it."""

    points: int
    reasons: tuple[Reason, ...] = ()
    vetoes: tuple[Veto, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """Return what the points mean; a veto means no."""
        if self.vetoes or self.points < POSSIBLE_FROM:
            return Verdict.NO
        return Verdict.STRONG if self.points >= STRONG_FROM else Verdict.POSSIBLE


def score(
    one: ClientFacts, other: ClientFacts, similarity: Similarity = jaro_winkler
) -> Score:
    """Compare two records; the order does not matter.

    >>> from datetime import date
    >>> born = date(1985, 3, 7)
    >>> one = ClientFacts(last="kovalenko", first="olena", birth=born)
    >>> two = ClientFacts(last="kovalenko", first="olena", birth=born)
    >>> found = score(one, two)
    >>> found.points, str(found.verdict), [str(reason.code) for reason in found.reasons]
    (50, 'possible', ['same_birth', 'same_name'])
    """
    if one.is_company != other.is_company:
        return Score(0, (), (Veto.KIND,))
    reasons = _shared(one, other)
    is_proven = any(
        reason.code in (Agreement.TAX, Agreement.DOCUMENT, Agreement.REGISTRY)
        for reason in reasons
    )
    vetoes = []
    if _differ(one.taxes, other.taxes):
        vetoes.append(Veto.TAX)
    if one.is_company:
        if _differ(one.registries, other.registries):
            vetoes.append(Veto.REGISTRY)
        reasons += _company_reasons(one, other, similarity)
    else:
        names, is_other = _name_reasons(one, other, similarity)
        reasons += names
        if not is_proven:
            vetoes += _person_vetoes(one, other, is_other)
    points = min(sum(reason.points for reason in reasons), FULL_SCORE)
    if one.kind != other.kind:
        reasons.append(Reason(Agreement.TRADER))
        points = min(points, TRADER_SCORE)
    return Score(points, tuple(reasons), tuple(vetoes))


def _shared(one: ClientFacts, other: ClientFacts) -> list[Reason]:
    found = []
    for code, mine, theirs, points in (
        (Agreement.TAX, one.taxes, other.taxes, SAME_TAX),
        (Agreement.REGISTRY, one.registries, other.registries, SAME_REGISTRY),
        (Agreement.DOCUMENT, one.documents, other.documents, SAME_DOCUMENT),
        (Agreement.PHONE, one.phones, other.phones, SAME_PHONE),
        (Agreement.EMAIL, one.emails, other.emails, SAME_EMAIL),
        (Agreement.ADDRESS, one.addresses, other.addresses, SAME_ADDRESS),
    ):
        common = mine & theirs
        if common:
            found.append(Reason(code, min(common), points))
    if one.birth and one.birth == other.birth:
        found.append(Reason(Agreement.BIRTH, one.birth.isoformat(), SAME_BIRTH))
    return found


def _differ(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether both have numbers, none in common, and neither is a slip of the keyboard."""
    return (
        bool(mine and theirs)
        and not mine & theirs
        and any(map(is_checked_number, mine))
        and any(map(is_checked_number, theirs))
    )


def _person_vetoes(
    one: ClientFacts, other: ClientFacts, is_other_given: bool
) -> list[Veto]:
    vetoes = []
    if one.birth and other.birth and one.birth != other.birth:
        vetoes.append(Veto.BIRTH)
    if one.gender and other.gender and one.gender != other.gender:
        vetoes.append(Veto.GENDER)
    if is_other_given:
        vetoes.append(Veto.GIVEN_NAME)
    return vetoes


def _company_reasons(
    one: ClientFacts, other: ClientFacts, similarity: Similarity
) -> list[Reason]:
    mine, theirs = " ".join(one.words), " ".join(other.words)
    if not mine or not theirs:
        return []
    if mine == theirs:
        return [Reason(Agreement.COMPANY, points=SAME_COMPANY)]
    if similarity(mine, theirs) >= NEAR_COMPANY_WORD:
        return [Reason(Agreement.NEAR_COMPANY, points=NEAR_COMPANY)]
    return []


def _name_reasons(
    one: ClientFacts, other: ClientFacts, similarity: Similarity
) -> tuple[list[Reason], bool]:
    """Return what the names say, and whether the given names are two people's."""
    last = _word(one.last, other.last, similarity)
    first = _word(one.first, other.first, similarity)
    if last < NEAR_WORD and first < NEAR_WORD:
        # Written the other way round in one of the two.
        turned = (
            _word(one.last, other.first, similarity),
            _word(one.first, other.last, similarity),
        )
        if min(turned) >= NEAR_WORD:
            last, first = turned
    middle = (
        _word(one.middle, other.middle, similarity)
        if one.middle and other.middle
        else None
    )
    has_other_middle = middle is not None and middle < OTHER_WORD
    is_other = bool(one.first and other.first) and first < OTHER_WORD
    if last >= NEAR_WORD and first >= NEAR_WORD and not has_other_middle:
        if last >= SAME_WORD and first >= SAME_WORD:
            return [Reason(Agreement.NAME, points=SAME_NAME)], False
        return [Reason(Agreement.NEAR_NAME, points=NEAR_NAME)], False
    if first >= SAME_WORD and middle is not None and middle >= NEAR_WORD:
        # A surname changes with a marriage; given name and patronymic do not.
        return [Reason(Agreement.GIVEN_NAMES, points=SAME_GIVEN_NAMES)], False
    return [], is_other or has_other_middle


def _word(mine: str, theirs: str, similarity: Similarity) -> float:
    if mine == theirs:
        return 1.0 if mine else 0.0
    if not mine or not theirs:
        return 0.0
    if len(mine) == 1 or len(theirs) == 1:
        return NEAR_WORD if mine[0] == theirs[0] else 0.0
    return similarity(mine, theirs)
