"""The words of the shipped print forms: language -> what is said -> words.

In them `*` is the sum in words.
"""

from . import client_words, loan_words_en, loan_words_uk, loan_words_zh

WORDS = {
    "en": {**client_words.WORDS["en"], **loan_words_en.WORDS},
    "uk": {**client_words.WORDS["uk"], **loan_words_uk.WORDS},
    "zh": {**client_words.WORDS["zh"], **loan_words_zh.WORDS},
}
