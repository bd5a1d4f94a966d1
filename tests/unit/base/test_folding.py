import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_base.domain.folding import (
    fold,
    fold_variants,
    name_tokens,
    person_tokens,
    split_chinese_form,
)
from odoo.addons.bank_crm_base.domain.transliteration import loose_key, loose_prefixes

# The examples printed beside each letter in the resolution No. 55 of 27.01.2010.
RESOLUTION_55 = """
Алушта Alushta, Андрій Andrii, Борщагівка Borshchahivka, Борисенко Borysenko,
Вінниця Vinnytsia, Володимир Volodymyr, Гадяч Hadiach, Богдан Bohdan,
Згурський Zghurskyi, Ґалаґан Galagan, Ґорґани Gorgany, Донецьк Donetsk, Дмитро Dmytro,
Рівне Rivne, Олег Oleh, Есмань Esman, Єнакієве Yenakiieve, Гаєвич Haievych,
Короп'є Koropie, Житомир Zhytomyr, Жанна Zhanna, Жежелів Zhezheliv,
Закарпаття Zakarpattia, Казимирчук Kazymyrchuk, Медвин Medvyn, Михайленко Mykhailenko,
Іванків Ivankiv, Іващенко Ivashchenko, Їжакевич Yizhakevych, Кадиївка Kadyivka,
Мар'їне Marine, Йосипівка Yosypivka, Стрий Stryi, Олексій Oleksii, Київ Kyiv,
Коваленко Kovalenko, Лебедин Lebedyn, Леонід Leonid, Миколаїв Mykolaiv,
Маринич Marynych, Ніжин Nizhyn, Наталія Nataliia, Одеса Odesa, Онищенко Onyshchenko,
Полтава Poltava, Петро Petro, Решетилівка Reshetylivka, Рибчинський Rybchynskyi,
Суми Sumy, Соломія Solomiia, Тернопіль Ternopil, Троць Trots, Ужгород Uzhhorod,
Уляна Uliana, Фастів Fastiv, Філіпчук Filipchuk, Харків Kharkiv, Христина Khrystyna,
Стеценко Stetsenko, Чернівці Chernivtsi, Шевченко Shevchenko, Шостка Shostka,
Кишеньки Kyshenky, Щербухи Shcherbukhy, Гоща Hoshcha, Гаращенко Harashchenko,
Юрій Yurii, Корюківка Koriukivka, Яготин Yahotyn, Ярошенко Yaroshenko,
Костянтин Kostiantyn, Знам'янка Znamianka, Феодосія Feodosiia, Згорани Zghorany,
Розгон Rozghon
"""
EXAMPLES = [tuple(pair.split()) for pair in RESOLUTION_55.split(",")]


@pytest.mark.parametrize(("name", "latin"), EXAMPLES)
def test_ukrainian_follows_the_passport_table(name, latin):
    assert fold(name) == latin.lower()
    assert fold(name.upper()) == latin.lower()


def test_each_word_begins_anew():
    assert fold("Біла Церква") == "bila tserkva"
    assert fold("Анна-Ярина Юр'єва") == "anna yaryna yurieva"


@pytest.mark.parametrize("apostrophe", [*"'’ʼ`´\"*", ""])
def test_any_apostrophe_of_any_keyboard_is_dropped(apostrophe):
    assert fold(f"Знам{apostrophe}янка") == "znamianka"


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("Подъячев", "podiachev"),
        ("Крылов", "krylov"),
        ("Эдуард", "eduard"),
        ("Королёв", "korolev"),
        ("Łódź", "lodz"),
        ("Škoda", "skoda"),
        ("Müller", "muller"),
        ("Ørsted", "orsted"),
        ("Straße", "strasse"),
        ("O'Brien", "obrien"),
        ("ＡＢＣ", "abc"),
        ("Ива\u0301нов", "yvanov"),
        ("и\u0306од", "yod"),
        ("王伟", "wang wei"),
        ("吕布", "lu bu"),
        ("ABC科技", "abc ke ji"),
        ("", ""),
        ("—", ""),
    ],
)
def test_other_scripts_become_plain_latin(name, latin):
    assert fold(name) == latin


