"""What a template may name, and every name in it that does not exist."""

from dataclasses import dataclass, field

from jinja2 import nodes

from ..domain.template_names import nearest
from .sandbox import LOOP_FACTS

# Filters whose result is the same rows, or one of them.
_SAME_ROWS = {"sort", "unique", "select", "selectattr", "reject", "rejectattr"}
_ONE_ROW = {"first", "last", "min", "max"}
_SECOND_FACTS = {"choice": {"code"}, "money": {"currency"}}


@dataclass(frozen=True, slots=True)
class Leaf:
    """A single value of a kind of the field catalogue."""

    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Record:
    """Values by name; `of` is the list they are a row of, empty at the top."""

    names: dict
    of: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """A list of records."""

    row: Record


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that does not exist, where it stands, and what was probably meant."""

    name: str
    line: int
    meant: str | None = None
    within: str = ""


@dataclass(slots=True)
class NameWalk:
    """Goes through a template and notes unknown names and facts used."""

    top: Record
    unknown: list = field(default_factory=list)
    used: set = field(default_factory=set)

    def walk(self, tree):
        self._body(tree.body, dict(self.top.names))
        return self

    def _body(self, body, scope):
        for node in body:
            self._statement(node, scope)

    def _statement(self, node, scope):
        if isinstance(node, nodes.For):
            rows = self._value(node.iter, scope)
            inner = dict(scope)
            row = rows.row if isinstance(rows, Rows) else None
            self._bind(node.target, row, inner)
            inner["loop"] = Record(dict.fromkeys(LOOP_FACTS, Leaf()), "loop")
            if node.test is not None:
                self._value(node.test, inner)
            self._body(node.body, inner)
            self._body(node.else_, scope)
        elif isinstance(node, nodes.If):
            self._value(node.test, scope)
            for branch in (node.body, node.elif_, node.else_):
                self._body(branch, scope)
        elif isinstance(node, nodes.Assign):
            self._bind(node.target, self._value(node.node, scope), scope)
        elif isinstance(node, nodes.Output):
            for child in node.nodes:
                self._value(child, scope)
        else:
            for child in node.iter_child_nodes():
                self._value(child, scope)

    def _bind(self, target, schema, scope):
        if isinstance(target, nodes.Name):
            scope[target.name] = schema
        else:
            for name in target.find_all(nodes.Name):
                scope[name.name] = None

    def _value(self, node, scope):
        """The schema of an expression; None where it cannot be known."""
        if isinstance(node, nodes.Name):
            return self._look_up(node.name, Record(scope), node.lineno, is_top=True)
        if isinstance(node, (nodes.Getattr, nodes.Getitem)):
            return self._attribute(node, scope)
        if isinstance(node, nodes.Filter):
            return self._filter(node, scope)
        if isinstance(node, nodes.Call):
            for child in (*node.args, *(pair.value for pair in node.kwargs)):
                self._value(child, scope)
            return None
        for child in node.iter_child_nodes():
            self._value(child, scope)
        return Leaf()

    def _attribute(self, node, scope):
        base = self._value(node.node, scope)
        if isinstance(node, nodes.Getattr):
            name = node.attr
        elif isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            name = node.arg.value
        else:
            self._value(node.arg, scope)
            return base.row if isinstance(base, Rows) else None
        return self._look_up(name, base, node.lineno)

    def _look_up(self, name, base, line, is_top=False):
        if base is None:
            return None
        if isinstance(base, Record):
            if name in base.names:
                self._note(name, base, is_top)
                return base.names[name]
            self._miss(name, line, base.names, base.of)
        elif isinstance(base, Leaf):
            if name not in _SECOND_FACTS.get(base.kind, ()):
                self._miss(name, line, _SECOND_FACTS.get(base.kind, ()), "")
                return None
            return Leaf()
        else:
            self._miss(name, line, base.row.names, base.row.of)
        return None

    def _note(self, name, base, is_top):
        if is_top and self.top.names.get(name) is base.names[name]:
            self.used.add((name,))
        elif base.of:
            self.used.add((base.of, name))

    def _miss(self, name, line, known, within):
        self.unknown.append(Unknown(name, line, nearest(name, known), within))

    def _filter(self, node, scope):
        base = self._value(node.node, scope) if node.node is not None else None
        for child in (*node.args, *(pair.value for pair in node.kwargs)):
            self._value(child, scope)
        rows = base if isinstance(base, Rows) else None
        if rows is not None:
            for name in self._attributes_named(node):
                self._look_up(name, rows.row, node.lineno)
        if node.name in _SAME_ROWS:
            return base
        if node.name in _ONE_ROW and rows is not None:
            return rows.row
        if node.name in ("default", "d"):
            return base
        if node.name in ("map", "groupby"):
            return None
        return base if node.name in ("abs", "round") else Leaf()

    def _attributes_named(self, node):
        names = [
            pair.value.value
            for pair in node.kwargs
            if pair.key == "attribute" and isinstance(pair.value, nodes.Const)
        ]
        positional = {"selectattr", "rejectattr", "sum", "groupby"}
        if (
            node.name in positional
            and node.args
            and isinstance(node.args[0], nodes.Const)
        ):
            names.append(node.args[0].value)
        return [
            part
            for name in names
            if isinstance(name, str)
            for part in [name.split(".")[0]]
        ]
