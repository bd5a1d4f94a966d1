"""What stops a loan whoever wants it: sanctions, bankruptcy, a default in the group.

Looked at on submission and again on the day money goes out: a check of another day is no
check. Default as in Regulation (EU) 575/2013, article 178; sanctions and bankruptcy as
the registers say.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Factor(StrEnum):
    """Why it stops."""

    SANCTIONS = "sanctions"
    BANKRUPTCY = "bankruptcy"
    DEFAULT = "default"
    NOT_CHECKED = "not_checked"


class Role(StrEnum):
    """What a party is to the loan."""

    BORROWER = "borrower"
    CO_BORROWER = "co_borrower"
    GUARANTOR = "guarantor"
    PLEDGOR = "pledgor"
    OWNER = "owner"  # who in the end owns or controls the borrower
    GROUP_MEMBER = "group_member"


class Match(StrEnum):
    """What became of a search in the lists of sanctions."""

    NONE = "none"
    POSSIBLE = "possible"  # nobody looked yet
    CONFIRMED = "confirmed"
    CLEARED = "cleared"  # a person of compliance found it to be somebody else


_EVERYBODY = frozenset(Role)
STOPS: dict[Factor, frozenset[Role]] = {
    Factor.SANCTIONS: _EVERYBODY,
    Factor.BANKRUPTCY: _EVERYBODY - {Role.OWNER, Role.GROUP_MEMBER},
    Factor.DEFAULT: _EVERYBODY - {Role.PLEDGOR},
    Factor.NOT_CHECKED: _EVERYBODY,
}


@dataclass(frozen=True, slots=True)
class Party:
    """What is known of one party; `checked_on`: when the registers were asked."""

    number: int
    role: Role
    checked_on: date | None
    match: Match = Match.NONE
    bankrupt_since: date | None = None
    bankrupt_until: date | None = None
    default_since: date | None = None
    default_until: date | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """Who stops it, why, and since when (None: not known)."""

    factor: Factor
    party: int
    role: Role
    since: date | None = None


def stops(parties: Iterable[Party], day: date) -> tuple[Stop, ...]:
    """Return all that stops a loan on a day; empty: nothing does.

    A match nobody looked at stops like a confirmed one. Not asked on that very day stops
    too.

    >>> day = date(2026, 3, 2)
    >>> stops([Party(1, Role.BORROWER, day), Party(2, Role.GROUP_MEMBER, day,
    ...        default_since=date(2026, 1, 5))], day)[0].party
    2
    """
    found = []
    for party in parties:
        factors = {
            Factor.NOT_CHECKED: (party.checked_on != day, party.checked_on),
            Factor.SANCTIONS: (party.match in (Match.POSSIBLE, Match.CONFIRMED), None),
            Factor.BANKRUPTCY: (
                _lasts(party.bankrupt_since, party.bankrupt_until, day),
                party.bankrupt_since,
            ),
            Factor.DEFAULT: (
                _lasts(party.default_since, party.default_until, day),
                party.default_since,
            ),
        }
        found += [
            Stop(factor, party.number, party.role, since)
            for factor, (is_so, since) in factors.items()
            if is_so and party.role in STOPS[factor]
        ]
    return tuple(found)


def _lasts(since: date | None, until: date | None, day: date) -> bool:
    return since is not None and since <= day and (until is None or day <= until)
