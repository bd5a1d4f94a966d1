"""Compiles a layout into the set-based checks of a staged file.

One statement takes the rows that pass every check; only where it took fewer than there
are does a second one tell what is wrong with the others. So a clean file is read once.
"""

from dataclasses import dataclass

from odoo.tools import SQL

from ..domain.layouts import CLEARED, Column, ColumnKind, Layout
from ..domain.reasons import PARKED

# Counted repetitions would make these twice as slow: length is asked for beside them.
DECIMAL = r"^[+-]?[0-9]+(\.[0-9]+)?$"
INTEGER = r"^[+-]?[0-9]+$"
DECIMAL_LENGTH, INTEGER_LENGTH = 20, 9
YES = ("1", "true", "t", "yes", "y")
NO = ("0", "false", "f", "no", "n")
SQL_TYPES = {
    ColumnKind.AMOUNT: "numeric",
    ColumnKind.RATE: "numeric",
    ColumnKind.DATE: "date",
    ColumnKind.INTEGER: "integer",
    ColumnKind.FLAG: "boolean",
    ColumnKind.CURRENCY: "integer",
    ColumnKind.COUNTRY: "integer",
    ColumnKind.REFERENCE: "integer",
}


@dataclass(frozen=True, slots=True)
class Check:
    """A condition that a row must meet, else the reason and the column at fault."""

    reason: str
    column: str
    passes: SQL
    waits_for: str = ""


