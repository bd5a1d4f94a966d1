"""The life of a version of a print form, and numbers of printed papers."""

from enum import StrEnum


class State(StrEnum):
    """Where a version is; the codes of `bank.print.version.state`."""

    DRAFT = "draft"
    CHECKED = "checked"
    WAITING = "waiting"
    IN_FORCE = "in_force"
    RETIRED = "retired"


MOVES: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.CHECKED, State.DRAFT}),
    State.CHECKED: frozenset(
        {State.DRAFT, State.CHECKED, State.WAITING, State.IN_FORCE}
    ),
    State.WAITING: frozenset({State.CHECKED, State.IN_FORCE}),
    State.IN_FORCE: frozenset({State.RETIRED}),
    State.RETIRED: frozenset(),
}
OPEN = frozenset({State.DRAFT, State.CHECKED})


def can_move(origin: State, target: State) -> bool:
    """Say whether a version may go from one state to another.

    >>> can_move(State.DRAFT, State.WAITING), can_move(State.CHECKED, State.WAITING)
    (False, True)
    """
    return target in MOVES[State(origin)]


def chosen_language(wanted: str, offered: list[str], fallback: str = "") -> str:
    """Return the language a paper is printed in: the wanted, a kin, the fallback, any.

    >>> chosen_language("uk_UA", ["en_US", "uk_UA"])
    'uk_UA'
    >>> chosen_language("zh_TW", ["en_US", "zh_CN"]), chosen_language("pl_PL", ["uk_UA"])
    ('zh_CN', 'uk_UA')
    >>> chosen_language("pl_PL", ["uk_UA", "en_US"], "en_US")
    'en_US'
    """
    if not offered:
        raise ValueError("the form has no file")
    for code in (wanted, fallback):
        if code in offered:
            return code
        kin = [
            one for one in offered if code and one.split("_")[0] == code.split("_")[0]
        ]
        if kin:
            return kin[0]
    return offered[0]
