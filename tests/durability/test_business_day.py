"""A business day that is killed goes on where it was; two runners do not meet."""

import os
import random
import signal
import subprocess
import time

import pytest

from tests.durability.banks import clone, command, run, sql

TEMPLATE = os.environ.get("BANKCRM_TEMPLATE", "")
SEEDS = range(50 if os.environ.get("BANKCRM_SLOW") else 3)
MOST_SECONDS_BEFORE_KILL = 9

FIGURES = """
    SELECT id, funds_base, owed_base, turnover_base, product_count, last_operation_date,
           missing_facts, sort_key
      FROM res_partner WHERE is_client ORDER BY id
"""
COUNTERPARTIES = """
    SELECT client_id, key, name, credit_base, debit_base, movement_count, first_date, last_date
      FROM bank_counterparty ORDER BY client_id, key
"""
UNIT_DAYS = """
    SELECT date, branch_id, manager_id, is_private_banking, client_count, funds_base, owed_base
      FROM bank_unit_day ORDER BY 1, 2, 3, 4
"""
BEHAVIOUR = """
    SELECT client_id, credit_1m, credit_12m, credit_change_3m, operations_6m, balance_3m
      FROM bank_client_behaviour ORDER BY client_id
"""
DECISIONS = """
    SELECT run.table_id, result.client_id, result.rules, result.outcome
      FROM bank_decision_result result JOIN bank_decision_run run ON run.id = result.run_id
     WHERE run.is_current ORDER BY 1, 2
"""
DUPLICATES = """
    SELECT client_id, other_client_id, score, verdict, state, reasons
      FROM bank_duplicate_pair ORDER BY 1, 2
"""
RELATIONS = """
    SELECT type_id, from_client_id, to_client_id, state, found
      FROM bank_relation WHERE source = 'inferred' ORDER BY 1, 2, 3
"""
GROUPS = """
    SELECT g.kind, g.head_client_id, m.client_id, m.origin, m.way, m.date_to
      FROM bank_client_group_member m JOIN bank_client_group g ON g.id = m.group_id
     ORDER BY 1, 2, 3, 4
"""
ASSIGNMENTS = """
    SELECT a.client_id, a.role, a.user_id, p.manager_id, a.date_from, a.date_to, a.source
      FROM bank_assignment a JOIN res_partner p ON p.id = a.client_id
     ORDER BY 1, 2, 5, 3
"""
LOOKS = """
    SELECT user_id, client_id, kind, date_from, date_to
      FROM bank_grant WHERE kind = 'former_manager' ORDER BY 1, 2, 4
"""
# As if the night had not come yet: and a third of the clients are to change hands in it.
UNDO = """
    UPDATE res_partner SET funds_base = 0, owed_base = 0, turnover_base = 0 WHERE is_client;
    DELETE FROM bank_counterparty;
    DELETE FROM bank_unit_day WHERE date = (SELECT date FROM bank_business_day WHERE is_current);
    DELETE FROM bank_client_behaviour;
    DELETE FROM bank_duplicate_pair WHERE state = 'open';
    DELETE FROM bank_relation WHERE source = 'inferred' AND state = 'proposed';
    DELETE FROM bank_client_group_member WHERE origin = 'links';
    INSERT INTO bank_assignment_plan (batch_id, client_id, rule_id, user_id, old_user_id)
    SELECT l.batch_id, p.id, l.rule_id, l.user_id, p.manager_id
      FROM (SELECT min(batch_id) AS batch_id, min(rule_id) AS rule_id,
                   min(user_id) AS user_id FROM bank_assignment_plan) l, res_partner p
     WHERE p.is_client AND p.id % 3 = 0 AND p.manager_id IS DISTINCT FROM l.user_id
        ON CONFLICT DO NOTHING;
    UPDATE bank_assignment_batch b SET state = 'accepted', "cursor" = 0, date_from = d.date
      FROM bank_business_day d
     WHERE d.is_current AND b.id = (SELECT min(batch_id) FROM bank_assignment_plan);
    UPDATE bank_decision_result SET outcome = 'of another night', rules = NULL;
    UPDATE bank_day_task SET state = 'todo', "cursor" = 0, done_count = 0;
    UPDATE bank_business_day SET state = 'open' WHERE is_current;
"""


STATES = (
    FIGURES, COUNTERPARTIES, UNIT_DAYS, BEHAVIOUR, DECISIONS, DUPLICATES, RELATIONS, GROUPS,
    ASSIGNMENTS, LOOKS,
)  # fmt: skip


def state(bank):
    return [sql(bank, query) for query in STATES]


@pytest.fixture(scope="module")
def undisturbed():
    with clone(TEMPLATE, f"day_whole_{os.getpid()}") as bank:
        sql(bank, UNDO)
        done = run("bank_day", bank)
        assert not done.returncode, done.stderr[-3000:]
        whole = state(bank)
        assert all(whole), "the demo bank lacks something that a night computes"
        yield whole


@pytest.mark.parametrize("seed", SEEDS)
def test_a_killed_day_ends_as_an_undisturbed_one(undisturbed, seed):
    with clone(TEMPLATE, f"day_killed_{os.getpid()}") as bank:
        sql(bank, UNDO)
        moments = random.Random(seed)
        for _kill in range(3):
            process = subprocess.Popen(
                command("bank_day", bank),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            time.sleep(moments.uniform(1, MOST_SECONDS_BEFORE_KILL))
            process.send_signal(signal.SIGKILL)
            process.wait()
        done = run("bank_day", bank)
        assert not done.returncode, done.stderr[-3000:]
        assert sql(bank, "SELECT state FROM bank_business_day WHERE is_current") == [
            "closed"
        ]
        assert state(bank) == undisturbed


def test_two_runners_do_not_meet():
    with clone(TEMPLATE, f"day_two_{os.getpid()}") as bank:
        sql(bank, UNDO)
        holder = subprocess.Popen(
            ["psql", "-XqAt", "-d", bank],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        holder.stdin.write(
            "BEGIN; SELECT pg_advisory_xact_lock('bank_business_day'::regclass::oid::int, id) "
            "FROM bank_business_day WHERE is_current; SELECT 'held';\n"
        )
        holder.stdin.flush()
        while holder.stdout.readline().strip() != "held":
            pass
        refused = run("bank_day", bank)
        assert refused.returncode
        assert "Another process is running this day" in refused.stderr + refused.stdout
        holder.kill()
        holder.wait()
        assert not run("bank_day", bank).returncode
