"""The outputs of the rules as SQL: constants looked up by the rule, the rest calculated."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from .arithmetic import as_json
from .check import ParsedRule, ParsedTable
from .model import Aggregation, Kind, Table
from .sql_cells import TYPES, Cells, Sql, join
from .syntax import Expression, Literal


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Writes over the alias `d`, which has the inputs and `rules`, of one hit `chosen`."""

    parsed: ParsedTable

    @property
    def _table(self) -> Table:
        return self.parsed.table

    def _cells(self, alias: str) -> Cells:
        return Cells(alias, tuple(entry.kind for entry in self._table.inputs))

    def of_one(self) -> Sql:
        """Return the outputs of the chosen rule as a JSON object.

        >>> from .check import parse
        >>> from .model import HitPolicy, Output, Rule
        >>> table = Table("T", HitPolicy.ANY, (), (Output("x", default='"b"'),), ())
        >>> Outcomes(parse(table)).of_one().params
        ('x', 'b', [], [])
        """
        default = None
        if self.parsed.has_default:
            default = self._object(self._defaults(), "d")
        return self._or_default(self.objects("d", Sql("d.chosen")), default)

    def columns_of_one(self) -> tuple[Sql, ...]:
        """Return the outputs of the chosen rule, each of its type.

        >>> from .check import parse
        >>> from .model import HitPolicy, Output, Rule
        >>> table = Table("T", HitPolicy.ANY, (), (Output("x"),), ())
        >>> len(Outcomes(parse(table)).columns_of_one())
        1
        """
        return tuple(
            self._or_default(
                self._column(place, "d", Sql("d.chosen")), self._default(place)
            )
            for place in range(len(self._table.outputs))
        )

    def _default(self, place: int) -> Sql | None:
        expression, kind = self.parsed.defaults[place], self._table.outputs[place].kind
        return expression and self._cells("d").expression(expression, kind)

    def _defaults(self) -> list[Expression]:
        return [default or Literal(None) for default in self.parsed.defaults]

    def _or_default(self, found: Sql, default: Sql | None) -> Sql:
        if default is None:
            return found
        text = "CASE WHEN d.chosen IS NULL AND d.violation IS NULL THEN {} ELSE {} END"
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

    def _by_number(self) -> Iterable[ParsedRule]:
        return sorted(self.parsed.rules, key=lambda rule: rule.number)

    def objects(self, alias: str, number: Sql) -> Sql:
        """Return the outputs as one JSON object by the number of the rule.

        >>> from .check import parse
        >>> from .model import HitPolicy, Output, Rule
        >>> table = Table("T", HitPolicy.ANY, (), (Output("x"),), (Rule(1, (), ('"a"',)),))
        >>> Outcomes(parse(table)).objects("d", Sql("d.n")).params
        (['{"x": "a"}'], [1])
        """
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

    def of_several(self) -> Sql:
        """Return the list of the outputs, or what they add up to.

        >>> from .check import parse
        >>> from .model import HitPolicy, Output, Rule
        >>> table = Table("T", HitPolicy.COLLECT, (), (Output("x"),), ())
        >>> Outcomes(parse(table)).of_several().params[0]
        []
        """
        if self._table.aggregation:
            return self._aggregate()
        default = Sql("'[]'::jsonb")
        if self.parsed.has_default:
            entry = self._object(self._defaults(), "d")
            default = Sql("jsonb_build_array({})").fill(entry)
        # Most records meet one rule: there is nothing to gather.
        return Sql(
            "CASE cardinality(d.rules) WHEN 0 THEN {} WHEN 1 THEN jsonb_build_array({})"
            " ELSE (SELECT jsonb_agg({} ORDER BY h.o)"
            " FROM unnest(d.rules) WITH ORDINALITY AS h(n, o)) END"
        ).fill(
            default,
            self.objects("d", Sql("d.rules[1]")),
            self.objects("d", Sql("h.n")),
        )

    def _aggregate(self) -> Sql:
        kind = self._table.outputs[0].kind
        default = self._default(0)
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
                "CASE WHEN cardinality(d.rules) = 1 THEN trim_scale({})::text ELSE"
                " (SELECT CASE WHEN count(*) = count(v.x)"
                f" THEN trim_scale({function}(v.x))::text END FROM"
                " (SELECT {} AS x FROM unnest(d.rules) AS h(n)) AS v) END"
            ).fill(
                self._column(0, "d", Sql("d.rules[1]")),
                self._column(0, "d", Sql("h.n")),
            )
        return Sql(
            "CASE WHEN cardinality(d.rules) = 0 THEN {} ELSE to_jsonb({}) END"
        ).fill(nothing, found)


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
