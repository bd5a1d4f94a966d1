"""One comparison of a segment's condition as SQL."""

from odoo.tools import SQL

from ..domain.segment_dates import anniversary_days, date_range
from ..domain.segment_tree import Kind, Op

_SIGNS = {
    Op.IS: SQL("="),
    Op.IS_NOT: SQL("<>"),
    Op.LESS: SQL("<"),
    Op.AT_MOST: SQL("<="),
    Op.MORE: SQL(">"),
    Op.AT_LEAST: SQL(">="),
}


def compare(item, value, today, fold="%s"):
    """An item's comparison of a value; `fold` is how the wanted value is written."""
    op, wanted = item.op, item.value
    if item.kind is Kind.FLAG:
        return value if wanted else SQL("NOT %s", value)
    if op in (Op.EMPTY, Op.FILLED):
        return SQL("%s IS %s", value, SQL("NULL" if op is Op.EMPTY else "NOT NULL"))
    if item.kind is Kind.DATE:
        return _compare_date(op, wanted, value, today)
    if item.kind is Kind.TEXT:
        value, fold = SQL("lower(%s)", value), "lower(%s)"
    if op in (Op.ONE_OF, Op.NONE_OF):
        values = SQL(", ").join(SQL(fold, one) for one in wanted)
        word = SQL("IN") if op is Op.ONE_OF else SQL("NOT IN")
        return SQL("%s %s (%s)", value, word, values)
    if op is Op.BETWEEN:
        return SQL("%s BETWEEN %s AND %s", value, *(SQL(fold, end) for end in wanted))
    if op is Op.CONTAINS:
        return SQL("strpos(%s, lower(%s)) > 0", value, wanted)
    if op is Op.STARTS:
        return SQL("starts_with(%s, lower(%s))", value, wanted)
    return SQL("%s %s %s", value, _SIGNS[op], SQL(fold, wanted))


def _compare_date(op, wanted, value, today):
    if op is Op.ANNIVERSARY:
        return SQL(
            "(extract(month FROM %(day)s) * 100 + extract(day FROM %(day)s))::int "
            "= ANY(%(days)s)",
            day=value,
            days=anniversary_days(today, wanted),
        )
    return within(value, date_range(op, wanted, today))


def within(value, span):
    """Whether a date lies in a period whose ends are days or None."""
    first, last = span
    ends = []
    if first is not None:
        ends.append(SQL("%s >= %s", value, first))
    if last is not None:
        ends.append(SQL("%s <= %s", value, last))
    return SQL("(%s)", SQL(" AND ").join(ends))
