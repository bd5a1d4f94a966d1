"""Everything that is wrong with a table, told by the cell; and the cells once read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from .faults import CellError, Fault
from .kinds import check_allowed, check_cell, check_output, literals
from .model import Aggregation, Input, Kind, Output, Rule, Table
from .parser import parse_expression, parse_tests
from .problems import Place, Problem, TableFaults
from .syntax import Cell, Expression, Literal
from .tokens import RESERVED, Names


@dataclass(frozen=True, slots=True)
class ParsedRule:
    number: int
    cells: tuple[Cell, ...]
    outputs: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class ParsedTable:
    """A table without faults. `defaults` has None where a column has no default."""

    table: Table
    rules: tuple[ParsedRule, ...]
    defaults: tuple[Expression | None, ...]

    @property
    def has_default(self) -> bool:
        return any(default is not None for default in self.defaults)


def check(
    table: Table, known_inputs: Mapping[str, Kind] | None = None
) -> list[Problem]:
    """Return every problem of the table; `known_inputs` are the names that may be tested.

    >>> from .model import HitPolicy
    >>> table = Table("Age", HitPolicy.FIRST, (Input("age", kind=Kind.NUMBER),),
    ...     (Output("group"),), (Rule(1, ('"old"',), ("",)),))
    >>> for problem in check(table): print(problem)
    Rule 1, “age”: a text stands here, a number is needed.
    Rule 1, “group”: the result is missing; null says that it is empty.
    """
    checker = _Checker(table, known_inputs)
    checker.run()
    return checker.problems


def parse(table: Table) -> ParsedTable:
    """Return the table with its cells read; raise `TableFaults` when it has problems.

    >>> from .model import HitPolicy
    >>> table = Table("Any", HitPolicy.FIRST, (), (Output("x"),), (Rule(1, (), ("7",)),))
    >>> parse(table).rules[0].outputs
    Traceback (most recent call last):
    ...
    odoo.addons.bank_crm_rules.domain.dmn.problems.TableFaults: The decision table has mistakes: \
