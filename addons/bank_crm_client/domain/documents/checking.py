"""How a client's document is checked: its states, and who may not decide on it."""

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum

from dateutil.relativedelta import relativedelta


class CheckError(ValueError):
    """A step that the life of a document does not know."""


class State(StrEnum):
    """Where a document stands between being entered and being relied on."""

    DRAFT = "draft"
    TO_VERIFY = "to_verify"
    VERIFIED = "verified"
    REFUSED = "refused"


class Verification(StrEnum):
    """What it takes until documents of a type count."""

    NONE = "none"
    ONE = "one"
    TWO = "two"


class Use(StrEnum):
    """Whether a type of document has an attribute."""

    NO = "no"
    MAY = "may"
    MUST = "must"


MOVES: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.TO_VERIFY, State.VERIFIED}),
    State.TO_VERIFY: frozenset({State.VERIFIED, State.REFUSED, State.DRAFT}),
    State.VERIFIED: frozenset({State.DRAFT}),
    State.REFUSED: frozenset({State.DRAFT}),
}


def can_move(origin: State, target: State) -> bool:
    """Say whether a document may go from one state to another.

    >>> can_move(State.DRAFT, State.VERIFIED), can_move(State.REFUSED, State.VERIFIED)
    (True, False)
    """
    return target in MOVES[origin]


def first_state(verification: Verification, *, by_person: bool) -> State:
    """Return the state of a new document; what the core system tells is relied on.

    >>> first_state(Verification.TWO, by_person=True)
    <State.DRAFT: 'draft'>
    >>> first_state(Verification.TWO, by_person=False)
    <State.VERIFIED: 'verified'>
    """
    if not by_person or verification is Verification.NONE:
        return State.VERIFIED
    return State.DRAFT


def state_after_sending(verification: Verification) -> State:
    """Return where a document goes when its maker says that it is complete.

    >>> state_after_sending(Verification.ONE)
    <State.VERIFIED: 'verified'>
    """
    return State.TO_VERIFY if verification is Verification.TWO else State.VERIFIED


def may_verify(person_id: int, maker_ids: Collection[int], *, is_person: bool) -> bool:
    """Say whether somebody may decide: a person, and none of those who made it.

    >>> may_verify(7, {5}, is_person=True), may_verify(5, {5}, is_person=True)
    (True, False)
    """
    return is_person and person_id not in maker_ids


def lacking(uses: Mapping[str, str], values: Mapping[str, object]) -> list[str]:
    """Return the attributes that the type asks for and the document has not.

    >>> lacking({"number": "must", "amount": "may"}, {"number": "", "amount": None})
    ['number']
    """
    return [
        name
        for name, use in uses.items()
        if Use(use) is Use.MUST and not values.get(name)
    ]


def valid_until(issued: date | None, months: int) -> date | None:
    """Return the last day on which a paper without a date of its own holds.

    A term of months ends on the day of the month on which the paper was issued, or on the
    last of a shorter month; 0 months is no term.

    >>> valid_until(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    if months < 0:
        raise CheckError("a term is not negative")
    if issued is None or not months:
        return None
    return issued + relativedelta(months=months)
