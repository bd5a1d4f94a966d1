"""Random decision tables without faults, and random rows for them."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st
from odoo.addons.bank_crm_rules.domain.dmn.kinds import shown
from odoo.addons.bank_crm_rules.domain.dmn.model import (
    Aggregation,
    HitPolicy,
    Input,
    Kind,
    Output,
    Rule,
    Table,
)

TEXTS = (
    "a",
    "b",
    "Ab",
    "",
    " ",
    "é",
    "中",
    "😀",
    "%s",
    "\\",
    '"',
    "'; DROP TABLE x; --",
)
DATES = (date(1999, 12, 31), date(2024, 2, 29), date(2024, 3, 1), date(2026, 11, 29))
NUMBERS = tuple(
    map(
        Decimal,
        ("0", "-1", "1", "2", "3", "7", "10", "10.00", "2.5", "-2.5", "0.125", "0.5"),
    )
)
VALUES = {
    Kind.TEXT: st.sampled_from(TEXTS),
    Kind.DATE: st.sampled_from(DATES),
    Kind.FLAG: st.booleans(),
    Kind.NUMBER: st.one_of(
        st.sampled_from(NUMBERS), st.decimals(-100, 100, places=3, allow_nan=False)
    ),
}
KINDS = st.sampled_from(tuple(Kind))
COMPARISONS = st.sampled_from(("", "=", "!=", "<", "<=", ">", ">="))
MAX_ROWS = 8


def literals(kind):
    return VALUES[kind].map(shown)


@st.composite
def expressions(draw, kind, inputs, depth=2):
    """The text of an expression of the kind over the inputs of that kind."""
    choices = [literals(kind)]
    if names := [entry.code for entry in inputs if entry.kind is kind]:
        choices.append(st.sampled_from(names))
    if depth and kind in (Kind.NUMBER, Kind.TEXT):
        choices.append(_calculations(kind, inputs, depth - 1))
    return draw(st.one_of(choices))


@st.composite
def _calculations(draw, kind, inputs, depth):
    def part():
        return draw(expressions(kind, inputs, depth))

    if kind is Kind.TEXT:
        return f"{part()} + {part()}"
    form = draw(
        st.sampled_from(
            (
                "({} + {})",
                "({} - {})",
                "{} * {}",
                "{} / {}",
                "min({}, {})",
                "max({}, {}, 1)",
                "-{}",
                "abs({})",
                "floor({})",
                "ceiling({})",
                "round half up({}, 2)",
                "round({}, 0)",
                "decimal({}, 1)",
                "decimal({}, 0)",
                "({} + null)",
            )
        )
    )
    return form.format(*(part() for _place in range(form.count("{}"))))


@st.composite
def tests_of(draw, kind, inputs):
    """One test of a cell."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.sampled_from(("null", "!= null", "= null")))
    operand = st.one_of(literals(kind), expressions(kind, inputs, 1))
    if kind is Kind.FLAG:
        return draw(st.sampled_from(("", "= ", "!= "))) + draw(operand)
    if draw(st.integers(0, 3)) == 0:
        low, high = sorted([draw(VALUES[kind]), draw(VALUES[kind])])
        opening, closing = draw(st.sampled_from("[(]")), draw(st.sampled_from("])["))
        if low == high:
            opening, closing = "[", "]"
        ends = [shown(low), shown(high)]
        if draw(st.booleans()):
            ends[draw(st.integers(0, 1))] = draw(expressions(kind, inputs, 0))
            if not _is_upright(ends, kind, inputs):
                ends = [shown(low), shown(high)]
        return f"{opening}{ends[0]}..{ends[1]}{closing}"
    return draw(COMPARISONS) + draw(operand)


def _is_upright(ends, kind, inputs):
    """Whether an end is the name of an input: then the table cannot know the order."""
    names = {entry.code for entry in inputs if entry.kind is kind}
    return bool(names.intersection(ends))


@st.composite
def cells(draw, kind, inputs):
    choice = draw(st.integers(0, 5))
    if choice in (0, 5):
        return draw(st.sampled_from(("-", "")))
    count = draw(st.sampled_from((1, 1, 1, 2, 3)))
    text = ", ".join(draw(tests_of(kind, inputs)) for _place in range(count))
    return f"not({text})" if choice == 1 else text


@st.composite
def outputs_of(draw, policy, aggregation):
    kinds = draw(st.lists(KINDS, min_size=1, max_size=1 if aggregation else 3))
    if aggregation not in (None, Aggregation.COUNT):
        kinds = [Kind.NUMBER]
    outputs = []
    for place, kind in enumerate(kinds):
        values = ()
        if policy.is_ranked and (place == 0 or draw(st.booleans())):
            values = draw(st.lists(VALUES[kind], min_size=1, max_size=4, unique=True))
        default = draw(st.sampled_from(("", "", "null")))
        if default == "" and draw(st.integers(0, 3)) == 0:
            default = shown(values[0]) if values else draw(literals(kind))
        outputs.append(
            Output(f"out %s {place}", "", kind, tuple(map(shown, values)), default)
        )
    return tuple(outputs)


@st.composite
def results(draw, output, inputs, policy):
    if output.values:
        return draw(st.sampled_from((*output.values, "null")))
    if draw(st.booleans()):
        return draw(st.sampled_from((shown(_COMMON[output.kind]), "null")))
    return draw(expressions(output.kind, inputs))


_COMMON = {
    Kind.TEXT: "same",
    Kind.NUMBER: Decimal("1.0"),
    Kind.DATE: DATES[0],
    Kind.FLAG: True,
}


@st.composite
def tables(draw):
    policy = draw(st.sampled_from(tuple(HitPolicy)))
    aggregation = None
    if policy is HitPolicy.COLLECT:
        aggregation = draw(st.sampled_from((None, *Aggregation)))
    kinds = draw(st.lists(KINDS, min_size=1, max_size=4))
    # One name twice: two columns may test one value.
    names = [f"in of {place}" for place in range(len(kinds))]
    if len(kinds) > 1 and kinds[0] is kinds[-1] and draw(st.booleans()):
        names[-1] = names[0]
    inputs = tuple(
        Input(name, "", kind) for name, kind in zip(names, kinds, strict=True)
    )
    outputs = draw(outputs_of(policy, aggregation))
    rules = tuple(
        Rule(
            number,
            tuple(draw(cells(entry.kind, inputs)) for entry in inputs),
            tuple(draw(results(output, inputs, policy)) for output in outputs),
        )
        for number in range(1, draw(st.integers(0, 5)) + 1)
    )
    return Table("Random", policy, inputs, outputs, rules, aggregation)


def rows(table):
    """Rows for the table, each a value by name; many values are empty."""
    values = {
        entry.code: st.one_of(st.none(), VALUES[entry.kind], VALUES[entry.kind])
        for entry in table.inputs
    }
    return st.lists(st.fixed_dictionaries(values), min_size=1, max_size=MAX_ROWS)
