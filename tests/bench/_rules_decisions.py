"""Decision tables: one client at a time in Python, everybody in SQL beside a CASE by hand."""

import time
from itertools import product

from odoo.addons.bank_crm_rules.domain.dmn.model import (
    HitPolicy,
    Input,
    Kind,
    Output,
    Rule,
    Table,
)
from odoo.addons.bank_crm_rules.domain.dmn.python import compile_python
from odoo.addons.bank_crm_rules.domain.dmn.xml_write import write_table
from odoo.addons.bank_crm_rules.engine.decisions import decided_sql
from odoo.tools import SQL

STEP = 100_000
STEPS = 10
DECISIONS = 200_000


def table_of(steps_funds, steps_turnover, products):
    """Boxes over funds, turnover and products: as many rules as their product."""
    rules = []
    for place, (funds, turnover, few) in enumerate(
        product(range(steps_funds), range(steps_turnover), products)
    ):
        tests = (_box(funds, steps_funds), _box(turnover, steps_turnover), few)
        rules.append(Rule(place + 1, tests, (f'"G{place % 7}"', str(place))))
    return Table(
        "Bench",
        HitPolicy.UNIQUE,
        (
            Input("funds", "Funds", Kind.NUMBER),
            Input("turnover", "Turnover", Kind.NUMBER),
            Input("products", "Products", Kind.NUMBER),
        ),
        (Output("grade", "Grade"), Output("points", "Points", Kind.NUMBER)),
        tuple(rules),
    )


def _box(step, steps):
    if step == steps - 1:
        return f">= {step * STEP}"
    return f"[{step * STEP}..{(step + 1) * STEP})"


def case_by_hand(steps_funds, steps_turnover):
    """(number of the rule, grade, points) as a person would write them."""
    whens = []
    for place, (funds, turnover, few) in enumerate(
        product(range(steps_funds), range(steps_turnover), (True, False))
    ):
        conditions = [
            f"p.funds_base >= {funds * STEP}",
            f"p.turnover_base >= {turnover * STEP}",
            "p.product_count < 3" if few else "p.product_count >= 3",
        ]
        if funds < steps_funds - 1:
            conditions.append(f"p.funds_base < {(funds + 1) * STEP}")
        if turnover < steps_turnover - 1:
            conditions.append(f"p.turnover_base < {(turnover + 1) * STEP}")
        whens.append((" AND ".join(conditions), place))
    rule = " ".join(f"WHEN {test} THEN {place + 1}" for test, place in whens)
    outputs = " ".join(
        f'WHEN {test} THEN \'{{"grade": "G{place % 7}", "points": "{place}"}}\'::jsonb'
        for test, place in whens
    )
    outcome = " ".join(
        f"WHEN {test} THEN 'G{place % 7} · {place}'" for test, place in whens
    )
    return f"CASE {rule} END", f"CASE {outputs} END", f"CASE {outcome} END"


def measure(clients):
    """Lines of figures for the bank as it stands."""
    env = clients.env
    env.cr.execute(
        "UPDATE res_partner SET funds_base = (id::bigint * 7919) % 1200000, "
        "turnover_base = (id::bigint * 104729) % 1200000, product_count = id % 7 WHERE is_client"
    )
    env.cr.execute("ANALYZE res_partner")
    env.cr.commit()
    yield from _python_lines()
    for steps in ((2, 1), (STEPS, STEPS)):
        yield from _sql_lines(clients, *steps)


def _python_lines():
    for steps in ((2, 1), (STEPS, STEPS)):
        table = table_of(*steps, ("< 3", ">= 3"))
        decide = compile_python(table)
        rows = [
            {
                "funds": n * 7919 % 1_200_000,
                "turnover": n * 104_729 % 1_200_000,
                "products": n % 7,
            }
            for n in range(1000)
        ]
        began = time.process_time()
        for number in range(DECISIONS):
            decide(rows[number % 1000])
        spent = time.process_time() - began
        yield f"Python, {len(table.rules)} rules: {DECISIONS / spent:,.0f} decisions/s"


def _sql_lines(clients, *steps):
    env = clients.env
    table = table_of(*steps, ("< 3", ">= 3"))
    code = f"bench_{len(table.rules)}"
    record = env["bank.decision.table"].create({"name": code, "code": code})
    version = record.draft_id
    version.xml = write_table(table)
    env.flush_all()
    env.cr.commit()
    ids = SQL("SELECT id FROM res_partner WHERE is_client")
    rule, outputs, outcome = case_by_hand(*steps)
    columns = (
        f"p.id, ({rule})::text, false, ({outcome})::text, NULL, ({outputs}), false"
    )
    env.cr.execute("DROP TABLE IF EXISTS bench_by_hand")
    env.cr.execute(
        "CREATE TABLE bench_by_hand (LIKE bank_decision_result INCLUDING ALL)"
    )
    by_hand = (
        f"INSERT INTO bench_by_hand (run_id, client_id, rules, conflict, outcome, "
        f"outcome_before, outputs, is_changed) SELECT 0, {columns} FROM res_partner p "
        "WHERE p.is_client"
    )
    ours = SQL(
        "INSERT INTO bench_by_hand (run_id, client_id, rules, conflict, outcome, "
        "outcome_before, outputs, is_changed) SELECT 1, record_id, rules, conflict, outcome, "
        "NULL, outputs, false FROM (%s) AS now",
        decided_sql(version, ids),
    )
    seconds = {"by hand": [], "compiled": []}
    for _round in range(2):
        for name, statement in (("by hand", by_hand), ("compiled", ours)):
            env.cr.execute("TRUNCATE bench_by_hand")
            began = time.perf_counter()
            env.cr.execute(statement)
            seconds[name].append(time.perf_counter() - began)
    env.cr.execute("TRUNCATE bench_by_hand")
    env.cr.commit()
    best = {name: min(times) for name, times in seconds.items()}
    for name, time_taken in best.items():
        yield (
            f"SQL, {len(table.rules)} rules, {name}: {clients.count / time_taken:,.0f} rows/s "
            f"({time_taken:.1f} s)"
        )
    yield (
        f"  compiled / by hand: {best['compiled'] / best['by hand']:.2f} (to reach: 2 at most)"
    )
    run = env["bank.decision.run"]._start(version, "test")
    env.cr.commit()
    began = time.perf_counter()
    while run._do_slice(15):
        env.cr.commit()
    env.cr.commit()
    spent = time.perf_counter() - began
    yield (
        f"  a test run in slices, counts included: {run.done_count / spent:,.0f} clients/s "
        f"({spent:.1f} s), {run.conflict_count} disagree"
    )
