from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_base.domain.names import (
    PersonName,
    PersonNameError,
    display_name,
    mask_name,
    parse_name,
    sort_key,
    with_initials,
)

UKRAINIAN = "АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯ"
ukrainian_words = st.text(
    alphabet=UKRAINIAN + UKRAINIAN.lower(), min_size=1, max_size=12
)


def by_alphabet(name):
    return [
        [UKRAINIAN.index(letter) for letter in word.upper()] for word in name.split()
    ]


def test_the_ukrainian_alphabet_sorts_in_its_own_order():
    assert "".join(sorted(UKRAINIAN, key=sort_key)) == UKRAINIAN
    assert sort_key("Адам") < sort_key("Євген")
    assert sort_key("Єва") < sort_key("Жанна")
    assert sort_key("Гнат") < sort_key("Ґава") < sort_key("Дан")


@given(
    st.lists(ukrainian_words, min_size=1, max_size=3),
    st.lists(ukrainian_words, min_size=1),
)
def test_names_sort_as_a_ukrainian_index_does(one, other):
    one, other = " ".join(one), " ".join(other)
    expected = by_alphabet(one) < by_alphabet(other)
    assert (sort_key(one) < sort_key(other)) == expected or len(one + other) > 120


def test_scripts_stand_in_blocks():
    names = ["Яна", "王伟", "Adam", "Zoe", "7 Днів", "Адам", "李娜"]
    assert sorted(names, key=sort_key) == [
        "7 Днів", "Adam", "李娜", "王伟", "Zoe", "Адам", "Яна",
    ]  # fmt: skip


def test_a_shorter_surname_stands_first():
    names = ["Коваленко Олена", "Коваль Яна", "Коваленко-Мороз Ада", "Коваленко Ада"]
    assert sorted(names, key=sort_key) == [
        "Коваленко Ада", "Коваленко-Мороз Ада", "Коваленко Олена", "Коваль Яна",
    ]  # fmt: skip


@given(st.text(max_size=200))
def test_a_sort_key_fits_its_column(text):
    key = sort_key(text)
    assert key.isascii()
    assert len(key) <= 128
    assert not set(key) & set("\\'\"\t\n")


@given(st.text(max_size=40))
def test_case_and_apostrophes_do_not_change_the_place(text):
    assert sort_key(text.casefold()) == sort_key(text)
    assert sort_key("Мар'яна") == sort_key("МАР’ЯНА")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Коваленко Олена Іванівна", ("Коваленко", "Олена", "Іванівна")),
        ("Олена Іванівна Коваленко", ("Коваленко", "Олена", "Іванівна")),
        ("Максимович Петро Олегович", ("Максимович", "Петро", "Олегович")),
        ("Kovalenko Olena", ("Kovalenko", "Olena", "")),
        ("Smith, John Paul", ("Smith", "John", "Paul")),
        ("王小明", ("王", "小明", "")),
        ("欧阳明", ("欧阳", "明", "")),
        ("Коваленко", ("Коваленко", "", "")),
    ],
)
def test_a_written_name_is_parted(text, parts):
    assert parse_name(text) == PersonName(*parts)


@given(
    st.lists(
        st.sampled_from(["Коваль", "Олена", "Smith", "Ян"]), min_size=1, max_size=3
    )
)
def test_a_shown_name_is_read_back(parts):
    shown = display_name(*parts)
    name = parse_name(shown)
    assert display_name(name.last, name.first, name.middle) == shown


def test_missing_parts_leave_no_gap():
    assert display_name("Коваленко", None, "Іванівна") == "Коваленко Іванівна"
    assert display_name(None, "Olena") == "Olena"
    assert display_name(None) == ""
    with pytest.raises(PersonNameError):
        PersonName()


def test_initials():
    assert with_initials(PersonName("Kovalenko", "Olena")) == "Kovalenko O."
    assert with_initials(PersonName("王", "小明")) == "王小明"


@pytest.mark.parametrize(
    ("name", "is_person", "masked"),
    [
        ("Kovalenko Olena Ivanivna", True, "K***** O."),
        ("Коваленко Олена", True, "К***** О."),
        ("王小明", True, "王*****"),
        ("ТОВ «Ромашка»", False, "Р*****"),
        ("Romashka LLC", False, "R*****"),
        ("長城科技有限公司", False, "長*****"),
        ("", True, "*****"),
    ],
)
def test_a_masked_name_keeps_only_first_letters(name, is_person, masked):
    assert mask_name(name, is_person=is_person) == masked


@given(st.lists(ukrainian_words, min_size=1, max_size=3))
def test_a_mask_does_not_tell_the_length(words):
    assert len(mask_name(" ".join(words))) <= 9
    assert reduce(max, map(len, mask_name(" ".join(words)).split("*****"))) <= 3
