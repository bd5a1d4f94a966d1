"""How fast feeds load, beside a bare COPY and Odoo's own load(), in one run.

    ./bankcrm bench feed [--rows N] [--clients N] [--accounts N] [--months N] [--json]

Movements are compared with a COPY of the same file into an unlogged table without
constraints, clients and accounts with Odoo's `load()` on 5,000 rows. The bank is a copy of
the empty one and is thrown away afterwards (`--keep` leaves it).
"""

import argparse
import csv
import json
import logging
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

SLOW_ROWS = 5_000
FIRST_DAY = date(2025, 1, 1)
MOVEMENT_COLUMNS = (
    "movement_id,operation,reverses_id,account_id,booking_date,value_date,amount,currency,"
    "kind,channel,counterparty_name,counterparty_account,counterparty_bank,purpose,"
    "balance_after"
)
KINDS = ("card_payment", "transfer_in", "transfer_out", "salary", "utilities", "fee")


def read_arguments():
    parser = argparse.ArgumentParser(prog="bankcrm bench feed", description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000, help="movements")
    parser.add_argument("--clients", type=int, help="default: a 50th of the rows")
    parser.add_argument("--accounts", type=int, help="default: twice the clients")
    parser.add_argument(
        "--active", type=int, help="accounts that move; default: 20 a month each"
    )
    parser.add_argument("--months", type=int, default=12)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--no-slow", action="store_true", help="without Odoo's load()")
    options = parser.parse_args()
    options.clients = options.clients or max(options.rows // 50, 1_000)
    options.accounts = options.accounts or 2 * options.clients
    options.active = min(
        options.active or max(options.rows // (20 * options.months), 200),
        options.accounts,
    )
    return options


# --- files


def write_files(folder, options):
    chance = random.Random(19)
    write_clients(folder / "clients.csv", options.clients, chance)
    write_accounts(folder / "accounts.csv", options)
    write_movements(folder / "movements.csv", options, chance)


def write_clients(path, count, chance):
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(
            [
                "client_id",
                "kind",
                "last_name",
                "first_name",
                "middle_name",
                "since",
                "birth_date",
                "tax_number",
                "country",
                "language",
                "phone",
                "email",
                "street",
                "city",
                "zip",
                "document_kind",
                "document_number",
            ]
        )
        for number in range(count):
            born = date(1950, 1, 1) + timedelta(days=chance.randrange(20_000))
            writer.writerow(
                [
                    f"C{number}", "person", f"Коваль{number % 977}", f"Олена{number % 311}",
                    "Іванівна", "2015-03-01", born.isoformat(), f"{2_000_000_000 + number}",
                    "UA", "uk", f"+38067{number % 10_000_000:07d}", f"c{number}@bank.example",
                    f"вул. Зелена, {number % 200}", "Львів", "79000", "passport",
                    f"КА{number:07d}",
                ]
            )  # fmt: skip


def write_accounts(path, options):
    with path.open("w", encoding="utf-8") as stream:
        stream.write("account_id,client_id,product_id,number,currency,kind,opened\n")
        for number in range(options.accounts):
            stream.write(
                f"A{number},C{number % options.clients},P1,UA21322313{number:019d},USD,current,"
                "2015-03-01\n"
            )


def write_movements(path, options, chance):
    days = options.months * 30
    with path.open("w", encoding="utf-8") as stream:
        stream.write(MOVEMENT_COLUMNS + "\n")
        for number in range(options.rows):
            day = FIRST_DAY + timedelta(days=number * days // options.rows)
            cents = chance.randrange(-50_000, 60_000) or 1
            amount = (
                f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"
            )
            stream.write(
                f"M{number:09d},new,,A{chance.randrange(options.active)},{day},{day},{amount},"
                f"USD,{KINDS[number % 6]},internet,Partner {number % 5000},"
                f"UA99322313{number % 50_000:019d},305299,Payment for goods {number % 1000},\n"
            )


# --- measuring


class Clock:
    """Seconds by the wall and by the processor: of this process and its database session.

    On a machine that others use too, only the processor's seconds compare two pieces of work.
    """

    def __init__(self, env):
        self._env = env
        self._before = self._sessions()
        self._wall, self._own = time.monotonic(), self._mine()

    @staticmethod
    def _mine():
        own = resource.getrusage(resource.RUSAGE_SELF)
        return own.ru_utime + own.ru_stime

    def _sessions(self):
        """Processor seconds of each session of the database, helpers included."""
        self._env.cr.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
        )
        seconds = {}
        for (pid,) in self._env.cr.fetchall():
            path = Path(f"/proc/{pid}/stat")
            if path.exists():
                fields = path.read_text().rsplit(")", 1)[1].split()
                ticks = int(fields[11]) + int(fields[12])
                seconds[pid] = ticks / os.sysconf("SC_CLK_TCK")
        return seconds

    def stop(self):
        wall = time.monotonic() - self._wall
        busy = self._mine() - self._own
        for pid, seconds in self._sessions().items():
            busy += seconds - self._before.get(pid, 0)
        return wall, busy


class Bench:
    """Runs the measurements in one database and keeps the figures."""

    def __init__(self, env, folder, options):
        self.env, self.folder, self.options = env, folder, options
        self.figures = []

    def note(self, name, value, unit, baseline=None, target=None):
        ratio = round(value / baseline, 3) if baseline else None
        self.figures.append(
            {
                "name": name,
                "value": round(value, 1),
                "unit": unit,
                "baseline": round(baseline, 1) if baseline else None,
                "ratio": ratio,
                "target": target,
                "ok": None if target is None or ratio is None else ratio >= target,
            }
        )

    def load(self, *codes):
        """Load files as the command does: all queued, then worked on; returns the clock's
        two readings and the last run."""
        Feed, Run = self.env["bank.feed"], self.env["bank.feed.run"]
        clock = Clock(self.env)
        runs = Run
        for code in codes:
            feed = Feed.search([("code", "=", f"core_{code}")])
            with (self.folder / f"{code}.csv").open("rb") as stream:
                runs |= Run._receive(feed, stream, f"{code}.csv", door="command")
        self.env.cr.commit()
        Run._load_queue(self.commit, archive=False)
        read = clock.stop()
        Run._archive_published(self.commit)
        for run in runs:
            if run.state != "done":
                raise SystemExit(f"{run.file_name}: {run.state}: {run.message}")
        return read, runs[-1]

    def commit(self):
        self.env.cr.commit()
        return True

    def bare_copy(self):
        cr = self.env.cr
        columns = ", ".join(f"{name} text" for name in MOVEMENT_COLUMNS.split(","))
        cr.execute(f"CREATE UNLOGGED TABLE bench_copy ({columns})")
        clock = Clock(self.env)
        with (self.folder / "movements.csv").open("rb") as stream:
            cr.copy_expert(
                "COPY bench_copy FROM STDIN WITH (FORMAT csv, HEADER true)", stream
            )
        cr.commit()
        read = clock.stop()
        cr.execute("DROP TABLE bench_copy")
        cr.commit()
        return read

    def slow_load(self, model, fields, rows):
        """Rows a second of Odoo's own load(), by wall and processor, taken back."""
        clock = Clock(self.env)
        result = (
            self.env[model]
            .with_context(tracking_disable=True, import_file=False)
            .load(fields, rows)
        )
        self.env.flush_all()
        read = clock.stop()
        if not result["ids"]:
            raise SystemExit(f"load() of {model} failed: {result['messages'][:1]}")
        self.env.cr.rollback()
        self.env.transaction.clear()
        return tuple(len(rows) / seconds for seconds in read)

    def slow_clients(self):
        with (self.folder / "clients.csv").open(encoding="utf-8") as stream:
            rows = [
                row
                for _n, row in zip(
                    range(SLOW_ROWS), csv.DictReader(stream), strict=False
                )
            ]
        return self.slow_load(
            "res.partner",
            ["name", "last_name", "first_name", "is_client", "client_kind", "client_state",
             "vat", "phone", "email", "street", "city", "zip"],
            [
                [
                    f"{r['last_name']} {r['first_name']}", r["last_name"], r["first_name"], "1",
                    "person", "client", r["tax_number"], r["phone"], r["email"], r["street"],
                    r["city"], r["zip"],
                ]
                for r in rows
            ],
        )  # fmt: skip

    def slow_accounts(self):
        client = self.env["res.partner"].search([("is_client", "=", True)], limit=1)
        return self.slow_load(
            "bank.account",
            ["external_id", "number", "client_id/.id", "currency_id", "kind", "state"],
            [
                [f"S{n}", f"UA00{n:021d}", str(client.id), "USD", "current", "open"]
                for n in range(SLOW_ROWS)
            ],
        )

    def run(self):
        options = self.options
        self.env["bank.product"].create(
            {
                "name": "Current",
                "code": "P1",
                "kind": "account",
                "family_id": self.env["bank.product.family"].search([], limit=1).id,
            }
        )
        self.commit()
        clients, accounts, rows = options.clients, options.accounts, options.rows
        read, _run = self.load("clients", "accounts")
        slow = (None, None)
        if not options.no_slow:
            pairs = zip(self.slow_clients(), self.slow_accounts(), strict=True)
            slow = [
                (clients + accounts) / (clients / client + accounts / account)
                for client, account in pairs
            ]
        both = [(clients + accounts) / seconds for seconds in read]
        self.note("clients and accounts", both[0], "rows/s", slow[0], 20)
        self.note("  by processor time", both[1], "rows/s", slow[1])
        copy = self.bare_copy()
        self.note("bare COPY of movements", rows / copy[0], "rows/s")
        read, run = self.load("movements")
        self.note("movements", rows / read[0], "rows/s", rows / copy[0], 0.15)
        self.note("  by processor time", rows / read[1], "rows/s", rows / copy[1])
        for part, seconds in (run.timings or {}).items():
            self.note(f"  {part}", seconds, "s")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        self.note("memory of the loader at most", peak, "MB")


def print_table(figures):
    lines = [("", "value", "unit", "baseline", "ratio", "target", "")]
    for item in figures:
        lines.append(
            (
                item["name"],
                f"{item['value']:,.1f}",
                item["unit"],
                "" if item["baseline"] is None else f"{item['baseline']:,.1f}",
                "" if item["ratio"] is None else f"{item['ratio']:.2f}",
                "" if item["target"] is None else f"{item['target']:g}",
                "" if item["ok"] is None else ("reached" if item["ok"] else "MISSED"),
            )
        )
    widths = [max(len(line[place]) for line in lines) for place in range(7)]
    for line in lines:
        cells = [
            cell.ljust(width) if place in (0, 2, 6) else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        print("  ".join(cells).rstrip())


def main():
    options = read_arguments()
    template = os.environ["BANKCRM_BASE"]
    database = f"bench_feed_{os.getpid()}"
    subprocess.run(["createdb", "-T", template, database], check=True)
    try:
        import odoo.cli  # noqa: F401 - makes the namespace a package
        from odoo import SUPERUSER_ID
        from odoo.api import Environment
        from odoo.modules.registry import Registry
        from odoo.tools import config

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
        with tempfile.TemporaryDirectory(prefix="bench_feed_") as folder:
            write_files(Path(folder), options)
            with Registry(database).cursor() as cr:
                bench = Bench(Environment(cr, SUPERUSER_ID, {}), Path(folder), options)
                bench.run()
    finally:
        from odoo import sql_db

        sql_db.close_all()
        if not options.keep:
            subprocess.run(["dropdb", "--force", database], check=True)
    if options.json:
        for figure in bench.figures:
            print(json.dumps(figure))
    else:
        print_table(bench.figures)
    sys.exit(0)


if __name__ == "__main__":
    main()
