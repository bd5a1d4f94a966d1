"""Messages: parts of SMS, retries, hours, signatures, receipts; numbers of letters."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_client.domain.channels import letters, retry, signature
from odoo.addons.bank_crm_client.domain.channels.sms_parts import (
    Alphabet,
    alphabet_of,
    sms_size,
)
from odoo.addons.bank_crm_client.domain.channels.states import (
    FINAL,
    MOVES,
    Receipt,
    State,
    after_receipt,
)
from odoo.addons.bank_crm_client.domain.channels.window import (
    SendingHours,
    WindowError,
)

NOW = datetime(2026, 11, 20, 9, 0)


# --- SMS: 3GPP TS 23.038 (6.2.1 and 6.2.3), TS 23.040 (9.2.3.24.1): 160/153 and 70/67


@pytest.mark.parametrize(
    ("text", "alphabet", "parts"),
    [
        ("", Alphabet.GSM, 0),
        ("a" * 160, Alphabet.GSM, 1),
        ("a" * 161, Alphabet.GSM, 2),
        ("a" * 306, Alphabet.GSM, 2),
        ("a" * 307, Alphabet.GSM, 3),
        # The euro sign takes two places: 79 letters short of 160 are 81 places of euros.
        ("€" * 80, Alphabet.GSM, 1),
        ("€" * 81, Alphabet.GSM, 2),
        # 153 is odd: 76 euro signs to a part, one place left empty.
        ("€" * 152, Alphabet.GSM, 2),
        ("€" * 153, Alphabet.GSM, 3),
        ("ї" * 70, Alphabet.UCS2, 1),
        ("ї" * 71, Alphabet.UCS2, 2),
        ("ї" * 134, Alphabet.UCS2, 2),
        ("ї" * 135, Alphabet.UCS2, 3),
        # One letter of another alphabet makes the whole message dear.
        ("a" * 69 + "ї", Alphabet.UCS2, 1),
        ("a" * 70 + "ї", Alphabet.UCS2, 2),
        ("您" * 70, Alphabet.UCS2, 1),
        # Outside the basic plane: two units of UTF-16, 35 to a part.
        ("😀" * 35, Alphabet.UCS2, 1),
        # 67 is odd: 33 to a part, a pair is not cut.
        ("😀" * 66, Alphabet.UCS2, 2),
        ("😀" * 67, Alphabet.UCS2, 3),
        # The grave accent is not in the alphabet, the backslash is in its extension.
        ("`", Alphabet.UCS2, 1),
        ("\\", Alphabet.GSM, 1),
    ],
)
def test_parts_of_an_sms(text, alphabet, parts):
    size = sms_size(text)
    assert (size.alphabet, size.parts) == (alphabet, parts)


def test_free_places_in_the_last_part():
    assert sms_size("a" * 100).free == 60
    assert sms_size("a" * 161).free == 2 * 153 - 161
    assert sms_size("ї" * 71).free == 2 * 67 - 71


texts = st.text(st.sampled_from("aZ€[ їЖ您😀\n"), max_size=500)


@given(texts, texts)
def test_a_longer_sms_has_no_fewer_parts(one, other):
    assert sms_size(one).parts <= sms_size(one + other).parts


@given(texts)
def test_places_fit_into_the_parts(text):
    size = sms_size(text)
    most = {Alphabet.GSM: (160, 153), Alphabet.UCS2: (70, 67)}[alphabet_of(text)]
    room = most[0] if size.parts <= 1 else most[1] * size.parts
    assert size.places <= room
    assert size.free >= 0


# --- retries


def test_pauses_grow_and_end():
    late = NOW + timedelta(days=30)
    waits = []
    for tries in range(1, 8):
        moment = retry.next_try(tries, NOW, late)
        waits.append((moment - NOW) // timedelta(minutes=1))
    assert waits == [1, 5, 15, 60, 240, 240, 240]
    assert retry.next_try(8, NOW, late) is None


def test_the_asked_pause_never_shortens_ours_and_has_an_end():
    late = NOW + timedelta(days=30)
    assert retry.next_try(2, NOW, late, 10) == NOW + timedelta(minutes=5)
    assert retry.next_try(2, NOW, late, 3600) == NOW + timedelta(hours=1)
    assert retry.next_try(1, NOW, late, 10**9) == NOW + timedelta(hours=12)


def test_nothing_is_tried_when_it_is_worth_nothing():
    assert retry.next_try(3, NOW, NOW + timedelta(minutes=14)) is None
    with pytest.raises(ValueError, match="nothing was tried"):
        retry.next_try(0, NOW, NOW)


# --- hours of a channel


@given(
    st.integers(0, 23), st.integers(1, 24), st.booleans(),
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)),
)  # fmt: skip
def test_the_next_opening_is_open_and_not_before(start, length, weekends, moment):
    hours = SendingHours(start, min(start + length, 24), weekends)
    opening = hours.next_open(moment)
    assert opening >= moment
    assert hours.is_open(opening)


@pytest.mark.parametrize(("start", "end"), [(9, 9), (18, 9), (-1, 5), (3, 25)])
def test_hours_that_no_day_has(start, end):
    with pytest.raises(WindowError):
        SendingHours(start, end)


# --- signatures


def test_a_signed_call_is_believed_for_five_minutes():
    good = signature.sign("key", 1_700_000_000, b"{}")
    at = 1_700_000_000
    for now, fault in (
        (at + 300, None),
        (at - 300, None),
        (at + 301, signature.Fault.STALE),
        (at - 301, signature.Fault.STALE),
    ):
        assert signature.fault_of("key", str(at), good, b"{}", now) is fault


@pytest.mark.parametrize("stamp", ["", "x", "-5", "1.5", "١٢٣", "9" * 13])
def test_a_time_that_is_none(stamp):
    assert signature.fault_of("key", stamp, "", b"", 0) is signature.Fault.BAD_TIME


def test_a_channel_without_a_key_believes_nobody():
    assert signature.fault_of("", "1", "", b"", 1) is signature.Fault.NO_KEY
    with pytest.raises(ValueError, match="key"):
        signature.sign("", 1, b"")


@given(st.binary(max_size=50), st.text(max_size=70))
def test_a_made_up_signature_is_refused(body, made_up):
    if made_up != signature.sign("key", 5, body):
        fault = signature.fault_of("key", "5", made_up, body, 5)
        assert fault is signature.Fault.BAD_SIGNATURE


# --- receipts in any order


@given(st.sampled_from(sorted(State)), st.lists(st.sampled_from(sorted(Receipt))))
def test_what_is_final_stays_whatever_is_told(state, receipts):
    ended = None
    for receipt in receipts:
        target = after_receipt(state, receipt)
        if ended:
            assert target is None
        if target:
            assert target in MOVES[State(state)]
            state = target
        if state in FINAL:
            ended = state


def test_delivered_before_accepted():
    assert after_receipt("sending", "delivered") is State.DELIVERED
    assert after_receipt("delivered", "accepted") is None
    assert after_receipt("delivered", "undelivered") is None
    assert after_receipt("refused", "delivered") is None


# --- letters


def test_numbers_of_letters():
    assert letters.letter_number("lviv", "outgoing", 2027, 1) == "LVIV/OUT/2027/00001"
    with pytest.raises(ValueError, match="from one"):
        letters.letter_number("lviv", "incoming", 2026, 0)


@pytest.mark.parametrize(
    ("direction", "origin", "target", "may"),
    [
        ("incoming", "registered", "answered", True),
        ("incoming", "answered", "filed", False),
        ("incoming", "registered", "posted", False),
        ("outgoing", "registered", "delivered", False),
        ("outgoing", "posted", "delivered", True),
        ("outgoing", "delivered", "returned", True),
        ("outgoing", "void", "posted", False),
    ],
)
def test_moves_of_letters(direction, origin, target, may):
    assert letters.can_move(direction, origin, target) is may
