"""A decision table as one SELECT over any number of records.

The source is a SELECT with the columns `record_id` and, by the places of the table's
inputs, `i0`, `i1`, ... of the types text, numeric, date and boolean. No text of the table
is ever part of the statement: all of it is parameters, in the style of psycopg2.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from .analysis import overlaps_of
from .arithmetic import as_json
from .check import ParsedTable, parse, ranked
from .model import Aggregation, HitPolicy, Kind, Table, TableError
from .outcome import Violation
from .sql_cells import TYPES, Cells, Sql, join, literal
from .syntax import Expression, Literal

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
        policy = self._table.hit_policy
        if not policy.is_single_hit:
            return SqlTable(self._table, self._several, self._list(), None)
        columns = tuple(
            self._or_default(
                self._column(place, "d", Sql("d.chosen")),
                literal_or_none(self.parsed.defaults[place], output.kind, self._cells("d")),
            )
            for place, output in enumerate(self._table.outputs)
        )
        default = self._object(self._defaults(), "d") if self.parsed.has_default else None
        outputs = self._or_default(self._objects("d", Sql("d.chosen")), default)
        decide = {HitPolicy.UNIQUE: self._unique, HitPolicy.ANY: self._same}
        return SqlTable(
            self._table, decide.get(policy, self._first), outputs, columns
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

    def _search(self, is_backward: bool = False) -> Sql:
        """The number of the first rule that fires."""
        cells = self._cells("s")
        rules = reversed(self.parsed.rules) if is_backward else self.parsed.rules
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
        ).fill(self._search(), self._source(source))

    def _unique(self, source: Sql) -> Sql:
        if overlaps_of(self.parsed).is_disjoint:
            return self._first(source)
        # The first rule from either end is the same one when it is the only one.
        return Sql(
            "SELECT m.*, CASE WHEN m.first = m.last THEN m.first END AS chosen,"
            f" CASE WHEN m.first <> m.last THEN '{Violation.NOT_UNIQUE}' END"
            f" AS violation, CASE WHEN m.first IS NULL THEN {_NO_RULES}"
            " WHEN m.first = m.last THEN ARRAY[m.first] ELSE {} END AS rules FROM"
            " (SELECT s.*, {} AS first, {} AS last FROM ({}) AS s OFFSET 0) AS m OFFSET 0"
        ).fill(
            self._hits("m"),
            self._search(),
            self._search(is_backward=True),
            self._source(source),
        )

    def _same(self, source: Sql) -> Sql:
        first = self._objects("m", Sql("m.rules[1]"))
        other = self._objects("m", Sql("h.n"))
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

    # --- what they say

    def _defaults(self) -> list[Expression]:
        return [default or Literal(None) for default in self.parsed.defaults]

    def _or_default(self, found: Sql, default: Sql | None) -> Sql:
        if default is None:
            return found
        text = (
            "CASE WHEN d.chosen IS NULL AND d.violation IS NULL THEN {} ELSE {} END"
        )
        return Sql(text).fill(default, found)

    def _column(self, place: int, alias: str, number: Sql) -> Sql:
        """The value of one output by the number of the rule."""
        kind = self._table.outputs[place].kind
        cells = self._cells(alias)
        entries: list[Any] = []
        for rule in self._by_number():
            expression = rule.outputs[place]
            is_literal = isinstance(expression, Literal)
            entries.append(
                expression.value if is_literal else cells.expression(expression, kind)
            )
        return _choose(number, entries, TYPES[kind])

    def _by_number(self) -> Iterable[Any]:
        return sorted(self.parsed.rules, key=lambda rule: rule.number)

    def _objects(self, alias: str, number: Sql) -> Sql:
        """The outputs as one JSON object by the number of the rule."""
        entries: list[Any] = []
        names = [output.name for output in self._table.outputs]
        for rule in self._by_number():
            if all(isinstance(part, Literal) for part in rule.outputs):
                values = [as_json(part.value) for part in rule.outputs]
                entries.append(_dump(dict(zip(names, values, strict=True))))
            else:
                entries.append(self._object(rule.outputs, alias))
        return _choose(number, entries, "jsonb")

    def _object(self, expressions: Sequence[Expression], alias: str) -> Sql:
        parts: list[Sql] = []
        for output, expression in zip(self._table.outputs, expressions, strict=True):
            value = self._cells(alias).expression(expression, output.kind)
            parts += [Sql("%s::text", (output.name,)), _for_json(value, output.kind)]
        return Sql("jsonb_build_object({})").fill(join(", ", parts))

    def _list(self) -> Sql:
        if self._table.aggregation:
            return self._aggregate()
        default = Sql("'[]'::jsonb")
        if self.parsed.has_default:
            entry = self._object(self._defaults(), "d")
            default = Sql("jsonb_build_array({})").fill(entry)
        return Sql(
            "COALESCE((SELECT jsonb_agg({} ORDER BY h.o)"
            " FROM unnest(d.rules) WITH ORDINALITY AS h(n, o)), {})"
        ).fill(self._objects("d", Sql("h.n")), default)

    def _aggregate(self) -> Sql:
        kind, cells = self._table.outputs[0].kind, self._cells("d")
        default = literal_or_none(self.parsed.defaults[0], kind, cells)
        nothing = Sql("NULL::jsonb")
        if default:
            nothing = Sql("to_jsonb({})").fill(_for_json(default, kind))
        elif self._table.aggregation is Aggregation.COUNT:
            nothing = Sql("to_jsonb('0'::text)")
        if self._table.aggregation is Aggregation.COUNT:
            found = Sql("cardinality(d.rules)::text")
        else:
            function = str(self._table.aggregation).lower()
            found = Sql(
                f"(SELECT CASE WHEN count(*) = count(v.x)"
                f" THEN trim_scale({function}(v.x))::text END FROM"
                " (SELECT {} AS x FROM unnest(d.rules) AS h(n)) AS v)"
            ).fill(self._column(0, "d", Sql("h.n")))
        return Sql(
            "CASE WHEN cardinality(d.rules) = 0 THEN {} ELSE to_jsonb({}) END"
        ).fill(nothing, found)


def literal_or_none(
    expression: Expression | None, kind: Kind, cells: Cells
) -> Sql | None:
    """Return a default, if there is one.

    >>> literal_or_none(None, Kind.TEXT, Cells("d", ())) is None
    True
    """
    return None if expression is None else cells.expression(expression, kind)


def _for_json(value: Sql, kind: Kind) -> Sql:
    match kind:
        case Kind.NUMBER:
            return Sql("trim_scale({})::text").fill(value)
        case Kind.DATE:
            return Sql("to_char({}, 'YYYY-MM-DD')").fill(value)
    return value


def _dump(outputs: dict[str, Any]) -> str:
    return json.dumps(outputs, ensure_ascii=False)


def _choose(number: Sql, entries: Sequence[Any], type_: str) -> Sql:
    """The entry of a rule: constants out of an array, calculations by a CASE.

    A table has few different results: each stands once, and the rules point to it.
    """
    constants: list[Any] = []
    places: dict[Any, int] = {}
    pointers: list[int] = []
    calculated: list[Sql] = []
    for rule_number, entry in enumerate(entries, start=1):
        if isinstance(entry, Sql):
            text = f" WHEN {rule_number} THEN {{}}"
            calculated.append(Sql(text).fill(entry))
            pointers.append(0)
            continue
        key = (type(entry), entry)
        if key not in places:
            constants.append(entry)
            places[key] = len(constants)
        pointers.append(places[key])
    constant = Sql(f"(%s::{type_}[])[(%s::int[])[{{}}]]", (constants, pointers))
    constant = constant.fill(number)
    if not calculated:
        return constant
    return Sql("CASE {}{} ELSE {} END").fill(number, join("", calculated), constant)
