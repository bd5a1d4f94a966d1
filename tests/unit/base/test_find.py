import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_base.domain.search_keys import (
    Findable,
    KeyKind,
    SearchKey,
    search_keys,
)
from odoo.addons.bank_crm_base.domain.search_query import Lookup, parse_query
from odoo.addons.bank_crm_base.domain.search_rank import Candidate, Rank, rank

OLENA = Findable(
    "Коваленко Олена Іванівна",
    other_names=("Мельник Олена Іванівна",),
    tax_numbers=("2374102223",),
    client_numbers=("C-100417",),
    phones=("+380671234417",),
    emails=("O.Kovalenko@ukr.net",),
    ibans=("UA21 3223 1300 0002 6007 2335 6600 1",),
    card_tails=("9981",),
    contracts=("КД-2024/001",),
)
WANG = Findable("王小明", phones=("+8613812345678",))
GREAT_WALL = Findable("北京长城科技股份有限公司", is_person=False)
STEPPE = Findable("ТОВ «Знам'янка Агро 2000»", is_person=False)
DVORAK = Findable("Dvořák Antonín", phones=("+420602123456",))


def find(typed: str, client: Findable) -> Rank:
    """What the database and the ranking make of one client."""
    query = parse_query(typed)
    hits = tuple(
        key
        for key in search_keys(client)
        if any(
            look.kind == key.kind and look.matches(key.key) for look in query.lookups
        )
    )
    return rank(query, Candidate(client.name, hits)) if hits else Rank()


def marked(typed: str, client: Findable) -> list[str]:
    return [client.name[start:end] for start, end in find(typed, client).marked]


@pytest.mark.parametrize(
    ("typed", "client", "parts"),
    [
        ("kov", OLENA, ["Ков"]),
        ("Коваленко", OLENA, ["Коваленко"]),
        ("ol kov", OLENA, ["Ков", "Ол"]),
        ("kovalenko o i", OLENA, ["Коваленко", "О", "І"]),
        ("Ivanivna Olena", OLENA, ["Олена", "Іванівна"]),
        ("ковалэнко", OLENA, ["Коваленко"]),
        ("王", WANG, ["王"]),
        ("小明", WANG, ["小明"]),
        ("wangx", WANG, ["王小"]),
        ("wang xiaoming", WANG, ["王小明"]),
        ("Xiaoming Wang", WANG, ["王", "小明"]),
        ("长城科技", GREAT_WALL, ["长城科技"]),
        ("长城科技股份", GREAT_WALL, ["长城科技股份"]),
        ("北京长城科技股份有限公司", GREAT_WALL, ["北京长城科技"]),
        ("changcheng", GREAT_WALL, ["长城"]),
        ("znamyanka", STEPPE, ["Знам'янка"]),
        ("ТОВ Знам", STEPPE, ["Знам"]),
        ("agro 2000", STEPPE, ["Агро", "2000"]),
        ("dvorak", DVORAK, ["Dvořák"]),
        ("Антонин", DVORAK, ["Antonín"]),
    ],
)
def test_a_name_is_found_and_marked(typed, client, parts):
    assert marked(typed, client) == parts


@pytest.mark.parametrize(
    ("typed", "client", "code", "value"),
    [
        ("kovalenko", OLENA, "name", "kovalenko"),
        ("4417", OLENA, "phone_tail", "4417"),
        ("067 123-44-17", OLENA, "phone", "671234417"),
        ("+38 (067) 123 44 17", OLENA, "phone", "380671234417"),
        ("00380671234417", OLENA, "phone", "380671234417"),
        ("602123456", DVORAK, "phone", "602123456"),
        ("138 1234 5678", WANG, "phone", "13812345678"),
        ("2374102223", OLENA, "tax", "2374102223"),
        ("23741", OLENA, "tax", "23741"),
        ("100417", OLENA, None, ""),
        ("C-100", OLENA, "number", "c100"),
        ("UA21 3223", OLENA, "iban", "ua213223"),
        ("56 6001", OLENA, "iban_tail", "566001"),
        ("9981", OLENA, "card_tail", "9981"),
        ("*9981", OLENA, "card_tail", "9981"),
        ("4111 11** **** 9981", OLENA, "card_tail", "9981"),
        ("кд-2024", OLENA, "contract", "kd2024"),
        ("2024/001", OLENA, "contract_tail", "2024001"),
        ("o.kovalenko@", OLENA, "email", "o.kovalenko@"),
        ("Мельник Ол", OLENA, "name", "Мельник Ол"),
        ("小明", WANG, "original", "小明"),
    ],
)
def test_the_reason_says_why(typed, client, code, value):
    found = find(typed, client)
    assert (found.code, found.value) == (code, value)


