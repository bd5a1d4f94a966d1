"""Branches of the bank, and the staff we invent so that somebody can sign in.

The data has districts and regions but no employees: every name says that it is invented.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .rows import District

HEAD_OFFICE = "HO"
HEAD_OFFICE_NAME = "Head office"
CAPITAL = "1"
FIRST_DAY = date(1993, 1, 1)
DISTRICTS_OF_MANAGER = 4
DOMAIN = "berka-bank.example"
# role, login, name: one sign-in each at the head office
AT_HEAD_OFFICE = (
    ("head_office", "head.office", "Head of the bank"),
    ("auditor", "auditor", "Auditor"),
    ("data_steward", "data.steward", "Data steward"),
    ("business_administrator", "administrator", "Business administrator"),
)
IN_THE_CAPITAL = (
    ("branch_head", "branch.head", "Branch head"),
    ("teller", "teller", "Teller"),
)


@dataclass(frozen=True, slots=True)
class Region:
    """A region of the country with its districts, each of which is a branch."""

    branch_id: str
    name: str
    districts: tuple[District, ...]


@dataclass(frozen=True, slots=True)
class Staff:
    """Rows of the staff file, and who manages the clients of which district."""

    posts: tuple[dict, ...]
    manager_of: dict[str, str]
    sign_ins: tuple[dict, ...]


def regions_of(districts: Iterable[District]) -> list[Region]:
    """The regions in the order of their names.

    >>> [region.name for region in regions_of([District("2", "Benesov", "central Bohemia")])]
    ['Central Bohemia region']
    """
    by_region: dict[str, list[District]] = defaultdict(list)
    for district in sorted(districts, key=lambda row: int(row.district_id)):
        by_region[district.region].append(district)
    return [
        Region(
            f"R{number}", f"{name[:1].upper()}{name[1:]} region", tuple(by_region[name])
        )
        for number, name in enumerate(sorted(by_region), 1)
    ]


def branch_rows(regions: Iterable[Region]) -> list[dict]:
    """The tree: head office, regions, districts under the bank's own numbers."""

    def row(branch_id, name, kind, parent_id, city=""):
        return {
            "branch_id": branch_id,
            "name": name,
            "kind": kind,
            "parent_id": parent_id,
            "city": city,
        }

    rows = [row(HEAD_OFFICE, HEAD_OFFICE_NAME, "head_office", "")]
    for region in regions:
        rows.append(row(region.branch_id, region.name, "region", HEAD_OFFICE))
        rows += [
            row(one.district_id, one.name, "branch", region.branch_id, one.name)
            for one in region.districts
        ]
    return rows


def staff_of(regions: Iterable[Region]) -> Staff:
    """A few people: who sees all, a head for each region, managers for a few districts."""
    posts: list[dict] = []
    manager_of: dict[str, str] = {}
    sign_ins: list[dict] = []
    managers = 0

    def hire(staff_id, role, login, name, branch_ids):
        label = f"{name} (invented)"
        if role not in {one["role"] for one in sign_ins}:
            sign_ins.append({"role": role, "login": login, "name": label})
        for branch_id in branch_ids:
            posts.append(
                {
                    "staff_id": staff_id,
                    "name": label,
                    "login": login,
                    "email": f"{login}@{DOMAIN}",
                    "branch_id": branch_id,
                    "role": role,
                    "date_from": FIRST_DAY,
                }
            )

    for role, login, name in AT_HEAD_OFFICE:
        hire(f"S-{login}", role, login, name, [HEAD_OFFICE])
    for role, login, name in IN_THE_CAPITAL:
        hire(f"S-{login}", role, login, name, [CAPITAL])
    for region in regions:
        login = f"region.{region.branch_id[1:]}"
        head = f"Head of {region.name}"
        hire(f"S-{login}", "regional_head", login, head, [region.branch_id])
        numbers = [district.district_id for district in region.districts]
        for start in range(0, len(numbers), DISTRICTS_OF_MANAGER):
            served = numbers[start : start + DISTRICTS_OF_MANAGER]
            managers += 1
            login = f"manager.{managers:02d}"
            name = f"Manager {managers:02d}, {region.name}"
            hire(f"S-{login}", "retail_manager", login, name, served)
            manager_of |= dict.fromkeys(served, f"S-{login}")
    return Staff(tuple(posts), manager_of, tuple(sign_ins))
