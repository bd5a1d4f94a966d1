"""Next steps over a whole bank: the first night, one without changes, one a day later."""

import time
from datetime import timedelta

from _client_bank import TODAY
from _clients_classes import _live
from _clients_groups import fill

CLIENTS_A_BATCH = 5_000
CLIENTS_A_SECOND = 3_000
YEAR = 365


def _copies(env, record, values, where):
    """Copies of `record` for the clients `p` that `where` picks, with other values (SQL)."""
    env.flush_all()
    table = record._table
    env.cr.execute(f"SELECT * FROM {table} WHERE id = %s", [record.id])
    names = [name for name in env.cr.dictfetchone() if name != "id"]
    listed = ", ".join(f'"{name}"' for name in names)
    picked = ", ".join(values.get(name, f't."{name}"') for name in names)
    env.cr.execute(
        f"INSERT INTO {table} ({listed}) SELECT {picked} FROM {table} t, res_partner p "
        f"WHERE t.id = {record.id} AND p.is_client AND p.id != t.client_id AND {where}"
    )


def _causes(env):
    """Papers, deposits, files, tasks and dormant clients, as a bank of that size has them."""
    client = env["res.partner"].search([("is_client", "=", True)], order="id", limit=1)
    day = f"'{TODAY}'::date"
    paper = env["bank.client.document"].create(
        {
            "client_id": client.id,
            "kind": "passport",
            "number": "B",
            "expiry_date": TODAY,
        }
    )
    _copies(env, paper, {"client_id": "p.id", "number": "'B' || p.id",
                         "expiry_date": f"{day} + (p.id * 31 % 3650)::int"}, "true")  # fmt: skip
    family = env["bank.product.family"].search([], limit=1) or env[
        "bank.product.family"
    ].create({"name": "Bench", "code": "bench"})
    product = env["bank.product"].create(
        {"name": "Deposit", "code": "BENCHD", "kind": "deposit", "family_id": family.id}
    )
    deposit = env["bank.holding"].create(
        {
            "client_id": client.id,
            "product_id": product.id,
            "number": "BENCH",
            "state": "active",
            "amount": 1000,
            "currency_id": env.company.currency_id.id,
            "end_date": TODAY,
        }
    )
    _copies(env, deposit, {"client_id": "p.id", "number": "'D' || p.id",
                           "external_id": "'D' || p.id", "amount": "p.id % 90000",
                           "end_date": f"{day} + (p.id * 17 % {YEAR})::int"},
            "p.id % 5 = 0")  # fmt: skip
    env.cr.execute(
        "UPDATE res_partner SET missing_facts = 'phone', completeness = 60 "
        "WHERE is_client AND id % 10 = 3"
    )
    env.cr.execute(
        "UPDATE bank_external_product SET end_date = %s::date + (id %% 365)::int",
        [TODAY],
    )
    dormant = env["bank.client.standing"].search([("code", "=", "dormant")], limit=1)
    env.cr.execute(
        "INSERT INTO bank_client_standing_member (standing_id, client_id, source, date_from) "
        "SELECT %s, id, 'rule', %s FROM res_partner WHERE is_client AND id %% 30 = 7",
        [dormant.id, TODAY - timedelta(days=20)],
    )
    env.cr.execute(
        "INSERT INTO mail_activity (res_model_id, res_model, res_id, activity_type_id, user_id, "
        "summary, date_deadline, active) SELECT %s, 'res.partner', id, %s, manager_id, 'Call', "
        "%s::date - (id %% 20)::int - 1, true FROM res_partner "
        "WHERE is_client AND manager_id IS NOT NULL AND id %% 50 = 11",
        [
            env["ir.model"]._get_id("res.partner"),
            env.ref("mail.mail_activity_data_todo").id,
            TODAY,
        ],
    )
    env.cr.execute("ANALYZE")
    env.cr.commit()
    env.invalidate_all()


def _night(env, ids, day):
    """(seconds, slowest batch, steps that are new)."""
    Step = env["bank.next.step"].sudo()
    begun, slowest, found = time.perf_counter(), 0, 0
    for start in range(0, len(ids), CLIENTS_A_BATCH):
        step = time.perf_counter()
        found += Step._refresh(ids[start : start + CLIENTS_A_BATCH], day)
        env.cr.commit()
        slowest = max(slowest, time.perf_counter() - step)
    return time.perf_counter() - begun, slowest, found


def measure(options, figures):
    """The night of next steps in a bank of its own, then the list of a manager."""
    from _client_bank import bank

    with bank("steps", options.keep) as env:
        fill(env, options.clients)
        _live(env)
        _causes(env)
        env.cr.execute("SELECT id FROM res_partner WHERE is_client ORDER BY id")
        ids = [client_id for (client_id,) in env.cr.fetchall()]
        size = f"{options.clients:,} clients"
        limit = max(options.clients / CLIENTS_A_SECOND, 10)
        nights = (
            ("first night", TODAY),
            ("a night without changes", TODAY),
            ("a day later", TODAY + timedelta(days=1)),
        )
        for words, day in nights:
            if day != env["bank.business.day"]._today():
                env["bank.business.day"]._open(day)
            spent, slowest, found = _night(env, ids, day)
            figures.note(f"next steps, {words}, {size}", spent, "s", at_most=limit)
            figures.note("  the slowest batch", slowest, "s")
            figures.note("  new steps", found, "rows")
        begun = time.perf_counter()
        manager = env["res.users"].search([("login", "=", "bench_0")])
        env["bank.next.step"].with_user(manager).search(
            [("state", "=", "open")], limit=80
        )
        spent = 1000 * (time.perf_counter() - begun)
        figures.note("the first eighty steps of a manager", spent, "ms")
