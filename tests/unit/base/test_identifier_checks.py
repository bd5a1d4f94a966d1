import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_base.domain.identifiers import (
    Gender,
    IdentifierError,
    IdentifierKind,
    InvalidLength,
    card_tail,
    check,
    guess_kinds,
    has_national_check,
    is_full_card_number,
    kinds_for,
    mask_card,
    person_facts,
)

# Values and verdicts: python-stdnum's doctests; RNOKPP made by its published rule.
VALID = [
    ("edrpou", "32855961", "32855961"),
    ("edrpou", " 3285 5961 ", "32855961"),
    ("rnokpp", "2025401117", "2025401117"),
    ("uscc", "91110000600037341L", "91110000600037341L"),
    ("ric", "360426199101010071", "360426199101010071"),
    ("ico", "25123891", "25123891"),
    ("birth_number", "710319/2745", "7103192745"),
    ("lei", "213800KUD8LAJWSQ9D15", "213800KUD8LAJWSQ9D15"),
    ("bic", "ABNA BE 2A", "ABNABE2A"),
    ("iban", "GR16 0110 1050 0000 1054 7023 795", "GR1601101050000010547023795"),
    ("iban", "AD12 0001 2030 2003 5910 0100", "AD1200012030200359100100"),
]
INVALID = [
    ("edrpou", "32855968", "InvalidChecksum"),
    ("edrpou", "12345", "InvalidLength"),
    ("edrpou", "VV855961", "InvalidFormat"),
    ("rnokpp", "2374102224", "InvalidChecksum"),
    ("rnokpp", "12345", "InvalidLength"),
    ("uscc", "A1110000600037341L", "InvalidFormat"),
    ("ico", "25123890", "InvalidChecksum"),
    ("ico", "7103192745", "InvalidLength"),
    ("birth_number", "7103192746", "InvalidChecksum"),
    ("birth_number", "1103492745", "InvalidComponent"),
    ("birth_number", "590312/123", "InvalidLength"),
    ("lei", "213800KUD8LXJWSQ9D15", "InvalidChecksum"),
    ("lei", "213800KUD8LAJWSQ9D1", "InvalidLength"),
    ("bic", "AGRIFRPP8", "InvalidLength"),
    ("bic", "AGRIF2PP", "InvalidFormat"),
    ("bic", "MULTIPLE", "InvalidComponent"),
    ("iban", "AL48212110090000000235698741", "InvalidChecksum"),
    ("iban", "AD48 0001 2030 2003 5910 01", "InvalidLength"),
    ("iban", "NL56 3003 0A17 1643 00", "InvalidFormat"),
    ("iban", "12345", "InvalidFormat"),
    ("iban", "ZZ12 0001 2030", "InvalidComponent"),
]


@pytest.mark.parametrize(("kind", "typed", "compact"), VALID)
def test_a_valid_number_comes_back_compact(kind, typed, compact):
    assert check(IdentifierKind(kind), typed) == compact


@pytest.mark.parametrize(("kind", "typed", "code"), INVALID)
def test_a_wrong_number_says_what_is_wrong(kind, typed, code):
    with pytest.raises(IdentifierError) as caught:
        check(IdentifierKind(kind), typed)
    assert (caught.value.code, type(caught.value).__name__) == (code, code)


@pytest.mark.parametrize(("kind", "typed", "code"), INVALID)
def test_the_number_stays_out_of_the_message(kind, typed, code):
    with pytest.raises(IdentifierError) as caught:
        check(IdentifierKind(kind), typed)
    assert str(caught.value) == f"{code}: {kind}"


@given(st.sampled_from(IdentifierKind), st.text(max_size=40))
def test_no_text_breaks_a_check(kind, text):
    try:
        compact = check(kind, text)
    except IdentifierError:
        return
    assert check(kind, compact) == compact


def test_wrong_national_digits_do_not_refuse_an_iban():
    assert check(IdentifierKind.IBAN, "ES2121000418450200051331")
    assert not has_national_check("ES2121000418450200051331")


def test_personal_numbers_tell_birth_date_and_gender():
    tax = person_facts(IdentifierKind.RNOKPP, "2025401117")
    czech = person_facts(IdentifierKind.BIRTH_NUMBER, "7103192745")
    chinese = person_facts(IdentifierKind.RIC, "360426199101010071")
    assert (tax.birth_date.isoformat(), tax.gender) == ("1955-06-15", Gender.MALE)
    assert (czech.birth_date.isoformat(), czech.gender) == ("1971-03-19", Gender.MALE)
    assert chinese.birth_date.isoformat() == "1991-01-01"
    assert person_facts(IdentifierKind.EDRPOU, "32855961") is None


def test_kinds_follow_country_and_sort_of_client():
    assert kinds_for("ua", False) == (IdentifierKind.RNOKPP,)
    assert kinds_for("CZ", True) == (IdentifierKind.ICO, IdentifierKind.LEI)
    assert kinds_for("FR", True) == (IdentifierKind.LEI,)
    assert kinds_for("FR", False) == ()


def test_a_typed_number_is_recognised():
    assert IdentifierKind.IBAN in guess_kinds("gr16 0110 1050 0000 1054 7023 795")
    assert guess_kinds("25123891") == (IdentifierKind.ICO,)
    assert guess_kinds("AGRIFRPP") == ()


# Test card numbers that the card schemes publish.
@pytest.mark.parametrize(
    "number", ["4111 1111 1111 1111", "5555-5555-5555-4444", "378282246310005"]
)
def test_a_full_card_number_is_recognised(number):
    assert is_full_card_number(number)


@pytest.mark.parametrize(
    "text", ["411111******1111", "4111 1111 1111 1112", "4417", "", "Kovalenko"]
)
def test_what_is_no_full_card_number_is_let_through(text):
    assert not is_full_card_number(text)


def test_a_masked_card_shows_six_and_four():
    assert mask_card("378282246310005") == "378282*****0005"
    with pytest.raises(InvalidLength):
        mask_card("4417")


@given(st.text(alphabet="0123456789", min_size=13, max_size=19))
def test_a_masked_card_is_never_a_full_number(digits):
    masked = mask_card(digits)
    assert len(masked) == len(digits)
    assert not is_full_card_number(masked)
    assert card_tail(masked) == digits[-4:]