class Checks:
    """The SQL pieces of a layout for a feed; staged rows have the alias `s`."""

    def __init__(
        self, feed, layout: Layout, present: list[str], stage: str, traits=("",)
    ):
        """`traits`: what may occur in the file, as staging saw it: `padded`, `cleared`."""
        self.feed = feed
        self.layout = layout
        self.present = frozenset(present)
        self.stage = SQL.identifier(stage)
        self.is_padded = "padded" in traits
        self.has_cleared = "cleared" in traits
        self.joins: list[SQL] = []
        self.checks: list[Check] = []
        self.taken: list[SQL] = []
        self.values: dict[str, SQL] = {}
        # For rows that passed: without asking once more whether a number is one.
        self.checked_values: dict[str, SQL] = {}
        self.types: dict[str, str] = {}
        for column in layout.columns:
            self._compile(column)
        # What is broken is told before what has not arrived.
        self.checks.sort(key=lambda check: check.reason == PARKED)

    def raw(self, name: str) -> SQL:
        """The text as staged; NULL where the file has no such column."""
        return SQL.identifier("s", name) if name in self.present else SQL("NULL::text")

    def text(self, name: str) -> SQL:
        """The text without outer blanks; NULL where empty or cleared."""
        text = self.raw(name)
        if self.is_padded:
            text = SQL("nullif(btrim(%s), '')", text)
        if self.has_cleared:
            text = SQL("nullif(%s, %s)", text, CLEARED)
        return text

    def is_given(self, name: str) -> SQL:
        """Whether the row brings a value: neither empty nor the sign for clearing."""
        return SQL("%s IS NOT NULL", self.text(name))

    def join(self, sql: SQL) -> None:
        """Add a join that a check or a value needs."""
        self.joins.append(sql)

    def must(self, reason: str, column: str, passes: SQL, waits_for: str = "") -> None:
        """Add a condition; NULL counts as failed."""
        self.checks.append(Check(reason, column, passes, waits_for))
        self.taken.append(passes)

    def _must_read(
        self, reason: str, column: Column, reads: SQL, waits_for: str = ""
    ) -> None:
        """What is delivered must be readable; a required column must also be delivered.

        Taking rows asks whether the value was read, and looks at the text only where it
        was not: one cheap condition for nearly every row.
        """
        text = self.text(column.name)
        if column.required:
            self.checks.append(
                Check("missing", column.name, SQL("%s IS NOT NULL", text))
            )
            self.taken.append(reads)
        else:
            self.taken.append(SQL("%s IS NULL OR %s", text, reads))
        passes = SQL("%s IS NULL OR (%s) IS TRUE", text, reads)
        self.checks.append(Check(reason, column.name, passes, waits_for))

    def _compile(self, column: Column) -> None:
        name = column.name
        self.types[name] = SQL_TYPES.get(column.kind, "varchar")
        if name not in self.present:
            self.values[name] = SQL("NULL")
            if column.kind is ColumnKind.CODE:
                self.types[name] = self.feed._code_type(column.codes)
            elif (
                column.kind is ColumnKind.REFERENCE
                and column.refers_to == self.layout.code
            ):
                self.types[name] = "varchar"
            return
        getattr(self, f"_compile_{column.kind.value}", self._compile_text)(column)

    def _compile_text(self, column: Column) -> None:
        self.values[column.name] = self.text(column.name)
        if column.required:
            self.must("missing", column.name, self.is_given(column.name))

    def _compile_date(self, column: Column) -> None:
        alias = SQL.identifier(f"day_{column.name}")
        self.join(
            SQL(
                "LEFT JOIN bank_feed_calendar %(a)s ON %(a)s.format = %(f)s "
                "AND %(a)s.text = %(t)s",
                a=alias,
                f=self.feed.date_format,
                t=self.text(column.name),
            )
        )
        self.values[column.name] = SQL("%s.day", alias)
        self._must_read("bad_date", column, SQL("%s.day IS NOT NULL", alias))

    def number_text(self, name: str) -> SQL:
        """The text of an amount with a point for the decimals."""
        if self.feed.decimal_sign == ",":
            return SQL(
                "replace(translate(%s, %s, ''), ',', '.')", self.text(name), " .\u00a0'"
            )
        return self.text(name)

    def _compile_number(
        self, column: Column, pattern: str, length: int, reason: str, kind: SQL
    ) -> None:
        text = self.number_text(column.name)
        matches = SQL("%s ~ %s AND length(%s) <= %s", text, pattern, text, length)
        self.values[column.name] = SQL(
            "CASE WHEN %s THEN %s::%s END", matches, text, kind
        )
        self.checked_values[column.name] = SQL("%s::%s", text, kind)
        self._must_read(reason, column, matches)

    def _compile_amount(self, column: Column) -> None:
        self._compile_number(
            column, DECIMAL, DECIMAL_LENGTH, "bad_amount", SQL("numeric")
        )

    def _compile_rate(self, column: Column) -> None:
        self._compile_number(
            column, DECIMAL, DECIMAL_LENGTH, "bad_amount", SQL("numeric")
        )

    def _compile_integer(self, column: Column) -> None:
        self._compile_number(
            column, INTEGER, INTEGER_LENGTH, "bad_number", SQL("integer")
        )

    def _compile_flag(self, column: Column) -> None:
        word = SQL("lower(%s)", self.text(column.name))
        self.values[column.name] = SQL("%s = ANY(%s)", word, list(YES))
        self._must_read("bad_flag", column, SQL("%s = ANY(%s)", word, list(YES + NO)))

    def _compile_code(self, column: Column) -> None:
        alias = SQL.identifier(f"code_{column.name}")
        self.types[column.name] = self.feed._code_type(column.codes)
        pairs = self.feed._code_pairs(column.codes)
        words = [word for word, _ours in pairs]
        ours = [value for _word, value in pairs]
        array = (
            SQL("int[]") if self.types[column.name] == "integer" else SQL("varchar[]")
        )
        self.join(
            SQL(
                "LEFT JOIN unnest(%(words)s::text[], %(ours)s::%(array)s) AS %(a)s (word, ours) "
                "ON %(a)s.word = %(t)s",
                words=words,
                ours=ours,
                array=array,
                a=alias,
                t=self.text(column.name),
            )
        )
        self.values[column.name] = SQL("%s.ours", alias)
        self._must_read("unknown_code", column, SQL("%s.word IS NOT NULL", alias))

    def _compile_currency(self, column: Column) -> None:
        self._compile_lookup(column, "res_currency", "name", "unknown_currency")

    def _compile_country(self, column: Column) -> None:
        self._compile_lookup(column, "res_country", "code", "unknown_country")

    def _compile_lookup(
        self, column: Column, table: str, key: str, reason: str
    ) -> None:
        alias = SQL.identifier(f"{table}_{column.name}")
        self.join(
            SQL(
                # Codes are ASCII: under C letters are raised at a tenth of the price.
                'LEFT JOIN %(table)s %(a)s ON %(a)s.%(key)s = upper(%(t)s COLLATE "C")',
                table=SQL.identifier(table),
                a=alias,
                key=SQL.identifier(key),
                t=self.text(column.name),
            )
        )
        self.values[column.name] = SQL("%s.id", alias)
        self._must_read(reason, column, SQL("%s.id IS NOT NULL", alias))

    def _compile_reference(self, column: Column) -> None:
        if column.refers_to == self.layout.code:
            # The file brings what its own rows refer to; the publisher puts them in order.
            self.types[column.name] = "varchar"
            self._compile_text(column)
            return
        value = self.reference(column.name, column.refers_to, self.text(column.name))
        self.values[column.name] = value
        self._must_read(PARKED, column, SQL("%s IS NOT NULL", value), column.refers_to)

    def reference(self, name: str, layout: str, text: SQL) -> SQL:
        """Join what `text` names in another layout and return the SQL of its id."""
        joins, value = self.feed._reference_sql(layout, f"ref_{name}", text)
        self.joins.extend(joins)
        return value

    def cleared(self) -> SQL:
        """Array of the columns that the row clears; NULL in nearly every row."""
        names = [
            column.name
            for column in self.layout.columns
            if not column.required and column.name in self.present
        ]
        if not names or not self.has_cleared:
            return SQL("NULL::text[]")
        raws = [self.raw(name) for name in names]
        marks = [
            SQL("CASE WHEN %s = %s THEN %s END", raw, CLEARED, name)
            for raw, name in zip(raws, names, strict=True)
        ]
        return SQL(
            "CASE WHEN %s IN (%s) THEN array_remove(ARRAY[%s]::text[], NULL) END",
            CLEARED,
            SQL(", ").join(raws),
            SQL(", ").join(marks),
        )

    def source(self, block_from: int, block_to: int) -> SQL:
        """The staged rows of a range of blocks, with all joins."""
        return SQL(
            "%s s %s WHERE s.ctid >= %s::tid AND s.ctid < %s::tid",
            self.stage,
            SQL(" ").join(self.joins),
            f"({block_from},0)",
            f"({block_to},0)",
        )

    def passes(self) -> SQL:
        """What a row meets that is taken."""
        return SQL(" AND ").join(
            [SQL("(%s)", passes) for passes in self.taken] or [SQL("true")]
        )

    def first_failure(self) -> SQL:
        """The place in `self.checks` of the first condition that a row does not meet."""
        cases = [
            SQL("WHEN (%s) IS NOT TRUE THEN %s", check.passes, place)
            for place, check in enumerate(self.checks)
        ]
        return SQL("CASE %s END", SQL(" ").join(cases)) if cases else SQL("NULL::int")

    def control_amount(self) -> SQL:
        """The readable amount by which the file is totalled."""
        name = self.layout.control_sum
        return self.values[name] if name else SQL("NULL::numeric")

    def identity(self) -> SQL:
        """The identity of a row as one text."""
        parts = [self.text(name) for name in self.layout.identity]
        if len(parts) == 1:
            return parts[0]
        return SQL("concat_ws(E'\\x1f', %s)", SQL(", ").join(parts))
