"""How long the client card takes to open, and whether it grows with the bank.

    ./bankcrm bench card [--clients N] [--movements N] [--calls N] [--json] [--keep]

Measured are the server calls of the page: the record with its lists and the card, as the
client's manager. The baseline is the same page with 10,000 clients (or fewer).
"""

import argparse
import random
import statistics

from _client_bank import ClientBank, Figures, bank, p95, timed

SMALL = 10_000


def read_arguments():
    parser = argparse.ArgumentParser(prog="bankcrm bench card", description=__doc__)
    parser.add_argument("--clients", type=int, default=20_000)
    parser.add_argument(
        "--movements", type=int, default=5, help="on each account, two a client"
    )
    parser.add_argument("--calls", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--keep", action="store_true", help="leave the database")
    return parser.parse_args()


def form_fields(env):
    """What the form asks of the record, as the browser does."""
    from lxml import etree

    view = env.ref("bank_crm_base.bank_client_view_form")
    arch = env["res.partner"].get_view(view.id, "form")["arch"]
    spec = {"display_name": {}}
    for node in etree.fromstring(arch).iter("field"):
        if any(parent.tag == "field" for parent in node.iterancestors()):
            continue
        field = env["res.partner"]._fields[node.get("name")]
        inner = {
            name: {}
            for name in {child.get("name") for child in node.iter("field")}
            - {field.name}
        }
        if field.type == "many2one":
            inner = {"display_name": {}}
        spec[field.name] = {"fields": inner} if field.relational else {}
    return spec


def measure(clients, calls):
    env = clients.env
    env.cr.execute(
        "SELECT id, manager_id FROM res_partner "
        "WHERE core_number IS NOT NULL AND manager_id = ANY(%s)",
        [[manager.id for manager in clients.managers]],
    )
    rows = env.cr.fetchall()
    chance = random.Random(5)
    picked = [chance.choice(rows) for _ in range(calls + 1)]
    spec = form_fields(env(user=picked[0][1]))
    queries = []

    def read(number):
        client_id, manager_id = picked[number]
        client = env(user=manager_id)["res.partner"].browse(client_id)
        client.env.invalidate_all()
        client.web_read(spec)

    def card(number):
        client_id, manager_id = picked[number]
        client = env(user=manager_id)["res.partner"].browse(client_id)
        client.env.invalidate_all()
        before = env.cr.sql_log_count
        client.get_client_card()
        queries.append(env.cr.sql_log_count - before)

    cards = timed(card, calls)
    reads = timed(read, calls)
    return {
        "card": p95(cards),
        "record": p95(reads),
        "page": p95([sum(pair) for pair in zip(cards, reads, strict=True)]),
        "queries": statistics.median(queries),
    }


def main():
    options = read_arguments()
    figures = Figures()
    with bank("card", options.keep) as env:
        clients = ClientBank(env)
        small = min(SMALL, options.clients)
        clients.grow(small)
        clients.book(options.movements)
        before = measure(clients, options.calls)
        if options.clients > small:
            clients.grow(options.clients)
            clients.book(options.movements)
        after = measure(clients, options.calls)
        movements = 2 * options.clients * options.movements
        for part, name in (
            ("card", "the card itself"),
            ("record", "the record and its lists"),
        ):
            figures.note(
                f"{name}: p95", 1000 * after[part], "ms", baseline=1000 * before[part]
            )
        figures.note(
            f"page, {options.clients} clients, {movements} movements: growth of p95",
            1000 * after["page"],
            "ms",
            baseline=1000 * before["page"],
            ratio=after["page"] / before["page"],
            at_most=1.5,
        )
        figures.note(
            "queries of the card",
            after["queries"],
            "queries",
            baseline=before["queries"],
        )
    figures.show(options.json)


if __name__ == "__main__":
    main()
