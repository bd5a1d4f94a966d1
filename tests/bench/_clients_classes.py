"""Client classes over a whole bank: the first night, one without changes, one with few."""

import time
from datetime import timedelta

from _client_bank import TODAY
from _clients_groups import fill

CLIENTS_A_SECOND = 50_000
# A twentieth of the clients holds something in another bank.
ELSEWHERE_EVERY = 20


def _live(env):
    """Funds, last operations, behaviour and products elsewhere, spread by the number."""
    env.cr.execute(
        "UPDATE res_partner SET funds_base = (id::bigint * 7919 %% 1000003), turnover_base = "
        "(id::bigint * 104729 %% 50021), last_operation_date = %s::date - (id %% 120)::int, "
        "client_since = '2015-01-01', client_state = CASE WHEN id %% 25 = 0 THEN 'prospect' "
        "ELSE 'client' END WHERE is_client",
        [TODAY],
    )
    env.cr.execute(
        "INSERT INTO bank_client_behaviour (client_id, credit_3m, debit_3m, credit_change_3m, "
        "balance_change_3m) SELECT id, id % 9000, id % 11000, (id % 150) - 70, "
        "(id * 13 % 140) - 60 FROM res_partner WHERE is_client "
        "ON CONFLICT (client_id) DO NOTHING"
    )
    bank = env["res.bank"].create({"name": "Bench Other Bank"})
    env.cr.execute(
        "INSERT INTO bank_external_product (client_id, bank_id, kind, currency_id, amount, "
        "annual_rate, source, known_date) SELECT id, %s, CASE WHEN id %% 3 = 0 THEN 'loan' "
        "ELSE 'deposit' END, %s, id %% 70000, 0.1, 'client', %s FROM res_partner "
        "WHERE is_client AND id %% %s = 0",
        [bank.id, env.company.currency_id.id, TODAY, ELSEWHERE_EVERY],
    )
    env.cr.execute(
        "WITH groups AS (INSERT INTO bank_client_group (kind, review_state, active, name) "
        "SELECT 'companies', 'fine', true, id::varchar FROM res_partner "
        "WHERE is_client AND id % 100 = 0 RETURNING id, name::int AS head) "
        "INSERT INTO bank_client_group_member (group_id, client_id, date_from, origin, "
        "is_kept_out) SELECT g.id, p.id, '2026-01-01', 'hand', false FROM groups g "
        "JOIN res_partner p ON p.is_client AND p.id BETWEEN g.head AND g.head + 4"
    )
    env.cr.execute("ANALYZE")
    env.cr.commit()
    env.invalidate_all()


def _night(env, standings, day):
    """(seconds for the segments, seconds for the classes, rows of classes written)."""
    begun = time.perf_counter()
    for segment in standings.segment_id:
        segment._refresh(day)
        env.cr.commit()
    found = time.perf_counter()
    changed = 0
    for standing in standings:
        changed += standing._refresh(day)
        env.cr.commit()
    return found - begun, time.perf_counter() - found, changed


def measure(options, figures):
    """The night of the shipped classes in a bank of its own."""
    from _client_bank import bank

    with bank("classes", options.keep) as env:
        fill(env, options.clients)
        _live(env)
        begun = time.perf_counter()
        products = env["bank.external.product"]._next_held(0)
        while products:
            products._refresh_base(TODAY)
            env.cr.commit()
            products = env["bank.external.product"]._next_held(products.ids[-1])
        spent = time.perf_counter() - begun
        figures.note("products in other banks at the day's rate", spent, "s")
        standings = env["bank.client.standing"].search([])
        standings._make_rules()
        size = f"{options.clients:,} clients"
        limit = max(options.clients / CLIENTS_A_SECOND, 5)
        nights = [("first night", TODAY), ("a night without changes", TODAY)]
        for words, day in nights:
            segments, classes, changed = _night(env, standings, day)
            figures.note(f"rules of classes, {words}, {size}", segments, "s")
            figures.note(f"classes, {words}, {size}", classes, "s", at_most=limit)
            figures.note("  memberships written", changed, "rows")
        env.cr.execute(
            "UPDATE res_partner SET last_operation_date = %s WHERE is_client AND id %% 100 = 1",
            [TODAY - timedelta(days=200)],
        )
        env.cr.execute(
            "UPDATE res_partner SET last_operation_date = %s WHERE is_client AND id %% 100 = 2",
            [TODAY],
        )
        env.cr.commit()
        env.invalidate_all()
        segments, classes, changed = _night(env, standings, TODAY + timedelta(days=1))
        figures.note(f"rules of classes, a day later, {size}", segments, "s")
        figures.note(f"classes, a day later, {size}", classes, "s", at_most=limit)
        figures.note("  memberships written", changed, "rows")
        _lists(env, figures)


def _lists(env, figures):
    """The first page of each list with its totals, as head office sees it."""
    boss = env["res.users"].search([("login", "=", "bench_boss")])
    Member = env["bank.client.standing.member"].with_user(boss)
    for code, order, name in (
        ("dormant", "last_operation_date, id", "funds_base"),
        ("shared", "next_end_date, id", "elsewhere_assets_base"),
        ("leaving", "date_from desc, id desc", "outflow_base"),
    ):
        domain = [("standing_id.code", "=", code), ("date_to", "=", False)]
        begun = time.perf_counter()
        rows = Member.search(domain, order=order, limit=80)
        rows.read(["client_id", "date_from", "why", name])
        Member.search_count(domain, limit=10_001)
        spent = 1000 * (time.perf_counter() - begun)
        figures.note(f"list {code}: first page with reasons", spent, "ms")
        begun = time.perf_counter()
        Member.formatted_read_group(domain, ["branch_id"], ["__count", f"{name}:sum"])
        spent = 1000 * (time.perf_counter() - begun)
        figures.note(f"list {code}: by branch with totals", spent, "ms")
