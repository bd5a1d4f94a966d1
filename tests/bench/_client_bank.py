"""A bank of N clients in a database of its own, for the measurements that read it."""

import contextlib
import json
import logging
import os
import random
import statistics
import subprocess
import time
from datetime import date, timedelta

TODAY = date(2026, 11, 20)
MANAGERS = 10
CLIENTS_A_MANAGER = 200
SURNAMES = (
    "Коваленко", "Шевченко", "Бондар", "Мельник", "Ґалаґан", "Ткачук", "Лисенко",
    "Гриценко", "Кравець", "Юрченко", "Novak", "Smith", "Dvořák", "Johnson", "Заболотний",
    "Гнатюк", "Євтушенко", "Яременко", "Щербак", "Цимбал",
)  # fmt: skip
GIVEN = (
    "Олена", "Іван", "Марія", "Тарас", "Євген", "Софія", "Юрій", "John", "Anna", "Petr",
    "Наталія", "Андрій", "Ірина",
)  # fmt: skip
CHINESE = ("王伟", "李娜", "张小明", "欧阳明", "刘洋", "陈静")


@contextlib.contextmanager
def bank(name, keep=False):
    """An environment on a fresh copy of the empty bank, thrown away afterwards."""
    database = f"bench_{name}_{os.getpid()}"
    subprocess.run(["createdb", "-T", os.environ["BANKCRM_BASE"], database], check=True)
    import odoo.cli  # noqa: F401 - makes the namespace a package
    from odoo import SUPERUSER_ID, sql_db
    from odoo.api import Environment
    from odoo.modules.registry import Registry
    from odoo.tools import config

    try:
        config.parse_config(
            [
                "-c",
                os.environ["BANKCRM_CONF"],
                "-d",
                database,
                "--no-http",
                "--log-level=warn",
            ],
            setup_logging=True,
        )
        logging.getLogger("odoo").setLevel(logging.ERROR)
        with Registry(database).cursor() as cr:
            yield Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
    finally:
        sql_db.close_all()
        if not keep:
            subprocess.run(["dropdb", "--force", database], check=True)


