"""What currencies are called after a number, in English and Ukrainian.

The tables hold what the library for numbers in words lacks or says otherwise than a bank.
"""

# One and many, of the whole unit and of its hundredth.
ENGLISH: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "UAH": (("hryvnia", "hryvnias"), ("kopiyka", "kopiykas")),
    "USD": (("US dollar", "US dollars"), ("cent", "cents")),
    "EUR": (("euro", "euros"), ("cent", "cents")),
    "CNY": (("yuan", "yuan"), ("fen", "fen")),
    "CZK": (("Czech koruna", "Czech korunas"), ("haler", "halers")),
}
# One, two to four, five and more.
UKRAINIAN: dict[str, tuple[tuple[str, str, str], tuple[str, str, str]]] = {
    "UAH": (("гривня", "гривні", "гривень"), ("копійка", "копійки", "копійок")),
    "USD": (
        ("долар США", "долари США", "доларів США"),
        ("цент", "центи", "центів"),
    ),
    "EUR": (("євро", "євро", "євро"), ("цент", "центи", "центів")),
    "CNY": (("юань", "юані", "юанів"), ("фень", "фені", "фенів")),
    "CZK": (
        ("чеська крона", "чеські крони", "чеських крон"),
        ("гелер", "гелери", "гелерів"),
    ),
}


def known_currencies() -> tuple[str, ...]:
    """Return the currencies whose amounts can be written in all three languages.

    >>> known_currencies()
    ('CNY', 'CZK', 'EUR', 'UAH', 'USD')
    """
    return tuple(sorted(ENGLISH.keys() & UKRAINIAN.keys()))
