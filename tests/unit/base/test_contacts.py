import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_base.domain import emails, phones


@pytest.mark.parametrize(
    ("typed", "region", "e164"),
    [
        ("067 123-44-17", "UA", "+380671234417"),
        ("(067) 123 44 17", "ua", "+380671234417"),
        ("+380 67 123 44 17", None, "+380671234417"),
        ("00380671234417", "CZ", "+380671234417"),
        ("380671234417", "UA", "+380671234417"),
        ("602 123 456", "CZ", "+420602123456"),
        ("138 0013 8000", "CN", "+8613800138000"),
        # The example number of phonenumbers' own documentation.
        ("020 8366 1177", "GB", "+442083661177"),
    ],
)
def test_a_number_becomes_international(typed, region, e164):
    assert phones.normalise(typed, region) == e164


@pytest.mark.parametrize(
    ("typed", "region", "code"),
    [
        ("067 123 44 17", None, "no_country"),
        ("067 123 44 17", False, "no_country"),
        ("Kovalenko", "UA", "not_a_number"),
        ("", "UA", "not_a_number"),
        ("067 123", "UA", "too_short"),
        ("067 123 44 17 555", "UA", "too_long"),
        ("+380 11 123 44 17", "UA", "not_in_use"),
    ],
)
def test_a_wrong_number_says_what_is_wrong(typed, region, code):
    with pytest.raises(phones.PhoneError) as caught:
        phones.normalise(typed, region)
    assert caught.value.code == code


@given(st.text(max_size=30), st.sampled_from(["UA", "CZ", "CN", None]))
def test_no_text_breaks_a_number(text, region):
    try:
        e164 = phones.normalise(text, region)
    except phones.PhoneError:
        return
    assert phones.normalise(e164) == e164


def test_a_number_is_shown_as_people_write_it():
    assert phones.display("+420602123456", "CZ") == "602 123 456"
    assert phones.display("+420602123456", "UA") == "+420 602 123 456"
    assert phones.display("+420602123456") == "+420 602 123 456"
    assert phones.tail("+420602123456", 6) == "123456"


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (" Olena.K+bank@UKR.NET ", "olena.k+bank@ukr.net"),
        ("o'brien@example.com", "o'brien@example.com"),
        ("info@BÜCHER.example", "info@xn--bcher-kva.example"),
        ("info@xn--bcher-kva.example", "info@xn--bcher-kva.example"),
        ("пошта@example.com", None),
    ],
)
def test_an_address_becomes_one_form(typed, address):
    if address is None:
        assert not emails.is_valid(typed)
    else:
        assert emails.normalise(typed) == address


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "no_at"),
        ("olena", "no_at"),
        ("a@b@c.com", "no_at"),
        ("Olena <olena@ukr.net>", "has_name"),
        ("a@x.com, b@x.com", "has_name"),
        (".olena@ukr.net", "bad_local"),
        ("ole..na@ukr.net", "bad_local"),
        ("@ukr.net", "bad_local"),
        ("olena@", "bad_domain"),
        ("olena@localhost", "bad_domain"),
        ("olena@-ukr.net", "bad_domain"),
        ("olena@127.0.0.1", "bad_domain"),
        ("a" * 65 + "@ukr.net", "too_long"),
    ],
)
def test_a_wrong_address_says_what_is_wrong(typed, code):
    with pytest.raises(emails.EmailError) as caught:
        emails.normalise(typed)
    assert caught.value.code == code


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_breaks_an_address(local, domain):
    for text in (local, f"{local}@{domain}"):
        if emails.is_valid(text):
            address = emails.normalise(text)
            assert emails.normalise(address) == address
            assert address.isascii()
