"""Which two records are one client: words, names in three scripts, points and vetoes."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_client.domain.matching.facts import facts
from odoo.addons.bank_crm_client.domain.matching.keys import match_keys
from odoo.addons.bank_crm_client.domain.matching.score import (
    Agreement,
    Verdict,
    Veto,
    score,
)
from odoo.addons.bank_crm_client.domain.matching.similarity import jaro, jaro_winkler
from odoo.addons.bank_crm_client.domain.matching.survivorship import (
    Candidate,
    Side,
    Strategy,
    Why,
    choose,
)
from rapidfuzz.distance import Jaro, JaroWinkler

BORN = date(1985, 3, 7)
words = st.text(alphabet="abcdefgkovlenі", max_size=12)


def person(name="", **values):
    values.setdefault("kind", "person")
    values.setdefault("birth", BORN)
    return facts(name=name, **values)


def company(name, **values):
    return facts(kind="legal_entity", name=name, **values)


# Winkler 1990, table of string comparators.
@pytest.mark.parametrize(
    ("first", "second", "plain", "winkler"),
    [
        ("MARTHA", "MARHTA", 0.944, 0.961),
        ("DIXON", "DICKSONX", 0.767, 0.813),
        ("DWAYNE", "DUANE", 0.822, 0.840),
        ("JERALDINE", "GERALDINE", 0.926, 0.926),
        ("ABROMS", "ABRAMS", 0.889, 0.922),
    ],
)
def test_published_similarities(first, second, plain, winkler):
    assert round(jaro(first, second), 3) == plain
    assert round(jaro_winkler(first, second), 3) == winkler


@given(words, words)
def test_the_fast_library_gives_the_same_similarity(first, second):
    assert jaro(first, second) == pytest.approx(Jaro.similarity(first, second))
    assert jaro_winkler(first, second) == pytest.approx(
        JaroWinkler.similarity(first, second)
    )


@given(words, words, st.sampled_from([None, BORN]), st.sampled_from([None, BORN]))
def test_the_order_of_two_records_does_not_matter(one, two, born, other_born):
    first, second = (
        person(f"Ab {one}", birth=born),
        person(f"Ab {two}", birth=other_born),
    )
    assert score(first, second).points == score(second, first).points
    assert score(first, second).verdict == score(second, first).verdict


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Коваленко Олена Іванівна", "Kovalenko Olena Ivanivna"),
        ("Коваленко Олена", "Олена Коваленко"),
        ("王伟", "Wang Wei"),
        ("Щербак Сергій Петрович", "Shcherbak Sergiy"),
        ("Мельник Микола Іванович", "Мельник Ніколай Іванович"),
        ("Ґалаґан Юлія", "Galagan Julia"),
        ("ФОП Коваленко Олена", "Коваленко Олена"),
    ],
)
def test_one_name_in_two_writings_is_the_same_name(one, other):
    found = score(person(one), person(other))
    assert found.verdict is Verdict.POSSIBLE
    assert Agreement.NAME in {reason.code for reason in found.reasons}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ТОВ «Зоря Поділля»", "Zoria Podillia LLC"),
        ("长城科技股份有限公司", "长城科技有限公司"),
        ("Škoda Auto a.s.", "SKODA AUTO"),
    ],
)
def test_a_company_is_known_without_its_legal_form(one, other):
    found = score(company(one), company(other))
    assert [reason.code for reason in found.reasons] == [Agreement.COMPANY]
    assert found.verdict is Verdict.POSSIBLE


def test_a_new_surname_with_the_same_tax_number_is_strong():
    one = person("Коваленко Олена Іванівна", taxes=["3652504575"])
    two = person("Бондар Олена Іванівна", taxes=["3652504575"])
    found = score(one, two)
    assert (found.points, found.verdict) == (60 + 20 + 15, Verdict.STRONG)


def test_a_passport_written_in_another_way_is_the_same_document():
    one = person("Коваленко Наталія", documents=["КК 123456"])
    two = person("Коваленко Наталя", documents=["KK123456"])
    assert score(one, two).verdict is Verdict.STRONG


def test_twins_are_two_people():
    one = person("Ткаченко Оксана Петрівна", phones=["+380671234417"])
    two = person("Ткаченко Олена Петрівна", phones=["+380671234417"])
    found = score(one, two)
    assert found.vetoes == (Veto.GIVEN_NAME,)
    assert found.verdict is Verdict.NO


def test_father_and_son_of_one_name_are_two_people():
    shared = {"phones": ["+380671234417"], "addresses": ["Lviv Bandery 5"]}
    one = person("Коваль Петро Петрович", **shared)
    two = person("Коваль Петро Петрович", birth=date(2005, 3, 7), **shared)
    assert score(one, two).vetoes == (Veto.BIRTH,)


def test_two_right_tax_numbers_forbid_a_match_and_a_mistyped_one_does_not():
    one = person("Коваленко Олена", taxes=["3652504575"], phones=["+380671234417"])
    other = person("Коваленко Олена", taxes=["3184710691"], phones=["+380671234417"])
    mistyped = person("Коваленко Олена", taxes=["3652504576"], phones=["+380671234417"])
    assert score(one, mistyped).verdict is Verdict.POSSIBLE
    assert score(one, other).vetoes == (Veto.TAX,)


def test_another_sex_and_another_kind_forbid_a_match():
    one = person("Коваленко Женя", gender="female")
    assert score(one, person("Коваленко Женя", gender="male")).vetoes == (Veto.GENDER,)
    assert score(one, company("Коваленко Женя")).vetoes == (Veto.KIND,)


def test_a_person_and_his_own_trade_are_at_most_possible():
    one = person("Коваленко Олена", taxes=["3652504575"])
    two = person("ФОП Коваленко Олена", kind="sole_trader", taxes=["3652504575"])
    assert score(one, two).verdict is Verdict.POSSIBLE


def test_a_name_or_a_telephone_alone_is_nothing():
    one = person("Коваленко Олена", birth=None, phones=["+380671234417"])
    assert score(one, person("Коваленко Олена")).verdict is Verdict.NO
    spouse = person("Бондар Іван", phones=["+380671234417"])
    assert score(one, spouse).verdict is Verdict.NO


@given(words, words, words)
def test_whoever_is_possible_without_numbers_shares_a_key(last, first, other):
    one = person("", last=f"Ko{last}", first=f"Ol{first}")
    two = person("", last=f"Ko{other}", first=f"Ol{first}")
    if score(one, two).verdict is not Verdict.NO:
        assert set(match_keys(one)) & set(match_keys(two))


def test_a_name_written_the_other_way_round_shares_a_key():
    one, two = person("Коваленко Олена"), person("Олена Коваленко")
    assert set(match_keys(one)) & set(match_keys(two))


def test_survivorship_prefers_what_its_rule_says():
    old, new = datetime(2020, 1, 1), datetime(2026, 1, 1)
    mine, theirs = Candidate("Lviv", False, old), Candidate("Kyiv", False, new)
    assert choose(Strategy.NEWEST, mine, theirs).side is Side.MERGED
    assert choose(Strategy.HAND, mine, theirs).side is Side.SURVIVOR
    assert (
        choose(Strategy.FULLEST, mine, Candidate("Lviv, Rynok 1")).side is Side.MERGED
    )
    dates = Candidate(date(2015, 1, 1)), Candidate(date(2012, 1, 1))
    assert choose(Strategy.OLDEST_VALUE, *dates).side is Side.MERGED
    only = choose(Strategy.CORE, Candidate(None), Candidate("x"))
    assert (only.side, only.why) == (Side.MERGED, Why.ONLY_VALUE)
