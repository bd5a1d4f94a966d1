"""Giving a manager to every client of a bank: preview and apply, each one pass."""

import time

from _client_bank import CLIENTS_A_MANAGER, ClientBank
from _client_bank import bank as open_bank

SECONDS = 60
UNITS = 40


def measure(options, figures):
    """Deal all clients among N/200 managers, in a bank of its own."""
    with open_bank("assignment", options.keep) as env:
        _deal(ClientBank(env), options.clients, figures)


def _deal(bank, clients, figures):
    fill(bank, clients)
    env = bank.env
    rule = env["bank.assignment.rule"].create(
        {
            "name": "Bench",
            "branch_id": bank.branch.id,
            "scope": "unserved",
            "is_own_unit": True,
        }
    )
    batch = env["bank.assignment.batch"].create(
        {"branch_id": bank.branch.id, "reason": "Bench"}
    )
    env.flush_all()
    begun = time.perf_counter()
    batch._preview()
    env.flush_all()
    env.cr.commit()
    spent = time.perf_counter() - begun
    people = len(rule._takers())
    figures.note(
        f"preview: {batch.dealt_count} of {clients} clients to {people} managers",
        spent,
        "s",
        at_most=SECONDS,
    )
    batch._move_to("waiting")
    batch._move_to("accepted")
    apply(bank, batch, figures, "apply")
    begun = time.perf_counter()
    env["bank.assignment"]._sync()
    env.cr.commit()
    figures.note("history checked again, nothing new", time.perf_counter() - begun, "s")
    batch.write({"is_undoing": True, "cursor": 0})
    # As the button does: the sessions that take back read what is committed.
    env.cr.commit()
    apply(bank, batch, figures, "taken back")


def apply(bank, batch, figures, name):
    begun = time.perf_counter()
    slowest = 0
    while True:
        step = time.perf_counter()
        more = batch._do_step(batch._step_workers())
        bank.env.cr.commit()
        slowest = max(slowest, time.perf_counter() - step)
        if not more:
            break
    figures.note(
        f"{name}: {batch.dealt_count} clients",
        time.perf_counter() - begun,
        "s",
        at_most=SECONDS,
    )
    figures.note(f"{name}: the slowest step", slowest, "s")
    fates = bank.env["bank.assignment.plan"]._read_group(
        [("batch_id", "=", batch.id)], ["fate"], ["__count"]
    )
    figures.note(f"{name}: {dict(fates)}", sum(count for _fate, count in fates), "")


def fill(bank, clients):
    """Units, managers and clients without a manager, as feeds leave them."""
    env = bank.env
    units = (
        env["bank.branch"]
        .create(
            [
                {
                    "name": f"Dealt {number}",
                    "code": f"dealt_{number}",
                    "parent_id": bank.branch.id,
                }
                for number in range(UNITS)
            ]
        )
        .ids
    )
    env.flush_all()
    cr = env.cr
    role = env.ref("bank_crm_base.role_retail_manager").id
    model = bank.managers[0]
    cr.execute(
        "INSERT INTO res_users (login, partner_id, company_id, active, share, "
        "notification_type) SELECT 'dealt_' || n, partner_id, company_id, true, false, "
        "notification_type FROM res_users, generate_series(1, %s) AS n WHERE id = %s "
        "RETURNING id",
        [max(1, clients // CLIENTS_A_MANAGER), model.id],
    )
    users = [user_id for (user_id,) in cr.fetchall()]
    cr.execute(
        "INSERT INTO bank_post (user_id, branch_id, role_id, date_from, acceptance) "
        "SELECT u.id, (%s::int[])[1 + u.n %% %s], %s, '2020-01-01', 'accepted' "
        "FROM unnest(%s::int[]) WITH ORDINALITY AS u (id, n)",
        [units, UNITS, role, users],
    )
    cr.execute("SELECT * FROM res_partner WHERE id = %s", [bank.model.id])
    columns = [name for name in cr.dictfetchone() if name != "id"]
    values = {
        "name": "'Dealt ' || n",
        "complete_name": "'Dealt ' || n",
        "sort_key": "'dealt ' || n",
        "core_number": "'D' || n",
        "branch_id": f"(ARRAY{units})[1 + n % {UNITS}]",
        "manager_id": "NULL::int",
        "funds_base": "(n::bigint * 48611 % 100000)::numeric",
    }
    listed = ", ".join(f'"{name}"' for name in columns)
    picked = ", ".join(values.get(name, f't."{name}"') for name in columns)
    picked = picked.replace("%", "%%")
    cr.execute(
        f"INSERT INTO res_partner ({listed}) SELECT {picked} "
        "FROM generate_series(1, %s) AS n, res_partner t WHERE t.id = %s",
        [clients, bank.model.id],
    )
    env.invalidate_all()
    env.registry.clear_cache()
    # The bank has run for a day: the history has its unit rows since yesterday.
    env["bank.assignment"]._sync(source="start")
    cr.execute("UPDATE bank_assignment SET date_from = date_from - 1")
    cr.commit()
    cr._cnx.autocommit = True
    try:
        cr._cnx.cursor().execute("VACUUM ANALYZE")
    finally:
        cr._cnx.autocommit = False
