"""At whose desk an application lies: with him who has the next act forward."""

from __future__ import annotations

from .lifecycle import ENDS, WAY, Power, Stage, moves_from


def desk_of(stage: Stage) -> Power | None:
    """Return whose act leads forward from a stage; None where the way has ended.

    >>> str(desk_of(Stage.CHECKS)), desk_of(Stage.CONTRACT)
    ('underwriter', None)
    """
    if stage in ENDS:
        return None
    place = WAY.index(stage)
    forward = next(move for move in moves_from(stage) if move.target is WAY[place + 1])
    (power,) = forward.powers
    return power
