"""The way of a collateral from the offer to its release, and what each step needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class State(StrEnum):
    OFFERED = "offered"
    CHECKED = "checked"
    PLEDGED = "pledged"
    REGISTERED = "registered"
    SUBSTITUTED = "substituted"
    RELEASED = "released"
    FORECLOSED = "foreclosed"
    DECLINED = "declined"  # found wanting, or no loan came of it


MOVES: dict[State, frozenset[State]] = {
    State.OFFERED: frozenset({State.CHECKED, State.DECLINED}),
    State.CHECKED: frozenset({State.PLEDGED, State.DECLINED}),
    State.PLEDGED: frozenset({State.REGISTERED, State.RELEASED}),
    State.REGISTERED: frozenset({State.SUBSTITUTED, State.RELEASED, State.FORECLOSED}),
    State.SUBSTITUTED: frozenset(),
    State.RELEASED: frozenset(),
    State.FORECLOSED: frozenset(),
    State.DECLINED: frozenset(),
}
# What secures a loan today.
SECURES = frozenset({State.PLEDGED, State.REGISTERED})


def can_move(origin: State, target: State) -> bool:
    """Whether the state may follow.

    >>> can_move(State.CHECKED, State.PLEDGED), can_move(State.OFFERED, State.PLEDGED)
    (True, False)
    """
    return target in MOVES[origin]


class Need(StrEnum):
    """What a step needs and does not have."""

    TITLE = "title"
    VALUATION = "valuation"
    INSPECTION = "inspection"
    OWNER_CONSENT = "owner_consent"
    SPOUSE_CONSENT = "spouse_consent"
    INSURANCE = "insurance"
    AGREEMENT = "agreement"
    REGISTER_ENTRY = "register_entry"
    NO_DEBT_OR_DECISION = "no_debt_or_decision"
    DECISION = "decision"
    SUBSTITUTE = "substitute"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a collateral.

    `is_third_party`: its owner is not the borrower. `is_joint`: spouses own it together.
    `must_insure`: its kind is insured. `secured_debt`: owed on all loans that it secures.
    """

    has_title: bool = False
    has_valuation: bool = False
    is_inspected: bool = False
    is_third_party: bool = False
    has_owner_consent: bool = False
    is_joint: bool = False
    has_spouse_consent: bool = False
    must_insure: bool = False
    is_insured: bool = False
    has_agreement: bool = False
    has_register_entry: bool = False
    secured_debt: Decimal = Decimal(0)
    has_decision: bool = False
    has_substitute: bool = False


def missing(target: State, facts: Facts) -> tuple[Need, ...]:
    """Return what is missing for a step; empty: it may be taken, if the way leads there.

    Released only at zero secured debt or by decision; substituted and foreclosed always by
    decision.

    >>> missing(State.RELEASED, Facts(secured_debt=Decimal("0.01")))
    (<Need.NO_DEBT_OR_DECISION: 'no_debt_or_decision'>,)
    """
    needs: dict[State, Iterable[tuple[Need, bool]]] = {
        State.CHECKED: (
            (Need.TITLE, facts.has_title),
            (Need.VALUATION, facts.has_valuation),
            (Need.INSPECTION, facts.is_inspected),
        ),
        State.PLEDGED: (
            (Need.VALUATION, facts.has_valuation),
            (Need.OWNER_CONSENT, facts.has_owner_consent or not facts.is_third_party),
            (Need.SPOUSE_CONSENT, facts.has_spouse_consent or not facts.is_joint),
            (Need.INSURANCE, facts.is_insured or not facts.must_insure),
            (Need.AGREEMENT, facts.has_agreement),
        ),
        State.REGISTERED: ((Need.REGISTER_ENTRY, facts.has_register_entry),),
        State.RELEASED: (
            (Need.NO_DEBT_OR_DECISION, not facts.secured_debt or facts.has_decision),
        ),
        State.SUBSTITUTED: (
            (Need.DECISION, facts.has_decision),
            (Need.SUBSTITUTE, facts.has_substitute),
        ),
        State.FORECLOSED: ((Need.DECISION, facts.has_decision),),
    }
    return tuple(need for need, is_there in needs.get(target, ()) if not is_there)