class ClientBank:
    """Fills the bank step by step; `grow(n)` brings it to n clients."""

    def __init__(self, env):
        self.env = env
        self.count = 0
        self.chance = random.Random(19)
        env["bank.business.day"]._open(TODAY)
        self.branch = env["bank.branch"].create(
            {"name": "Bench head office", "code": "bench", "kind": "head_office"}
        )
        self.boss = self._employee("bench_boss", "head_office")
        self.managers = [
            self._employee(f"bench_{number}", "retail_manager")
            for number in range(MANAGERS)
        ]
        self.owners = [manager.id for manager in self.managers]
        self.model = env["res.partner"].create(
            {
                "name": "Bench",
                "is_client": True,
                "client_kind": "person",
                "client_state": "client",
                "branch_id": self.branch.id,
                "manager_id": self.managers[0].id,
            }
        )
        env.cr.commit()

    def _employee(self, login, role):
        user = (
            self.env["res.users"]
            .with_context(no_reset_password=True)
            .create({"name": login, "login": login})
        )
        self.env["bank.post"].create(
            {
                "user_id": user.id,
                "branch_id": self.branch.id,
                "role_id": self.env.ref(f"bank_crm_base.role_{role}").id,
                "date_from": date(2020, 1, 1),
            }
        )
        return user

    def _owners(self, numbers):
        """A manager for every 200 clients; only the first few of them ever sign in."""
        model = self.managers[0]
        self.env.cr.execute(
            "INSERT INTO res_users (login, partner_id, company_id, active, share, "
            "notification_type) SELECT 'bench_more_' || n, partner_id, company_id, true, false, "
            "notification_type FROM res_users, generate_series(%s, %s) AS n WHERE id = %s "
            "RETURNING id",
            [len(self.owners), numbers[-1] // CLIENTS_A_MANAGER, model.id],
        )
        self.owners += [user_id for (user_id,) in self.env.cr.fetchall()]
        return [self.owners[number % len(self.owners)] for number in numbers]

    def name(self, number):
        chance = random.Random(number)
        if number % 50 == 0:
            return chance.choice(CHINESE)
        # A tail of its own keeps names as various as in a real bank.
        own = "".join(
            chance.choice("аеиоу") + chance.choice("вклмнрт") for _ in range(2)
        )
        return f"{chance.choice(SURNAMES)}{own} {chance.choice(GIVEN)}"

    def grow(self, count):
        """Insert clients as a feed does: rows by SQL, then the product's own refresh."""
        env, first = self.env, self.count
        env.cr.execute("SELECT * FROM res_partner WHERE id = %s", [self.model.id])
        row = env.cr.dictfetchone()
        columns = [name for name in row if name != "id"]
        for start in range(first, count, 50_000):
            numbers = range(start, min(start + 50_000, count))
            env.cr.execute(
                "CREATE TEMP TABLE IF NOT EXISTS bench_new "
                "(number int, name varchar, manager int); TRUNCATE bench_new"
            )
            names = [self.name(number) for number in numbers]
            owners = self._owners(numbers)
            env.cr.execute(
                "INSERT INTO bench_new SELECT * FROM unnest(%s::int[], %s::varchar[], %s::int[])",
                [list(numbers), names, owners],
            )
            values = {
                "name": "n.name",
                "complete_name": "n.name",
                "manager_id": "n.manager",
                "vat": "(2000000000 + n.number)::varchar",
                "phone": "'+38067' || lpad(n.number::varchar, 7, '0')",
                "email": "'c' || n.number || '@bank.example'",
                "core_number": "'C' || n.number",
            }
            picked = ", ".join(values.get(name, f't."{name}"') for name in columns)
            listed = ", ".join(f'"{name}"' for name in columns)
            env.cr.execute(
                f"INSERT INTO res_partner ({listed}) SELECT {picked} "
                "FROM bench_new n, res_partner t WHERE t.id = %s ORDER BY n.number RETURNING id",
                [self.model.id],
            )
            ids = [client_id for (client_id,) in env.cr.fetchall()]
            env.cr.execute(
                "INSERT INTO bank_contact_point (client_id, kind, value, key, is_main) "
                "SELECT id, 'mobile', phone, phone, true FROM res_partner WHERE id = ANY(%s) "
                "UNION ALL "
                "SELECT id, 'email', email, email, true FROM res_partner WHERE id = ANY(%s)",
                [ids, ids],
            )
            self._accounts(ids)
            env.invalidate_all()
            env["res.partner"]._refresh_derived_sql(ids)
            env.cr.commit()
        self.count = count
        env.cr.execute("ANALYZE")
        env.cr.commit()

    def _accounts(self, ids):
        currency = self.env.company.currency_id.id
        self.env.cr.execute(
            "INSERT INTO bank_account (number, source, external_id, client_id, branch_id, "
            "company_id, currency_id, kind, state, balance, balance_base, last_operation_date) "
            "SELECT 'UA21322313' || lpad((c.id * 2 + n)::varchar, 19, '0'), 'core', "
            "c.id || '-' || n, c.id, %s, %s, %s, 'current', 'open', 1000, 1000, %s "
            "FROM unnest(%s::int[]) AS c (id), generate_series(0, 1) AS n",
            [self.branch.id, self.env.company.id, currency, TODAY, ids],
        )
        self.env.cr.execute(
            "INSERT INTO bank_account_holder (account_id, client_id, role) "
            "SELECT id, client_id, 'owner' FROM bank_account WHERE client_id = ANY(%s)",
            [ids],
        )

    def book(self, per_account):
        """Movements of the last twelve months for the accounts that have none yet."""
        env = self.env
        Movement = env["bank.account.movement"]
        for back in range(13):
            Movement._create_partition(TODAY - timedelta(days=30 * back))
        Movement._create_partition(TODAY)
        env.cr.execute(
            "CREATE TEMP TABLE bench_accounts AS SELECT a.id FROM bank_account a "
            "WHERE NOT EXISTS (SELECT 1 FROM bank_account_month m WHERE m.account_id = a.id)"
        )
        env.cr.execute(
            "INSERT INTO bank_account_movement (account_id, booking_date, value_date, amount, "
            "kind, channel, counterparty_name, purpose, source, source_id) "
            "SELECT a.id, d.day, d.day, ((a.id * 7 + d.n * 13) %% 900) - 400, 'transfer_in', "
            "'internet', 'Partner ' || (a.id + d.n) %% 500, 'Payment ' || d.n, 'bench', "
            "a.id || '-' || d.n FROM bench_accounts a, LATERAL (SELECT n, "
            "(%s::date - ((n * 340 / %s) + a.id %% 20)::int)::date AS day "
            "FROM generate_series(0, %s - 1) AS n) d",
            [TODAY, per_account, per_account],
        )
        env.cr.execute(
            "CREATE TEMP TABLE bench_touched AS SELECT DISTINCT mv.account_id, "
            "date_trunc('month', mv.booking_date)::date AS month "
            "FROM bank_account_movement mv JOIN bench_accounts b ON b.id = mv.account_id"
        )
        env["bank.account.month"]._rebuild("bench_touched")
        env.cr.execute(
            "SELECT DISTINCT client_id FROM bank_account a JOIN bench_accounts USING (id)"
        )
        ids = [client_id for (client_id,) in env.cr.fetchall()]
        for start in range(0, len(ids), 5_000):
            env["bank.counterparty"]._refresh(ids[start : start + 5_000], TODAY)
        env.cr.execute("DROP TABLE bench_accounts; DROP TABLE bench_touched")
        env.cr.commit()
        env.cr.execute("ANALYZE")
        env.cr.commit()


def p95(seconds):
    return statistics.quantiles(seconds, n=20)[-1]


def timed(work, times):
    """Seconds of each call, after one that warms up."""
    work(0)
    seconds = []
    for number in range(times):
        begun = time.perf_counter()
        work(number + 1)
        seconds.append(time.perf_counter() - begun)
    return seconds


class Figures(list):
    """What was measured; `ratio` is how many times better than the baseline."""

    def note(
        self,
        name,
        value,
        unit,
        *,
        baseline=None,
        ratio=None,
        at_least=None,
        at_most=None,
    ):
        if ratio is None and baseline and value:
            ratio = baseline / value
        ok = None
        if at_least is not None:
            ok = ratio >= at_least
        elif at_most is not None:
            ok = (value if ratio is None else ratio) <= at_most
        self.append(
            {
                "name": name,
                "value": round(value, 3),
                "unit": unit,
                "baseline": None if baseline is None else round(baseline, 3),
                "ratio": None if ratio is None else round(ratio, 2),
                "target": at_least if at_least is not None else at_most,
                "ok": ok,
            }
        )

    def show(self, as_json):
        if as_json:
            for figure in self:
                print(json.dumps(figure))
            return
        heads = ("name", "value", "unit", "baseline", "ratio", "target", "ok")
        words = {True: "reached", False: "MISSED", None: ""}
        lines = [heads] + [
            tuple(
                words[figure[head]]
                if head == "ok"
                else ""
                if figure[head] is None
                else str(figure[head])
                for head in heads
            )
            for figure in self
        ]
        widths = [
            max(len(line[place]) for line in lines) for place in range(len(heads))
        ]
        for line in lines:
            print(
                "  ".join(
                    cell.ljust(w) for cell, w in zip(line, widths, strict=True)
                ).rstrip()
            )
