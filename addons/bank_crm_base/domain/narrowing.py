"""What an access setting takes from a role: whom it narrows, and what is left to read."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Effect(StrEnum):
    """What happens to a field; the codes of `bank.access.setting.effect`."""

    READ_ONLY = "read_only"
    MASKED = "masked"
    HIDDEN = "hidden"


_BY_FORCE = (Effect.READ_ONLY, Effect.MASKED, Effect.HIDDEN)
_STAR = "*"
_STARS = _STAR * 3
_PHONE_HEAD, _PHONE_TAIL = 6, 4


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One setting in force: which roles it is about, and what it does."""

    setting_id: int
    role_ids: frozenset[int]
    only_without_other_roles: bool = False


def narrows(narrowing: Narrowing, role_ids: Iterable[int]) -> bool:
    """Say whether a setting narrows a person who holds these roles today.

    One named role is enough, so that a second post never takes a restriction away;
    unless the setting is meant only for people who have no other role.

    >>> tellers = Narrowing(1, frozenset({2}))
    >>> narrows(tellers, {2, 3}), narrows(tellers, {3})
    (True, False)
    >>> narrows(Narrowing(1, frozenset({2}), only_without_other_roles=True), {2, 3})
    False
    """
    held = frozenset(role_ids)
    if not held & narrowing.role_ids:
        return False
    return not narrowing.only_without_other_roles or held <= narrowing.role_ids


def strongest(effects: Iterable[Effect]) -> Effect:
    """Return the effect that leaves least; several settings may name one field.

    >>> strongest([Effect.MASKED, Effect.READ_ONLY])
    <Effect.MASKED: 'masked'>
    """
    return max(effects, key=_BY_FORCE.index)


def masked(value: str) -> str:
    """Show of a value enough to recognise it and too little to use it.

    >>> masked("+380671112233")
    '+38067***2233'
    >>> masked("olena.bondar@example.com")
    'o***@example.com'
    >>> masked("3124509876"), masked("KB 112"), masked("")
    ('31***76', '***', '')
    """
    text = value.strip()
    if not text:
        return ""
    name, at, host = text.rpartition("@")
    if at and name:
        return f"{name[0]}{_STARS}@{host}"
    # Blanks hide nothing: only what is written counts.
    text = "".join(text.split())
    if text.startswith("+") and len(text) > _PHONE_HEAD + _PHONE_TAIL + 1:
        return f"{text[:_PHONE_HEAD]}{_STARS}{text[-_PHONE_TAIL:]}"
    # Less than half of it is shown, and of short values nothing.
    shown = min(2, len(text) // 4)
    if shown < 2:
        return _STARS
    return f"{text[:shown]}{_STARS}{text[-shown:]}"
