"""What each stage of an application needs before the next one opens."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from .lifecycle import Act


class Track(StrEnum):
    """Whose application it is."""

    RETAIL = "retail"
    CORPORATE = "corporate"


class Need(StrEnum):
    """Something that must be there; each is told to the user in words."""

    CLIENT_IDENTIFIED = "client_identified"
    REQUEST = "request"  # product, sum, term
    PURPOSE = "purpose"
    PARTICIPANT_FORMS = "participant_forms"  # one of each participant's own
    INCOME = "income"
    OWNERSHIP = "ownership"
    STATEMENTS = "statements"
    BUREAU_CONSENT = "bureau_consent"
    DOCUMENTS = "documents"
    SNAPSHOT = "snapshot"
    NO_STOP_FACTOR = "no_stop_factor"
    BUREAU_REPORT = "bureau_report"
    SCORE = "score"
    GROUP_EXPOSURE = "group_exposure"
    VALUATIONS = "valuations"
    OPINIONS = "opinions"  # of risk, legal and security services, as the product asks
    LIMITS = "limits"
    AUTHORITY = "authority"
    REASON = "reason"
    VALID_DECISION = "valid_decision"
    COST_SHEET = "cost_sheet"
    CLIENT_ACCEPTED = "client_accepted"
    SIGNED_PACK = "signed_pack"
    COLLATERAL_REGISTERED = "collateral_registered"
    CONDITIONS_MET = "conditions_met"


_N = Need
_BOTH: dict[Act, tuple[Need, ...]] = {
    Act.IDENTIFY: (_N.CLIENT_IDENTIFIED,),
    Act.COMPLETE_FORM: (_N.REQUEST, _N.PARTICIPANT_FORMS, _N.BUREAU_CONSENT),
    Act.SUBMIT: (_N.DOCUMENTS, _N.NO_STOP_FACTOR, _N.SNAPSHOT),
    Act.VERIFY: (_N.BUREAU_REPORT, _N.SCORE, _N.GROUP_EXPOSURE),
    Act.APPROVE: (_N.AUTHORITY, _N.LIMITS),
    Act.APPROVE_CHANGED: (_N.AUTHORITY, _N.LIMITS),
    Act.RETURN: (_N.REASON,),
    Act.REFUSE: (_N.REASON,),
    Act.REVIEW: (_N.REASON,),
    Act.VOID: (_N.REASON,),
    Act.WITHDRAW: (_N.REASON,),
    Act.ACCEPT: (_N.VALID_DECISION, _N.CLIENT_ACCEPTED),
    Act.SIGN: (_N.VALID_DECISION, _N.SIGNED_PACK),
    Act.DISBURSE: (
        _N.VALID_DECISION,
        _N.NO_STOP_FACTOR,
        _N.CONDITIONS_MET,
        _N.LIMITS,
        _N.COLLATERAL_REGISTERED,
    ),
    Act.EXPIRE: (),
}
_ONLY: dict[Track, dict[Act, tuple[Need, ...]]] = {
    Track.RETAIL: {
        Act.COMPLETE_FORM: (_N.INCOME,),
        # What the loan costs is told before the client is bound (2008/48/EC, article 5).
        Act.ACCEPT: (_N.COST_SHEET,),
    },
    Track.CORPORATE: {
        Act.COMPLETE_FORM: (_N.PURPOSE, _N.OWNERSHIP, _N.STATEMENTS),
        Act.VERIFY: (_N.VALUATIONS, _N.OPINIONS),
    },
}


def needs_of(track: Track, act: Act) -> tuple[Need, ...]:
    """Return what an act needs, in the order in which it is asked for.

    >>> [str(need) for need in needs_of(Track.CORPORATE, Act.COMPLETE_FORM)][-2:]
    ['ownership', 'statements']
    """
    return _BOTH[act] + _ONLY[track].get(act, ())


def missing(
    track: Track, act: Act, met: Iterable[Need], *, not_asked: Iterable[Need] = ()
) -> tuple[Need, ...]:
    """Return what still stands in the way of an act.

    `not_asked` is what the product does without (a loan without security has no
    valuations). A reason and an authority are never done without.

    >>> missing(Track.RETAIL, Act.SUBMIT, [Need.DOCUMENTS, Need.SNAPSHOT])
    (<Need.NO_STOP_FACTOR: 'no_stop_factor'>,)
    """
    spared = frozenset(not_asked) - ALWAYS_ASKED
    there = frozenset(met) | spared
    return tuple(need for need in needs_of(track, act) if need not in there)


ALWAYS_ASKED = frozenset(
    {
        Need.CLIENT_IDENTIFIED,
        Need.REQUEST,
        Need.SNAPSHOT,
        Need.NO_STOP_FACTOR,
        Need.AUTHORITY,
        Need.LIMITS,
        Need.REASON,
        Need.VALID_DECISION,
        Need.CLIENT_ACCEPTED,
        Need.SIGNED_PACK,
        Need.CONDITIONS_MET,
    }
)
