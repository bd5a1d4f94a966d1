"""The closed room in which a template of the bank's staff is filled in.

The language is a white list: output, conditions, loops, named filters. Nothing can be
called but `range`, nothing assigned in a way that grows, and each loop is counted.
"""

import re
from datetime import date, datetime
from decimal import Decimal

from jinja2 import (
    StrictUndefined,
    Template,
    TemplateSyntaxError,
    Undefined,
    nodes,
    pass_context,
)
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.filters import FILTERS
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import concat
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from ..domain import language_forms
from ..domain.chinese_amounts import AmountError
from ..domain.print_values import CurrencyMixError, Money, Nothing
from .amount_words import amount_words
from .work_budget import MOST_RANGE, TooMuchWorkError, WorkBudget

ALLOWED_NODES = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr,
    nodes.Getitem, nodes.If, nodes.For, nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand,
    nodes.And, nodes.Or, nodes.Not, nodes.CondExpr, nodes.Add, nodes.Sub, nodes.Mul, nodes.Div,
    nodes.FloorDiv, nodes.Mod, nodes.Neg, nodes.Pos, nodes.List, nodes.Tuple, nodes.Assign,
    nodes.Call, nodes.Keyword,
)  # fmt: skip
PLAIN_FILTERS = (
    "abs", "capitalize", "default", "d", "first", "float", "groupby", "int", "join", "last",
    "length", "count", "lower", "map", "max", "min", "reject", "rejectattr", "round", "select",
    "selectattr", "sort", "sum", "title", "trim", "unique", "upper",
)  # fmt: skip
OWN_FILTERS = ("money", "words", "date", "long_date", "number", "yes_no")
TEMPLATE_FILTERS = frozenset({*PLAIN_FILTERS, *OWN_FILTERS})
ALLOWED_TESTS = frozenset(
    {
        "defined", "undefined", "none", "equalto", "eq", "ne", "lt", "le", "gt", "ge", "in",
        "even", "odd", "divisibleby", "true", "false", "==", "!=", "<", ">", "<=", ">=",
        "greaterthan", "lessthan", "number", "string",
    }
)  # fmt: skip
LOOP_FACTS = frozenset({"index", "index0", "revindex", "first", "last", "length"})
LARGEST_NUMBER = Decimal(10) ** 18
MOST_TEXT_CHARS = 100_000
_COUNTED = "_counted"
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class ForbiddenTagError(ValueError):
    """The template uses something that print forms do not have."""

    def __init__(self, what, line=0):
        super().__init__(what)
        self.what, self.line = what, line


class _Counter(NodeTransformer):
    """Every loop goes through the budget."""

    def visit_For(self, node):  # noqa: N802
        self.generic_visit(node)
        node.iter = nodes.Filter(
            node.iter, _COUNTED, [], [], None, None, lineno=node.lineno
        )
        return node


class CountedTemplate(Template):
    """A template whose output is measured while it is written."""

    def render(self, *args, **kwargs):
        context = self.new_context(dict(*args, **kwargs))
        budget, pieces = self.environment.budget, []
        try:
            for piece in self.root_render_func(context):
                budget.put_out(len(piece))
                pieces.append(piece)
        except Exception:  # pylint: disable=broad-except
            # Jinja rewrites the trace so that it names the template's own line.
            self.environment.handle_exception()
        return concat(pieces)


