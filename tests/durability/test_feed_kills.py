"""Loading is killed anywhere, resumed, and ends as if nothing had happened, row by row."""

import os
import random
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.durability.cluster import Cluster
from tests.durability.feed_files import write_days

BASE = os.environ.get("BANKCRM_BASE", "")
SEEDS = range(50 if os.environ.get("BANKCRM_SLOW") else 3)
KILLS_A_DAY = 4
LONGEST_SECONDS = 8
TO_THE_END_SECONDS = 600
NEVER_WAIT = "UPDATE bank_feed SET max_reject_share = 1, max_reject_count = 1000000"
# Small ranges and chunks, so that sessions work side by side on small files too.
SMALL_STEPS = """
    INSERT INTO ir_config_parameter (key, value)
    VALUES ('bank_feed.step_blocks', '30'), ('bank_feed.workers', '2'),
           ('bank_feed.chunk_bytes', '32768')
"""

LOADER = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = 7316402"

# Everything that loading writes, by natural keys: ids and clocks are not compared.
STATE = {
    "clients": """
        SELECT p.core_number, p.name, p.complete_name, p.client_kind, p.client_state, p.phone,
               p.email, p.email_normalized, p.phone_sanitized, p.city, p.vat, b.code, p.sort_key,
               p.missing_facts, p.is_incomplete, p.funds_base, p.owed_base, p.turnover_base,
               p.product_count, p.last_operation_date, p.fed_at, p.missing_since
          FROM res_partner p LEFT JOIN bank_branch b ON b.id = p.branch_id WHERE p.is_client
         ORDER BY p.core_number, p.name""",
    "contacts": """
        SELECT p.core_number, c.kind, c.value, c.key, c.is_main, c.date_from, c.date_to, c.source
          FROM bank_contact_point c JOIN res_partner p ON p.id = c.client_id
         ORDER BY 1, 2, 3, 6""",
    "addresses": """
        SELECT p.core_number, a.kind, a.city, a.date_from, a.date_to
          FROM bank_client_address a JOIN res_partner p ON p.id = a.client_id ORDER BY 1, 3, 4""",
    "documents": """
        SELECT p.core_number, d.kind, d.number
          FROM bank_client_document d JOIN res_partner p ON p.id = d.client_id ORDER BY 1, 2, 3""",
    "keys": """
        SELECT k.source, k.external_id, p.core_number, k.valid_from, k.valid_to
          FROM bank_client_key k JOIN res_partner p ON p.id = k.client_id ORDER BY 1, 2, 4""",
    "search": """
        SELECT p.core_number, s.kind, s.key FROM bank_client_search s
          JOIN res_partner p ON p.id = s.client_id ORDER BY 1, 2, 3""",
    "holdings": """
        SELECT h.external_id, p.core_number, h.state, h.amount, h.fed_at
          FROM bank_holding h JOIN res_partner p ON p.id = h.client_id ORDER BY 1""",
    "accounts": """
        SELECT a.external_id, a.number, p.core_number, a.state, a.balance, a.balance_date,
               a.opening_balance, a.fed_balance, a.fed_balance_date, a.incomplete_since,
               a.last_operation_date, a.balance_base, a.fed_at
          FROM bank_account a JOIN res_partner p ON p.id = a.client_id ORDER BY 1""",
    "holders": """
        SELECT a.external_id, p.core_number, h.role, h.date_from, h.date_to
          FROM bank_account_holder h JOIN bank_account a ON a.id = h.account_id
          JOIN res_partner p ON p.id = h.client_id ORDER BY 1, 2, 3""",
    "movements": """
        SELECT m.source_id, a.external_id, m.booking_date, m.value_date, m.amount, m.kind,
               m.is_reversed, m.reverses_id, m.purpose, m.source
          FROM bank_account_movement m JOIN bank_account a ON a.id = m.account_id ORDER BY 1""",
    "months": """
        SELECT a.external_id, p.core_number, m.month, m.credit, m.debit, m.credit_count,
               m.debit_count, m.net, m.weighted_net, m.closing_balance, m.average_balance,
               m.last_date
          FROM bank_account_month m JOIN bank_account a ON a.id = m.account_id
          JOIN res_partner p ON p.id = m.client_id ORDER BY 1, 3""",
    "rejects": """
        SELECT f.code, run.file_name, r.line, r.raw, r.reason, r.column_name, r.waits_for, r.state
          FROM bank_feed_reject r JOIN bank_feed_run run ON run.id = r.run_id
          JOIN bank_feed f ON f.id = r.feed_id ORDER BY 1, 2, 3""",
    "corrections": """
        SELECT c.source_id, c.operation, c.line, c.booking_date,
               c.old - 'id' - 'run_id' - 'account_id',
               c.new - 'account_id'
          FROM bank_feed_correction c ORDER BY 1, 3""",
    "differences": """
        SELECT a.external_id, d.date, d.fed, d.expected, d.cause
          FROM bank_feed_difference d JOIN bank_account a ON a.id = d.account_id ORDER BY 1, 2""",
    "files": """
        SELECT file_name, bank_date, state, received_count, accepted_count, accepted_sum,
               rejected_count, parked_count, new_count, corrected_count, cancelled_count,
               unchanged_count
          FROM bank_feed_run WHERE state != 'duplicate' AND door != 'retry' ORDER BY 1""",
    "left behind": """
        SELECT relname FROM pg_class
         WHERE relname ~ '^bank_feed_(stage|typed|bad|touched|known|month)_[0-9]'""",
}


