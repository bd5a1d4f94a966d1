"""Given names that are one name in two languages, and too unlike to be told by spelling."""

from functools import lru_cache

from odoo.addons.bank_crm_base.domain.folding import fold
from odoo.addons.bank_crm_base.domain.transliteration import CACHED_WORDS, loose_key

_ONE_NAME = (
    ("Микола", "Николай", "Ніколай", "Mikola"),
    ("Олена", "Елена", "Helena"),
    ("Олександр", "Александр", "Alexander"),
    ("Олександра", "Александра", "Alexandra"),
    ("Олексій", "Алексей", "Alexey"),
    ("Володимир", "Владимир", "Vladimir"),
    ("Михайло", "Михаил", "Міхайло", "Michael"),
    ("Дмитро", "Дмитрий", "Дмитрій", "Dmitry"),
    ("Петро", "Пётр", "Petr"),
    ("Павло", "Павел", "Pavel"),
    ("Ганна", "Анна", "Hanna"),
    ("Григорій", "Григорий", "Grigory"),
    ("Євген", "Евген", "Евгений", "Eugene", "Yevgeny"),
    ("Євгенія", "Евгения", "Yevgenia"),
    ("Сергій", "Сергей", "Sergey"),
    ("Андрій", "Андрей", "Andrey"),
    ("Наталія", "Наталя", "Наталья", "Natalia"),
    ("Юлія", "Юля", "Юлия", "Julia"),
    ("Юрій", "Юрий", "Yuri"),
    ("Данило", "Даниїл", "Даниил", "Daniel"),
    ("Ірина", "Іріна", "Ирина", "Irina"),
    ("Марія", "Мария", "Maria", "Marie"),
    ("Катерина", "Екатерина", "Katerina"),
    ("Тетяна", "Татьяна", "Tatiana"),
    ("Оксана", "Ксенія", "Ксения"),
    ("Степан", "Stephan"),
    ("Йосип", "Иосиф", "Joseph"),
    ("Ілля", "Илья", "Ilya"),
    ("Ігор", "Игорь", "Igor"),
    ("Олег", "Oleg"),
    ("Кирило", "Кирилл", "Kirill"),
    ("Микита", "Никита", "Nikita"),
    ("Пилип", "Филипп", "Philip"),
    ("Василь", "Василий", "Vasily"),
)


def plain_word(text: str) -> str:
    """Return the form in which the spellings of a word meet.

    >>> plain_word("Сергій") == plain_word("Sergiy"), plain_word("Ґалаґан")
    (True, 'halahan')
    """
    return loose_key(fold(text).replace(" ", ""))


_FIRST_OF = {
    plain_word(spelling): plain_word(names[0])
    for names in reversed(_ONE_NAME)
    for spelling in names
}


@lru_cache(maxsize=CACHED_WORDS)
def plain_given(text: str) -> str:
    """Return a given name so that its forms in Ukrainian, Russian and English are equal.

    >>> plain_given("Ніколай") == plain_given("Микола") == plain_given("Mykola")
    True
    """
    word = plain_word(text)
    return _FIRST_OF.get(word, word)
