"""May this client be contacted so, for this, now: yes, or no and why, and when he may."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .caps import Attempt, free_from
from .channels import Channel
from .consent import Entry, Need, Will, is_barred, is_enough, will_of
from .hours import Place, Quiet, is_day_off, is_open, next_open
from .policy import Purpose, Rule, binding, strictest_need

# A day is freed by one limit and taken by another: so often is it looked again.
TRIES = 60


class Code(StrEnum):
    """Why a contact is allowed or refused."""

    ALLOWED = "allowed"
    NO_PURPOSE = "no_purpose"
    STOPPED = "stopped"
    DECEASED = "deceased"
    THIRD_PARTY = "third_party"
    REPRESENTED = "represented"
    COMPLAINT = "complaint"
    BARRED = "barred"
    NO_RULE = "no_rule"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    NO_CONSENT = "no_consent"
    DAY_OFF = "day_off"
    HOURS = "hours"
    QUIET = "quiet"
    CAP = "cap"


class Recipient(StrEnum):
    """Who is spoken to on the client's matter."""

    CLIENT = "client"
    REPRESENTATIVE = "representative"
    THIRD_PARTY = "third_party"


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known of a client at the moment of the question.

    `is_stopped`: a track on which the bank turns to nobody (death apart), e.g. bankruptcy.
    `is_represented`: somebody speaks for him and is to be turned to instead of him.
    """

    place: Place
    country: str = ""
    entries: tuple[Entry, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    quiet: Quiet | None = None
    is_deceased: bool = False
    is_stopped: bool = False
    is_represented: bool = False
    has_open_complaint: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer; `next_at` (naive UTC) is the first moment at which it would be yes.

    `reason` is in the words of who asks; it is empty until somebody finds them.
    """

    allowed: bool
    code: Code
    reason: str = ""
    next_at: datetime | None = None
    source: str = ""


def judge(
    situation: Situation,
    purpose: Purpose | None,
    channel: Channel,
    at: datetime,
    rules: Iterable[Rule],
    recipient: Recipient = Recipient.CLIENT,
) -> Verdict:
    """Answer for one contact at the moment `at` (naive UTC).

    What the law demands is asked neither for consent nor for frequency, but for everything
    else: hours, death, and that a third party learns nothing.

    >>> kyiv = Situation(Place(("Europe/Kyiv",)), "UA")
    >>> judge(kyiv, None, Channel.SMS, datetime(2026, 11, 27, 9), []).code
    <Code.NO_PURPOSE: 'no_purpose'>
    """
    if purpose is None:
        return Verdict(False, Code.NO_PURPOSE)
    refused = _refused_to_person(situation, purpose, recipient)
    if refused:
        return Verdict(False, refused)
    fitting = binding(
        rules, situation.country, purpose.code, channel, situation.place.day_at(at)
    )
    if not purpose.is_exempt:
        verdict = _judge_will(situation, purpose, channel, at, fitting)
        if verdict:
            return verdict
    return _judge_time(situation, purpose, at, fitting)


def _refused_to_person(
    situation: Situation, purpose: Purpose, recipient: Recipient
) -> Code | None:
    if situation.is_deceased and not (
        purpose.is_exempt and recipient is Recipient.REPRESENTATIVE
    ):
        return Code.DECEASED
    if situation.is_stopped and not purpose.is_exempt:
        return Code.STOPPED
    if recipient is Recipient.THIRD_PARTY and not purpose.may_third_party:
        return Code.THIRD_PARTY
    if (
        recipient is Recipient.CLIENT
        and situation.is_represented
        and not purpose.is_exempt
    ):
        return Code.REPRESENTED
    if situation.has_open_complaint and purpose.is_advertising:
        return Code.COMPLAINT
    return None


def _judge_will(
    situation: Situation,
    purpose: Purpose,
    channel: Channel,
    at: datetime,
    fitting: tuple[Rule, ...],
) -> Verdict | None:
    """Refuse what the client does not want; None where he does not mind."""
    if is_barred(situation.entries, channel, at):
        return Verdict(False, Code.BARRED)
    need = strictest_need(fitting)
    if need is None:
        # What no rule speaks of is not done: a gap in the policy opens nothing.
        return Verdict(False, Code.NO_RULE)
    today = situation.place.day_at(at)
    will = will_of(situation.entries, purpose.code, channel, at, today)
    if is_enough(need, will):
        return None
    code = {
        Will.WITHDRAWN: Code.WITHDRAWN,
        Will.EXPIRED: Code.EXPIRED,
        Will.UNKNOWN: Code.NO_CONSENT,
    }[will]
    return Verdict(False, code, source=_source(fitting, need))


def _source(fitting: tuple[Rule, ...], need: Need) -> str:
    return next((rule.source for rule in fitting if rule.need is need), "")


def _judge_time(
    situation: Situation, purpose: Purpose, at: datetime, fitting: tuple[Rule, ...]
) -> Verdict:
    place = situation.place
    timed = [rule for rule in fitting if rule.hours is not None]
    hours = [rule.hours for rule in timed if rule.hours is not None]
    quiet = None if purpose.is_exempt else situation.quiet
    free, full = (at, None) if purpose.is_exempt else _free(situation, at, fitting)
    if full is None and is_open(at, place, hours, quiet):
        return Verdict(True, Code.ALLOWED)
    next_at = _next(situation, purpose, free, fitting, quiet)
    if full is not None:
        return Verdict(False, Code.CAP, next_at=next_at, source=full.source)
    closing = next(
        (rule for rule in timed if rule.hours and not is_open(at, place, [rule.hours])),
        None,
    )
    if closing is None:
        return Verdict(False, Code.QUIET, next_at=next_at)
    code = Code.DAY_OFF if is_day_off(at, place, hours) else Code.HOURS
    return Verdict(False, code, next_at=next_at, source=closing.source)


def _free(
    situation: Situation, at: datetime, fitting: tuple[Rule, ...]
) -> tuple[datetime | None, Rule | None]:
    """From when all limits leave room, and the rule whose limit is full now."""
    latest: datetime | None = at
    full = None
    for rule in fitting:
        for cap in rule.caps():
            free = free_from(cap, situation.attempts, at, situation.place)
            if free == at:
                continue
            full = full or rule
            latest = None if free is None or latest is None else max(latest, free)
    return latest, full


def _next(
    situation: Situation,
    purpose: Purpose,
    free: datetime | None,
    fitting: tuple[Rule, ...],
    quiet: Quiet | None,
) -> datetime | None:
    """The first moment from `free` on that hours and limits both allow."""
    hours = [rule.hours for rule in fitting if rule.hours is not None]
    moment = free
    for _try in range(TRIES):
        if moment is None:
            return None
        moment = next_open(moment, situation.place, hours, quiet)
        if moment is None or purpose.is_exempt:
            return moment
        free, full = _free(situation, moment, fitting)
        if full is None:
            return moment
        moment = free
    return None
