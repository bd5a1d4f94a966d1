"""Forty clients entered twice: in Latin letters, under a new surname, misspelt."""

from dataclasses import replace
from datetime import timedelta

from . import names_uk
from .people import PersonMaker
from .records import Bank, Client

LATIN_PAIRS = 18
SURNAME_PAIRS = 10
SPELLING_PAIRS = 6
COMPANY_PAIRS = 6
PAIRS = LATIN_PAIRS + SURNAME_PAIRS + SPELLING_PAIRS + COMPANY_PAIRS
OTHER_SPELLING = {
    "Наталія": "Наталя",
    "Юлія": "Юля",
    "Михайло": "Міхайло",
    "Дмитро": "Дмитрій",
    "Євген": "Евген",
    "Данило": "Даниїл",
    "Сергій": "Сергей",
    "Ірина": "Іріна",
    "Марія": "Мария",
    "Андрій": "Андрей",
    "Олександр": "Александр",
    "Микола": "Ніколай",
}


def add_duplicates(bank: Bank, maker: PersonMaker, clients: list[Client]) -> None:
    """Append the second record of forty ordinary Ukrainian clients."""
    rng = bank.rng("duplicates")
    ordinary = [
        client
        for client in clients
        if client.culture == "uk" and client.state == "client" and not client.special
    ]
    persons = [client for client in ordinary if client.kind == "person"]
    rng.shuffle(persons)
    women = [one for one in persons if one.gender == "female" and maker.age(one) < 50]
    odd = [one for one in persons if one.first_name in OTHER_SPELLING]
    companies = [one for one in ordinary if one.kind == "legal_entity"]
    rng.shuffle(companies)
    plan = (
        ("surname", SURNAME_PAIRS, women, _married),
        ("spelling", SPELLING_PAIRS, odd, _misspelt),
        ("latin", LATIN_PAIRS, persons, _latin),
        ("company in latin", COMPANY_PAIRS, companies, _latin_company),
    )
    told = bank.story.setdefault("duplicates", [])
    taken: set[int] = set()
    for why, count, pool, change in plan:
        free = [client for client in pool if id(client) not in taken][:count]
        for place, first in enumerate(free):
            taken.add(id(first))
            second = _second_record(bank, rng, first)
            change(maker, first, second, place)
            first.special = second.special = "duplicate"
            told.append({"clients": [first, second], "why": why})
            clients.append(second)


def _second_record(bank: Bank, rng, first: Client) -> Client:
    second = replace(
        first, accounts=[], loans=[], deposits=[], orders=[], partners=[], employer=None
    )
    second.since = max(first.since, bank.start) + timedelta(rng.randrange(5, 60))
    second.since = min(second.since, bank.today - timedelta(20))
    second.zest = first.zest / 2
    if second.life == "employee":
        second.life = "freelancer"
    return second


def _married(maker: PersonMaker, first: Client, second: Client, place: int) -> None:
    root = maker.rng.choice(names_uk.SURNAMES)
    second.last_name = names_uk.surname(root, "female")
    maker.document(second)
    second.email = maker.email(second) if second.email else ""
    branch = next(b for b in maker.branches if b.branch_id == first.branch_id)
    maker.settle(second, branch)
    if place % 2:
        second.phone = maker.phone()


def _misspelt(maker: PersonMaker, first: Client, second: Client, place: int) -> None:
    second.first_name = OTHER_SPELLING[first.first_name]
    second.tax_number = ""
    second.phone = first.phone if place % 2 else maker.phone()
    second.document_number = second.document_number.replace(" ", "")


def _latin(maker: PersonMaker, first: Client, second: Client, place: int) -> None:
    second.last_name = names_uk.to_latin(first.last_name)
    second.first_name = names_uk.to_latin(first.first_name)
    second.middle_name = names_uk.to_latin(first.middle_name) if place % 3 else ""
    second.language = "en"
    if place % 2:
        second.tax_number = ""
    else:
        second.phone = maker.phone()


def _latin_company(
    maker: PersonMaker, first: Client, second: Client, place: int
) -> None:
    form, _space, name = first.name.partition(" ")
    second.name = (
        f"{names_uk.to_latin(name).strip('«»')} {'LLC' if form == 'ТОВ' else form}"
    )
    second.language = "en"
    second.lei = ""
    if place % 2:
        second.tax_number = ""
        second.email = ""
    else:
        second.phone = maker.phone()
