"""How long finding a client takes, beside Odoo's own name search in the same bank.

    ./bankcrm bench find [--clients N] [--calls N] [--json] [--keep]

First with 10,000 clients (or fewer), then with N. The baseline is `name_search` as the core
has it: the same users, the same visibility rule, the same names.
"""

import argparse
import json
import random
import statistics

from _client_bank import ClientBank, Figures, bank, p95, timed

SMALL = 10_000
STOCK_CALLS = 12
KINDS = ("name", "two names", "phone", "tax number", "IBAN", "e-mail", "Chinese name")


def read_arguments():
    parser = argparse.ArgumentParser(prog="bankcrm bench find", description=__doc__)
    parser.add_argument("--clients", type=int, default=30_000)
    parser.add_argument("--calls", type=int, default=40, help="of each kind")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--keep", action="store_true", help="leave the database")
    return parser.parse_args()


def typed(clients, kind, number):
    """What a clerk would type for some client of the bank."""
    chance = random.Random(f"{kind}{number}")
    which = chance.randrange(clients.count)
    if kind == "Chinese name":
        return clients.name(which - which % 50)
    which += which % 50 == 0
    words = clients.name(which).split()
    return {
        "name": words[0][: chance.randint(3, 8)],
        "two names": " ".join(word[:4] for word in words[::-1]),
        "phone": f"067{which:07d}",
        "tax number": str(2_000_000_000 + which),
        "IBAN": f"UA21322313{which:019d}",
        "e-mail": f"c{which}@bank",
    }[kind]


def measure(clients, calls):
    """Kind and viewer -> seconds of each call; the same of the core's search."""
    ours, stock = {}, {}
    for viewer in (clients.boss, clients.managers[0]):
        partners = clients.env(user=viewer.id)["res.partner"]
        for kind in KINDS:

            def find(number, partners=partners, kind=kind):
                partners.env.invalidate_all()
                partners.find_clients(typed(clients, kind, number))

            def search(number, partners=partners, kind=kind):
                partners.env.invalidate_all()
                partners.name_search(typed(clients, kind, number), limit=8)

            ours[kind, viewer.login] = timed(find, calls)
            with core_search(partners):
                stock[kind, viewer.login] = timed(search, STOCK_CALLS)
    return ours, stock


class core_search:  # noqa: N801 - reads as a verb
    """Meanwhile partners are searched as the core does."""

    def __init__(self, partners):
        self.model = type(partners)

    def __enter__(self):
        from odoo.models import BaseModel

        self.model._search_display_name = BaseModel._search_display_name

    def __exit__(self, *_exception):
        del self.model._search_display_name


def sequential_scans(clients):
    """Tables that the plans of all kinds of look-up read from end to end."""
    from odoo.addons.bank_crm_base.domain.search_query import parse_query
    from odoo.tools import SQL

    scanned = []
    for viewer in (clients.boss, clients.managers[0]):
        partners = clients.env(user=viewer.id)["res.partner"]
        for kind in KINDS:
            statement = partners._find_sql(parse_query(typed(clients, kind, 1)), 30)
            rows = partners.env.execute_query(
                SQL("EXPLAIN (FORMAT JSON) %s", statement)
            )
            plan = rows[0][0]
            plan = json.dumps(plan) if not isinstance(plan, str) else plan
            if '"Seq Scan"' in plan:
                scanned.append(f"{kind} by {viewer.login}")
    return scanned


def everything(measured):
    return p95([second for seconds in measured.values() for second in seconds])


def middle(measured):
    return statistics.median(
        second for seconds in measured.values() for second in seconds
    )


def main():
    options = read_arguments()
    figures = Figures()
    with bank("find", options.keep) as env:
        clients = ClientBank(env)
        small = min(SMALL, options.clients)
        clients.grow(small)
        before, _stock = measure(clients, options.calls)
        clients.grow(options.clients)
        ours, stock = measure(clients, options.calls)
        for kind in KINDS:
            for viewer in (clients.boss.login, clients.managers[0].login):
                who = "whole bank" if viewer == clients.boss.login else "own portfolio"
                figures.note(
                    f"find by {kind}, {who}: p95",
                    1000 * p95(ours[kind, viewer]),
                    "ms",
                    baseline=1000 * p95(stock[kind, viewer]),
                )
        figures.note(
            f"find, {options.clients} clients: p95",
            1000 * everything(ours),
            "ms",
            baseline=1000 * everything(stock),
            at_least=50,
        )
        figures.note(
            f"growth of p95 from {small} clients",
            1000 * everything(ours),
            "ms",
            baseline=1000 * everything(before),
            ratio=everything(ours) / everything(before),
            at_most=1.5,
        )
        figures.note(
            "find: median",
            1000 * middle(ours),
            "ms",
            baseline=1000 * middle(stock),
        )
        scans = sequential_scans(clients)
        figures.note(
            "plans that read a whole table",
            len(scans),
            ", ".join(scans) or "plans",
            at_most=0,
        )
    figures.show(options.json)


if __name__ == "__main__":
    main()
