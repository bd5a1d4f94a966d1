"""Contact rules: hours where the client is, limits, consent, and who is spoken to."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_client.domain.contact.caps import Attempt, Cap, free_from
from odoo.addons.bank_crm_client.domain.contact.channels import CHANNELS, Channel
from odoo.addons.bank_crm_client.domain.contact.consent import (
    ConsentError,
    Entry,
    Need,
    Will,
    is_barred,
    will_of,
)
from odoo.addons.bank_crm_client.domain.contact.hours import (
    DAY_MINUTES,
    Holidays,
    Hours,
    HoursError,
    Place,
    Quiet,
    Window,
    is_open,
    next_open,
)
from odoo.addons.bank_crm_client.domain.contact.policy import PolicyError, Purpose, Rule
from odoo.addons.bank_crm_client.domain.contact.verdict import (
    Code,
    Recipient,
    Situation,
    Verdict,
    judge,
)
from odoo.addons.bank_crm_client.domain.contact.waiting import (
    BY_TIME,
    MOST_WAIT,
    goes_at,
)

KYIV = Place(("Europe/Kyiv",), Holidays(yearly=frozenset({(12, 25)})))
# Nine to eight on working days only, as the law of Ukraine has it for debts.
NINE_TO_EIGHT = Hours(Window(9 * 60, 20 * 60), None, None)
SINCE = date(2021, 7, 14)
COLLECTION = Purpose("collection")
ADVERTISING = Purpose("advertising", is_advertising=True)
LEGAL = Purpose("legal", is_exempt=True)
CALL_BACK = Purpose("call_back", may_third_party=True)
DEBT_RULES = (
    Rule(SINCE, purpose="collection", need=Need.NONE),
    Rule(SINCE, country="UA", purpose="collection", hours=NINE_TO_EIGHT, cap_day=2),
)
AD_RULES = (Rule(SINCE, purpose="advertising", need=Need.CONSENT),)
# Friday, 11:00 in Kyiv.
FRIDAY = datetime(2026, 11, 27, 9, 0)
DEBTOR = Situation(KYIV, "UA")

moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)
windows = st.tuples(
    st.integers(0, DAY_MINUTES - 1), st.integers(1, DAY_MINUTES)
).filter(lambda pair: pair[0] < pair[1])
hours = st.builds(
    Hours,
    windows.map(lambda pair: Window(*pair)),
    st.none() | windows.map(lambda pair: Window(*pair)),
    st.none() | windows.map(lambda pair: Window(*pair)),
)
places = st.sampled_from(
    [
        KYIV,
        Place(("America/New_York", "America/Los_Angeles")),
        Place(("Asia/Shanghai",)),
        Place(("Asia/Kathmandu",)),
    ]
)
channels = st.sampled_from(CHANNELS)
attempts = st.lists(
    st.builds(
        Attempt,
        st.integers(0, 9 * 24 * 60).map(lambda ago: FRIDAY - timedelta(minutes=ago)),
        channels,
        st.sampled_from(["collection", "advertising"]),
    ),
    max_size=12,
).map(tuple)


def test_hours_are_those_of_the_client_not_of_the_bank():
    seven_in_new_york = datetime(2026, 11, 27, 12, 0)
    new_york = Place(("America/New_York",))
    assert is_open(seven_in_new_york, KYIV, [NINE_TO_EIGHT])
    assert not is_open(seven_in_new_york, new_york, [NINE_TO_EIGHT])
    assert next_open(seven_in_new_york, new_york, [NINE_TO_EIGHT]) == datetime(
        2026, 11, 27, 14, 0
    )


def test_where_the_zone_is_unknown_all_zones_of_the_country_allow():
    america = Place(("America/New_York", "America/Los_Angeles"))
    # Nine in New York is six in Los Angeles; the common hours begin at noon in the east.
    assert next_open(datetime(2026, 11, 27, 14, 0), america, [NINE_TO_EIGHT]) == (
        datetime(2026, 11, 27, 17, 0)
    )


def test_a_holiday_and_the_weekend_after_it_are_passed():
    # Christmas 2026 is a Friday; Kyiv is two hours ahead in winter.
    thursday_evening = datetime(2026, 12, 24, 18, 30)
    assert next_open(thursday_evening, KYIV, [NINE_TO_EIGHT]) == datetime(
        2026, 12, 28, 7, 0
    )


def test_hours_follow_the_clock_when_it_changes():
    # On 25 October 2026 the clock of Kyiv goes back: nine is 6:00 UTC before, 7:00 after.
    every_day = Hours(Window(540, 1200), Window(540, 1200))
    assert next_open(datetime(2026, 10, 24, 2), KYIV, [every_day]).hour == 6
    assert next_open(datetime(2026, 10, 26, 2), KYIV, [every_day]).hour == 7


def test_quiet_hours_pass_midnight():
    night = Quiet(21 * 60, 9 * 60)
    assert [night.holds(minute) for minute in (1259, 1260, 0, 539, 540)] == [
        False, True, True, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "make",
    [
        lambda: Window(600, 600),
        lambda: Window(0, DAY_MINUTES + 1),
        lambda: Quiet(60, 60),
        lambda: Quiet(-1, 60),
        lambda: Place(()),
    ],
)
def test_hours_that_cannot_be_are_refused(make):
    with pytest.raises(HoursError):
        make()


def test_a_consent_and_a_rule_end_after_they_begin():
    with pytest.raises(ConsentError):
        Entry(Channel.SMS, None, False, FRIDAY, date(2027, 1, 1))
    with pytest.raises(ConsentError):
        Entry(Channel.SMS, None, True, FRIDAY, date(2026, 1, 1))
    with pytest.raises(PolicyError):
        Rule(date(2026, 2, 1), date(2026, 1, 1))


@given(moments, places, st.lists(hours, max_size=3))
def test_the_next_moment_is_allowed_and_none_before_it_is(at, place, rules):
    found = next_open(at, place, rules)
    if found is None:
        return
    assert found >= at
    assert is_open(found, place, rules)
    # Windows are whole minutes: a quarter of the way and the minute before are closed.
    for earlier in (
        at + (found - at) / 4,
        at + (found - at) / 2,
        found - timedelta(minutes=1),
    ):
        if at <= earlier < found:
            assert not is_open(earlier, place, rules)


def test_the_third_call_of_a_day_waits_for_the_next_working_day():
    called = tuple(
        Attempt(FRIDAY - timedelta(hours=hour), channel, "collection")
        for hour, channel in ((1, Channel.CALL), (2, Channel.SMS))
    )
    verdict = judge(
        replace(DEBTOR, attempts=called), COLLECTION, Channel.EMAIL, FRIDAY, DEBT_RULES
    )
    assert (verdict.allowed, verdict.code) == (False, Code.CAP)
    assert verdict.next_at == datetime(2026, 11, 30, 7, 0)


def test_attempts_of_yesterday_do_not_count_today_by_the_clients_calendar():
    # 23:30 in Kyiv on Thursday is 21:30 UTC: another day for him though the same in UTC.
    late = Attempt(datetime(2026, 11, 26, 21, 30), Channel.CALL, "collection")
    at = datetime(2026, 11, 26, 22, 30)
    assert free_from(Cap(1, 1), [late], at, KYIV) == at


def test_seven_days_in_a_row_are_counted():
    week = Cap(2, 7, Channel.CALL)
    calls = [
        Attempt(datetime(2026, 11, day, 9), Channel.CALL, "collection")
        for day in (21, 25)
    ]
    assert free_from(week, calls, FRIDAY, KYIV) == datetime(2026, 11, 27, 22, 0)
    assert free_from(week, calls, datetime(2026, 11, 28, 9), KYIV) == datetime(
        2026, 11, 28, 9
    )


def test_what_the_law_demands_counts_in_no_common_limit():
    notice = Attempt(FRIDAY, Channel.SMS, "legal", is_exempt=True)
    assert free_from(Cap(1, 1), [notice], FRIDAY, KYIV) == FRIDAY
    assert free_from(Cap(1, 1, purpose="legal"), [notice], FRIDAY, KYIV) != FRIDAY


@given(attempts, channels)
def test_a_contact_that_is_allowed_breaks_no_limit(made, channel):
    rules = (
        *DEBT_RULES,
        Rule(SINCE, cap_week=5),
        Rule(SINCE, channel=channel, cap_day=1),
    )
    verdict = judge(replace(DEBTOR, attempts=made), COLLECTION, channel, FRIDAY, rules)
    if verdict.allowed:
        today = [one for one in made if KYIV.day_at(one.at) == FRIDAY.date()]
        assert sum(one.purpose == "collection" for one in today) + 1 <= 2
        assert sum(one.channel == channel for one in today) + 1 <= 1
        week = [one for one in made if KYIV.day_at(one.at) > date(2026, 11, 20)]
        assert len(week) + 1 <= 5


@given(attempts, channels, moments)
def test_one_more_rule_never_allows_what_was_refused(made, channel, at):
    debtor = replace(DEBTOR, attempts=made)
    before = judge(debtor, COLLECTION, channel, at, DEBT_RULES)
    stricter = (*DEBT_RULES, Rule(SINCE, need=Need.OPT_OUT, cap_day=1, hours=Hours()))
    after = judge(debtor, COLLECTION, channel, at, stricter)
    assert before.allowed or not after.allowed


@given(attempts, channels, moments)
def test_the_promised_moment_is_kept(made, channel, at):
    debtor = replace(DEBTOR, attempts=made)
    verdict = judge(debtor, COLLECTION, channel, at, DEBT_RULES)
    if verdict.next_at:
        assert judge(debtor, COLLECTION, channel, verdict.next_at, DEBT_RULES).allowed


@given(attempts, channels, st.booleans())
def test_what_the_law_demands_asks_neither_consent_nor_frequency(
    made, channel, is_given
):
    said = tuple(Entry(one, None, is_given, datetime(2026, 1, 1)) for one in CHANNELS)
    client = replace(DEBTOR, attempts=made, entries=said, quiet=Quiet(0, 1439))
    rules = (Rule(SINCE, need=Need.CONSENT, cap_day=0, cap_week=0),)
    assert judge(client, LEGAL, channel, FRIDAY, rules).allowed
    closed = (Rule(SINCE, channel=channel, hours=Hours(workday=None)),)
    assert judge(client, LEGAL, channel, FRIDAY, closed).code is Code.DAY_OFF


def test_a_letter_is_bound_by_hours_of_letters_only():
    saturday = FRIDAY + timedelta(days=1)
    assert judge(DEBTOR, COLLECTION, Channel.LETTER, saturday, DEBT_RULES).allowed
    assert not judge(DEBTOR, COLLECTION, Channel.SMS, saturday, DEBT_RULES).allowed
    own = (*DEBT_RULES, Rule(SINCE, channel=Channel.LETTER, hours=NINE_TO_EIGHT))
    assert judge(DEBTOR, COLLECTION, Channel.LETTER, saturday, own).code is Code.DAY_OFF


@given(channels, moments)
def test_advertising_goes_to_nobody_who_has_not_agreed(channel, at):
    assert judge(DEBTOR, ADVERTISING, channel, at, AD_RULES).code is Code.NO_CONSENT


def test_the_last_word_of_the_client_counts():
    def said(day, is_given, **values):
        moment = datetime(2026, 11, day)
        return Entry(Channel.SMS, "advertising", is_given, moment, **values)

    words = [said(1, True), said(10, False), said(20, True, until=date(2026, 11, 24))]
    expected = {5: Will.GIVEN, 15: Will.WITHDRAWN, 22: Will.GIVEN, 25: Will.EXPIRED}
    for day, will in expected.items():
        at = datetime(2026, 11, day)
        assert will_of(words, "advertising", Channel.SMS, at, at.date()) is will
    assert will_of(words, "advertising", Channel.EMAIL, FRIDAY, FRIDAY.date()) is (
        Will.UNKNOWN
    )


def test_do_not_call_is_stronger_than_a_consent_and_is_lifted_by_the_client():
    barred = Entry(Channel.CALL, None, False, datetime(2026, 11, 1))
    agreed = Entry(Channel.CALL, "advertising", True, datetime(2026, 11, 5))
    client = replace(DEBTOR, entries=(barred, agreed))
    assert (
        judge(client, ADVERTISING, Channel.CALL, FRIDAY, AD_RULES).code is Code.BARRED
    )
    lifted = Entry(Channel.CALL, None, True, datetime(2026, 11, 6))
    assert not is_barred((barred, agreed, lifted), Channel.CALL, FRIDAY)
    client = replace(client, entries=(barred, agreed, lifted))
    assert judge(client, ADVERTISING, Channel.CALL, FRIDAY, AD_RULES).allowed


@pytest.mark.parametrize(
    ("facts", "purpose", "recipient", "code"),
    [
        ({}, None, Recipient.CLIENT, Code.NO_PURPOSE),
        ({"is_deceased": True}, LEGAL, Recipient.CLIENT, Code.DECEASED),
        ({"is_deceased": True}, LEGAL, Recipient.REPRESENTATIVE, Code.ALLOWED),
        ({"is_deceased": True}, COLLECTION, Recipient.REPRESENTATIVE, Code.DECEASED),
        ({"is_stopped": True}, COLLECTION, Recipient.CLIENT, Code.STOPPED),
        ({"is_stopped": True}, LEGAL, Recipient.CLIENT, Code.ALLOWED),
        ({}, COLLECTION, Recipient.THIRD_PARTY, Code.THIRD_PARTY),
        ({}, LEGAL, Recipient.THIRD_PARTY, Code.THIRD_PARTY),
        ({}, CALL_BACK, Recipient.THIRD_PARTY, Code.ALLOWED),
        ({"is_represented": True}, COLLECTION, Recipient.CLIENT, Code.REPRESENTED),
        ({"is_represented": True}, COLLECTION, Recipient.REPRESENTATIVE, Code.ALLOWED),
        ({"is_represented": True}, LEGAL, Recipient.CLIENT, Code.ALLOWED),
        ({"has_open_complaint": True}, ADVERTISING, Recipient.CLIENT, Code.COMPLAINT),
        ({"has_open_complaint": True}, COLLECTION, Recipient.CLIENT, Code.ALLOWED),
    ],
)
def test_who_is_spoken_to_decides_before_the_hour_does(facts, purpose, recipient, code):
    rules = (*DEBT_RULES, Rule(SINCE, purpose="call_back", need=Need.NONE))
    client = replace(DEBTOR, **facts)
    assert judge(client, purpose, Channel.CALL, FRIDAY, rules, recipient).code is code


def test_what_no_rule_speaks_of_is_refused():
    assert judge(DEBTOR, Purpose("new"), Channel.FAX, FRIDAY, DEBT_RULES).code is (
        Code.NO_RULE
    )
    future = (Rule(date(2027, 1, 1), purpose="collection", need=Need.NONE),)
    assert judge(DEBTOR, COLLECTION, Channel.FAX, FRIDAY, future).code is Code.NO_RULE


def test_the_refusal_names_the_law():
    rules = (replace(AD_RULES[0], source="Directive 2002/58/EC"),)
    assert judge(DEBTOR, ADVERTISING, Channel.SMS, FRIDAY, rules).source == (
        "Directive 2002/58/EC"
    )


@given(
    st.sampled_from(list(Code)),
    st.none() | moments,
    moments,
    st.none() | moments,
    st.booleans(),
)
def test_what_waits_is_late_and_neither_stale_nor_urgent(
    code, next_at, at, until, is_urgent
):
    verdict = Verdict(code is Code.ALLOWED, code, next_at=next_at)
    moment = goes_at(verdict, Purpose("service", is_urgent=is_urgent), at, until)
    if moment is None:
        return
    assert moment == next_at
    assert code in BY_TIME
    assert not is_urgent
    assert at < moment <= at + MOST_WAIT
    assert until is None or moment <= until


@pytest.mark.parametrize(
    ("days", "until_days", "goes"),
    [(1, None, True), (7, None, True), (8, None, False), (3, 2, False), (2, 2, True)],
)
def test_how_long_a_message_waits(days, until_days, goes):
    verdict = Verdict(False, Code.CAP, next_at=FRIDAY + timedelta(days=days))
    until = None if until_days is None else FRIDAY + timedelta(days=until_days)
    moment = goes_at(verdict, Purpose("service"), FRIDAY, until)
    assert moment == (verdict.next_at if goes else None)
    assert goes_at(verdict, None, FRIDAY, until) is None
