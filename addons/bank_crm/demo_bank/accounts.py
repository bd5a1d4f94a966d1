"""What each client has in the bank, up to the number of accounts the size asks for."""

from datetime import timedelta

from .companies import EXPORT, RETAIL
from .desk import Desk
from .identifiers import OUR_BANK
from .rates import per_unit
from .records import Account, Bank, Client

THOUSAND = 100_000
FOREIGN = {
    "uk": ("USD", "USD", "EUR"),
    "en": ("USD", "EUR", "CZK"),
    "zh": ("CNY", "USD"),
}
AUTHORISED_SHARE = 0.15
LATE_SHARE = 0.08


def add_accounts(bank: Bank) -> None:
    """Open accounts, then deposits that end this month, then as many as are missing."""
    desk = Desk(bank)
    for client in bank.clients:
        if client.state == "prospect":
            continue
        opens = {"person": _person, "sole_trader": _trader, "legal_entity": _company}
        opens[client.kind](desk, client)
    _salary_projects(desk)
    _expiring_deposits(desk)
    _holders(desk)
    _statement_account(desk)
    _fill_up(desk)
    for account in bank.accounts:
        if account.client.special == "deceased":
            account.state = "blocked"


def _round(amount: float, currency: str = "UAH") -> int:
    """A sum somebody would choose, in the currency."""
    return max(int(amount / per_unit(currency)) // THOUSAND, 1) * THOUSAND


def _person(desk: Desk, client: Client) -> None:
    rng, income, since = desk.rng, client.income, client.since
    is_rich = client.class_ in ("affluent", "private")
    main = _main_card(desk, client)
    if client.ended or client.quiet_from:
        return
    later = max(since, desk.bank.today - timedelta(rng.randrange(30, 1_500)))
    if rng.random() < (0.85 if is_rich else 0.14):
        _foreign(desk, client, later)
    if client.special == "new" or client.life == "minor":
        return
    if rng.random() < 0.16 or is_rich:
        amount = _round(income * rng.uniform(0.5, 3))
        desk.deposit(client, "SAV", amount, later, 0)
        if rng.random() < 0.5:
            desk.order(main, "Скарбничка", _round(income * 0.05), 7, "saving")
    shares = {"private": 1, "affluent": 0.6}
    for _one in range(3 if client.class_ == "private" else 1):
        if rng.random() < shares.get(client.class_, 0.2):
            _deposit(desk, client)
    if client.life == "employee" and rng.random() < 0.26:
        _loan(desk, client, "LOAN-C", rng.uniform(2, 7), rng.choice((12, 18, 24, 36)))
    if client.life in ("employee", "wealthy") and rng.random() < 0.05:
        _loan(desk, client, "LOAN-M", rng.uniform(14, 30), 180)
    _services(desk, client, later)


def _services(desk: Desk, client: Client, later) -> None:
    """What a person pays for without an account: internet bank, insurance, rent."""
    rng, main, income = desk.rng, client.main, client.income
    if rng.random() < 0.45:
        desk.holding(client, "IB", later)
    if rng.random() < 0.12:
        premium = rng.randrange(30, 120) * 1_000
        product = rng.choice(("INS-L", "INS-A"))
        desk.holding(client, product, later, amount=premium * 200, payment=premium)
        desk.order(main, "СК «Опора»", premium, 12, "insurance")
    if rng.random() < 0.1:
        rent = rng.randrange(60, 160) * 10_000
        if rent < income / 2:
            desk.order(main, "Орендодавець", rent, 3, "rent")


def _main_card(desk: Desk, client: Client) -> Account:
    rng = desk.rng
    code = "CARD-G" if client.class_ in ("affluent", "private") else "CARD-S"
    kind = "card" if rng.random() < 0.86 or client.class_ == "private" else "current"
    opening = int(client.income * rng.uniform(0.15, 1.4))
    code = code if kind == "card" else "CUR-P"
    main = desk.open(client, code, kind, client.since, opening)
    main.is_main = True
    if kind == "card":
        desk.card(main, client)
        if rng.random() < 0.12 and main.opened.year < desk.bank.today.year - 4:
            old = desk.card(main, client)
            old.issued = max(main.opened, old.issued - timedelta(5 * 365))
            old.expires = old.issued + timedelta(4 * 365)
            old.state = "expired" if old.expires < desk.bank.today else "blocked"
    return main


def _foreign(desk: Desk, client: Client, opened) -> Account:
    currency = desk.rng.choice(FOREIGN[client.culture])
    product = "CUR-P" if client.kind == "person" else "CUR-B"
    opening = _round(client.income * desk.rng.uniform(0.3, 2), currency)
    if any(one.currency == currency for one in client.accounts):
        currency = "EUR"
    return desk.open(client, product, "current", opened, opening, currency=currency)


def _deposit(desk: Desk, client: Client) -> None:
    rng, bank = desk.rng, desk.bank
    opened = max(client.since, bank.today - timedelta(rng.randrange(40, 900)))
    code, months = rng.choice((("DEP-6", 6), ("DEP-12", 12), ("DEP-12", 12)))
    foreign = [one.currency for one in client.accounts if one.currency != "UAH"]
    currency = "UAH"
    if foreign and rng.random() < 0.4:
        code, months, currency = "DEP-FX", 12, foreign[0]
    elif rng.random() < 0.04:
        code, months = "DEP-IDX", 24
    amount = _round(client.income * rng.uniform(1, 5), currency)
    desk.deposit(client, code, amount, opened, months, currency)


def _loan(desk: Desk, client: Client, code: str, wages: float, months: int) -> None:
    rng, bank = desk.rng, desk.bank
    oldest = min(months * 30 - 40, 1_100)
    opened = max(client.since, bank.today - timedelta(rng.randrange(35, oldest)))
    amount = _round(client.income * wages)
    desk.loan(client, code, amount, opened, months)
    if rng.random() < LATE_SHARE:
        client.loans[-1].late_from = bank.today - timedelta(rng.randrange(8, 210))


def _trader(desk: Desk, client: Client) -> None:
    opening = int(client.income * desk.rng.uniform(0.1, 0.6))
    main = desk.open(client, "CUR-B", "current", client.since, opening)
    main.is_main = True
    if client.ended:
        return
    if desk.rng.random() < 0.6:
        own = desk.open(client, "CARD-S", "card", client.since, opening // 4)
        desk.card(own, client)
    if desk.rng.random() < 0.5:
        desk.holding(client, "IB", client.since)
    if desk.rng.random() < 0.2:
        _foreign(desk, client, client.since)


def _company(desk: Desk, client: Client) -> None:
    rng, income = desk.rng, client.income
    opening = int(income * rng.uniform(0.1, 0.5))
    main = desk.open(client, "CUR-B", "current", client.since, opening)
    main.is_main = True
    if client.ended or client.quiet_from:
        return
    is_big = client.class_ != "micro"
    later = max(client.since, desk.bank.today - timedelta(rng.randrange(60, 1_200)))
    desk.holding(client, "IB", client.since)
    if (client.industry in EXPORT and is_big) or client.culture != "uk":
        _foreign(desk, client, later)
    if rng.random() < 0.3:
        card = desk.open(client, "CARD-B", "card", later, income // 100)
        desk.card(card, client)
    if client.industry in RETAIL:
        desk.holding(client, "ACQ", later)
    if is_big and rng.random() < 0.4:
        amount = _round(income * rng.uniform(0.2, 0.8))
        opened = desk.bank.today - timedelta(rng.randrange(40, 700))
        desk.deposit(client, "DEP-6", amount, max(opened, client.since), 6)
    if is_big and rng.random() < 0.35:
        limit = _round(income * 0.3)
        desk.open(client, "OVER-B", "overdraft", later, amount=limit)
    if is_big and rng.random() < 0.35:
        code = rng.choice(("TRADE", "LEAS"))
        _loan(desk, client, code, rng.uniform(0.3, 1.2), rng.choice((24, 36, 48)))
    if is_big and rng.random() < 0.12:
        desk.holding(client, "GUAR", later, amount=_round(income * 0.2))
    if rng.random() < 0.4:
        rent = max(_round(income * 0.01), 10 * THOUSAND)
        desk.order(main, "ТОВ «Бізнес-центр Парус»", rent, 5, "rent")


def _salary_projects(desk: Desk) -> None:
    """Companies that pay wages to clients of the bank do it under an agreement."""
    clients = desk.bank.clients
    paying = {id(client.employer) for client in clients if client.employer}
    for company in clients:
        if id(company) in paying:
            desk.holding(company, "SALP", company.since + timedelta(45))


def _expiring_deposits(desk: Desk) -> None:
    """Deposits that end in the next 30 days, one manager after another."""
    bank, rng = desk.bank, desk.rng
    portfolios: dict[str, list[Client]] = {}
    for client in bank.clients:
        is_stayer = client.state == "client" and not client.quiet_from
        is_old = client.since < bank.today - timedelta(400) and client.life != "minor"
        if is_stayer and is_old and client.manager_id and client.kind != "sole_trader":
            portfolios.setdefault(client.manager_id, []).append(client)
    managers = sorted(portfolios)
    for place in range(bank.spec.expiring_deposits):
        portfolio = portfolios[managers[place % len(managers)]]
        client = portfolio[place // len(managers) * 7 % len(portfolio)]
        ends = bank.today + timedelta(1 + place * 7 % 30)
        amount = _round(client.income * rng.uniform(0.3, 2))
        desk.deposit(client, "DEP-12", amount, ends - timedelta(365), 12)
        client.deposits[-1].ends = bank.holdings[-1].ends = ends


def _holders(desk: Desk) -> None:
    """Joint accounts, the guardian, directors who may pay."""
    bank, rng = desk.bank, desk.rng
    joint = []
    for family in bank.story["families"][1:4]:
        husband, wife = family["members"][:2]
        desk.holder(husband.main, husband, "owner")
        desk.holder(husband.main, wife, "joint", "pay without limit")
        joint.append(husband.main)
    bank.story["joint_accounts"] = [account.account_id for account in joint]
    minor = bank.story["minor"]
    account = minor["client"].main
    desk.holder(account, minor["client"], "owner", "view, pay up to 1000.00 a month")
    desk.holder(account, minor["guardian"], "authorised", "legal guardian: all rights")
    directors = [
        client
        for client in bank.clients
        if client.kind == "person" and client.life in ("employee", "wealthy")
    ]
    told = bank.story.setdefault("directors", [])
    for company in bank.clients:
        if company.kind != "legal_entity" or not company.main:
            continue
        if company.special == "group" or rng.random() < AUTHORISED_SHARE:
            director = rng.choice(directors)
            rights = rng.choice(("all rights", "view", "pay up to 500000.00 a day"))
            desk.holder(company.main, director, "authorised", rights)
            told.append({"company": company, "person": director, "bank": OUR_BANK})


def _statement_account(desk: Desk) -> None:
    """An account that no file but bank statements tells about."""
    company = desk.bank.story["groups"][0]["members"][0]
    opened = desk.bank.today - timedelta(200)
    account = desk.open(company, "CUR-B", "current", opened, currency="EUR")
    desk.bank.story["statement_account"] = account.account_id


def _fill_up(desk: Desk) -> None:
    """Second accounts for lively clients until the bank has the number asked for."""
    bank, rng = desk.bank, desk.rng
    clients = [
        client
        for client in bank.clients
        if client.state == "client" and not client.quiet_from and client.life != "minor"
    ]
    missing = bank.spec.accounts - len(bank.accounts)
    for client in rng.sample(clients, min(missing, len(clients))):
        is_person = client.kind == "person"
        opened = max(client.since, bank.today - timedelta(rng.randrange(25, 1_000)))
        if is_person and rng.random() < 0.45:
            amount = _round(client.income * rng.uniform(0.3, 1.5))
            desk.deposit(client, "SAV", amount, opened, 0)
        else:
            _foreign(desk, client, opened)
    if missing > len(clients):
        for client in rng.choices(clients, k=missing - len(clients)):
            _foreign(desk, client, max(client.since, bank.start))
