"""Who the clients of the demo bank are, how long, and who looks after them."""

from datetime import timedelta
from itertools import cycle

from .bankdays import back, on_or_before
from .companies import CompanyMaker
from .duplicates import COMPANY_PAIRS, PAIRS, add_duplicates
from .people import PersonMaker
from .records import Bank, Client
from .relatives import Relatives

EXPIRED_DOCUMENTS = 30
INCOMPLETE_FILES = 50
NEW_THIS_WEEK = 8
LOST_THIS_WEEK = 5
LEAVERS, DORMANT, PROSPECTS = 0.04, 0.11, 0.015
FIRST_CLIENT_ID = 100_001
EMPLOYER_WEIGHT = {"corporate": 40, "sme": 9, "micro": 0.6}
EMPLOYED_BY_CLIENTS = 0.6


def add_clients(bank: Bank) -> None:
    """Fill `bank.clients`: companies first, so that wages precede what they pay for."""
    people = PersonMaker(bank)
    makes = CompanyMaker(bank, people)
    spec = bank.spec
    companies = makes.groups() + makes.false_groups()
    while len(companies) < spec.companies - COMPANY_PAIRS:
        companies.append(makes.company())
    persons = Relatives(bank, people).all()
    people_count = spec.clients - spec.companies - spec.sole_traders
    while len(persons) < people_count - (PAIRS - COMPANY_PAIRS):
        persons.append(people.person())
    traders = [people.sole_trader() for _one in range(spec.sole_traders)]
    clients = companies + traders + persons
    _lives(bank, clients)
    add_duplicates(bank, people, clients)
    _own_groups(bank, persons)
    _files_of_clients(bank, people, clients)
    clients.sort(key=lambda client: client.kind == "person")
    clients.sort(key=lambda client: client.kind != "legal_entity")
    _employ(bank, clients)
    by_day = sorted(clients, key=lambda client: client.since)
    for number, client in enumerate(by_day, FIRST_CLIENT_ID):
        client.client_id = str(number)
    bank.clients = clients
    _give_managers(bank, by_day)


def _lives(bank: Bank, clients: list[Client]) -> None:
    """Leavers, dormant clients, prospects; who came and who went this week."""
    rng = bank.rng("lives")
    today, start = bank.today, bank.start
    ordinary = [client for client in clients if not client.special]
    rng.shuffle(ordinary)
    count = len(ordinary)
    take = iter(ordinary)
    week = [back(today, days) for days in range(5)]
    for place in range(NEW_THIS_WEEK):
        client = next(take)
        client.since, client.special = week[place % 5], "new"
    for place in range(LOST_THIS_WEEK):
        client = next(take)
        client.state, client.special = "former", "lost"
        client.since = min(client.since, start - timedelta(place + 1))
        client.ended = week[place % 5]
    for _one in range(int(count * LEAVERS)):
        client = next(take)
        client.state, client.special = "former", "leaver"
        client.since = min(client.since, start + timedelta(rng.randrange(60)))
        span = (today - client.since).days
        days_ago = rng.randrange(20, min(span, 690) - 20)
        client.ended = on_or_before(today - timedelta(days_ago))
    for _one in range(int(count * DORMANT)):
        client = next(take)
        client.special = "dormant"
        client.since = min(client.since, start - timedelta(rng.randrange(1, 900)))
        client.quiet_from = today - timedelta(rng.randrange(200, 720))
    for _one in range(max(6, int(count * PROSPECTS))):
        client = next(take)
        client.state, client.special = "prospect", "prospect"
        client.since = today - timedelta(rng.randrange(5, 120))
    told = bank.story
    told["new_this_week"] = [one for one in ordinary if one.special == "new"]
    told["lost_this_week"] = [one for one in ordinary if one.special == "lost"]
    told["dormant"] = [one for one in ordinary if one.special == "dormant"][:20]