class PrintEnvironment(ImmutableSandboxedEnvironment):
    """Jinja for one rendering in one language."""

    template_class = CountedTemplate
    intercepted_binops = frozenset({"+", "*", "%", "-", "/", "//", "**"})

    def __init__(self, language, *, currency="", budget=None):
        super().__init__(
            autoescape=True,
            undefined=StrictUndefined,
            finalize=self._printed,
            cache_size=0,
        )
        self.language, self.currency = language, currency
        self.budget = budget or WorkBudget()
        self.globals = {"range": self._range}
        self.tests = {name: self.tests[name] for name in ALLOWED_TESTS}
        self.filters = {name: self._spending(FILTERS[name]) for name in PLAIN_FILTERS}
        self.filters |= {
            _COUNTED: self._counted(),
            "sum": self._sum,
            "money": self._money,
            "words": self._words,
            "date": self._date,
            "long_date": self._long_date,
            "number": self._number,
            "yes_no": self._yes_no,
        }

    # --- what is let in

    def _parse(self, source, name, filename):
        tree = super()._parse(source, name, filename)
        check_nodes(tree)
        return tree

    def _generate(self, source, name, filename, defer_init=False):
        source = _Counter().visit(source)
        return super()._generate(source, name, filename, defer_init)

    def is_safe_callable(self, obj):
        return obj == self._range

    def call_binop(self, context, operator, left, right):
        self.budget.spend()
        for side in (left, right):
            if isinstance(side, Undefined):
                str(side)
            if isinstance(side, str) and operator != "+":
                raise SecurityError("texts cannot be calculated with")
            if isinstance(side, str) and len(side) > MOST_TEXT_CHARS:
                raise TooMuchWorkError
            if isinstance(side, (list, tuple, dict)):
                raise SecurityError("lists cannot be calculated with")
            if isinstance(side, (int, float, Decimal)) and abs(side) > LARGEST_NUMBER:
                raise TooMuchWorkError
        if isinstance(left, float) or isinstance(right, float):
            left, right = (
                Decimal(str(side)) if isinstance(side, float) else side
                for side in (left, right)
            )
        return super().call_binop(context, operator, left or 0, right or 0)

    def _range(self, *bounds):
        numbers = range(*bounds)
        if len(numbers) > MOST_RANGE:
            raise TooMuchWorkError
        return numbers

    def _counted(self):
        # With the context it is never worked out when the template is compiled.
        return pass_context(lambda _context, rows: self.budget.counted(rows))

    def _spending(self, filter_function):
        """A filter of Jinja's that pays for the list it goes through."""

        def spending(*args, **kwargs):
            for value in args:
                if isinstance(value, (str, list, tuple, dict)):
                    self.budget.spend(
                        1 + len(value) // (64 if isinstance(value, str) else 1)
                    )
            return filter_function(*args, **kwargs)

        if hasattr(filter_function, "jinja_pass_arg"):
            spending.jinja_pass_arg = filter_function.jinja_pass_arg
        return spending

    # --- how values are printed

    def _printed(self, value):
        if isinstance(value, Undefined):
            return value
        if _is_nothing(value):
            return ""
        if isinstance(value, bool):
            return language_forms.yes_or_no(value, self.language)
        if isinstance(value, Money):
            return self._money(value)
        if isinstance(value, (date, datetime)):
            return self._date(value)
        if isinstance(value, (float, Decimal)):
            return self._number(value)
        if isinstance(value, (list, tuple, dict)):
            raise ForbiddenTagError("list")
        if isinstance(value, str) and not isinstance(value, Markup):
            self.budget.put_out(len(value))
            return _CONTROLS.sub("", str(value))
        return value

    def _sum(self, rows, attribute=None, start=0):
        total = start
        for row in self.budget.counted(rows):
            value = self.getattr(row, attribute) if attribute else row
            if isinstance(value, Undefined):
                str(value)
            if isinstance(value, float):
                value = Decimal(str(value))
            if not _is_nothing(value):
                total += value
        return total

    def _amount(self, value):
        if _is_nothing(value):
            return None
        if isinstance(value, Money):
            return value
        return Money(Decimal(str(value)))

    def _money(self, value, currency=None):
        amount = self._amount(value)
        if amount is None:
            return ""
        name = amount.currency if currency is None else currency
        return language_forms.money(amount, name, self.language)

    def _words(self, value, currency=None, language=None):
        amount = self._amount(value)
        if amount is None:
            return ""
        if language is None and currency and currency.islower():
            currency, language = None, currency
        name = str(currency or amount.currency or self.currency)
        return amount_words(amount, name, language or self.language)

    def _date(self, value):
        return language_forms.short_date(_day(value), self.language) if value else ""

    def _long_date(self, value):
        return language_forms.long_date(_day(value), self.language) if value else ""

    def _number(self, value, places=None):
        if _is_nothing(value):
            return ""
        return language_forms.number(Decimal(str(value)), self.language, places)

    def _yes_no(self, value):
        if _is_nothing(value):
            return ""
        return language_forms.yes_or_no(bool(value), self.language)

    # --- expressions alone, for the cells of a sheet

    def expression(self, source):
        """A function of the context that gives the value itself, not its text."""
        check_nodes(self._parse("{{ " + source + " }}", None, None))
        return self.compile_expression(source, undefined_to_none=False)


def _is_nothing(value):
    return value is None or isinstance(value, Nothing) or value == ""


def _day(value):
    return value.date() if isinstance(value, datetime) else value


def check_nodes(tree):
    """Refuse what is not on the white list."""
    for node in tree.find_all(nodes.Node):
        line = getattr(node, "lineno", 0)
        if isinstance(node, (nodes.EvalContext, nodes.Operand)):
            continue
        if not isinstance(node, ALLOWED_NODES):
            raise ForbiddenTagError(type(node).__name__.lower(), line)
        if isinstance(node, nodes.Call) and not (
            isinstance(node.node, nodes.Name) and node.node.name == "range"
        ):
            raise ForbiddenTagError("call", line)
        if isinstance(node, nodes.For) and node.recursive:
            raise ForbiddenTagError("recursive", line)
        if isinstance(node, nodes.Filter) and node.name not in TEMPLATE_FILTERS:
            raise ForbiddenTagError(f"|{node.name}", line)
        if isinstance(node, nodes.Test) and node.name not in ALLOWED_TESTS:
            raise ForbiddenTagError(f"is {node.name}", line)
        if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
            raise ForbiddenTagError(node.attr, line)


TEMPLATE_ERRORS = (
    TemplateSyntaxError, UndefinedError, SecurityError, ForbiddenTagError, TooMuchWorkError,
    CurrencyMixError, AmountError, TypeError, ValueError, ArithmeticError, KeyError,
    AttributeError, LookupError,
)  # fmt: skip
