"""Companies: names by trade, registry numbers, turnover; groups of owners."""

from datetime import timedelta

from . import names_en, names_zh
from .identifiers import edrpou, lei, uscc
from .people import DAYS_A_YEAR, PersonMaker
from .records import Bank, Client

# NACE code, word roots of the name, share, does it sell in shops, does it export
TRADES = (
    ("01.11", ("Агро", "Зерно", "Нива", "Поле"), 14, False, True),
    ("10.71", ("Хліб", "Смак", "Пекар"), 7, False, False),
    ("16.10", ("Ліс", "Деревпром", "Карпатліс"), 6, False, True),
    ("25.11", ("Метал", "Сталь", "Завод"), 6, False, True),
    ("41.20", ("Буд", "Дім", "Мур"), 11, False, False),
    ("46.39", ("Продторг", "Опт", "Запас"), 10, False, False),
    ("47.11", ("Маркет", "Крамниця", "Базар"), 12, True, False),
    ("49.41", ("Транс", "Авто", "Шлях"), 9, False, True),
    ("55.10", ("Готель", "Тур", "Відпочинок"), 5, True, False),
    ("62.01", ("Софт", "Код", "Цифра"), 9, False, True),
    ("86.21", ("Мед", "Здоров'я", "Клініка"), 6, True, False),
    ("35.11", ("Енерго", "Сонце", "Вітер"), 5, False, False),
)
SECOND = [
    "Світ",
    "Груп",
    "Сервіс",
    "Інвест",
    "Трейд",
    "Плюс",
    "Союз",
    "Захід",
    "Південь",
    "Центр",
    "Альянс",
    "Ресурс",
    "Стандарт",
    "Еталон",
    "Перспектива",
    "Лідер",
    "Галичина",
    "Поділля",
    "Дністер",
    "Карпати",
]
FORMS, FORM_SHARES = ("ТОВ", "ПП", "ПрАТ", "ФГ"), (78, 14, 5, 3)
CLASSES, CLASS_SHARES = ("micro", "sme", "corporate"), (46, 42, 12)
# median monthly turnover in hundredths
TURNOVER = {"micro": 35_000_000, "sme": 260_000_000, "corporate": 2_400_000_000}
CULTURES, CULTURE_SHARES = ("uk", "en", "zh"), (90, 6, 4)
RETAIL = {trade[0] for trade in TRADES if trade[3]}
EXPORT = {trade[0] for trade in TRADES if trade[4]}
# name of the group, its companies, links owner -> owned by place, percent
GROUPS = (
    ("Нива Дністра", 4, ((0, 1, 100), (0, 2, 75), (1, 3, 60))),
    ("Маркет Захід", 3, ((0, 1, 80), (0, 2, 51))),
    ("Сталь Коло", 3, ((0, 1, 55), (1, 2, 60), (2, 0, 52))),
    (
        "Буд Альянс",
        8,
        tuple((0 if place < 5 else 2, place, 70) for place in range(1, 8)),
    ),
    ("Шовковий шлях", 3, ((0, 1, 100), (0, 2, 65))),
)