def _own_groups(bank: Bank, persons: list[Client]) -> None:
    """Private clients own the groups: the last link of a chain is a person."""
    rich = iter([one for one in persons if one.special == "private"])
    for group in bank.story["groups"]:
        owner = next(rich)
        group["ultimate_owner"] = owner
        owner.partners = [group["members"][0]]
        group["owners"] = [(owner, group["members"][0], 100), *group["owners"]]
        if group["is_circular"]:
            group["owners"] = group["owners"][1:]


def _files_of_clients(bank: Bank, people: PersonMaker, clients: list[Client]) -> None:
    """Expired documents and files that lack something."""
    rng = bank.rng("files")
    plain = [
        client
        for client in clients
        if client.kind == "person" and client.state == "client" and not client.special
    ]
    rng.shuffle(plain)
    expired, plain = plain[:EXPIRED_DOCUMENTS], plain[EXPIRED_DOCUMENTS:]
    for client in expired:
        people.document(client, expired_days=rng.randrange(3, 400))
    already = [
        one for one in clients if one.special == "duplicate" and not one.tax_number
    ]
    missing = plain[: INCOMPLETE_FILES - len(already)]
    for place, client in enumerate(missing):
        names = (("phone",), ("tax_number",), ("street", "zip"), _DOCUMENT)[place % 4]
        for name in names:
            setattr(client, name, None if name.startswith("document_") else "")
    bank.story["expired_documents"] = expired
    bank.story["incomplete"] = already + missing


_DOCUMENT = (
    "document_kind",
    "document_number",
    "document_issued",
    "document_expiry",
)


def _employ(bank: Bank, clients: list[Client]) -> None:
    """Six employees in ten work for a company that banks here too, in their town."""
    rng = bank.rng("employers")
    towns: dict[str, list[Client]] = {}
    for client in clients:
        is_company = client.kind == "legal_entity" and client.special != "duplicate"
        is_lively = client.state == "client" and not client.quiet_from
        if is_company and is_lively:
            towns.setdefault(client.city, []).append(client)
    for client in clients:
        near = towns.get(client.city, [])
        is_free = client.kind == "person" and client.life == "employee"
        if is_free and near and rng.random() < EMPLOYED_BY_CLIENTS:
            weights = [EMPLOYER_WEIGHT[company.class_] for company in near]
            client.employer = rng.choices(near, weights)[0]


def _give_managers(bank: Bank, clients: list[Client]) -> None:
    """Round robin over the managers of the branch, else of the region, else any."""
    regions = {branch.branch_id: branch.region for branch in bank.branches}
    busy: dict[str, cycle] = {}

    def manager(role: str, branch_id: str) -> str:
        key = f"{role}:{branch_id}"
        if key not in busy:
            posts = [
                post for post in bank.posts if post.role == role and not post.date_to
            ]
            if role == "retail_manager":
                posts = [post for post in bank.posts if post.role == role]
                posts = [post for post in posts if not _stands_in(bank, post)]
            region = regions[branch_id]
            near = [post for post in posts if post.branch_id == branch_id] or [
                post for post in posts if regions[post.branch_id] == region
            ]
            busy[key] = cycle(_by_load(bank, near or posts))
        return next(busy[key])

    for client in clients:
        if client.state == "prospect" and int(client.client_id) % 2:
            continue
        role = "retail_manager"
        if client.class_ in ("sme", "corporate"):
            role = "corporate_manager"
        elif client.is_private_banking:
            role = "private_banker"
        client.manager_id = manager(role, client.branch_id)


def _stands_in(bank: Bank, post) -> bool:
    story = bank.story["staff"]
    stands_in = post.staff_id == story["overloaded"] and post.date_to
    return bool(stands_in)


def _by_load(bank: Bank, posts) -> list[str]:
    """The overloaded one three times, the new one once in eight."""
    story = bank.story["staff"]
    others = [post.staff_id for post in posts if post.staff_id != story["new"]]
    turns = others * (7 if len(others) < len(posts) else 1)
    turns += [story["overloaded"]] * 2 * turns.count(story["overloaded"])
    return turns + [post.staff_id for post in posts if post.staff_id == story["new"]]