Rule 1, “x”: a number stands here, a text is needed.
    """
    checker = _Checker(table, None)
    parsed = checker.run()
    if checker.problems:
        raise TableFaults(checker.problems)
    return parsed


@dataclass(slots=True)
class _Checker:
    table: Table
    known: Mapping[str, Kind] | None
    problems: list[Problem] = field(default_factory=list)
    kinds: tuple[Kind, ...] = ()
    names: Names = field(default_factory=lambda: Names({}))

    def run(self) -> ParsedTable:
        table = self.table
        self.kinds = tuple(entry.kind for entry in table.inputs)
        # A value tested in two columns is one value: the first one stands for it.
        columns: dict[str, int] = {}
        for index, entry in enumerate(table.inputs):
            columns.setdefault(entry.code, index)
        self.names = Names(columns)
        for index, entry in enumerate(table.inputs):
            self._check_input(index, entry)
        defaults = tuple(self._check_outputs())
        self._check_policy()
        rules = tuple(
            ParsedRule(rule.number, self._tests(rule), self._results(rule))
            for rule in table.rules
        )
        return ParsedTable(table, rules, defaults)

    def _report(self, error: CellError, **where: object) -> None:
        self.problems.append(Problem(error.fault, error.params, **where))

    def _column(self, index: int) -> dict[str, object]:
        column = (*self.table.inputs, *self.table.outputs)[index]
        return {
            "place": Place.COLUMN,
            "column": column.title,
            "index": index,
            "element": column.id,
        }

    def _cell(self, rule: Rule, index: int) -> dict[str, object]:
        ids = rule.test_ids + rule.output_ids
        return {
            **self._column(index),
            "place": Place.CELL,
            "rule": rule.number,
            "row": rule.number - 1,
            "element": ids[index] if index < len(ids) else "",
        }

    def _try(self, part: Callable[[], object], where: dict[str, object]) -> object:
        try:
            return part()
        except CellError as error:
            self._report(error, **where)
        return None

    # --- columns

    def _check_input(self, index: int, entry: Input) -> None:
        where = self._column(index)
        code, known = entry.code, self.known
        if not code.strip():
            self._report(CellError(Fault.NO_NAME), **where)
        elif code in RESERVED:
            self._report(CellError(Fault.RESERVED_NAME, name=code), **where)
        elif known is not None and code not in known:
            self._report(CellError(Fault.UNKNOWN_INPUT, name=code), **where)
        elif known is not None and known[code] != entry.kind:
            params = {"name": code, "wanted": known[code], "kind": entry.kind}
            self._report(CellError(Fault.KNOWN_OTHERWISE, **params), **where)
        self._try(lambda: self._check_values(entry), where)

    def _check_values(self, entry: Input) -> None:
        if len(entry.values) == 1 and not literals(entry.values):
            check_cell(parse_tests(entry.values[0], Names({})), entry, ())  # a range
        else:
            check_allowed(entry.values, entry.kind)

    def _check_outputs(self) -> Iterator[Expression | None]:
        numbers = Counter(output.name for output in self.table.outputs)
        for place, output in enumerate(self.table.outputs):
            index = len(self.table.inputs) + place
            where = self._column(index)
            if not output.name.strip():
                self._report(CellError(Fault.NO_NAME), **where)
            elif numbers[output.name] > 1:
                self._report(CellError(Fault.SAME_NAME, name=output.name), **where)
            self._try(lambda o=output: check_allowed(o.values, o.kind), where)
            text = output.default
            yield self._result(text, output, where) if text.strip() else None

    def _check_policy(self) -> None:
        table = self.table
        kind, policy = table.aggregation, table.hit_policy
        if kind and len(table.outputs) > 1:
            self._report(CellError(Fault.SEVERAL_OUTPUTS, aggregation=kind))
        elif _needs_number(kind) and table.outputs[0].kind is not Kind.NUMBER:
            where = self._column(len(table.inputs))
            self._report(CellError(Fault.NOT_A_NUMBER, aggregation=kind), **where)
        if policy.is_ranked and not any(output.values for output in table.outputs):
            self._report(CellError(Fault.NO_ORDER_OF_OUTPUTS, policy=policy))

    # --- cells

    def _tests(self, rule: Rule) -> tuple[Cell, ...]:
        return tuple(
            self._try(
                lambda text=text, entry=entry: self._test(text, entry),
                self._cell(rule, index),
            )
            or Cell()
            for index, (text, entry) in enumerate(
                zip(rule.tests, self.table.inputs, strict=True)
            )
        )

    def _test(self, text: str, entry: Input) -> Cell:
        cell = parse_tests(text, self.names)
        check_cell(cell, entry, self.kinds)
        return cell

    def _results(self, rule: Rule) -> tuple[Expression, ...]:
        first = len(self.table.inputs)
        return tuple(
            self._result(text, output, self._cell(rule, first + place))
            for place, (text, output) in enumerate(
                zip(rule.outputs, self.table.outputs, strict=True)
            )
        )

    def _result(
        self, text: str, output: Output, where: dict[str, object]
    ) -> Expression:
        def read() -> Expression:
            if text.strip() in ("", "-"):
                raise CellError(Fault.EMPTY_OUTPUT)
            expression = parse_expression(text, self.names)
            check_output(expression, output, self.kinds)
            policy = self.table.hit_policy
            is_ranked = policy.is_ranked and output.values
            if is_ranked and not isinstance(expression, Literal):
                raise CellError(Fault.RANKED_EXPRESSION, policy=policy)
            return expression

        return self._try(read, where) or Literal(None)


def _needs_number(aggregation: Aggregation | None) -> bool:
    return aggregation not in (None, Aggregation.COUNT)


def ranked(parsed: ParsedTable) -> ParsedTable:
    """Return the table with its rules in the order in which the hit policy prefers them.

    >>> from .model import HitPolicy
    >>> output = Output("grade", values=('"A"', '"B"'))
    >>> rules = (Rule(1, (), ('"B"',)), Rule(2, (), ('"A"',)))
    >>> table = Table("Grade", HitPolicy.PRIORITY, (), (output,), rules)
    >>> [rule.number for rule in ranked(parse(table)).rules]
    [2, 1]
    """
    if not parsed.table.hit_policy.is_ranked:
        return parsed
    ranks = [
        {value: place for place, value in enumerate(literals(output.values))}
        for output in parsed.table.outputs
    ]

    def places(rule: ParsedRule) -> list[int]:
        return [
            order.get(result.value, len(order))
            for order, result in zip(ranks, rule.outputs, strict=True)
            if order and isinstance(result, Literal)
        ]

    return replace(parsed, rules=tuple(sorted(parsed.rules, key=places)))