@pytest.mark.parametrize("typed", ["", "  ", "petrenko", "99", "Ковалнко", "%", "_"])
def test_others_are_not_found(typed):
    assert find(typed, OLENA) == Rank()


def test_a_surer_answer_ranks_higher():
    exact, start, loose, former = (
        find(typed, OLENA).score
        for typed in ("Коваленко", "Ковал", "ковалэнко", "Мельник")
    )
    assert find("Kovalienko", OLENA).score < start < exact
    assert former < start
    assert find("2374102223", OLENA).score > exact
    assert loose == exact  # the Russian letter gives the same Latin one


def test_a_card_number_never_reaches_the_database():
    query = parse_query("4111 1111 1111 1111")
    assert [(found.kind, found.prefix) for found in query.lookups] == [("card", "1111")]
    assert "4111" not in query.text


def test_patterns_escape_what_like_would_read():
    lookup = Lookup(KeyKind.EMAIL, "a_b%c\\d")
    assert lookup.pattern == r"a\_b\%c\\d%"
    assert Lookup(KeyKind.CARD, "4417", is_exact=True).pattern == "4417"


def test_keys_of_one_client():
    assert search_keys(
        Findable("Бондар Ян", ibans=("UA21",), contracts=("К/1",), card_tails=("4417",))
    ) == [
        SearchKey(KeyKind.NAME, "bondar ian"),
        SearchKey(KeyKind.NAME, "ian bondar"),
        SearchKey(KeyKind.WHOLE, "bondar ian"),
        SearchKey(KeyKind.IBAN, "ua21"),
        SearchKey(KeyKind.IBAN_TAIL, "12au"),
        SearchKey(KeyKind.CARD, "4417"),
        SearchKey(KeyKind.CONTRACT, "k1"),
        SearchKey(KeyKind.CONTRACT_TAIL, "1k"),
    ]


def test_chinese_keys_are_bigrams_that_carry_what_follows():
    keys = [key.key for key in search_keys(WANG) if key.kind is KeyKind.ORIGINAL]
    assert keys == ["王", "王小明", "小明"]


NAMES = st.one_of(
    st.text(max_size=80),
    st.text(alphabet="абвгґдеєжзиіїйхцчшщьюя' -", max_size=80),
    st.text(alphabet="王伟李娜小明长城科技公司有限 AB", max_size=30),
)


@given(NAMES, st.booleans())
def test_keys_fit_their_column(name, is_person):
    keys = search_keys(Findable(name, is_person, contracts=(name,), emails=(name,)))
    assert len(keys) == len(set(keys))
    for kind, key in keys:
        assert 0 < len(key) <= 64
        if kind is not KeyKind.EMAIL:
            assert key == key.lower()


@given(st.text(max_size=200))
def test_nothing_typed_breaks_the_find_box(typed):
    query = parse_query(typed)
    for lookup in query.lookups:
        assert 0 < len(lookup.prefix) <= 64
        assert "\x00" not in lookup.pattern
    found = rank(query, Candidate(typed, tuple(search_keys(Findable(typed)))))
    for start, end in found.marked:
        assert 0 <= start < end <= len(typed)
    assert 0 <= found.score <= 1000


CYRILLIC_WORDS = st.text(
    alphabet="абвгґдежзиіклмнопрстуфхцчшщюяєїй", min_size=2, max_size=9
)


@given(st.lists(CYRILLIC_WORDS, min_size=1, max_size=3, unique=True), st.data())
def test_a_person_is_found_by_the_beginnings_of_his_names_in_any_order(words, data):
    client = Findable(" ".join(words).title())
    order = data.draw(st.permutations(words))
    typed = " ".join(word[: data.draw(st.integers(1, len(word)))] for word in order)
    assert find(typed, client).score > 0


@given(st.text(alphabet="王伟李娜小明长城科技", min_size=1, max_size=6), st.data())
def test_a_chinese_client_is_found_by_any_two_neighbours(name, data):
    start = data.draw(st.integers(0, max(0, len(name) - 2)))
    typed = name[start : data.draw(st.integers(start + min(2, len(name)), len(name)))]
    assert typed in marked(typed, Findable(name))


@given(st.integers(10**8, 10**12 - 1), st.integers(4, 12))
def test_a_telephone_is_found_by_any_end_of_it(number, length):
    digits = f"380{number:012d}"
    client = Findable("Х", phones=(f"+{digits}",))
    assert find(digits[-length:], client).score > 0
