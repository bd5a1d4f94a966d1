"""Segments over a bank of N clients: how long a count takes, how fast members are kept."""

import time

from _client_bank import TODAY

COUNT_SECONDS = 1
MEMBERS_A_SECOND = 100_000
BRANCHES = 40
# What marketing asks for; the last one takes half of the bank.
SEGMENTS = {
    "affluent, received fell by 30 % in 3 months": [
        {"fact": "class", "op": "is", "value": "affluent"},
        {"fact": "credit_change_3m", "op": "at_most", "value": -30},
    ],
    "paid every month, no active card": [
        {"fact": "credit_3m", "op": "at_least", "value": 30_000},
        {
            "list": "cards", "measure": "count", "op": "is", "value": 0,
            "where": {
                "match": "all",
                "items": [{"fact": "state", "op": "is", "value": "active"}],
            },
        },
    ],
    "idle for 90 days with funds": [
        {"fact": "idle_days", "op": "more", "value": 90},
        {"fact": "funds", "op": "at_least", "value": 10_000},
    ],
    "deposit matures in 30 days, or funds rose": [
        {
            "match": "any",
            "items": [
                {
                    "list": "agreements", "measure": "count", "op": "at_least", "value": 1,
                    "where": {
                        "match": "all",
                        "items": [
                            {"fact": "matures", "op": "next",
                             "value": {"count": 30, "unit": "day"}},
                            {"fact": "state", "op": "is", "value": "active"},
                        ],
                    },
                },
                {"fact": "balance_change_3m", "op": "more", "value": 80},
            ],
        },
    ],
    "18 to 30 years old, at least 2 active cards": [
        {"fact": "age", "op": "between", "value": [18, 30]},
        {
            "list": "cards", "measure": "count", "op": "at_least", "value": 2,
            "where": {
                "match": "all",
                "items": [{"fact": "state", "op": "is", "value": "active"}],
            },
        },
    ],
    "half of the bank": [{"fact": "age", "op": "at_most", "value": 51}],
}  # fmt: skip


def run(bank, clients, figures):
    """Fill the bank by sets, then count and refresh; `bank` is a ClientBank."""
    begun = time.perf_counter()
    fill(bank, clients)
    figures.note(f"{clients} clients written", time.perf_counter() - begun, "s")
    measure_counts(bank, figures)
    measure_members(bank, clients, figures)


def definition(name):
    return {"match": "all", "items": SEGMENTS[name]}


def measure_counts(bank, figures):
    """As the builder asks: the total and those whom the user sees."""
    segments = bank.env(user=bank.boss.id)["bank.segment"]
    for name in SEGMENTS:
        seconds = []
        for _turn in range(3):
            segments.env.invalidate_all()
            begun = time.perf_counter()
            count = segments.count_definition(definition(name), bank.branch.id)
            seconds.append(time.perf_counter() - begun)
        found = f"{count['total']} found"
        figures.note(f"count, {name} ({found}): first", seconds[0], "s")
        figures.note(
            f"count, {name}: then", min(seconds[1:]), "s", at_most=COUNT_SECONDS
        )


def measure_members(bank, clients, figures):
    segments = bank.env["bank.segment"]
    for name in ("half of the bank", "idle for 90 days with funds"):
        segment = segments.create(
            {
                "name": name,
                "branch_id": bank.branch.id,
                "kind": "live",
                "definition": definition(name),
            }
        )
        bank.env.cr.commit()
        for turn in ("written", "checked again, nothing new"):
            begun = time.perf_counter()
            segment._refresh(TODAY)
            bank.env.cr.commit()
            spent = time.perf_counter() - begun
            total = segment.sudo().stored_count
            is_first = turn == "written"
            figures.note(
                f"members of “{name}” {turn}: {total}",
                total / spent if is_first else spent,
                "rows/s" if is_first else "s",
                ratio=total / spent if is_first and total > clients / 3 else None,
                at_least=(
                    MEMBERS_A_SECOND if is_first and total > clients / 3 else None
                ),
            )


