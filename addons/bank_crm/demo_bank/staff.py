"""Staff by dated posts: every role at least once, and the awkward cases of real life."""

from dataclasses import replace
from datetime import timedelta

from . import names_uk
from .bankdays import add_months
from .branches import HEAD_OFFICE, service_branches
from .identifiers import mobile
from .records import Bank, Post, Size

DOMAIN = "dnister-bank.example"
# The sign-ins of the demo: role, branch, login and the name of its first holder.
SIGN_INS = (
    ("retail_manager", "Lviv-2", "Бондар Олена Василівна"),
    ("retail_manager", "Odesa-1", "Середа Андрій Михайлович"),
    ("corporate_manager", "Lviv-1", "Левицький Роман Ігорович"),
    ("corporate_manager", "Kyiv-1", "Гордієнко Ірина Сергіївна"),
    ("private_banker", "Kyiv-1", "Вишневська Соломія Андріївна"),
    ("branch_head", "Lviv-2", "Мельник Тарас Богданович"),
    ("regional_head", "100", "Яворський Богдан Романович"),
    ("head_office", HEAD_OFFICE, "Захарченко Віктор Петрович"),
    ("contact_centre_operator", HEAD_OFFICE, "Лисенко Марія Олегівна"),
    ("contact_centre_head", HEAD_OFFICE, "Дорошенко Вадим Юрійович"),
    ("credit_officer", "Lviv-2", "Савчук Юлія Степанівна"),
    ("underwriter", HEAD_OFFICE, "Костенко Ігор Павлович"),
    ("committee_member", HEAD_OFFICE, "Руденко Наталія Вікторівна"),
    ("committee_secretary", HEAD_OFFICE, "Голуб Христина Тарасівна"),
    ("collateral_officer", HEAD_OFFICE, "Кравчук Остап Ярославович"),
    ("loan_administration", HEAD_OFFICE, "Панасюк Світлана Іванівна"),
    ("collector", HEAD_OFFICE, "Ткачук Руслан Миколайович"),
    ("collection_head", HEAD_OFFICE, "Козак Валерій Степанович"),
    ("recovery_lawyer", HEAD_OFFICE, "Терещенко Оксана Дмитрівна"),
    ("marketer", HEAD_OFFICE, "Зінченко Аліна Максимівна"),
    ("service_agent", HEAD_OFFICE, "Мороз Дарина Олександрівна"),
    ("service_head", HEAD_OFFICE, "Клименко Юрій Андрійович"),
    ("complaints_officer", HEAD_OFFICE, "Шевчук Людмила Григорівна"),
    ("knowledge_editor", HEAD_OFFICE, "Поліщук Катерина Романівна"),
    ("business_administrator", HEAD_OFFICE, "Марченко Олег Васильович"),
    ("auditor", HEAD_OFFICE, "Кушнір Галина Петрівна"),
    ("compliance", HEAD_OFFICE, "Яценко Павло Євгенович"),
    ("product_owner", HEAD_OFFICE, "Приходько Інна Віталіївна"),
    ("data_steward", HEAD_OFFICE, "Гнатюк Леся Мирославівна"),
    ("teller", "Lviv-2", "Калина Надія Орестівна"),
    ("legal_service", HEAD_OFFICE, "Гаврилюк Марта Ярославівна"),
)
MORE_IN_FULL = (
    *(("corporate_manager", name) for name in ("Odesa-1", "Dnipro", "Kyiv-2")),
    *(("private_banker", name) for name in ("Lviv-1", "Odesa-1")),
    *(("retail_manager", name) for name in ("Lviv-2", "Kyiv-1")),
    *(("teller", name) for name in ("Kyiv-1", "Odesa-1")),
    ("contact_centre_operator", HEAD_OFFICE),
    ("collector", HEAD_OFFICE),
    ("head_office", HEAD_OFFICE),
)
FULL_STAFF = 70
MORE_IN_SMALL = (
    ("retail_manager", "Lviv-2"),
    ("corporate_manager", "Odesa-1"),
)


class _Desk:
    """Hires people: unique names and logins, a post each."""

    def __init__(self, bank: Bank):
        self.bank = bank
        self.rng = bank.rng("staff")
        self.branch_ids = {branch.name: branch.branch_id for branch in bank.branches}
        self.logins: set[str] = set()
        self.serial = 1000

    def hire(self, role: str, place: str, name: str = "", days: int = 0) -> Post:
        name = name or self._new_name()
        last, first, _middle = names_uk.to_latin(name).lower().split()
        login = f"{first}.{last}"
        if login in self.logins:
            login = f"{login}{self.serial}"
        self.logins.add(login)
        self.serial += 1
        started = self.bank.today - timedelta(days or self.rng.randrange(400, 4_000))
        post = Post(
            f"E{self.serial}",
            name,
            login,
            f"{login}@{DOMAIN}",
            mobile(self.rng),
            self.branch_ids.get(place, place),
            role,
            started,
        )
        self.bank.posts.append(post)
        return post

    def _new_name(self) -> str:
        used = {post.name.split()[0] for post in self.bank.posts}
        while True:
            gender = self.rng.choice(("female", "male"))
            father = self.rng.choice(names_uk.MALE)
            first = (
                self.rng.choice(names_uk.FEMALE)
                if gender == "female"
                else self.rng.choice(names_uk.MALE)[0]
            )
            last = names_uk.surname(self.rng.choice(names_uk.SURNAMES), gender)
            if last not in used:
                return f"{last} {first} {father[2 if gender == 'female' else 1]}"


