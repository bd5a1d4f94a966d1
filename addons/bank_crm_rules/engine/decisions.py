"""Decision tables over the clients of the bank: facts in, answers out, in one statement."""

from functools import lru_cache

from odoo.tools import SQL

from ..domain.dmn.model import Kind
from ..domain.dmn.python import compile_python
from ..domain.dmn.sql import compile_sql
from ..domain.dmn.xml import read_table
from .facts import Facts

COMPILED_KEPT = 64
BETWEEN_OUTPUTS = " · "


@lru_cache(COMPILED_KEPT)
def table_of(xml, kinds):
    """The table of a DMN text; `kinds` are the (code, kind) pairs of the catalogue."""
    return read_table(xml, {code: Kind(kind) for code, kind in kinds})


@lru_cache(COMPILED_KEPT)
def python_of(table):
    return compile_python(table)


@lru_cache(COMPILED_KEPT)
def sql_of(table):
    return compile_sql(table)


def inputs_sql(version, table, ids):
    """`record_id, i0, i1, ...` of the records whose ids the selection `ids` gives."""
    entries = version._entries_by_code()
    facts = Facts(version.env[version.table_id.model])
    columns = [
        SQL("%s AS %s", facts.column(entries[one.code]), SQL.identifier(f"i{place}"))
        for place, one in enumerate(table.inputs)
    ]
    facts.query.add_where(SQL("%s IN (%s)", facts.record_id, ids))
    return facts.query.select(SQL("%s AS record_id", facts.record_id), *columns)


def decided_sql(version, ids):
    """`record_id, rules, conflict, outcome, outputs` of what a version says about records."""
    version.env.flush_all()
    table = version._dmn()
    source = inputs_sql(version, table, ids)
    text, params = sql_of(table).select(source.code, source.params)
    return SQL(
        """
        SELECT d.record_id, nullif(array_to_string(d.rules, ', '), '') AS rules,
               d.violation IS NOT NULL AS conflict, %(outcome)s AS outcome, d.outputs
          FROM (%(decided)s) AS d
        """,
        outcome=_outcome_sql(table),
        decided=SQL(text, *params),
    )


def _outcome_sql(table):
    """The outputs as one text that people read and lists are grouped by."""
    if table.aggregation:
        return SQL("d.outputs #>> '{}'")
    if table.hit_policy.is_single_hit:
        return _joined_sql(table, SQL("d.outputs"))
    return SQL(
        "(SELECT string_agg(%s, ', ' ORDER BY o) FROM jsonb_array_elements(d.outputs) "
        "WITH ORDINALITY AS one(value, o))",
        _joined_sql(table, SQL("one.value")),
    )


def _joined_sql(table, outputs):
    values = [SQL("%s->>%s", outputs, output.name) for output in table.outputs]
    if len(values) == 1:
        return values[0]
    return SQL("nullif(concat_ws(%s, %s), '')", BETWEEN_OUTPUTS, SQL(", ").join(values))


def outcome_of(table, outputs):
    """The same text for one decision, from its outputs as JSON."""
    if outputs is None or table.aggregation:
        return _word(outputs)
    if table.hit_policy.is_single_hit:
        return _joined(table, outputs)
    return ", ".join(_joined(table, one) for one in outputs)


def _joined(table, outputs):
    words = [_word(outputs.get(output.name)) for output in table.outputs]
    return BETWEEN_OUTPUTS.join(word for word in words if word)


def _word(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
