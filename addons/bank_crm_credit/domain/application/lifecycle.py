"""The one way of every application for a loan, from the client to the contract.

Stages follow each other and none is skipped; what leads back is a return for completion
or a decision made void. Who does an act is a power, not a post: the bank gives powers to
its roles.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class LifecycleError(ValueError):
    """An act that does not belong to the stage, or not to whom does it."""


class Stage(StrEnum):
    """Where an application stands."""

    IDENTIFICATION = "identification"
    FORM = "form"
    DOCUMENTS = "documents"
    CHECKS = "checks"
    DECISION = "decision"
    OFFER = "offer"
    SIGNING = "signing"
    DISBURSEMENT = "disbursement"
    CONTRACT = "contract"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


# The way of an application that nothing stops.
WAY = tuple(Stage)[: tuple(Stage).index(Stage.CONTRACT) + 1]
ENDS = frozenset({Stage.CONTRACT, Stage.REFUSED, Stage.WITHDRAWN, Stage.EXPIRED})


class Act(StrEnum):
    """What moves it."""

    IDENTIFY = "identify"
    COMPLETE_FORM = "complete_form"
    SUBMIT = "submit"
    VERIFY = "verify"
    APPROVE = "approve"
    APPROVE_CHANGED = "approve_changed"
    RETURN = "return"
    REFUSE = "refuse"
    REVIEW = "review"
    ACCEPT = "accept"
    SIGN = "sign"
    DISBURSE = "disburse"
    VOID = "void"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"


class Power(StrEnum):
    """What one must hold to do an act."""

    OFFICER = "officer"
    UNDERWRITER = "underwriter"
    DECIDER = "decider"  # whom the authority matrix names: a person or a committee
    LOAN_ADMINISTRATION = "loan_administration"
    NIGHT = "night"  # the bank's own day end


@dataclass(frozen=True, slots=True)
class Move:
    """One act at one stage: where it leads and who may."""

    origin: Stage
    act: Act
    target: Stage
    powers: frozenset[Power]


_S, _A = Stage, Act
_OFFICER = frozenset({Power.OFFICER})
_CHECKER = frozenset({Power.UNDERWRITER})
_DECIDER = frozenset({Power.DECIDER})
_ADMINISTRATION = frozenset({Power.LOAN_ADMINISTRATION})
_NIGHT = frozenset({Power.NIGHT})
# A change is found by whoever looks, the bank's night included.
_FINDERS = _CHECKER | _ADMINISTRATION | _NIGHT
_OPEN = tuple(stage for stage in WAY if stage not in ENDS)

MOVES: tuple[Move, ...] = (
    Move(_S.IDENTIFICATION, _A.IDENTIFY, _S.FORM, _OFFICER),
    Move(_S.FORM, _A.COMPLETE_FORM, _S.DOCUMENTS, _OFFICER),
    Move(_S.DOCUMENTS, _A.RETURN, _S.FORM, _OFFICER),
    Move(_S.DOCUMENTS, _A.SUBMIT, _S.CHECKS, _OFFICER),
    Move(_S.CHECKS, _A.VERIFY, _S.DECISION, _CHECKER),
    Move(_S.CHECKS, _A.RETURN, _S.FORM, _CHECKER),
    Move(_S.CHECKS, _A.REFUSE, _S.REFUSED, _CHECKER | _NIGHT),
    Move(_S.DECISION, _A.APPROVE, _S.OFFER, _DECIDER),
    Move(_S.DECISION, _A.APPROVE_CHANGED, _S.OFFER, _DECIDER),
    Move(_S.DECISION, _A.RETURN, _S.FORM, _DECIDER),
    Move(_S.DECISION, _A.REFUSE, _S.REFUSED, _DECIDER),
    Move(_S.REFUSED, _A.REVIEW, _S.DECISION, _CHECKER),
    Move(_S.OFFER, _A.ACCEPT, _S.SIGNING, _OFFICER),
    Move(_S.SIGNING, _A.SIGN, _S.DISBURSEMENT, _ADMINISTRATION),
    Move(_S.DISBURSEMENT, _A.DISBURSE, _S.CONTRACT, _ADMINISTRATION),
    *(
        Move(stage, _A.VOID, _S.DECISION, _FINDERS)
        for stage in (_S.OFFER, _S.SIGNING, _S.DISBURSEMENT)
    ),
    # A stop factor found after approval ends it without a new decision.
    *(
        Move(stage, _A.REFUSE, _S.REFUSED, _ADMINISTRATION | _NIGHT)
        for stage in (_S.OFFER, _S.SIGNING, _S.DISBURSEMENT)
    ),
    *(Move(stage, _A.WITHDRAW, _S.WITHDRAWN, _OFFICER) for stage in _OPEN),
    *(Move(stage, _A.EXPIRE, _S.EXPIRED, _NIGHT) for stage in _OPEN),
)
_BY_ACT = {(move.origin, move.act): move for move in MOVES}


def moves_from(stage: Stage) -> tuple[Move, ...]:
    """Return what may be done at a stage.

    >>> [str(move.act) for move in moves_from(Stage.FORM)]
    ['complete_form', 'withdraw', 'expire']
    """
    return tuple(move for move in MOVES if move.origin is stage)


def can_move(origin: Stage, target: Stage) -> bool:
    """Whether some act leads from one stage straight to the other.

    >>> can_move(Stage.FORM, Stage.DOCUMENTS), can_move(Stage.FORM, Stage.DECISION)
    (True, False)
    """
    return any(move.target is target for move in moves_from(origin))


def move_by(
    stage: Stage,
    act: Act,
    powers: Iterable[Power],
    *,
    is_refused_by_table: bool = False,
) -> Move:
    """Return the move that `act` makes at `stage` for one who holds `powers`.

    A refusal is reviewed only where a decision table alone refused: a person's refusal
    is final, a new request is a new application. Raises `LifecycleError`.

    >>> move_by(Stage.OFFER, Act.ACCEPT, [Power.OFFICER]).target
    <Stage.SIGNING: 'signing'>
    """
    move = _BY_ACT.get((stage, act))
    if move is None:
        raise LifecycleError(f"{act} does not belong to the stage {stage}")
    if not move.powers & frozenset(powers):
        raise LifecycleError(f"{act} takes one of: {', '.join(sorted(move.powers))}")
    if act is Act.REVIEW and not is_refused_by_table:
        raise LifecycleError("only a refusal by table alone is reviewed")
    return move


def walk(acts: Iterable[Act], start: Stage = Stage.IDENTIFICATION) -> tuple[Stage, ...]:
    """Return the stages that recorded acts went through, the first one included.

    Raises `LifecycleError` where the record has a gap: an application without its whole
    history is not one.

    >>> walk([Act.IDENTIFY, Act.WITHDRAW])[-1]
    <Stage.WITHDRAWN: 'withdrawn'>
    """
    stages = [start]
    for act in acts:
        move = _BY_ACT.get((stages[-1], act))
        if move is None:
            raise LifecycleError(f"{act} does not belong to the stage {stages[-1]}")
        stages.append(move.target)
    return tuple(stages)
