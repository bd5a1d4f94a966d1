"""A financial statement: its lines, its totals and the checks that it must pass.

Expenses are positive amounts that a total takes away, as reports print them. A line that
is not filled in is empty and not nought.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Section(StrEnum):
    """Parts of a statement, in the order in which it is printed."""

    ASSETS = "assets"
    EQUITY = "equity"
    LIABILITIES = "liabilities"
    PROFIT = "profit"


class Figure(StrEnum):
    """What a line means to a ratio, whatever the layout calls it."""

    CASH = "cash"
    SHORT_INVESTMENTS = "short_investments"
    RECEIVABLES = "receivables"
    INVENTORIES = "inventories"
    CURRENT_ASSETS = "current_assets"
    TOTAL_ASSETS = "total_assets"
    RETAINED_EARNINGS = "retained_earnings"
    EQUITY = "equity"
    LONG_DEBT = "long_debt"
    SHORT_DEBT = "short_debt"
    PAYABLES = "payables"
    CURRENT_LIABILITIES = "current_liabilities"
    TOTAL_SOURCES = "total_sources"
    REVENUE = "revenue"
    COST_OF_SALES = "cost_of_sales"
    GROSS_PROFIT = "gross_profit"
    OPERATING_PROFIT = "operating_profit"
    DEPRECIATION = "depreciation"
    INTEREST = "interest"
    NET_PROFIT = "net_profit"


class ChartError(ValueError):
    """A layout that cannot be worked out; `code` is the line, `why` the kind of fault."""

    def __init__(self, why: str, code: str, other: str = "") -> None:
        super().__init__(f"{why}: line {code} {other}".strip())
        self.why = why
        self.code = code
        self.other = other


class FaultKind(StrEnum):
    TOTAL = "total"
    BALANCE = "balance"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Term:
    """A line in a formula, added or taken away (`sign` is 1 or -1)."""

    code: str
    sign: int = 1


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a layout. A total has a formula; `figure` is what it means to ratios."""

    code: str
    section: Section
    formula: tuple[Term, ...] = ()
    figure: Figure | None = None
    is_required: bool = False

    def __post_init__(self) -> None:
        if not self.code.strip():
            raise ChartError("no code", self.code)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a statement is not right: what a line says and what it should say."""

    kind: FaultKind
    code: str
    stated: Decimal | None = None
    expected: Decimal | None = None

    @property
    def difference(self) -> Decimal | None:
        if self.stated is None or self.expected is None:
            return None
        return self.stated - self.expected


_TERM = re.compile(r"\s*([+-]?)\s*([^\s+-]+)\s*")


def parse_formula(text: str) -> tuple[Term, ...]:
    """Return the terms of a total; ChartError where the text is no formula.

    >>> parse_formula("2000 - 2050")
    (Term(code='2000', sign=1), Term(code='2050', sign=-1))
    """
    terms, place = [], 0
    while place < len(text.rstrip()):
        found = _TERM.match(text, place)
        if not found or (terms and not found[1]):
            raise ChartError("formula", text)
        terms.append(Term(found[2], -1 if found[1] == "-" else 1))
        place = found.end()
    return tuple(terms)


def in_order(items: Iterable[Item]) -> list[Item]:
    """Return the totals so that each stands after those it is made of.

    ChartError: a formula names no line of the layout, a line twice, or itself in a circle.

    >>> total = Item("B", Section.ASSETS, parse_formula("A"))
    >>> [item.code for item in in_order([total, Item("A", Section.ASSETS)])]
    ['B']
    """
    known: dict[str, Item] = {}
    for item in items:
        if item.code in known:
            raise ChartError("twice", item.code)
        known[item.code] = item
    done: dict[str, bool] = {}
    ordered: list[Item] = []

    def visit(item: Item) -> None:
        if done.get(item.code):
            return
        if item.code in done:
            raise ChartError("circle", item.code)
        done[item.code] = False
        for term in item.formula:
            if term.code not in known:
                raise ChartError("unknown", item.code, term.code)
            visit(known[term.code])
        done[item.code] = True
        if item.formula:
            ordered.append(item)

    for item in known.values():
        visit(item)
    return ordered


def _sum_of(item: Item, values: Mapping[str, Decimal]) -> Decimal | None:
    known = [term for term in item.formula if term.code in values]
    if not known:
        return None
    return sum((term.sign * values[term.code] for term in known), Decimal(0))


def work_out(
    items: Iterable[Item], entered: Mapping[str, Decimal]
) -> dict[str, Decimal]:
    """Return every known line: what was entered, and the totals that were left empty.

    >>> gross = Item("gross", Section.PROFIT, parse_formula("sales - cost"))
    >>> lines = [Item("sales", Section.PROFIT), Item("cost", Section.PROFIT), gross]
    >>> work_out(lines, {"sales": Decimal(9), "cost": Decimal(5)})["gross"]
    Decimal('4')
    """
    values = dict(entered)
    for item in in_order(items):
        total = _sum_of(item, values)
        if item.code not in values and total is not None:
            values[item.code] = total
    return values


def check(
    items: Iterable[Item],
    entered: Mapping[str, Decimal],
    *,
    tolerance: Decimal = Decimal(0),
) -> list[Fault]:
    """Return what is wrong with a statement, line by line, in the order of the layout.

    `tolerance` is what rounding to thousands or millions may make a total differ by. A total
    none of whose lines is filled in is taken as it stands: a short form is a form too.

    >>> assets = Item("A", Section.ASSETS, figure=Figure.TOTAL_ASSETS)
    >>> sources = Item("L", Section.LIABILITIES, figure=Figure.TOTAL_SOURCES)
    >>> [fault] = check([assets, sources], {"A": Decimal(10), "L": Decimal(8)})
    >>> str(fault.kind), fault.difference
    ('balance', Decimal('2'))
    """
    lines = list(items)
    values = work_out(lines, entered)
    faults = []
    for item in lines:
        if item.is_required and item.code not in values:
            faults.append(Fault(FaultKind.MISSING, item.code))
        total = _sum_of(item, values) if item.code in entered else None
        if total is not None and abs(values[item.code] - total) > tolerance:
            faults.append(Fault(FaultKind.TOTAL, item.code, values[item.code], total))
    assets = _only(lines, Figure.TOTAL_ASSETS, values)
    sources = _only(lines, Figure.TOTAL_SOURCES, values)
    if assets and sources and abs(assets[1] - sources[1]) > tolerance:
        faults.append(Fault(FaultKind.BALANCE, assets[0], assets[1], sources[1]))
    return faults


def _only(
    items: Iterable[Item], figure: Figure, values: Mapping[str, Decimal]
) -> tuple[str, Decimal] | None:
    for item in items:
        if item.figure is figure and item.code in values:
            return item.code, values[item.code]
    return None


def figures(
    items: Iterable[Item], values: Mapping[str, Decimal]
) -> dict[Figure, Decimal]:
    """Return what the ratios are made of: known lines summed by what they mean.

    >>> lines = [Item("1125", Section.ASSETS, figure=Figure.RECEIVABLES),
    ...          Item("1155", Section.ASSETS, figure=Figure.RECEIVABLES)]
    >>> figures(lines, {"1125": Decimal(7), "1155": Decimal(2)})[Figure.RECEIVABLES]
    Decimal('9')
    """
    found: dict[Figure, Decimal] = {}
    for item in items:
        if item.figure and item.code in values:
            found[item.figure] = found.get(item.figure, Decimal(0)) + values[item.code]
    return found
