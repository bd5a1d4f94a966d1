"""The tree of branches: head office, three regions, their branches and outlets."""

from datetime import timedelta

from .records import Bank, Branch, Size

HEAD_OFFICE = "000"
HEAD_CITY = ("Київ", "01001", "вул. Володимирська, 27")
# region id, name, its branches: (name, town, zip, street, share of the clients)
REGIONS = (
    (
        "100",
        "West region",
        (
            ("Lviv-1", "Львів", "79000", "просп. Свободи, 15", 1.6),
            ("Lviv-2", "Львів", "79041", "вул. Городоцька, 174", 1.3),
            (
                "Ivano-Frankivsk",
                "Івано-Франківськ",
                "76018",
                "вул. Незалежності, 40",
                1,
            ),
            ("Ternopil", "Тернопіль", "46001", "вул. Руська, 21", 0.8),
            ("Uzhhorod", "Ужгород", "88000", "пл. Корятовича, 7", 0.7),
        ),
    ),
    (
        "200",
        "Centre region",
        (
            ("Kyiv-1", "Київ", "01030", "вул. Хмельницького, 52", 2.4),
            ("Kyiv-2", "Київ", "04070", "вул. Сагайдачного, 18", 1.5),
            ("Kyiv-3", "Київ", "02094", "вул. Гетьмана Павла Полуботка, 9", 1),
            ("Vinnytsia", "Вінниця", "21050", "вул. Соборна, 68", 0.9),
            ("Chernihiv", "Чернігів", "14000", "просп. Миру, 33", 0.6),
        ),
    ),
    (
        "300",
        "South region",
        (
            ("Odesa-1", "Одеса", "65026", "вул. Дерибасівська, 12", 1.6),
            ("Odesa-2", "Одеса", "65074", "вул. Люстдорфська дорога, 55", 0.9),
            ("Dnipro", "Дніпро", "49000", "просп. Яворницького, 81", 1.3),
            ("Mykolaiv", "Миколаїв", "54001", "вул. Соборна, 10", 0.7),
        ),
    ),
)
SMALL_NAMES = {"Lviv-1", "Lviv-2", "Kyiv-1", "Kyiv-2", "Odesa-1", "Dnipro"}
OUTLETS = (
    ("Lviv-2", "Lviv Sykhiv outlet", "просп. Червоної Калини, 62"),
    ("Kyiv-1", "Kyiv Station outlet", "пл. Вокзальна, 1"),
    ("Odesa-1", "Odesa Port outlet", "вул. Приморська, 6"),
)
YEARS_AT_WORK = 19
NEW_BRANCH = "Mykolaiv"


def add_branches(bank: Bank, size: Size) -> None:
    """Fill `bank.branches` from the head office down."""
    rng = bank.rng("branches")

    def add(code, name, kind, parent, place, region="", weight=0.0):
        town, index, street = place
        age = 300 if name == NEW_BRANCH else rng.randrange(1_500, YEARS_AT_WORK * 365)
        phone = f"+380{rng.choice((322, 443, 482))}{rng.randrange(200_000, 999_999)}"
        opened = bank.today - timedelta(age)
        bank.branches.append(
            Branch(code, name, kind, parent, street, town, phone, opened)
        )
        bank.branches[-1].region = region
        bank.branches[-1].zip = index
        bank.branches[-1].weight = weight

    add(HEAD_OFFICE, "Head office", "head_office", "", HEAD_CITY)
    for code, name, branches in REGIONS:
        add(code, name, "region", HEAD_OFFICE, branches[0][1:4], code)
        for place, (branch, town, index, street, weight) in enumerate(branches, 1):
            if size is Size.FULL or branch in SMALL_NAMES:
                address = (town, index, street)
                own = str(int(code) + place)
                add(own, branch, "branch", code, address, code, weight)
    by_name = {branch.name: branch for branch in bank.branches}
    for parent, name, street in OUTLETS:
        above = by_name[parent]
        place = (above.city, above.zip, street)
        add(f"{above.branch_id}1", name, "outlet", above.branch_id, place, above.region)


def service_branches(bank: Bank) -> list[Branch]:
    """The branches that serve clients."""
    return [branch for branch in bank.branches if branch.kind == "branch"]
