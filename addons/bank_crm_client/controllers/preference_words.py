"""What the page of preferences says, for every language the bank writes to clients in."""

from odoo.tools.translate import LazyTranslate, code_translations

_lt = LazyTranslate(__name__)

MODULE = "bank_crm_client"
# As in the address of the page -> code of the language and its own name.
LANGUAGES = {
    "en": ("en_US", "English"),
    "uk": ("uk_UA", "Українська"),
    "zh": ("zh_CN", "中文"),
}
WORDS = {
    "title": _lt("How we may contact you"),
    "known_at": _lt("We know you at:"),
    "saved": _lt("Saved. It holds from this moment."),
    "want": _lt("What you want to hear from us"),
    "want_help": _lt("Tick what you agree to. You can change it at any time."),
    "never": _lt("Never contact me by"),
    "never_help": _lt("Whatever it is about, except what the law makes us tell you."),
    "quiet": _lt("Quiet hours"),
    "quiet_help": _lt(
        "We do not disturb you at these hours. Leave both empty for none."
    ),
    "from": _lt("From"),
    "until": _lt("Until"),
    "save": _lt("Save"),
    "gone": _lt("This link is no longer valid"),
    "gone_help": _lt(
        "Links are valid for about three months. "
        "Take the newest letter of the bank, or ask at your branch."
    ),
    "busy": _lt("Too many requests"),
    "busy_help": _lt("Wait ten minutes and open the link again."),
    "staff": _lt("This page is for the client"),
    "staff_help": _lt(
        "You are signed in as an employee of the bank. "
        "Note the client's word on his card, with the proof."
    ),
}
CHANNELS = {
    "email": _lt("E-mail"),
    "sms": _lt("SMS"),
    "call": _lt("Call"),
    "letter": _lt("Letter"),
    "fax": _lt("Fax"),
    "visit": _lt("Visit"),
    "chat": _lt("Chat"),
}
# Shipped purposes as a client reads them: name and what belongs there.
PURPOSES = {
    "service": (_lt("Service"), _lt("Appointments, statements, documents that expire")),
    "advertising": (_lt("Offers"), _lt("Offers, campaigns, congratulations")),
    "survey": (_lt("Surveys"), _lt("Questions about the bank and its service")),
}


def translate(word, code):
    """The word in a language, whether or not employees use that language, too."""
    source = word._source
    lang, _name = LANGUAGES[code]
    if lang == "en_US":
        return source
    return code_translations.get_python_translations(MODULE, lang).get(source, source)


def words_of(code):
    """All fixed words of the page."""
    return {key: translate(word, code) for key, word in WORDS.items()}