class Bank:
    """A bank on the cluster that is killed, and the command that loads it."""

    def __init__(self, cluster, folder):
        self.cluster = cluster
        text = Path(os.environ["BANKCRM_CONF"]).read_text(encoding="utf-8")
        settings = {
            "db_host": cluster.folder,
            "db_port": cluster.port,
            "data_dir": folder,
        }
        for name, value in settings.items():
            text, count = re.subn(rf"(?m)^{name} *=.*$", f"{name} = {value}", text)
            text += "" if count else f"\n{name} = {value}\n"
        self.conf = folder / "odoo.conf"
        self.conf.write_text(text, encoding="utf-8")

    def start(self, database, *words):
        return subprocess.Popen(
            [
                os.environ["BANKCRM_PYTHON"],
                os.environ["BANKCRM_ODOO"],
                f"--addons-path={os.environ['BANKCRM_ADDONS_PATH']}",
                "bank_feed", "-c", str(self.conf), "-d", database, *map(str, words),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=self.cluster.environment,
        )  # fmt: skip

    def load(self, database, *words):
        with self.start(database, *words) as process:
            output, _none = process.communicate(timeout=TO_THE_END_SECONDS)
        return process.returncode, output

    def state(self, database):
        return {
            name: self.cluster.sql(database, query) for name, query in STATE.items()
        }


@pytest.fixture(scope="module")
def days(tmp_path_factory):
    return write_days(tmp_path_factory.mktemp("feed_files"))


@pytest.fixture(scope="module")
def bank(tmp_path_factory):
    cluster = Cluster()
    try:
        cluster.take_over(BASE, "empty")
        cluster.sql("empty", NEVER_WAIT)
        cluster.sql("empty", SMALL_STEPS)
        yield Bank(cluster, tmp_path_factory.mktemp("feed_data"))
    finally:
        cluster.stop()


@pytest.fixture(scope="module")
def undisturbed(bank, days):
    with bank.cluster.clone("empty", "whole") as database:
        for day in days:
            status, output = bank.load(database, day)
            assert status == 0, output[-3000:]
        state = bank.state(database)
    assert len(state["movements"]) > 20_000
    assert state["corrections"]
    assert state["rejects"]
    return state


def assert_same(found, expected):
    for name in STATE:
        assert found[name] == expected[name], name


@pytest.mark.parametrize("seed", SEEDS)
def test_killed_loading_ends_as_undisturbed(bank, days, undisturbed, seed):
    chance = random.Random(seed)
    with bank.cluster.clone("empty", f"killed_{seed}") as database:
        for day in days:
            for _kill in range(KILLS_A_DAY):
                with bank.start(database, day) as process:
                    time.sleep(chance.uniform(1.5, LONGEST_SECONDS))
                    if chance.random() < 0.5:
                        bank.cluster.crash()
                        bank.cluster.start()
                    process.kill()
            status, output = bank.load(database, day)
            assert status == 0, output[-3000:]
        assert_same(bank.state(database), undisturbed)


def test_the_same_files_again_change_nothing(bank, days, undisturbed):
    with bank.cluster.clone("empty", "twice") as database:
        for day in days:
            assert bank.load(database, day)[0] == 0
        for day in days:
            status, output = bank.load(database, day)
            assert status == 0, output
            assert output.count(": duplicate,") == len(list(day.iterdir()))
        assert_same(bank.state(database), undisturbed)


def test_a_second_loader_refuses(bank, days):
    with bank.cluster.clone("empty", "busy") as database:
        with bank.start(database, days[0]) as first:
            until = time.monotonic() + 60
            while not bank.cluster.sql(database, LOADER) and time.monotonic() < until:
                time.sleep(0.05)
            os.kill(first.pid, signal.SIGSTOP)  # in the middle of its work
            status, output = bank.load(database)
            os.kill(first.pid, signal.SIGCONT)
            first.communicate(timeout=TO_THE_END_SECONDS)
        assert status == 6, output
        assert "another loader" in output
        assert first.returncode == 0
