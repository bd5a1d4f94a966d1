"""What the visibility rule costs, beside the same query without any rule.

    ./bankcrm bench access [--clients N] [--calls N] [--json] [--keep]

Measured are the first page of the client list, its count, and the first page of accounts, as
a manager, a branch head with twenty dated rights, a regional head and head office without the
wall. The baseline is the same call by the superuser, whom no rule narrows.
"""

import argparse
from datetime import date, timedelta

from _client_bank import TODAY, ClientBank, Figures, bank, p95, timed

BRANCHES, REGIONS = 50, 5
GRANTS = 20
PAGE = 80
SPEC = {"display_name": {}, "phone": {}, "funds_base": {}, "last_operation_date": {}}


def read_arguments():
    parser = argparse.ArgumentParser(prog="bankcrm bench access", description=__doc__)
    parser.add_argument("--clients", type=int, default=30_000)
    parser.add_argument("--calls", type=int, default=40)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--keep", action="store_true", help="leave the database")
    return parser.parse_args()


def spread(clients):
    """Clients over fifty branches of five regions; every hundredth behind the wall."""
    env = clients.env
    Branch = env["bank.branch"]
    regions = Branch.create(
        [
            {
                "name": f"Region {number}",
                "code": f"r{number}",
                "kind": "region",
                "parent_id": clients.branch.id,
            }
            for number in range(REGIONS)
        ]
    )
    branches = Branch.create(
        [
            {
                "name": f"Branch {number}",
                "code": f"b{number}",
                "kind": "branch",
                "parent_id": regions[number % REGIONS].id,
            }
            for number in range(BRANCHES)
        ]
    )
    env.flush_all()
    env.cr.execute(
        "UPDATE res_partner SET branch_id = (%s::int[])[1 + manager_id %% %s], "
        "is_private_banking = (id %% 100 = 0) WHERE is_client",
        [branches.ids, BRANCHES],
    )
    env.cr.execute(
        "UPDATE bank_account a SET branch_id = p.branch_id FROM res_partner p "
        "WHERE p.id = a.client_id"
    )
    env.cr.commit()
    env.cr.execute("ANALYZE")
    env.cr.commit()
    env.invalidate_all()
    return regions, branches


def employee(clients, login, role, branch):
    clients.branch, home = branch, clients.branch
    user = clients._employee(login, role)
    clients.branch = home
    return user


def grant(clients, user):
    env = clients.env
    env.cr.execute(
        "SELECT id FROM res_partner WHERE is_client ORDER BY id DESC LIMIT %s", [GRANTS]
    )
    env["bank.grant"].create(
        [
            {
                "user_id": user.id,
                "client_id": client_id,
                "kind": "deputy",
                "date_from": date(2026, 1, 1),
                "date_to": TODAY + timedelta(days=30),
                "reason": "bench",
            }
            for (client_id,) in env.cr.fetchall()
        ]
    )


def measure(env, calls):
    clients, accounts = env["res.partner"], env["bank.account"]
    domain = [("is_client", "=", True)]

    def page(_number):
        clients.invalidate_model()
        clients.web_search_read(
            domain, SPEC, limit=PAGE, order="sort_key", count_limit=10_001
        )

    def count(_number):
        clients.search_count(domain)

    def account_page(_number):
        accounts.invalidate_model()
        accounts.web_search_read(
            [], {"number": {}, "balance": {}}, limit=PAGE, count_limit=10_001
        )

    return {
        "first page of clients": p95(timed(page, calls)),
        "number of clients": p95(timed(count, max(calls // 4, 20))),
        "first page of accounts": p95(timed(account_page, calls)),
    }


def main():
    options = read_arguments()
    figures = Figures()
    with bank("access", options.keep) as env:
        clients = ClientBank(env)
        clients.grow(options.clients)
        regions, branches = spread(clients)
        head = employee(clients, "bench_head", "branch_head", branches[0])
        grant(clients, head)
        people = {
            "manager, own portfolio": clients.managers[0],
            f"branch head with {GRANTS} rights": head,
            "regional head": employee(
                clients, "bench_region", "regional_head", regions[0]
            ),
            "auditor, everything": employee(
                clients, "bench_audit", "auditor", clients.branch
            ),
        }
        env.flush_all()
        env.cr.commit()
        bare = measure(env, options.calls)
        for who, user in people.items():
            for what, seconds in measure(env(user=user.id), options.calls).items():
                figures.note(
                    f"{what}, {who}: p95",
                    1000 * seconds,
                    "ms",
                    baseline=1000 * bare[what],
                )
    figures.show(options.json)


if __name__ == "__main__":
    main()
