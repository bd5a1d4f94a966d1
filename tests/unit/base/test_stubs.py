"""Stubs: what a clerk without access is told, and for which questions."""

import pytest
from odoo.addons.bank_crm_base.domain.stubs import (
    answers_exactly,
    document_key,
    exact_lookups,
    is_right_document,
    masked_name,
)


@pytest.mark.parametrize(
    ("name", "is_person", "shown"),
    [
        ("Kovalenko Olena Ivanivna", True, "Kov***** O. I."),
        ("Коваленко Олена Іванівна", True, "Ков***** О. І."),
        ("Олена Іванівна Коваленко", True, "Ков***** О. І."),
        ("КОВАЛЕНКО ОЛЕНА", True, "Ков***** О."),
        ("Лі Іван", True, "Л***** І."),
        ("Чех Іван", True, "Ч***** І."),
        ("Бойко Ян", True, "Бо***** Я."),
        ("Коваленко", True, "Ков*****"),
        ("Нечуй-Левицький Іван", True, "Не***** І."),
        ("О'Коннор Джон", True, "Око***** Д."),
        ("王小明", True, "王*****"),
        ("欧阳明", True, "欧*****"),
        ("ТОВ «Ромашка»", False, "Ром*****"),
        ("Svitanok LLC", False, "Svi*****"),
        ("", True, "*****"),
        ("—", False, "*****"),
    ],
)
def test_a_masked_name_shows_a_few_letters(name, is_person, shown):
    assert masked_name(name, is_person=is_person) == shown


@pytest.mark.parametrize(
    "text",
    [
        "", "К", "Коваленко", "kovalenko", "Коваленко О", "4417", "12345678"[:5], "*4417",
        "UA21322313", "王", "4149499123057893", "%", "0671234",
    ],
)  # fmt: skip
def test_a_vague_question_gets_no_stub(text):
    assert all(lookup.is_exact for lookup in exact_lookups(text))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("3184710691", "tax"),
        ("32855961", "registry"),
        ("067 123-44-17", "phone"),
        ("+380671234417", "phone"),
        ("olena@example.com", "email"),
        ("UA213223130000026007233566001", "iban"),
        ("26007233566001", "iban_tail"),
        ("КД-2024/001", "contract"),
        ("Коваленко Олена", "name"),
        ("wang xiaoming", "pinyin"),
        ("王小明", "original"),
    ],
)
def test_an_exact_question_is_looked_up(text, kind):
    assert kind in {str(lookup.kind) for lookup in exact_lookups(text)}


def test_a_number_must_be_whole():
    tax = next(found for found in exact_lookups("318471069") if found.kind == "tax")
    assert not tax.matches("3184710691")


@pytest.mark.parametrize(
    ("typed", "key", "is_answered"),
    [
        ("Коваленко Олена", "kovalenko olena ivanivna", True),
        ("Олена Коваленко", "kovalenko olena ivanivna", True),
        ("Коваленк Олена", "kovalenko olena ivanivna", False),
        ("Коваленко Ол", "kovalenko olena ivanivna", False),
    ],
)
def test_of_a_name_every_word_must_be_whole(typed, key, is_answered):
    assert answers_exactly(typed, "name", key, "") is is_answered


def test_a_chinese_name_must_be_whole():
    assert answers_exactly("王小明", "original", "王小明", "王小明")
    assert not answers_exactly("王小", "original", "王小明", "王小明")
    assert not answers_exactly("小明", "original", "小明", "王小明")


def test_a_document_is_compared_without_regard_to_script_and_spaces():
    assert document_key("СН 123456") == document_key("CH123456")
    assert is_right_document("кк 123456", ["АА 000000", "KK123456"])
    assert not is_right_document("123456", ["KK123456"])
    assert not is_right_document("  ", ["KK123456"])
