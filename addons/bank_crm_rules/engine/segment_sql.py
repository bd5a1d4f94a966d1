"""The conditions of a segment as one SQL statement over the whole bank."""

from odoo.fields import Domain
from odoo.tools import SQL

from ..domain.segment_dates import since_range
from ..domain.segment_tree import (
    Condition,
    Group,
    InSegment,
    Kind,
    ListCondition,
    Match,
    Measure,
    Op,
    walk,
)  # fmt: skip
from ..models.res_partner import PASSED
from .facts import Facts
from .segment_compare import compare, within

_MEASURES = {
    Measure.COUNT: "count(*)",
    Measure.SUM: "sum(%s)",
    Measure.LEAST: "min(%s)",
    Measure.GREATEST: "max(%s)",
    Measure.AVERAGE: "avg(%s)",
}
_ORDERED = (Op.LESS, Op.AT_MOST, Op.MORE, Op.AT_LEAST, Op.BETWEEN)
_TOTALS = (Measure.COUNT, Measure.SUM)


class SegmentSql:
    """One pass over the clients of a scope; `lines` are its top conditions, each alone.

    Links and lists become outer joins, a list one row a client. Only where the whole
    answer needs a list's row is the client looked up among them instead.
    """

    def __init__(self, env, tree, catalogue, today):
        self.env, self.tree, self.catalogue, self.today = env, tree, catalogue, today
        self.facts = Facts(env["res.partner"])
        self.query = self.facts.query
        self.client_id = self.facts.record_id
        self._joined = {}
        self._measures = {}
        for item in walk(tree):
            if isinstance(item, ListCondition):
                taken = self._measures.setdefault((item.list, item.where), [])
                if (item.measure, item.fact) not in taken:
                    taken.append((item.measure, item.fact))

    def column(self, name):
        return SQL.identifier(self.facts.alias, name)

    def keep_scope(self, branch_ids, *, with_former):
        """Only clients of these units; None is the whole bank."""
        self.query.add_where(
            SQL("%s AND %s", self.column("is_client"), self.column("active"))
        )
        if not with_former:
            self.query.add_where(
                SQL("%s IS DISTINCT FROM 'former'", self.column("client_state"))
            )
        if branch_ids is not None:
            self.query.add_where(
                SQL("%s = ANY(%s)", self.column("branch_id"), list(branch_ids))
            )

    def keep_matching(self):
        """Only the clients that meet the conditions."""
        self.query.add_where(self._item(self.tree, is_needed=True))

    def keep_line(self, place):
        """Only the clients that meet this top condition, whatever the others say."""
        self.query.add_where(self._item(self.tree.items[place], is_needed=True))

    def holding_lines(self):
        """The top conditions that hold for a client, as bits."""
        bits = [
            SQL("(%s IS TRUE)::int * %s", self._item(item), 1 << place)
            for place, item in enumerate(self.tree.items)
        ]
        return SQL("(%s)", SQL(" + ").join(bits)) if bits else SQL("0")

    def visible_to(self, env):
        """Whether the user of `env` sees the whole card, as a condition on the row."""
        return visible_sql(env, self.facts.alias, self.query)

    # --- the tree

    def _item(self, item, *, is_needed=False):
        if isinstance(item, Group):
            if is_needed and item.match is Match.ANY and self._is_far(item):
                return self._any_of(item)
            is_needed = is_needed and item.match is Match.ALL
            return self._group(
                item, lambda inner: self._item(inner, is_needed=is_needed)
            )
        if isinstance(item, InSegment):
            return self._in_segment(item, is_needed=is_needed)
        if isinstance(item, ListCondition):
            return self._list(item, is_needed=is_needed)
        return self._fact(item, self.facts, self.catalogue.facts[item.fact])

    def _fact(self, item, facts, entry, path=None):
        """A fact of one row compared; where the outcome is the same, as it is kept.

        An index and the statistics of a column serve only the bare column.
        """
        path = path or entry.path
        if item.kind is Kind.CHOICE and item.op in (Op.IS, Op.ONE_OF):
            return compare(item, facts.kept(path), self.today)
        if (
            item.op in _ORDERED
            and facts.model._name == "res.partner"
            and path in PASSED
        ):
            name, unit = PASSED[path]
            return within(
                facts.kept(name), since_range(item.op, item.value, unit, self.today)
            )
        if item.op in _ORDERED and entry._final_field().column_type[0] == "float8":
            return compare(item, facts.kept(path), self.today, "%s::double precision")
        return compare(item, facts.typed(path, entry._rule_kind()), self.today)

    def _group(self, group, compiled):
        """Three-valued SQL is true exactly where the two-valued rule is: see NONE."""
        if not group.items:
            return SQL("FALSE") if group.match is Match.ANY else SQL("TRUE")
        word = SQL(" AND ") if group.match is Match.ALL else SQL(" OR ")
        joined = SQL("(%s)", word.join(map(compiled, group.items)))
        return SQL("%s IS NOT TRUE", joined) if group.match is Match.NONE else joined

    def _is_far(self, group):
        """Whether the lines of a group are read elsewhere than in the client's own row."""
        return any(not self._is_own(item) for item in group.items)

    def _is_own(self, item):
        if isinstance(item, Group):
            return not self._is_far(item)
        if not hasattr(item, "fact") or isinstance(item, ListCondition):
            return False
        return "." not in self.catalogue.facts[item.fact].path

    def _any_of(self, group):
        """The clients of each line put together: cheaper than joining all to all."""
        own = tuple(item for item in group.items if self._is_own(item))
        parts = [self._ids_of(item) for item in group.items if item not in own]
        if own:
            parts.append(self._ids_of(Group(Match.ANY, own)))
        return SQL("%s IN (%s)", self.client_id, SQL(" UNION ALL ").join(parts))

    def _ids_of(self, item):
        """The ids of all clients that meet a line, by a selection of its own."""
        single = self._single_row_ids(item)
        if single is not None:
            return single
        tree = Group(Match.ALL, (item,))
        part = SegmentSql(self.env, tree, self.catalogue, self.today)
        if isinstance(item, ListCondition) and _is_some(item):
            rows, client = part._rows(item)
            return rows.select(client)
        part.keep_matching()
        return part.query.select()

    def _single_row_ids(self, item):
        """The same from the row that a client has elsewhere, where it is enough."""
        if not isinstance(item, Condition) or item.op is Op.EMPTY:
            return None
        entry = self.catalogue.facts[item.fact]
        link, _dot, rest = entry.path.partition(".")
        field = self.env["res.partner"]._fields[link]
        if field.type != "one2many" or item.kind is Kind.FLAG:
            return None
        rows = Facts(self.env[field.comodel_name])
        rows.query.add_where(self._fact(item, rows, entry, rest))
        return rows.query.select(SQL.identifier(rows.alias, field.inverse_name))

    def _in_segment(self, item, *, is_needed):
        members = SQL(
            "SELECT client_id FROM bank_segment_member "
            "WHERE segment_id = %s AND date_to IS NULL",
            item.segment,
        )
        if is_needed:
            return SQL("%s IN (%s)", self.client_id, members)
        alias = self._join(("segment", item.segment), members)
        return SQL("%s IS NOT NULL", SQL.identifier(alias, "client_id"))

    def _join(self, key, rows):
        """Join rows (client_id, ...) of at most one a client, once."""
        if key not in self._joined:
            alias = self.query.make_alias(self.facts.alias, f"rows{len(self._joined)}")
            self.query.add_join(
                "LEFT JOIN", alias, SQL("(%s)", rows),
                SQL("%s = %s", SQL.identifier(alias, "client_id"), self.client_id),
            )  # fmt: skip
            self._joined[key] = alias
        return self._joined[key]

    # --- lists

    def _list(self, item, *, is_needed):
        key = (item.list, item.where)
        some = _is_some(item)
        if is_needed and some and self._measures[key] == [(Measure.COUNT, None)]:
            rows, client = self._rows(item)
            return SQL("%s IN %s", self.client_id, rows.subselect(client))
        if is_needed and _is_none(item) and key not in self._joined:
            rows, client = self._rows(item)
            rows.add_where(SQL("%s = %s", client, self.client_id))
            return SQL("NOT EXISTS %s", rows.subselect(SQL("1")))
        if is_needed and len(self._measures[key]) == 1 and key not in self._joined:
            # Asked last and by an index, of those whom the other conditions left.
            return compare(item, self._measured(item), self.today)
        if key not in self._joined:
            self._join(key, self._grouped(item, self._measures[key]))
        place = self._measures[key].index((item.measure, item.fact))
        value = SQL.identifier(self._joined[key], f"value{place}")
        if item.measure in _TOTALS:
            # Without rows there is a count and a sum all the same.
            value = SQL("coalesce(%s, 0)", value)
        return compare(item, value, self.today)

    def _measured(self, item):
        """The measure of one client's rows, as a selection of its own."""
        query, client = self._rows(item)
        columns = self.catalogue.columns[item.list]
        taken = [self._last_rows.column(columns[item.fact])] if item.fact else []
        query.add_where(SQL("%s = %s", client, self.client_id))
        value = query.subselect(SQL(_MEASURES[item.measure], *taken))
        return SQL("coalesce(%s, 0)", value) if item.measure in _TOTALS else value

    def _rows(self, item):
        """The rows of a list that meet its conditions, and whose they are."""
        entry = self.catalogue.lists[item.list]
        field = self.env["res.partner"]._fields[entry.path]
        rows = Facts(self.env[field.comodel_name])
        client = rows.model._field_to_sql(rows.alias, field.inverse_name, rows.query)
        rows.query.add_where(SQL("%s IS NOT NULL", client))
        if rows.model._active_name:
            rows.query.add_where(SQL.identifier(rows.alias, rows.model._active_name))
        if item.where.items:
            columns = self.catalogue.columns[item.list]

            def compiled(inner):
                if isinstance(inner, Group):
                    return self._group(inner, compiled)
                return self._fact(inner, rows, columns[inner.fact])

            rows.query.add_where(self._group(item.where, compiled))
        self._last_rows = rows
        return rows.query, client

    def _grouped(self, item, measures):
        query, client = self._rows(item)
        columns = self.catalogue.columns[item.list]
        values = []
        for place, (measure, fact) in enumerate(measures):
            taken = [self._last_rows.column(columns[fact])] if fact else []
            values.append(
                SQL(
                    "%s AS %s",
                    SQL(_MEASURES[measure], *taken),
                    SQL.identifier(f"value{place}"),
                )
            )
        query.groupby = client
        return query.select(SQL("%s AS client_id", client), *values)


def _is_some(item):
    """Whether a count asks for at least one row and nothing more."""
    return item.measure is Measure.COUNT and (
        (item.op is Op.AT_LEAST and item.value == 1)
        or (item.op is Op.MORE and item.value == 0)
    )


def _is_none(item):
    """Whether a count asks for no row at all."""
    return item.measure is Measure.COUNT and (
        (item.op in (Op.IS, Op.AT_MOST) and item.value == 0)
        or (item.op is Op.LESS and item.value == 1)
    )


def visible_sql(env, alias, query):
    """The clients whose whole card the user of `env` sees, as SQL on `alias`."""
    if env.su:
        return SQL("TRUE")
    partners = env["res.partner"]
    domain = partners._visible_domain(with_counter=False)
    if domain == Domain.TRUE:
        return SQL("TRUE")
    partners = partners.sudo().with_context(active_test=False)
    return SQL(
        "(%s) IS TRUE", domain.optimize_full(partners)._to_sql(partners, alias, query)
    )
