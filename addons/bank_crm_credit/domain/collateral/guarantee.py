"""A promise of another to pay: from its draft to its end, and how much of a debt it covers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ..money import ZERO


class State(StrEnum):
    DRAFT = "draft"
    IN_FORCE = "in_force"
    ENDED = "ended"
    CANCELLED = "cancelled"  # never signed


MOVES: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.IN_FORCE, State.CANCELLED}),
    State.IN_FORCE: frozenset({State.ENDED}),
    State.ENDED: frozenset(),
    State.CANCELLED: frozenset(),
}


def can_move(origin: State | str, target: State | str) -> bool:
    """Whether the state may follow.

    >>> can_move("draft", "in_force"), can_move("ended", "in_force")
    (True, False)
    """
    return State(target) in MOVES[State(origin)]


class Need(StrEnum):
    """What a step needs and does not have."""

    AGREEMENT = "agreement"
    SPOUSE_CONSENT = "spouse_consent"
    NO_DEBT_OR_DECISION = "no_debt_or_decision"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a guarantee; `secured_debt`: what is owed of what it secures."""

    has_agreement: bool = False
    needs_spouse: bool = False
    has_spouse_consent: bool = False
    secured_debt: Decimal = ZERO
    has_decision: bool = False


def missing(target: State | str, facts: Facts) -> tuple[Need, ...]:
    """Return what is missing for a step; a guarantor is let go at zero debt or by decision.

    >>> [str(need) for need in missing("in_force", Facts(needs_spouse=True))]
    ['agreement', 'spouse_consent']
    >>> missing("ended", Facts(secured_debt=Decimal(1), has_decision=True))
    ()
    """
    needs = {
        State.IN_FORCE: (
            (Need.AGREEMENT, facts.has_agreement),
            (Need.SPOUSE_CONSENT, facts.has_spouse_consent or not facts.needs_spouse),
        ),
        State.ENDED: (
            (Need.NO_DEBT_OR_DECISION, not facts.secured_debt or facts.has_decision),
        ),
    }
    return tuple(need for need, is_there in needs.get(State(target), ()) if not is_there)


def is_in_force(
    state: State | str, date_from: date | None, date_to: date | None, today: date
) -> bool:
    """Whether the guarantor answers today; the last day still counts.

    >>> is_in_force("in_force", date(2026, 1, 1), date(2026, 3, 1), date(2026, 3, 1))
    True
    """
    return (
        State(state) is State.IN_FORCE
        and (date_from is None or date_from <= today)
        and (date_to is None or today <= date_to)
    )


def answers_for(owed: Decimal, amount: Decimal | None) -> Decimal:
    """Return what a guarantor answers for: the debt, up to the sum promised, if there is one.

    >>> answers_for(Decimal(900), Decimal(500)), answers_for(Decimal(900), None)
    (Decimal('500'), Decimal('900'))
    """
    return owed if amount is None else min(owed, amount)
