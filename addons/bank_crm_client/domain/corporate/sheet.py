"""Financial statements as a table of cells: lines down, periods across.

Nothing is guessed: a cell that cannot be read is named with its reason, and a table with
one such cell gives no statement at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from .cells import cell_name, read_date, read_number

CODE_COLUMN, FIRST_PERIOD_COLUMN = 0, 2


class Head(StrEnum):
    """The rows above the lines, by what stands in their first cell."""

    FIRST_DAY = "Period from"
    LAST_DAY = "Period to"
    CURRENCY = "Currency"
    UNIT = "Unit"
    AUDITED = "Audited"


class CellWhy(StrEnum):
    """Why a cell is refused."""

    NOT_A_NUMBER = "not_a_number"
    NOT_A_DATE = "not_a_date"
    NOT_A_UNIT = "not_a_unit"
    NOT_YES_NO = "not_yes_no"
    NO_VALUE = "no_value"
    TOO_LARGE = "too_large"
    UNKNOWN_LINE = "unknown_line"
    LINE_TWICE = "line_twice"
    NO_HEAD = "no_head"
    EMPTY_HEAD = "empty_head"
    PERIOD_ORDER = "period_order"
    PERIOD_TWICE = "period_twice"
    NO_PERIODS = "no_periods"


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell that was refused: where it is, what stands in it, and why."""

    cell: str
    why: CellWhy
    text: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """How a line of the layout is read.

    `is_expense`: brackets are print, not a minus. `is_loss`: the layout has a code of its
    own for losses, which are read as the line of profits with a minus.
    """

    code: str
    is_expense: bool = False
    is_loss: bool = False


@dataclass(slots=True)
class Column:
    """One period of the table. `unit` is what one stands for: 1, 1,000 or 1,000,000."""

    first_day: date
    last_day: date
    currency: str
    unit: int
    is_audited: bool
    values: dict[str, Decimal] = field(default_factory=dict)


UNCOUNTED = "#formula without a saved value"


_YES = {"yes", "так", "1", "true", "да"}
_NO = {"no", "ні", "0", "false", "нет", ""}


