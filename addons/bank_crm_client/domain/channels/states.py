"""The life of one message to a client, and what a delivery receipt may change in it."""

from enum import StrEnum


class State(StrEnum):
    """Where a message is; the codes of `bank.message.state`."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


MOVES: dict[State, frozenset[State]] = {
    State.QUEUED: frozenset(
        {State.SENDING, State.FAILED, State.REFUSED, State.WITHDRAWN}
    ),
    # A provider may report delivery before we have read its answer.
    State.SENDING: frozenset(
        {State.QUEUED, State.SENT, State.DELIVERED, State.FAILED, State.REFUSED}
    ),
    State.SENT: frozenset({State.DELIVERED, State.FAILED}),
    State.DELIVERED: frozenset(),
    State.FAILED: frozenset(),
    State.REFUSED: frozenset(),
    State.WITHDRAWN: frozenset(),
}
FINAL = frozenset(state for state, targets in MOVES.items() if not targets)
WAITING = frozenset({State.QUEUED, State.SENDING})


def can_move(origin: str, target: str) -> bool:
    """Say whether a message may go from one state to another.

    >>> can_move("sent", "delivered"), can_move("delivered", "failed")
    (True, False)
    """
    return State(target) in MOVES[State(origin)]


class Receipt(StrEnum):
    """What a provider reports of a message."""

    ACCEPTED = "accepted"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"


_TARGETS = {
    Receipt.ACCEPTED: State.SENT,
    Receipt.DELIVERED: State.DELIVERED,
    Receipt.UNDELIVERED: State.FAILED,
}


def after_receipt(state: str, receipt: str) -> State | None:
    """Return the state that a receipt leads to; None where it changes nothing.

    Receipts come in any order: what is final stays, an earlier one after it is only kept.

    >>> after_receipt("sent", "delivered")
    <State.DELIVERED: 'delivered'>
    >>> after_receipt("delivered", "accepted") is None
    True
    >>> after_receipt("sending", "undelivered")
    <State.FAILED: 'failed'>
    """
    target = _TARGETS[Receipt(receipt)]
    return target if can_move(state, target) else None
