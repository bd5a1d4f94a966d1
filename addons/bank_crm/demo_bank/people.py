"""Persons of three cultures: names that agree with sex, believable ages, valid numbers."""

from datetime import date, timedelta

from . import names_en, names_uk, names_zh
from .branches import service_branches
from .identifiers import mobile, rnokpp
from .records import Bank, Branch, Client

CULTURES, CULTURE_SHARES = ("uk", "en", "zh"), (88, 7, 5)
AGES = ((18, 25), (26, 35), (36, 45), (46, 59), (60, 72), (73, 86))
AGE_SHARES = (12, 25, 26, 21, 12, 4)
MAIL_HOSTS = ("ukrpost.example", "mail.example", "poshta.example", "inbox.example")
DAYS_A_YEAR = 365
MEDIAN_WAGE = 2_600_000
AFFLUENT_FROM = 6_500_000
ID_CARD_YEARS = 10
ID_CARDS_FROM_BIRTH_YEAR = 1976
SOLE_TRADES = ("47.71", "62.01", "49.41", "56.10", "96.02", "43.39", "45.20", "74.20")


class PersonMaker:
    """Makes persons one by one; keeps numbers unique over the bank."""

    def __init__(self, bank: Bank):
        self.bank = bank
        self.rng = bank.rng("people")
        self.branches = service_branches(bank)
        self.weights = [branch.weight for branch in self.branches]
        self.used: set[str] = set()
        self.serial = 0

    def person(self, **known) -> Client:
        """A person; `known` fixes what the caller knows (surname, sex, birth, branch)."""
        rng = self.rng
        culture = known.get("culture") or rng.choices(CULTURES, CULTURE_SHARES)[0]
        person = Client(culture=culture, language=culture)
        person.gender = known.get("gender") or rng.choice(("female", "male"))
        person.birth_date = known.get("birth_date") or self.birth()
        getattr(self, f"_name_{culture}")(person, known)
        branch = known.get("branch") or rng.choices(self.branches, self.weights)[0]
        self.settle(person, branch, known.get("at"))
        person.phone = self.phone()
        person.tax_number = self.tax_number(person.birth_date, person.gender)
        person.since = self.since(branch, person.birth_date)
        if rng.random() < 0.72:
            person.email = self.email(person)
        self.document(person)
        self.livelihood(person)
        return person

    def birth(self, low: int = 0, high: int = 0) -> date:
        """A birth date of somebody aged `low` to `high`, or of any adult."""
        if not high:
            low, high = self.rng.choices(AGES, AGE_SHARES)[0]
        days = self.rng.randrange(low * DAYS_A_YEAR + 5, (high + 1) * DAYS_A_YEAR)
        return self.bank.today - timedelta(days)

    def age(self, person: Client) -> int:
        """Full years today, near enough for choosing."""
        return (self.bank.today - person.birth_date).days * 4 // 1461

    def _name_uk(self, person: Client, known: dict) -> None:
        rng, is_woman = self.rng, person.gender == "female"
        root = known.get("surname") or rng.choice(names_uk.SURNAMES)
        father = known.get("father") or rng.choice(names_uk.MALE)[0]
        forms = next(name for name in names_uk.MALE if name[0] == father)
        person.last_name = names_uk.surname(root, person.gender)
        person.middle_name = forms[2] if is_woman else forms[1]
        pool = names_uk.FEMALE if is_woman else [name[0] for name in names_uk.MALE]
        person.first_name = known.get("first_name") or rng.choice(pool)

    def _name_en(self, person: Client, known: dict) -> None:
        pool = names_en.FEMALE if person.gender == "female" else names_en.MALE
        person.last_name = known.get("surname") or self.rng.choice(names_en.SURNAMES)
        person.first_name = known.get("first_name") or self.rng.choice(pool)
        person.country = self.rng.choice(names_en.COUNTRIES)

    def _name_zh(self, person: Client, known: dict) -> None:
        pool = names_zh.FEMALE if person.gender == "female" else names_zh.MALE
        person.last_name = known.get("surname") or self.rng.choice([*names_zh.SURNAMES])
        person.first_name = known.get("first_name") or self.rng.choice([*pool])
        person.country = "CN"

    def settle(self, client: Client, branch: Branch, at: Client | None = None) -> None:
        """Address in the town of the branch, or that of the client `at`."""
        client.branch_id = branch.branch_id
        if at:
            client.street, client.city, client.zip = at.street, at.city, at.zip
            return
        rng = self.rng
        flat = f", кв. {rng.randrange(1, 160)}" if client.kind != "legal_entity" else ""
        client.street = f"{rng.choice(names_uk.STREETS)}, {rng.randrange(1, 130)}{flat}"
        client.city = branch.city
        client.zip = f"{branch.zip[:2]}{rng.randrange(1_000):03d}"

    def phone(self) -> str:
        """A mobile telephone nobody else has."""
        while (number := mobile(self.rng)) in self.used:
            pass
        self.used.add(number)
        return number

    def tax_number(self, birth: date, gender: str) -> str:
        """A personal tax number nobody else has."""
        while True:
            self.serial += 7
            number = rnokpp(birth, gender, self.serial % 5_000)
            if number not in self.used:
                self.used.add(number)
                return number

    def email(self, person: Client) -> str:
        """An address made of the name in Latin letters."""
        last, first = latin_name(person)
        year = person.birth_date.year % 100
        mask = self.rng.choice(("{1}.{0}", "{0}.{1}", "{0}{2:02d}", "{1}_{0}{2:02d}"))
        local = mask.format(last.lower(), first.lower(), year).replace(" ", "")
        address = f"{local}@{self.rng.choice(MAIL_HOSTS)}"
        if address in self.used:
            address = f"{local}{self.rng.randrange(100, 999)}@{MAIL_HOSTS[0]}"
        self.used.add(address)
        return address

    def since(self, branch: Branch, birth: date) -> date:
        """First day as a client: two in three before the files begin."""
        rng, today = self.rng, self.bank.today
        history = (today - self.bank.start).days
        adult = birth + timedelta(16 * DAYS_A_YEAR)
        if rng.random() < 0.3:
            day = today - timedelta(rng.randrange(20, history))
        else:
            day = self.bank.start - timedelta(rng.randrange(1, 12 * DAYS_A_YEAR))
        return min(max(day, branch.opened, adult), today - timedelta(20))

    def document(self, person: Client, expired_days: int = 0) -> None:
        """An identity document valid today, or one that expired some days ago."""
        rng, today = self.rng, self.bank.today
        is_old = person.birth_date.year < ID_CARDS_FROM_BIRTH_YEAR
        if person.culture != "uk":
            person.document_kind = "residence_permit"
            person.document_number = f"9{rng.randrange(10_000_000, 99_999_999)}"
        elif is_old and not expired_days:
            series = rng.choice(("КА", "СО", "КС", "АМ", "МЕ"))
            person.document_kind = "passport"
            person.document_number = f"{series}{rng.randrange(100_000, 999_999)}"
            issued = person.birth_date + timedelta(rng.randrange(6_000, 9_000))
            person.document_issued = issued
            return
        else:
            person.document_kind = "id_card"
            person.document_number = f"00{rng.randrange(1_000_000, 9_999_999)}"
        term = ID_CARD_YEARS * DAYS_A_YEAR
        age = term + expired_days if expired_days else rng.randrange(60, term - 90)
        person.document_issued = today - timedelta(age)
        person.document_expiry = person.document_issued + timedelta(term)

    def livelihood(self, person: Client) -> None:
        """What the person lives on, and so the class."""
        rng, age = self.rng, self.age(person)
        wage = int(MEDIAN_WAGE * rng.lognormvariate(0, 0.55))
        if age < 18:
            person.life, person.income = "minor", 150_000
        elif age < 22 and rng.random() < 0.7:
            person.life, person.income = "student", rng.randrange(300_000, 900_000)
        elif age >= 60 and rng.random() < 0.85:
            person.life, person.income = "pensioner", rng.randrange(380_000, 1_400_000)
        elif rng.random() < 0.76:
            person.life, person.income = "employee", wage
        else:
            person.life, person.income = "freelancer", wage
        person.zest = rng.lognormvariate(-0.25, 0.7)
        person.class_ = "affluent" if person.income >= AFFLUENT_FROM else "mass"

    def sole_trader(self) -> Client:
        """A person in business of his own: the same numbers, another kind."""
        trader = self.person(birth_date=self.birth(24, 62))
        trader.kind, trader.class_, trader.life = "sole_trader", "micro", "trader"
        trader.industry = self.rng.choice(SOLE_TRADES)
        trader.income = int(9_000_000 * self.rng.lognormvariate(0, 0.7))
        label = "ФОП" if trader.culture == "uk" else "Sole trader"
        if trader.culture != "zh":
            trader.name = f"{label} {trader.full_name}"
        return trader


def latin_name(person: Client) -> tuple[str, str]:
    """Family and given name in Latin letters.

    >>> latin_name(Client(last_name="王", first_name="伟", culture="zh"))
    ('Wang', 'Wei')
    """
    if person.culture == "zh":
        given = {**names_zh.MALE, **names_zh.FEMALE}
        return names_zh.SURNAMES[person.last_name], given[person.first_name]
    return names_uk.to_latin(person.last_name), names_uk.to_latin(person.first_name)
