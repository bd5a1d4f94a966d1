"""A decision table as one SELECT over any number of records.

The source is a SELECT with the columns `record_id` and, by the places of the table's
inputs, `i0`, `i1`, ... of the types text, numeric, date and boolean. No text of the table
is ever part of the statement: all of it is parameters, in the style of psycopg2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from .check import ParsedRule, ParsedTable, parse, ranked
from .model import HitPolicy, Kind, Table, TableError
from .outcome import Violation
from .overlap import later_overlaps
from .sql_cells import TYPES, Cells, Sql, join
from .sql_outcomes import Outcomes

Statement = tuple[str, list[Any]]
_NO_RULES = "'{{}}'::int[]"


@dataclass(frozen=True, slots=True)
class SqlTable:
    """A compiled table, to be put over a source as often as needed."""

    table: Table
    _decide: Callable[[Sql], Sql]
    _outputs: Sql
    _typed: tuple[Sql, ...] | None

    def select(self, source: str, params: Sequence[Any] = ()) -> Statement:
        """Return `record_id, rules int[], violation text, outputs jsonb`.

        >>> from .model import Input, Output, Rule
        >>> rules = (Rule(1, (), ("1",)),)
        >>> table = Table("T", HitPolicy.FIRST, (), (Output("x", kind=Kind.NUMBER),), rules)
        >>> text, params = compile_sql(table).select("SELECT %s AS record_id", [7])
        >>> params
        [['{"x": "1"}'], [1], 7]
        """
        columns = Sql("d.record_id, d.rules, d.violation, {} AS outputs")
        return self._statement(columns.fill(self._outputs), source, params)

    def select_typed(self, source: str, params: Sequence[Any] = ()) -> Statement:
        """Return `record_id, rules int[], violation text` and typed `o0`, `o1`, ...

        Only for the hit policies that give one result.

        >>> from .model import Output, Rule
        >>> rules = (Rule(1, (), ('"A"',)),)
        >>> table = Table("T", HitPolicy.FIRST, (), (Output("x"),), rules)
        >>> compile_sql(table).select_typed("SELECT 7 AS record_id")[1]
        [['A'], [1]]
        """
        if self._typed is None:
            raise TableError(
                "%(policy)s gives no single result.", policy=str(self.table.hit_policy)
            )
        columns = [
            Sql(f"{{}} AS o{place}").fill(column)
            for place, column in enumerate(self._typed)
        ]
        head = Sql("d.record_id, d.rules, d.violation")
        return self._statement(join(", ", [head, *columns]), source, params)

    def _statement(self, columns: Sql, source: str, params: Sequence[Any]) -> Statement:
        inner = self._decide(Sql(source, tuple(params)))
        whole = Sql("SELECT {} FROM ({}) AS d").fill(columns, inner)
        return whole.text, list(whole.params)


def compile_sql(table: Table) -> SqlTable:
    """Return what writes the statement for a source; raise `TableFaults` on problems.

    >>> from .model import Output
    >>> compile_sql(Table("T", HitPolicy.ANY, (), (Output("x"),), ())).table.name
    'T'
    """
    return _Compiler(ranked(parse(table))).run()


@dataclass(slots=True)
class _Compiler:
    parsed: ParsedTable

    @property
    def _table(self) -> Table:
        return self.parsed.table

    def _cells(self, alias: str) -> Cells:
        return Cells(alias, tuple(entry.kind for entry in self._table.inputs))

    def run(self) -> SqlTable:
        policy, says = self._table.hit_policy, Outcomes(self.parsed)
        if not policy.is_single_hit:
            return SqlTable(self._table, self._several, says.of_several(), None)
        decide = {HitPolicy.UNIQUE: self._unique, HitPolicy.ANY: self._same}
        return SqlTable(
            self._table,
            decide.get(policy, self._first),
            says.of_one(),
            says.columns_of_one(),
        )

    # --- which rules fire

    def _source(self, source: Sql) -> Sql:
        """The inputs once, with the types and the order of texts that we rely on."""
        columns = [Sql("q.record_id")]
        for index, entry in enumerate(self._table.inputs):
            collation = ' COLLATE "C"' if entry.kind is Kind.TEXT else ""
            cast = f"q.i{index}::{TYPES[entry.kind]}{collation} AS i{index}"
            columns.append(Sql(cast))
        return Sql("SELECT {} FROM ({}) AS q OFFSET 0").fill(
            join(", ", columns), source
        )

    def _search(self, rules: Iterable[ParsedRule]) -> Sql:
        """The number of the first of the rules that fires."""
        cells = self._cells("s")
        branches = [
            Sql(f" WHEN {{}} THEN {rule.number}").fill(cells.rule(rule))
            for rule in rules
        ]
        if not branches:
            return Sql("NULL::int")
        return Sql("CASE{} END").fill(join("", branches))

    def _hits(self, alias: str) -> Sql:
        """The numbers of all rules that fire, in the order of the hit policy."""
        cells = self._cells(alias)
        branches = [
            Sql(f"CASE WHEN {{}} THEN {rule.number} END").fill(cells.rule(rule))
            for rule in self.parsed.rules
        ]
        text = "array_remove(ARRAY[{}]::int[], NULL)"
        return Sql(text).fill(join(", ", branches))

    def _first(self, source: Sql) -> Sql:
        return Sql(
            "SELECT m.*, m.first AS chosen, NULL::text AS violation,"
            f" CASE WHEN m.first IS NULL THEN {_NO_RULES} ELSE ARRAY[m.first] END"
            " AS rules FROM (SELECT s.*, {} AS first FROM ({}) AS s OFFSET 0) AS m"
        ).fill(self._search(self.parsed.rules), self._source(source))

    def _unique(self, source: Sql) -> Sql:
        later = later_overlaps(self.parsed)
        if not later:
            return self._first(source)
        # Two rules fire when, from the end, another one does than from the beginning;
        # a rule that never fires after another need not be asked.
        backward = [rule for rule in self.parsed.rules[::-1] if rule.number in later]
        return Sql(
            "SELECT m.*, CASE WHEN m.is_single THEN m.first END AS chosen,"
            f" CASE WHEN NOT m.is_single THEN '{Violation.NOT_UNIQUE}' END"
            f" AS violation, CASE WHEN m.first IS NULL THEN {_NO_RULES}"
            " WHEN m.is_single THEN ARRAY[m.first] ELSE {} END AS rules FROM"
            " (SELECT n.*, COALESCE(n.last, n.first) = n.first AS is_single FROM"
            " (SELECT s.*, {} AS first, {} AS last FROM ({}) AS s OFFSET 0) AS n"
            " OFFSET 0) AS m OFFSET 0"
        ).fill(
            self._hits("m"),
            self._search(self.parsed.rules),
            self._search(backward),
            self._source(source),
        )

    def _same(self, source: Sql) -> Sql:
        says = Outcomes(self.parsed)
        first = says.objects("m", Sql("m.rules[1]"))
        other = says.objects("m", Sql("h.n"))
        return Sql(
            "SELECT v.*, CASE WHEN v.is_same THEN v.rules[1] END AS chosen,"
            f" CASE WHEN NOT v.is_same THEN '{Violation.NOT_SAME}' END AS violation"
            " FROM (SELECT m.*, cardinality(m.rules) < 2 OR NOT EXISTS"
            " (SELECT FROM unnest(m.rules) AS h(n) WHERE {} IS DISTINCT FROM {})"
            " AS is_same FROM ({}) AS m OFFSET 0) AS v OFFSET 0"
        ).fill(other, first, self._several(source, alone=False))

    def _several(self, source: Sql, *, alone: bool = True) -> Sql:
        violation = ", NULL::text AS violation" if alone else ""
        return Sql(
            f"SELECT s.*, {{}} AS rules{violation} FROM ({{}}) AS s OFFSET 0"
        ).fill(self._hits("s"), self._source(source))
