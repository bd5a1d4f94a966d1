"""Families and persons with a story: each known to `bank.story` by its name."""

from dataclasses import dataclass
from datetime import timedelta

from .bankdays import on_or_before
from .people import DAYS_A_YEAR, PersonMaker
from .records import Bank, Client

FAMILIES = 10
PRIVATE_CLIENTS = 20
FAMILY_SURNAMES = [
    "Левицький",
    "Гончарук",
    "Бойко",
    "Шевчук",
    "Кравчук",
    "Лозинський",
    "Ковальчук",
    "Марченко",
    "Садовий",
    "Вовк",
]
FALSE_MATCH = {"surname": "Заєць", "first_name": "Віктор", "father": "Сергій"}


@dataclass(slots=True)
class Relatives:
    """Makes the special persons; keeps them apart from later chance (`special`)."""

    bank: Bank
    maker: PersonMaker

    def all(self) -> list[Client]:
        """Everybody with a story of kinship, wealth, office or death."""
        persons: list[Client] = []
        for part in (
            self.families,
            self.twins,
            self.fathers_and_sons,
            self.guardian,
            self.deceased,
            self.employee,
            self.watched,
            self.private,
        ):
            persons += part()
        return persons

    def _make(self, special: str, **known) -> Client:
        known.setdefault("culture", "uk")
        person = self.maker.person(**known)
        person.special = special
        return person

    def _couple(self, surname: str, special: str) -> tuple[Client, Client]:
        birth = self.maker.birth(34, 52)
        husband = self._make(special, surname=surname, gender="male", birth_date=birth)
        branch = self._branch_of(husband)
        wife = self._make(
            special,
            surname=surname,
            gender="female",
            birth_date=birth + timedelta(self.maker.rng.randrange(-600, 1_500)),
            branch=branch,
            at=husband,
        )
        return husband, wife

    def _branch_of(self, client: Client):
        return next(b for b in self.maker.branches if b.branch_id == client.branch_id)

    def _child(self, father: Client, surname: str, low: int, high: int) -> Client:
        child = self._make(
            "family",
            surname=surname,
            father=father.first_name,
            birth_date=self.maker.birth(low, high),
            branch=self._branch_of(father),
            at=father,
        )
        child.phone2 = father.phone
        return child

    def families(self) -> list[Client]:
        """Couples at one address; some with a grown child, one with a telephone shared."""
        told = self.bank.story.setdefault("families", [])
        everybody: list[Client] = []
        for number, surname in enumerate(FAMILY_SURNAMES[:FAMILIES]):
            husband, wife = self._couple(surname, "family")
            wife.phone2 = husband.phone
            husband.partners, wife.partners = [wife], [husband]
            members = [husband, wife]
            if number % 2 == 0:
                members.append(self._child(husband, surname, 18, 22))
            told.append({"surname": surname, "members": members})
            everybody += members
        return everybody

    def twins(self) -> list[Client]:
        """Three pairs with one surname, birth date and address: not duplicates."""
        everybody: list[Client] = []
        for surname, names, gender in (
            ("Ткаченко", ("Оксана", "Олена"), "female"),
            ("Мороз", ("Андрій", "Артем"), "male"),
            ("Швець", ("Марія", "Маргарита"), "female"),
        ):
            known = {"surname": surname, "gender": gender, "father": "Петро"}
            known["birth_date"] = self.maker.birth(24, 40)
            first = self._make("twins", first_name=names[0], **known)
            known |= {"branch": self._branch_of(first), "at": first}
            second = self._make("twins", first_name=names[1], **known)
            self._not_duplicates(first, second, "twins")
            everybody += [first, second]
        return everybody

    def fathers_and_sons(self) -> list[Client]:
        """Two pairs with the very same full name and address: not duplicates."""
        everybody: list[Client] = []
        for surname, name in (("Коваль", "Петро"), ("Савченко", "Іван")):
            known = {
                "surname": surname,
                "first_name": name,
                "father": name,
                "gender": "male",
            }
            father = self._make(
                "namesake", birth_date=self.maker.birth(58, 64), **known
            )
            known |= {"branch": self._branch_of(father), "at": father}
            son = self._make("namesake", birth_date=self.maker.birth(30, 36), **known)
            self._not_duplicates(father, son, "father and son")
            everybody += [father, son]
        return everybody

    def _not_duplicates(self, first: Client, second: Client, why: str) -> None:
        told = self.bank.story.setdefault("not_duplicates", [])
        told.append({"clients": [first, second], "why": why})

    def guardian(self) -> list[Client]:
        """A minor whose account his mother manages."""
        father, mother = self._couple("Дзюба", "guardian")
        minor = self._child(father, "Дзюба", 11, 13)
        minor.special, minor.since = "minor", self.bank.today - timedelta(420)
        minor.partners = [mother]
        self.bank.story["minor"] = {"client": minor, "guardian": mother}
        return [father, mother, minor]

    def deceased(self) -> list[Client]:
        """A client whose relation ended by death: the accounts wait for the heirs."""
        person = self._make("deceased", birth_date=self.maker.birth(74, 82))
        person.state = "former"
        person.ended = on_or_before(self.bank.today - timedelta(96))
        person.since = self.bank.start - timedelta(2_000)
        person.quiet_from = person.ended
        self.bank.story["deceased"] = person
        return [person]

    def employee(self) -> list[Client]:
        """The retail manager of Lviv-2 banks here too, and so does her husband."""
        post = self.bank.posts[0]
        last, first, middle = post.name.split()
        branch = next(b for b in self.maker.branches if b.branch_id == post.branch_id)
        employee = self._make(
            "employee",
            surname=last,
            first_name=first,
            gender="female",
            birth_date=self.maker.birth(33, 38),
            branch=branch,
        )
        employee.middle_name, employee.staff_id = middle, post.staff_id
        employee.phone = post.phone
        relative = self._make(
            "employee",
            surname=last,
            gender="male",
            birth_date=self.maker.birth(36, 40),
            branch=branch,
            at=employee,
        )
        employee.partners, relative.partners = [relative], [employee]
        self.bank.story["employee_client"] = {
            "client": employee,
            "relative": relative,
            "relation": "spouse",
        }
        return [employee, relative]

    def watched(self) -> list[Client]:
        """A politically exposed person, and one who only sounds like a listed one."""
        exposed = self._make("exposed", birth_date=self.maker.birth(45, 58))
        namesake = self._make("false match", gender="male", **FALSE_MATCH)
        self.bank.story["politically_exposed"] = exposed
        self.bank.story["false_sanctions_match"] = {
            "client": namesake,
            "listed_name": "ZAYETS Viktor Serhiyovych",
            "listed_birth_year": namesake.birth_date.year - 9,
        }
        return [exposed, namesake]

    def private(self) -> list[Client]:
        """Twenty rich persons behind the private-banking wall."""
        rng = self.maker.rng
        persons = []
        for number in range(PRIVATE_CLIENTS):
            person = self._make(
                "private",
                culture=("uk", "uk", "uk", "en", "zh")[number % 5],
                birth_date=self.maker.birth(38, 67),
            )
            person.class_, person.is_private_banking = "private", True
            person.life, person.zest = "wealthy", 2.2
            person.income = rng.randrange(50_000_000, 260_000_000, 100_000)
            person.since = self.bank.start - timedelta(rng.randrange(DAYS_A_YEAR * 6))
            persons.append(person)
        return persons