class CompanyMaker:
    """Makes companies one by one; takes addresses and numbers from the person maker."""

    def __init__(self, bank: Bank, people: PersonMaker):
        self.bank = bank
        self.people = people
        self.rng = bank.rng("companies")
        self.used: set[str] = set()

    def company(self, **known) -> Client:
        """A company; `known` may fix class, culture, branch, industry and name."""
        rng = self.rng
        culture = known.get("culture") or rng.choices(CULTURES, CULTURE_SHARES)[0]
        company = Client(kind="legal_entity", culture=culture, language=culture)
        company.class_ = known.get("class_") or rng.choices(CLASSES, CLASS_SHARES)[0]
        trade = rng.choices(TRADES, [one[2] for one in TRADES])[0]
        company.industry = known.get("industry") or trade[0]
        branch = (
            known.get("branch")
            or rng.choices(self.people.branches, self.people.weights)[0]
        )
        self.people.settle(company, branch)
        getattr(self, f"_name_{culture}")(company, trade)
        company.name = known.get("name") or company.name
        company.phone = self.people.phone()
        local = company.registration_number.lower()
        company.email = f"office{local[-6:]}@company.example"
        spread = rng.lognormvariate(0, 0.45)
        company.income = int(TURNOVER[company.class_] * spread)
        company.zest = rng.lognormvariate(-0.15, 0.45)
        company.life = "company"
        first = self.bank.today - timedelta(12 * DAYS_A_YEAR)
        company.since = self.people.since(branch, first - timedelta(9_000))
        company.document_kind = "registration_extract"
        company.document_number = f"1{rng.randrange(10**9, 10**10)}"
        company.document_issued = company.since - timedelta(rng.randrange(30, 3_000))
        if company.class_ == "corporate":
            company.lei = lei(rng)
        return company

    def _unique(self, make) -> str:
        while (value := make()) in self.used:
            pass
        self.used.add(value)
        return value

    def _name_uk(self, company: Client, trade: tuple) -> None:
        rng = self.rng
        form = rng.choices(FORMS, FORM_SHARES)[0]
        if form == "ФГ" and company.industry != "01.11":
            form = "ТОВ"

        def make() -> str:
            words = f"{rng.choice(trade[1])} {rng.choice(SECOND)}"
            if rng.random() < 0.45:
                words = words.replace(" ", "").capitalize()
            if rng.random() < 0.3:
                words = f"{words} {rng.choice(SECOND)}"
            return f"{form} «{words}»"

        company.name = self._unique(make)
        number = self._unique(lambda: edrpou(rng.randrange(3_000_000, 4_570_000)))
        company.registration_number = company.tax_number = number

    def _name_en(self, company: Client, trade: tuple) -> None:
        rng = self.rng

        def make() -> str:
            word = rng.choice(names_en.COMPANY_WORDS)
            tail = rng.choice(("", "", " Ukraine", " Holdings", " Group"))
            return f"{word}{tail} {rng.choice(names_en.COMPANY_ENDINGS)}"

        company.name = self._unique(make)
        company.country = rng.choice(("GB", "GB", "DE", "CZ", "US"))
        company.registration_number = f"{rng.randrange(1_000_000, 15_000_000):08d}"
        company.lei = lei(rng)

    def _name_zh(self, company: Client, trade: tuple) -> None:
        rng = self.rng

        def make() -> str:
            place, word = names_zh.COMPANY_PLACES, names_zh.COMPANY_WORDS
            self.trade = rng.choice(names_zh.COMPANY_TRADES)
            ending = names_zh.COMPANY_ENDING
            return f"{rng.choice(place)}{rng.choice(word)}{self.trade[0]}{ending}"

        company.name = self._unique(make)
        company.industry = self.trade[1]
        company.country = "CN"
        number = self._unique(lambda: uscc(rng))
        company.registration_number = company.tax_number = number

    def groups(self) -> list[Client]:
        """Five groups; who owns whom is told in the story, not in a feed."""
        members: list[Client] = []
        told = self.bank.story.setdefault("groups", [])
        for number, (title, count, links) in enumerate(GROUPS):
            group = [self._member(title, number, place) for place in range(count)]
            for client in group:
                client.partners = [other for other in group if other is not client]
            for place, member in enumerate(group):
                if place and number != 3:
                    member.street, member.city = group[0].street, group[0].city
                    member.zip = group[0].zip
            told.append(
                {
                    "name": title,
                    "is_circular": number == 2,
                    "is_large": number == 3,
                    "members": group,
                    "owners": [
                        (group[up], group[down], share) for up, down, share in links
                    ],
                }
            )
            members += group
        return members

    def _member(self, title: str, number: int, place: int) -> Client:
        tails = ("Холдинг", "Трейд", "Логістик", "Ресурс", "Сервіс", "Інвест", "Плюс")
        tail = tails[place % len(tails)] + (" 2" if place >= len(tails) else "")
        is_chinese = number == 4 and place == 0
        member = self.company(
            class_="corporate" if place == 0 or number == 3 else "sme",
            culture="zh" if is_chinese else "uk",
            industry=("01.11", "47.11", "25.11", "41.20", "46.90")[number],
            name="" if is_chinese else f"ТОВ «{title} {tail}»",
        )
        member.special = "group"
        return member

    def false_groups(self) -> list[Client]:
        """Two sets of strangers that share a telephone: an accountant's, a landlord's."""
        strangers: list[Client] = []
        told = self.bank.story.setdefault("false_groups", [])
        for why in ("same outside accountant", "same business centre"):
            phone = self.people.phone()
            crowd = [self.company(class_="micro", culture="uk") for _one in range(4)]
            for client in crowd:
                client.phone, client.special = phone, "false group"
            told.append({"why": why, "phone": phone, "members": crowd})
            strangers += crowd
        return strangers
