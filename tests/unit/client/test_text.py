"""Full text: the forms of a word meet, and a piece of text shows what was found."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_client.domain.text.snippet import SNIPPET_LENGTH, snippet
from odoo.addons.bank_crm_client.domain.text.tokens import (
    LAST_POSITION,
    Language,
    language_of,
    stem,
    tokens,
    vector,
    wanted,
)

# Forms of one word, from a Ukrainian and an English grammar.
FORMS = [
    "договір договору договором договори договорів договорами договорах",
    "картка картки картці картку карткою карток карткам картками картках",
    "рахунок рахунку рахунком рахунки рахунків рахунками",
    "платіж платежу платежі платежів платежами",
    "ставка ставки ставку ставкою ставок ставками",
    "кредит кредиту кредитом кредити кредитів кредитний кредитного кредитним",
    "комісія комісії комісію комісією комісій комісіями",
    "заява заяви заяву заявою заявами",
    "клієнт клієнта клієнтові клієнтом клієнти клієнтів клієнтами",
    "регламент регламенту регламентом регламенти регламентів",
    "payment payments",
    "transfer transfers",
    "policy policies",
    "опис опису описом",
]
APART = [
    ("договір", "дохід"),
    ("картка", "карта"),
    ("банк", "баланс"),
    ("card", "care"),
]
words = st.text(
    alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщьюяabcxyz'’ 0123456789银行卡.,-",
    max_size=80,
)


@pytest.mark.parametrize("forms", FORMS)
def test_the_forms_of_a_word_have_one_stem(forms):
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(("one", "other"), APART)
def test_different_words_stay_apart(one, other):
    assert stem(one) != stem(other)


def test_case_and_apostrophes_do_not_matter():
    assert stem("М’ЯСО") == stem("м'ясо") == stem("мʼясо")
    assert stem("ҐАНОК") == stem("ганок")


def test_chinese_is_cut_into_overlapping_pairs():
    assert [token.stem for token in tokens("银行卡")] == ["银行", "行卡"]
    assert [token.stem for token in tokens("卡")] == ["卡"]
    assert wanted("卡").query == "('卡':*)"


@given(words)
def test_tokens_stand_where_they_say(text):
    for token in tokens(text):
        assert text[token.start : token.end]
        assert token.stem
        assert not re.search(r"[\s'&|!:*()<>\\]", token.stem)


@given(words, words)
def test_vectors_have_each_stem_once_and_no_place_beyond_the_last(title, body):
    told = vector((title, "A"), (body, "B"))
    stems = re.findall(r"'([^']+)':", told)
    assert len(stems) == len(set(stems))
    places = [int(place) for place in re.findall(r"(\d+)[AB]", told.replace("'", " '"))]
    assert all(place <= LAST_POSITION for place in places[:1])


@given(words)
def test_a_text_is_found_by_each_word_of_it(text):
    for token in list(tokens(text))[:5]:
        looked_for = wanted(text[token.start : token.end])
        assert looked_for.is_hit(token)


@given(st.sampled_from(" ".join(FORMS).split()), st.integers(2, 12))
def test_a_word_is_found_while_it_is_typed(word, length):
    """By its beginning as typed, once that is no longer than its stem."""
    [token] = tokens(word)
    typed = word[:length]
    if token.stem.startswith(typed):
        assert wanted(typed).is_hit(token)


@given(words, words)
def test_a_snippet_is_a_piece_of_the_text(text, query):
    looked_for = wanted(query)
    if looked_for is None:
        return
    pieces = snippet(text, looked_for)
    shown = (
        "".join(piece.text for piece in pieces).removeprefix("… ").removesuffix(" …")
    )
    assert shown in " ".join(text.split())
    assert len(shown) <= SNIPPET_LENGTH


def test_a_snippet_shows_where_most_of_the_words_stand():
    text = "картка " + "інше слово " * 60 + "знищення картки комісією сьогодні"
    pieces = snippet(text, wanted("картка комісія"))
    assert [piece.text for piece in pieces if piece.is_hit] == ["картки", "комісією"]
    assert pieces[0].text == "… "


def test_the_language_is_that_of_most_letters():
    assert language_of("Договір bank") is Language.UKRAINIAN
    assert language_of("Agreement банк") is Language.ENGLISH
    assert language_of("开立账户") is Language.CHINESE