def test_surnames_have_their_own_reading():
    assert fold("单丽") == "shan li"
    assert fold("曾国藩") == "zeng guo fan"


@given(st.text(max_size=60))
def test_folded_text_is_plain_and_folds_to_itself(text):
    folded = fold(text)
    assert not folded or folded.replace(" ", "").isalnum()
    assert folded.isascii()
    assert folded == folded.lower()
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Serhii", "Sergiy"),
        ("Сергій", "Serhij"),
        ("Євген", "Evgen"),
        ("Євген", "Jevhen"),
        ("Юлія", "Yuliya"),
        ("Юлія", "Julija"),
        ("Наталія", "Natalya"),
        ("Щербак", "Scherbak"),
        ("Захарченко", "Zaharchenko"),
        ("Кравець", "Kravetz"),
        ("Кравець", "Kravec"),
        ("Віктор", "Victor"),
        ("Олексій", "Olexiy"),
        ("Ужгород", "Uzhgorod"),
        ("Хмельницький", "Khmelnitsky"),
        ("Андрій", "Andriy"),
    ],
)
def test_common_spellings_meet_in_the_loose_key(one, other):
    assert fold_variants(one)[-1] == fold_variants(other)[-1]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Олександр", "Aleksandr"), ("Ганна", "Anna"), ("Шевченко", "Savchenko")],
)
def test_other_names_stay_apart(one, other):
    assert fold_variants(one)[-1] != fold_variants(other)[-1]


SPELLED = st.text(alphabet="abcdeghijkpqstwxyz", min_size=1, max_size=12)


@given(SPELLED, st.data())
def test_every_beginning_of_a_word_leads_to_its_loose_key(word, data):
    typed = word[: data.draw(st.integers(1, len(word)))]
    assert loose_key(word).startswith(loose_prefixes(typed))


@pytest.mark.parametrize(
    ("name", "tokens", "form"),
    [
        ("ТОВ «Ромашка»", ("romashka",), "llc"),
        ("Товариство з обмеженою відповідальністю Ромашка", ("romashka",), "llc"),
        ('ПрАТ "Київстар"', ("kyivstar",), "private_jsc"),
        ("АТ КБ ПриватБанк", ("kb", "pryvatbank"), "jsc"),
        ("Romashka LLC", ("romashka",), "llc"),
        ("Shenzhen Trade Co., Ltd.", ("shenzhen", "trade"), "llc"),
        ("Škoda Auto a.s.", ("skoda", "auto"), "jsc"),
        ("Novák s.r.o.", ("novak",), "llc"),
        ("Kowalski Sp. z o.o.", ("kowalski",), "llc"),
        ("Baltic Retail Holding OÜ", ("baltic", "retail", "holding"), "llc"),
        ("UAB Vilniaus prekyba", ("vilniaus", "prekyba"), "llc"),
        ("Pacific Trade Pte Ltd", ("pacific", "trade"), "llc"),
        ("Müller GmbH & Co. KG", ("muller",), "partnership"),
        ("长城科技股份有限公司", ("chang", "cheng", "ke", "ji"), "jsc"),
        ("ТОВ", ("tov",), None),
        ("Ромашка", ("romashka",), None),
    ],
)
def test_the_legal_form_is_set_apart(name, tokens, form):
    found = name_tokens(name)
    assert (found.tokens, found.legal_form) == (tokens, form)


def test_initials_of_a_person_are_no_legal_form():
    assert person_tokens("Коваленко А.С.").tokens == ("kovalenko", "a", "s")
    assert person_tokens("ФОП Коваленко А.С.").legal_form == "sole_trader"


def test_a_chinese_form_alone_is_a_name():
    assert split_chinese_form("有限公司") == ("有限公司", None)