def fill(bank, clients):
    """Clients, accounts, agreements, cards and behaviour, as feeds and nights leave them."""
    env = bank.env
    branches = [
        env["bank.branch"]
        .create(
            {"name": f"Bench {n}", "code": f"bench_{n}", "parent_id": bank.branch.id}
        )
        .id
        for n in range(BRANCHES)
    ]
    family = env["bank.product.family"].search([], limit=1)
    product = env["bank.product"].create(
        {"name": "Bench", "code": "BENCH", "family_id": family.id, "kind": "deposit"}
    )
    classes = {row.code: row.id for row in env["bank.client.class"].search([])}
    foreign = env.ref("base.USD").id
    env.flush_all()
    cr = env.cr
    cr.execute("SELECT * FROM res_partner WHERE id = %s", [bank.model.id])
    columns = [name for name in cr.dictfetchone() if name != "id"]
    values = {
        "name": "'Client ' || n",
        "complete_name": "'Client ' || n",
        "sort_key": "'client ' || n",
        "core_number": "'C' || n",
        "vat": "(2000000000 + n)::varchar",
        "branch_id": f"(ARRAY{branches})[1 + n % {BRANCHES}]",
        "client_kind": "CASE WHEN n % 20 = 0 THEN 'legal_entity' ELSE 'person' END",
        "client_class_id": (
            f"CASE WHEN n % 8 = 0 THEN {classes['affluent']} ELSE {classes['mass']} END"
        ),
        "birth_date": "date '1945-01-01' + (n::bigint * 7919 % 23000)::int",
        "client_since": "date '2005-01-01' + (n::bigint * 104729 % 7900)::int",
        "last_operation_date": "date '2026-11-19' - (n::bigint * 31 % 300)::int",
        "funds_base": "(n::bigint * 48611 % 100000)::numeric",
        "turnover_base": "(n::bigint * 15487 % 50000)::numeric",
        "product_count": "n % 5",
    }
    listed = ", ".join(f'"{name}"' for name in columns)
    picked = ", ".join(values.get(name, f't."{name}"') for name in columns)
    picked = picked.replace("%", "%%")
    cr.execute(
        f"INSERT INTO res_partner ({listed}) SELECT {picked} "
        "FROM generate_series(1, %s) AS n, res_partner t WHERE t.id = %s",
        [clients, bank.model.id],
    )
    bank.count = clients
    cr.execute(
        "CREATE TEMP TABLE bench_client AS SELECT id, row_number() OVER (ORDER BY id) AS n "
        "FROM res_partner WHERE core_number LIKE 'C%' AND is_client"
    )
    currency, company = env.company.currency_id.id, env.company.id
    cr.execute(
        "INSERT INTO bank_account (number, source, external_id, client_id, branch_id, "
        "company_id, currency_id, kind, state, balance, balance_base) "
        "SELECT 'UA' || c.id * 2 + k, 'core', c.id || '-' || k, c.id, %s, %s, "
        "CASE WHEN c.n %% 9 = 0 AND k = 1 THEN %s ELSE %s END, 'current', 'open', "
        "c.n %% 5000, c.n %% 5000 FROM bench_client c, generate_series(0, 1) AS k",
        [bank.branch.id, company, foreign, currency],
    )
    cr.execute(
        "INSERT INTO bank_holding (source, client_id, product_id, number, state, end_date) "
        "SELECT 'core', c.id, %s, 'H' || c.id || '-' || k, "
        "CASE WHEN (c.n + k) %% 4 = 0 THEN 'closed' ELSE 'active' END, "
        "date '2026-06-01' + ((c.n * 37 + k * 500) %% 1200)::int "
        "FROM bench_client c, generate_series(0, 1) AS k WHERE (c.n + k) %% 3 > 0",
        [product.id],
    )
    cr.execute(
        "INSERT INTO bank_card (external_id, source, account_id, client_id, masked_number, "
        "state) SELECT 'K' || a.id, 'core', a.id, a.client_id, '414900******0001', "
        "CASE WHEN a.id % 7 = 0 THEN 'closed' ELSE 'active' END "
        "FROM bank_account a WHERE a.source = 'core' AND a.client_id % 5 < 3"
    )
    names = [
        name
        for name, field in env["bank.client.behaviour"]._fields.items()
        if field.store and name not in ("id", "client_id")
    ]
    figures_sql = ", ".join(
        f"nullif((c.n * {7919 + 2 * place} % 200) - 100, 0)::numeric"
        if "change" in name
        else f"(c.n * {7919 + 2 * place} % 60000)::numeric"
        for place, name in enumerate(names)
    )
    cr.execute(
        f"INSERT INTO bank_client_behaviour (client_id, {', '.join(names)}) "
        f"SELECT c.id, {figures_sql} FROM bench_client c"
    )
    cr.commit()
    vacuum(cr)
    env.invalidate_all()


def vacuum(cr):
    """As autovacuum leaves a bank that was loaded yesterday."""
    cr._cnx.autocommit = True
    try:
        cr._cnx.cursor().execute("VACUUM ANALYZE")
    finally:
        cr._cnx.autocommit = False
