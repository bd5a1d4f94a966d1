"""The other side of payments: shops, offices, and companies that are not our clients."""

from .companies import SECOND, TRADES
from .identifiers import iban
from .names_en import COMPANY_WORDS
from .names_zh import COMPANY_PLACES, COMPANY_TRADES
from .names_zh import COMPANY_WORDS as CHINESE_WORDS
from .records import Bank

Side = tuple[str, str, str]

OTHER_BANKS = {
    "351402": "АТ «Поділля Кредит»",
    "322876": "АТ «Київський Торговий Банк»",
    "325911": "АТ «Галицький Банк»",
    "328517": "АТ «Чорноморський Банк»",
    "305112": "АТ «Індустріальний Банк Придніпров'я»",
}
NOBODY: Side = ("", "", "")
TREASURY: Side = ("ГУ ДПС", iban("899998", "31115029"), "Казначейство України")
PENSION_FUND: Side = ("Пенсійний фонд України", iban("899998", "37120"), TREASURY[2])
# kind of shop: its names, the usual bill, how often, bought online
SHOPS = (
    (("Супермаркет «Колос»", "Маркет «Щедрий кошик»", "Гастроном №5"), 62_000, 44, 0),
    (("АЗС «Обрій»", "АЗС «Паливо Плюс»"), 140_000, 11, 0),
    (("Аптека «Ромашка»", "Аптека «Здорова родина»"), 48_000, 11, 0),
    (
        ("Кав'ярня «Філіжанка»", "Ресторан «Під липою»", "Піцерія «Тісто»"),
        55_000,
        13,
        0,
    ),
    (("Одяг «Модна пані»", "Взуття «Крок»"), 210_000, 7, 0),
    (("Техніка «Вольт»", "Меблі «Затишок»"), 620_000, 3, 0),
    (
        ("Інтернет-магазин «Кошик»", "Книги «Сторінка»", "Доставка «Лелека»"),
        96_000,
        11,
        1,
    ),
)
TRAVEL = (("Авіаквитки «Крило»", "Готель «Бескид»", "Тур «Море»"), 1_250_000, 1, 1)
UTILITY_OFFICES = ("Обленерго", "Газ постачання", "Водоканал", "ОСББ «Наш дім»")
LARGE = 12
OUTSIDERS = 150
LARGE_WEIGHT = 4


class Market:
    """The outside world of one bank, the same for every client of it."""

    def __init__(self, bank: Bank):
        rng = self.rng = bank.rng("market")
        names: dict[str, None] = {}
        while len(names) < OUTSIDERS:
            root = rng.choice(rng.choice(TRADES)[1])
            form = rng.choice(("ТОВ", "ТОВ", "ПрАТ", "ТД"))
            names[f"{form} «{root}-{rng.choice(SECOND)}»"] = None
        self.companies = [self._side(name) for name in names]
        self.large = self.companies[:LARGE]
        self.foreign = [
            *((f"{word} Intl", _foreign_account(rng), "") for word in COMPANY_WORDS),
            *(
                (
                    f"{place}{word}{rng.choice(COMPANY_TRADES)[0]}",
                    "",
                    "Bank of the East",
                )
                for place in COMPANY_PLACES[:3]
                for word in CHINESE_WORDS[:3]
            ),
        ]
        self.employers = self.companies[LARGE : LARGE + 40]
        self.utilities = [self._side(name) for name in UTILITY_OFFICES]
        self.cards = [
            (names, bill, weight, online) for names, bill, weight, online in SHOPS
        ]
        self.card_weights = [weight for _names, _bill, weight, _online in SHOPS]
        bank.story["large_counterparties"] = [name for name, *_rest in self.large]

    def _side(self, name: str) -> Side:
        mfo = self.rng.choice(tuple(OTHER_BANKS))
        number = f"2600{self.rng.randrange(10**9):09d}"
        return (name, iban(mfo, number), OTHER_BANKS[mfo])

    def some(self, rng, count: int, is_big: bool) -> list[Side]:
        """Trading partners of a company; a big one always knows a large outsider."""
        known = [rng.choice(self.companies) for _one in range(count)]
        return [rng.choice(self.large) for _one in range(LARGE_WEIGHT)] * is_big + known

    def shop(self, rng, is_travelling: bool) -> tuple[Side, int, bool]:
        """A shop, the bill in it, and whether it was online."""
        pick = rng.choices(self.cards, self.card_weights)[0]
        if is_travelling and rng.random() < 0.12:
            pick = TRAVEL
        names, bill, _weight, online = pick
        spread = 0.4 + 1.6 * rng.random() ** 2
        return (rng.choice(names), "", ""), int(bill * spread), bool(online)


def _foreign_account(rng) -> str:
    return f"GB{rng.randrange(10, 98)}WEST{rng.randrange(10**13, 10**14)}"
