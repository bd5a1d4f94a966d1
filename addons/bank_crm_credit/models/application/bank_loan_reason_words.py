"""What clients are told in the reasons that are shipped, for papers in every language.

The bank's languages may be fewer than those of its papers: a value is translated for
installed languages only, the words of code for all that the addon has.
"""

from odoo.tools.translate import LazyTranslate, code_translations

_lt = LazyTranslate(__name__)

MODULE = "bank_crm_credit"
TOLD = (
    _lt("With this loan your payments would take too much of your income."),
    _lt("Your income could not be confirmed."),
    _lt("Your credit history does not meet our conditions."),
    _lt("You have debts that are overdue."),
    _lt("Your application does not meet our conditions for this loan."),
    _lt("Some of your papers are missing or out of date."),
    _lt("Please complete the form."),
    _lt("You withdrew your application."),
    _lt("The bank's credit committee has decided not to grant this loan."),
    _lt("The bank's credit committee asks for more before it decides."),
)


def shipped_words(text, language):
    """The wording in a language, where the text is one of those shipped; else the text."""
    return code_translations.get_python_translations(MODULE, language).get(text, text)
