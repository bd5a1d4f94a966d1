"""Decision tables: one client at a time in Python, everybody in SQL beside a CASE by hand."""

import time
from itertools import product

STEP = 100_000
STEPS = 10
DECISIONS = 200_000
ROUNDS = 2
# 4 and 200 rules: steps of funds, steps of turnover, few products or many.
SIZES = ((2, 1), (STEPS, STEPS))
FEW = ("< 3", ">= 3")


def _dmn():
    """The addon's own modules: they are there once a bank is open."""
    from odoo.addons.bank_crm_rules.domain.dmn import model, python, xml_write
    from odoo.addons.bank_crm_rules.engine import decisions

    return model, python, xml_write, decisions


def table_of(steps_funds, steps_turnover, products):
    """Boxes over funds, turnover and products: as many rules as their product."""
    dmn, rules = _dmn()[0], []
    for place, (funds, turnover, few) in enumerate(
        product(range(steps_funds), range(steps_turnover), products)
    ):
        tests = (_box(funds, steps_funds), _box(turnover, steps_turnover), few)
        rules.append(dmn.Rule(place + 1, tests, (f'"G{place % 7}"', str(place))))
    return dmn.Table(
        "Bench",
        dmn.HitPolicy.UNIQUE,
        (
            dmn.Input("funds", "Funds", dmn.Kind.NUMBER),
            dmn.Input("turnover", "Turnover", dmn.Kind.NUMBER),
            dmn.Input("products", "Products", dmn.Kind.NUMBER),
        ),
        (dmn.Output("grade", "Grade"), dmn.Output("points", "Points", dmn.Kind.NUMBER)),
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


def run(clients, count, figures):
    """Note the figures for a bank of `count` clients."""
    if clients.count < count:
        clients.grow(count)
    env = clients.env
    env.cr.execute(
        "UPDATE res_partner SET funds_base = (id::bigint * 7919) % 1200000, "
        "turnover_base = (id::bigint * 104729) % 1200000, product_count = id % 7 "
        "WHERE is_client"
    )
    env.cr.execute("ANALYZE res_partner")
    env.cr.commit()
    for steps in SIZES:
        _note_python(figures, *steps)
    for steps in SIZES:
        _note_sql(clients, figures, *steps)


def _note_python(figures, *steps):
    table = table_of(*steps, FEW)
    decide = _dmn()[1].compile_python(table)
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
    figures.note(
        f"decide in Python, {len(table.rules)} rules", DECISIONS / spent, "decisions/s"
    )


def _note_sql(clients, figures, *steps):
    env, decisions = clients.env, _dmn()[3]
    table = table_of(*steps, FEW)
    rules = len(table.rules)
    code = f"bench_{rules}"
    record = env["bank.decision.table"].create({"name": code, "code": code})
    version = record.draft_id
    version.xml = _dmn()[2].write_table(table)
    env.flush_all()
    env.cr.execute("DROP TABLE IF EXISTS bench_answers")
    env.cr.execute(
        "CREATE TABLE bench_answers (LIKE bank_decision_result INCLUDING ALL)"
    )
    env.cr.commit()
    # None of these texts is anybody's but ours.
    insert = (
        "INSERT INTO bench_answers (run_id, client_id, rules, conflict, outcome, "
        "outcome_before, outputs, is_changed) SELECT 0, "
    )
    rule, outputs, outcome = case_by_hand(*steps)
    by_hand = (
        f"{insert} p.id, ({rule})::text, false, ({outcome})::text, NULL, ({outputs}), false "
        "FROM res_partner p WHERE p.is_client"
    )
    decided = decisions.decided_sql(
        version, decisions.SQL("SELECT id FROM res_partner WHERE is_client")
    )
    compiled = decisions.SQL(
        insert
        + "record_id, rules, conflict, outcome, NULL, outputs, false FROM (%s) AS d",
        decided,
    )
    seconds = {"by hand": [], "compiled": []}
    for _round in range(ROUNDS):
        for name, statement in (("by hand", by_hand), ("compiled", compiled)):
            env.cr.execute("TRUNCATE bench_answers")
            began = time.perf_counter()
            env.cr.execute(statement)
            seconds[name].append(time.perf_counter() - began)
    env.cr.execute("DROP TABLE bench_answers")
    env.cr.commit()
    best = {name: min(times) for name, times in seconds.items()}
    figures.note(
        f"everybody by SQL, {rules} rules, against the CASE by hand",
        best["compiled"],
        "s",
        baseline=best["by hand"],
        ratio=best["compiled"] / best["by hand"],
        at_most=2,
    )
    figures.note(
        f"everybody by SQL, {rules} rules", clients.count / best["compiled"], "rows/s"
    )
    tested = env["bank.decision.run"]._start(version, "test")
    env.cr.commit()
    began = time.perf_counter()
    while tested._do_slice(15):
        env.cr.commit()
    env.cr.commit()
    spent = time.perf_counter() - began
    figures.note(
        f"a test in slices with its counts, {rules} rules",
        tested.done_count / spent,
        "clients/s",
    )
