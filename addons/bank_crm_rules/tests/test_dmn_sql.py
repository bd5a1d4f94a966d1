from decimal import Decimal

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from odoo.tests import TransactionCase, tagged

from ..domain.dmn.check import check
from ..domain.dmn.model import Kind
from ..domain.dmn.python import compile_python
from ..domain.dmn.sql import compile_sql
from ..domain.dmn.sql_cells import TYPES
from . import dmn_strategies


def source_of(table, rows):
    """The rows as a source of the compiled statement."""
    types = [TYPES[entry.kind] for entry in table.inputs]
    columns = ", ".join(f"i{place}" for place in range(len(types)))
    row_text = ", ".join(["%s", *(f"%s::{type_}" for type_ in types)])
    text = ", ".join([f"({row_text})"] * len(rows))
    params = []
    for record_id, row in enumerate(rows):
        params += [record_id, *(row[entry.code] for entry in table.inputs)]
    return f"SELECT * FROM (VALUES {text}) AS v(record_id, {columns})", params


def compare(cr, table, rows):
    """Assert that SQL decides every row as Python does."""
    decide, sql = compile_python(table), compile_sql(table)
    decisions = [decide(row) for row in rows]
    cr.execute(*sql.select(*source_of(table, rows)))
    found = sorted(cr.fetchall())
    assert [row[0] for row in found] == list(range(len(rows)))
    for decision, (record_id, *columns) in zip(decisions, found, strict=True):
        expected = [list(decision.rules), decision.violation, decision.as_json()]
        assert columns == expected, (rows[record_id], columns, expected)
    if not table.hit_policy.is_single_hit:
        return
    # Odoo reads numeric as float: here every digit counts.
    is_number = [output.kind is Kind.NUMBER for output in table.outputs]
    columns = ", ".join(
        f"o{place}::text" if is_ else f"o{place}" for place, is_ in enumerate(is_number)
    )
    text, params = sql.select_typed(*source_of(table, rows))
    cr.execute(f"SELECT {columns} FROM ({text}) AS t ORDER BY record_id", params)
    for decision, values in zip(decisions, cr.fetchall(), strict=True):
        found = [
            Decimal(value) if is_ and value is not None else value
            for value, is_ in zip(values, is_number, strict=True)
        ]
        outputs = decision.outputs or dict.fromkeys(range(len(found)))
        assert found == list(outputs.values())


@tagged("post_install", "-at_install")
class TestDmnSql(TransactionCase):
    @given(st.data())
    @settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
    def _decide_both_ways(self, data):
        table = data.draw(dmn_strategies.tables())
        # A random range may be upside down once its ends are calculated.
        assume(not check(table))
        with self.env.cr.savepoint():
            compare(self.env.cr, table, data.draw(dmn_strategies.rows(table)))

    def test_sql_decides_as_python_does(self):
        self._decide_both_ways()