def add_staff(bank: Bank, size: Size) -> None:
    """Fill `bank.posts` and tell `bank.story` who the awkward cases are."""
    desk = _Desk(bank)
    for role, place, name in SIGN_INS:
        desk.hire(role, place, name)
    bank.story["sign_ins"] = [
        {"role": post.role, "login": post.login, "name": post.name}
        for post in bank.posts
    ]
    new_manager = None
    for role, place in MORE_IN_FULL if size is Size.FULL else MORE_IN_SMALL:
        post = desk.hire(role, place)
        if role == "retail_manager" and not new_manager:
            new_manager = post
            post.date_from = bank.today - timedelta(12)
    _staff_branches(bank, desk, size)
    while size is Size.FULL and len(bank.posts) < FULL_STAFF:
        desk.hire("credit_officer", desk.rng.choice(("Kyiv-1", "Odesa-1", "Dnipro")))
    _tell_story(bank, new_manager)


def _staff_branches(bank: Bank, desk: _Desk, size: Size) -> None:
    """A head and a retail manager wherever there is none yet, and regional heads."""
    have = {(post.role, post.branch_id) for post in bank.posts}
    for branch in bank.branches:
        code = branch.branch_id
        if branch.kind == "region" and ("regional_head", code) not in have:
            desk.hire("regional_head", code)
    for branch in service_branches(bank):
        code = branch.branch_id
        is_led_from_region = size is Size.SMALL and code.endswith("1")
        if is_led_from_region:
            head = _first(bank, "regional_head", branch.region)
            second = replace(head, role="branch_head", branch_id=code)
            second.date_from = bank.today - timedelta(200)
            bank.posts.append(second)
        elif ("branch_head", code) not in have:
            desk.hire("branch_head", code)
        if ("retail_manager", code) not in have:
            desk.hire("retail_manager", code)


def _first(bank: Bank, role: str, branch_id: str = "") -> Post:
    return next(
        post
        for post in bank.posts
        if post.role == role and branch_id in ("", post.branch_id)
    )


def _tell_story(bank: Bank, new_manager: Post) -> None:
    """Posts that end, overlap or stand in, relative to today."""
    today = bank.today
    codes = {branch.name: branch.branch_id for branch in bank.branches}
    extra = []
    overloaded = _first(bank, "retail_manager", codes["Kyiv-1"])
    leaving = _first(bank, "retail_manager", codes["Dnipro"])
    leaving.date_to = today + timedelta(10)
    on_leave = _first(bank, "retail_manager", codes["Kyiv-2"])
    deputy = replace(
        overloaded,
        branch_id=on_leave.branch_id,
        date_from=today - timedelta(5),
        date_to=today + timedelta(9),
    )
    extra.append(deputy)
    underwriter = _first(bank, "underwriter")
    second = replace(underwriter, role="committee_member")
    second.date_from = today - timedelta(300)
    extra.append(second)
    quarter = add_months(today.replace(day=1), -(1 + (today.month - 1) % 3))
    head = _first(
        bank, "branch_head", codes["Odesa-1" if "Kyiv-3" in codes else "Lviv-2"]
    )
    former = _first(bank, "head_office")
    earlier = replace(former, role="branch_head", branch_id=head.branch_id)
    earlier.date_to = quarter - timedelta(1)
    extra.append(earlier)
    former.date_from = head.date_from = quarter
    if former.date_from <= earlier.date_from:
        earlier.date_from = add_months(quarter, -30)
    bank.posts.extend(extra)
    without = _first(bank, "corporate_manager", codes["Odesa-1"])
    bank.story["staff"] = {
        "leaving": leaving.staff_id,
        "on_leave": {"staff": on_leave.staff_id, "deputy": deputy.staff_id},
        "overloaded": overloaded.staff_id,
        "new": new_manager.staff_id,
        "without_certificate": without.staff_id,
        "two_posts": underwriter.staff_id,
        "head_changed": {
            "branch": head.branch_id,
            "from": earlier.staff_id,
            "to": head.staff_id,
            "date": quarter.isoformat(),
        },
    }
