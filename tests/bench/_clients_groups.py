"""Groups of connected clients and ultimate owners: a fifth as many links as clients."""

import argparse
import random
import time
from decimal import Decimal

from _client_bank import ClientBank, Figures, bank
from psycopg2.extras import execute_values

LINKS_A_CLIENT = 5
CHAIN = 4
PROBES = 500


def _links(ids, chance):
    """Ownership trees of up to nine companies; every twentieth closes a circle."""
    count = len(ids) // LINKS_A_CLIENT
    links, place = [], 0
    while len(links) < count and place + 10 < len(ids):
        size = chance.randint(2, 9)
        tree = ids[place : place + size]
        links += [
            (tree[(number - 1) // CHAIN], tree[number], chance.randint(51, 90))
            for number in range(1, size)
        ]
        if chance.random() < 0.05 and size > 2:
            links.append((tree[-1], tree[0], 30))
        place += size
    return links[:count]


def fill(env, count):
    """Clients by SQL, every fiftieth with the telephone of the one before."""
    clients = ClientBank(env)
    env.cr.execute("SELECT * FROM res_partner WHERE id = %s", [clients.model.id])
    columns = [name for name in env.cr.dictfetchone() if name not in ("id", "name")]
    listed = ", ".join(f'"{name}"' for name in columns)
    env.cr.execute(
        f"INSERT INTO res_partner (name, {listed}) SELECT 'Client ' || n, {listed} "
        "FROM res_partner, generate_series(2, %s) n WHERE id = %s",
        [count, clients.model.id],
    )
    env.cr.execute(
        "INSERT INTO bank_contact_point (client_id, kind, value, key, is_main) "
        "SELECT id, 'mobile', phone, phone, true FROM (SELECT id, '+38067' || lpad((CASE "
        "WHEN id % 50 = 0 THEN id - 1 ELSE id END)::varchar, 7, '0') AS phone "
        "FROM res_partner WHERE is_client) one"
    )
    env.cr.execute("ANALYZE")
    env.cr.commit()
    env.invalidate_all()


def measure(options, figures):
    """The night's groups and proposals, and owners, in a bank of its own."""
    with bank("groups", options.keep) as env:
        fill(env, options.clients)
        chance = random.Random(27)
        env.cr.execute("SELECT id FROM res_partner WHERE is_client ORDER BY id")
        ids = [client_id for (client_id,) in env.cr.fetchall()]
        links = _links(ids, chance)
        kind = env["bank.relation.type"]._of("owns")
        execute_values(
            env.cr._obj,
            "INSERT INTO bank_relation (from_client_id, to_client_id, type_id, share, state, "
            f"source) SELECT f, t, {kind.id}, s, 'confirmed', 'fed' FROM (VALUES %s) v(f, t, s)",
            links,
            page_size=10_000,
        )
        env.cr.execute("ANALYZE bank_relation")
        env.cr.commit()
        size = f"{len(ids):,} clients, {len(links):,} links"
        day = env["bank.business.day"]._today()
        for words in ("first night", "a night without changes"):
            begun = time.perf_counter()
            changed = env["bank.client.group"]._rebuild(day)
            env.cr.commit()
            spent = time.perf_counter() - begun
            figures.note(f"groups, {words}, {size}", spent, "s", at_most=60)
            figures.note("  members written", changed, "rows")
        figures.note("groups", env["bank.client.group"].search_count([]), "groups")
        _proposals(env, figures)
        _owners(env, links, chance, figures)


def _proposals(env, figures):
    Relation = env["bank.relation"]
    begun = time.perf_counter()
    found = sum(Relation._propose_found(way()) for way in Relation._inferences())
    env.cr.commit()
    figures.note("relations inferred over everybody", time.perf_counter() - begun, "s")
    figures.note("  proposals", found, "rows")


def _owners(env, links, chance, figures):
    from odoo.addons.bank_crm_client.domain.relations.shares import ultimate_shares

    owners = {}
    for first, second, share in links:
        owners.setdefault(second, {})[first] = Decimal(share) / 100
    begun = time.perf_counter()
    ultimate_shares(owners)
    spent = time.perf_counter() - begun
    figures.note(f"ultimate owners of {len(owners):,} companies", spent, "s")
    probes = chance.sample(sorted(owners), min(PROBES, len(owners)))
    begun = time.perf_counter()
    for company in probes:
        env["bank.relation"]._owners_above(company)
    spent = (time.perf_counter() - begun) / len(probes)
    figures.note("owners above one company, recursive SQL", 1000 * spent, "ms")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=100_000)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--keep", action="store_true", help="leave the database")
    options = parser.parse_args()
    figures = Figures()
    measure(options, figures)
    figures.show(options.json)
