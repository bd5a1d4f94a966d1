"""Everybody against the sanctions lists: the first night, a night after, a new list by day."""

import io
import random
import time

from _client_bank import bank
from _clients_duplicates import ROWS_A_BATCH, insert, person

LISTED = 20_000
# A tenth of the listed bears a name as the bank's clients have; the others are from far away.
NEAR_EVERY = 10
# So many of the listed are clients indeed.
PLANTED = 200
CLIENTS_A_BATCH = 5_000
# A night has four hours for everything, this may have a quarter of an hour of them.
CLIENTS_A_SECOND = 1_100
HEAD = "number,kind,name,aliases,birth_date,birth_year,countries,programme,remark"


def _stranger(number):
    """A name that few clients have."""
    chance = random.Random(f"listed {number}")
    parts = [
        "".join(chance.choice("aeiou") + chance.choice("bcdfghjklmnpqrstvwxyz")
                for _ in range(size))
        for size in (4, 3)
    ]  # fmt: skip
    return " ".join(part.capitalize() for part in parts), chance.randrange(1940, 2002)


def _list(numbers, clients):
    rows = [HEAD]
    for place in numbers:
        if place < PLANTED:
            facts = person(place * (clients // PLANTED))
            name = f"{facts['last_name']} {facts['first_name']} {facts['middle_name']}"
            year = facts["birth_date"].year
        elif place % NEAR_EVERY == 0:
            facts = person(clients + place)
            name = f"{facts['last_name']} {facts['first_name']}"
            year = facts["birth_date"].year
        else:
            name, year = _stranger(place)
        rows.append(f"L{place},person,{name},,,{year},,bench,")
    return io.BytesIO("\n".join(rows).encode())


def _load(env, one, numbers, clients, name):
    begun = time.perf_counter()
    one._load(
        _list(numbers, clients), f"{name}.csv", name, env["bank.business.day"]._today()
    )
    env.flush_all()
    env.cr.commit()
    return time.perf_counter() - begun


def _night(env, ids):
    Hit = env["bank.sanctions.hit"].sudo()
    begun, slowest = time.perf_counter(), 0
    for start in range(0, len(ids), CLIENTS_A_BATCH):
        step = time.perf_counter()
        Hit._screen(ids[start : start + CLIENTS_A_BATCH])
        env.cr.commit()
        slowest = max(slowest, time.perf_counter() - step)
    return time.perf_counter() - begun, slowest


def measure(options, figures):
    """A list of twenty thousand names against the whole bank, which has no keys yet."""
    with bank("screening", options.keep) as env:
        ids = fill(env, options.clients)
        one = env["bank.sanctions.list"].create({"name": "Bench", "code": "bench"})
        spent = _load(env, one, range(LISTED), options.clients, "first")
        figures.note(f"a list of {LISTED:,} names loaded", spent, "s")
        size = f"{options.clients:,} clients"
        limit = max(options.clients / CLIENTS_A_SECOND, 10)
        for words in ("first night, keys made", "a night after"):
            spent, slowest = _night(env, ids)
            figures.note(f"{words}, {size}", spent, "s", at_most=limit)
            figures.note("  the slowest batch", slowest, "s")
        hits = env["bank.sanctions.hit"].search_count([])
        high = env["bank.sanctions.hit"].search_count([("score", ">=", 85)])
        figures.note(f"  matches for compliance (of them {high} high)", hits, "rows")
        # What the day brings: a hundred names more, looked for at once among everybody.
        spent = _load(env, one, range(LISTED + 100), options.clients, "second")
        figures.note("the list with a hundred names more, by day", spent, "s")


def fill(env, clients):
    """Persons with the names, birth dates and papers of the duplicates' measurement."""
    env["bank.business.day"]._open(env["bank.business.day"]._today())
    branch = env["bank.branch"].create(
        {"name": "Bench", "code": "bench", "kind": "head_office"}
    )
    model = env["res.partner"].create(
        {
            "name": "Bench", "is_client": True, "client_kind": "person",
            "client_state": "client", "branch_id": branch.id,
        }
    )  # fmt: skip
    env.cr.execute("SELECT * FROM res_partner WHERE id = %s", [model.id])
    columns = [name for name in env.cr.dictfetchone() if name != "id"]
    ids = []
    for start in range(0, clients, ROWS_A_BATCH):
        numbers = range(start, min(start + ROWS_A_BATCH, clients))
        ids += insert(env, model, columns, [person(number) for number in numbers])
        env.cr.commit()
    env.cr.execute("ANALYZE")
    env.cr.commit()
    return ids