class _Table:
    """One table being read; faults are gathered, not raised one by one."""

    def __init__(self, rows: Sequence[Sequence[object]], lines: Mapping[str, Line]):
        self.rows = rows
        self.lines = lines
        self.faults: list[CellFault] = []
        self.columns: dict[int, Column] = {}

    def refuse(self, row: int, column: int, why: CellWhy) -> None:
        value = self.at(row, column)
        text = "" if value is None else str(value)[:60]
        self.faults.append(CellFault(cell_name(row, column), why, text))

    def at(self, row: int, column: int) -> object:
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if column < len(cells) else None

    def read_all(self) -> None:
        heads: dict[str, int] = {}
        for number, cells in enumerate(self.rows):
            word = str(cells[0]).strip() if cells and cells[0] is not None else ""
            if word in list(Head):
                heads.setdefault(word, number)
        for head in (Head.FIRST_DAY, Head.LAST_DAY):
            if head not in heads:
                self.refuse(0, 0, CellWhy.NO_HEAD)
                return
        width = max(len(cells) for cells in self.rows)
        for column in range(FIRST_PERIOD_COLUMN, width):
            if any(
                self.at(row, column) not in (None, "") for row in range(len(self.rows))
            ):
                self.read_head(column, heads)
        if not self.columns and not self.faults:
            self.refuse(heads[Head.FIRST_DAY], FIRST_PERIOD_COLUMN, CellWhy.NO_PERIODS)
        self.read_lines(set(heads.values()))

    def read_head(self, column: int, heads: Mapping[str, int]) -> None:
        days = []
        for head in (Head.FIRST_DAY, Head.LAST_DAY):
            value = self.at(heads[head], column)
            if value in (None, ""):
                self.refuse(heads[head], column, CellWhy.EMPTY_HEAD)
                continue
            try:
                days.append(read_date(value))
            except ValueError:
                self.refuse(heads[head], column, CellWhy.NOT_A_DATE)
        unit = self.read_unit(column, heads)
        is_audited = self.read_flag(column, heads)
        if len(days) != len((Head.FIRST_DAY, Head.LAST_DAY)):
            return
        if days[1] < days[0]:
            self.refuse(heads[Head.LAST_DAY], column, CellWhy.PERIOD_ORDER)
            return
        if any(
            (one.first_day, one.last_day) == tuple(days)
            for one in self.columns.values()
        ):
            self.refuse(heads[Head.LAST_DAY], column, CellWhy.PERIOD_TWICE)
            return
        currency = ""
        if Head.CURRENCY in heads:
            currency = str(self.at(heads[Head.CURRENCY], column) or "").strip().upper()
        self.columns[column] = Column(days[0], days[1], currency, unit, is_audited)

    def read_unit(self, column: int, heads: Mapping[str, int]) -> int:
        value = self.at(heads[Head.UNIT], column) if Head.UNIT in heads else None
        if value in (None, ""):
            return 1
        try:
            unit = read_number(value)
        except (ValueError, OverflowError):
            unit = None
        if unit not in (1, 1_000, 1_000_000):
            self.refuse(heads[Head.UNIT], column, CellWhy.NOT_A_UNIT)
            return 1
        return int(unit)

    def read_flag(self, column: int, heads: Mapping[str, int]) -> bool:
        value = self.at(heads[Head.AUDITED], column) if Head.AUDITED in heads else None
        word = "" if value is None else str(value).strip().lower()
        if word not in _YES | _NO:
            self.refuse(heads[Head.AUDITED], column, CellWhy.NOT_YES_NO)
        return word in _YES

    def read_lines(self, head_rows: set[int]) -> None:
        seen: set[str] = set()
        for number, cells in enumerate(self.rows):
            word = cells[CODE_COLUMN] if cells else None
            if number in head_rows or word in (None, ""):
                continue
            filled = [
                column
                for column in self.columns
                if self.at(number, column) not in (None, "")
            ]
            code = str(word).strip().removesuffix(".0")
            line = self.lines.get(code)
            if line is None:
                # Words between the sections are no lines: nothing is filled in there.
                if filled:
                    self.refuse(number, CODE_COLUMN, CellWhy.UNKNOWN_LINE)
                continue
            if code in seen:
                self.refuse(number, CODE_COLUMN, CellWhy.LINE_TWICE)
                continue
            seen.add(code)
            for column in filled:
                self.read_cell(number, column, line)

    def read_cell(self, row: int, column: int, line: Line) -> None:
        value = self.at(row, column)
        if value == UNCOUNTED:
            self.refuse(row, column, CellWhy.NO_VALUE)
            return
        try:
            amount = read_number(value, is_expense=line.is_expense or line.is_loss)
        except OverflowError:
            self.refuse(row, column, CellWhy.TOO_LARGE)
            return
        except ValueError:
            self.refuse(row, column, CellWhy.NOT_A_NUMBER)
            return
        if amount is None:
            return
        values = self.columns[column].values
        if line.code in values:
            self.refuse(row, column, CellWhy.LINE_TWICE)
            return
        values[line.code] = -amount if line.is_loss else amount


def read_table(
    rows: Sequence[Sequence[object]], lines: Mapping[str, Line]
) -> tuple[list[Column], list[CellFault]]:
    """Return the periods of a table, or the cells for which it is refused.

    `lines` are those of the layout by the code that stands in the table.

    >>> table = [["Period from", "", date(2025, 1, 1)], ["Period to", "", date(2025, 12, 31)],
    ...          ["2000", "Revenue", "1 200"]]
    >>> [year], faults = read_table(table, {"2000": Line("2000")})
    >>> year.values, faults
    ({'2000': Decimal('1200.00')}, [])
    """
    table = _Table(rows, lines)
    if not rows:
        return [], [CellFault("A1", CellWhy.NO_HEAD)]
    table.read_all()
    if table.faults:
        return [], table.faults
    return [one for one in table.columns.values() if one.values], []
