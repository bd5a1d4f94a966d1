"""Cover of loans: the night's pass over the bank by SQL, and by the rules in Python.

    ./bankcrm bench cover [--pledges N] [--json]

One asset in a hundred secures two loans and is shared out by the rules in both.
"""

import argparse
import time

from _client_bank import ClientBank, Figures, bank

CLIENTS = 1_000
BATCH = 10_000


def read_arguments():
    parser = argparse.ArgumentParser(prog="bankcrm bench cover", description=__doc__)
    parser.add_argument("--pledges", type=int, default=50_000)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def copy_row(env, table, row_id, columns, count):
    """Insert `count` copies of a row; `columns` are SQL expressions of the number `n`."""
    env.cr.execute(f"SELECT * FROM {table} WHERE id = %s", [row_id])
    names = [name for name in env.cr.dictfetchone() if name != "id"]
    values = ", ".join(columns.get(name, f"o.{name}") for name in names)
    env.cr.execute(
        f"INSERT INTO {table} ({', '.join(names)}) SELECT {values} "
        f"FROM {table} o, generate_series(1, %s) n WHERE o.id = %s "
        "RETURNING id",
        [count, row_id],
    )
    return [key for (key,) in env.cr.fetchall()]


def fill(env, count):
    clients = ClientBank(env)
    clients.grow(CLIENTS)
    family = env.ref("bank_crm_base.product_family_consumer_loan")
    product = env["bank.product"].create(
        {"name": "Cover", "code": "B-C", "kind": "loan", "family_id": family.id}
    )
    client = env["res.partner"].search([("is_client", "=", True)], limit=1)
    holding = env["bank.holding"].create(
        {
            "client_id": client.id,
            "product_id": product.id,
            "branch_id": clients.branch.id,
            "state": "active",
            "currency_id": env.company.currency_id.id,
            "external_id": "C0",
        }
    )
    loan = env["bank.loan"].create(
        {
            "holding_id": holding.id,
            "ledger_mode": "core",
            "amount": 100_000,
            "start_date": "2026-01-01",
            "first_due_date": "2026-02-01",
        }
    )
    kind = env["bank.collateral.kind"].search([], limit=1)
    asset = env["bank.collateral"].create(
        {"name": "Flat", "kind_id": kind.id, "owner_id": client.id}
    )
    env.flush_all()
    pledge = env["bank.collateral.pledge"].create(
        {"collateral_id": asset.id, "loan_id": loan.id}
    )
    env.flush_all()
    env.cr.execute(
        "UPDATE bank_collateral_pledge SET agreement_number = 'P', "
        "agreement_date = '2026-01-01' WHERE id = %s",
        [pledge.id],
    )
    env.cr.execute(
        "UPDATE bank_collateral SET state = 'registered', market_value = 100000, "
        "pledge_value = 70000 WHERE id = %s",
        [asset.id],
    )
    holdings = copy_row(
        env, "bank_holding", holding.id, {"external_id": "'C' || n"}, count
    )
    loans = copy_row(
        env, "bank_loan", loan.id,
        {"holding_id": f"{holdings[0]} + n - 1", "principal_owed": "50000 + mod(n, 40000)"},
        count,
    )  # fmt: skip
    assets = copy_row(env, "bank_collateral", asset.id, {"number": "'K' || n"}, count)
    env.cr.execute(
        "SELECT column_name FROM information_schema.columns "
        "WHERE table_name = 'bank_collateral_pledge' AND column_name != 'id'"
    )
    names = [name for (name,) in env.cr.fetchall()]
    values = ", ".join(
        {"collateral_id": "a.id", "loan_id": "l.id"}.get(name, f"o.{name}")
        for name in names
    )
    pairs = (
        "a.place = l.place",
        f"mod(a.place, 100) = 0 AND l.place = mod(a.place, {count}) + 1",
    )
    for pair in pairs:
        env.cr.execute(
            f"INSERT INTO bank_collateral_pledge ({', '.join(names)}) "
            f"SELECT {values} FROM bank_collateral_pledge o, "
            "(SELECT id, row_number() OVER (ORDER BY id) AS place FROM bank_loan "
            "WHERE id = ANY(%s)) l, (SELECT id, row_number() OVER (ORDER BY id) AS place "
            f"FROM bank_collateral WHERE id = ANY(%s)) a WHERE o.id = %s AND {pair}",
            [loans, assets, pledge.id],
        )
    env.invalidate_all()
    env.cr.execute(
        "ANALYZE bank_collateral; ANALYZE bank_collateral_pledge; ANALYZE bank_loan"
    )
    return loans


def main():
    options = read_arguments()
    figures = Figures()
    with bank("cover") as env:
        loans = fill(env, options.pledges)
        Cover = env["bank.loan.cover"]
        found = {}
        for name, count in (("by the rules", Cover._count), ("by SQL", Cover._refresh)):
            env.cr.execute("DELETE FROM bank_loan_cover")
            began = time.perf_counter()
            for start in range(0, len(loans), BATCH):
                count(loans[start : start + BATCH])
            spent = time.perf_counter() - began
            env.cr.execute(
                "SELECT sum(covered), sum(shortfall), sum(loan_to_value), count(*) "
                "FROM bank_loan_cover"
            )
            found[name] = spent, env.cr.fetchone()
        assert found["by SQL"][1] == found["by the rules"][1], found
        figures.note(
            f"cover of {len(loans)} loans, a night's pass",
            found["by SQL"][0], "s", baseline=found["by the rules"][0],
        )  # fmt: skip
    figures.show(options.json)


if __name__ == "__main__":
    main()
