"""The decision of a two-person act that is killed is made wholly or not at all."""

import os
import random
import signal
import subprocess
import time

import pytest

from tests.durability.banks import clone, command, sql

TEMPLATE = os.environ.get("BANKCRM_TEMPLATE", "")
SEEDS = range(20 if os.environ.get("BANKCRM_SLOW") else 1)
KILLS = 4

# Who accepts is who may by the bank's own rules, never the superuser.
ACCEPT = """
act = env["bank.act"].browse({act})
checker = next(
    user for user in env["bank.post"].search([]).filtered("is_in_force").user_id
    if act.with_user(user).search([("id", "=", act.id), ("may_decide", "=", True)])
)
print("BEGIN", flush=True)
act.with_user(checker).action_accept()
env.cr.commit()
print("DONE", flush=True)
"""
# As the demo bank proposes its own: the head of a unit, from one of his people to another.
PROPOSE_HANDOVER = """
demo = env["bank.demo"]
head, people = demo._demo_heads()[0]
demo._propose_handover(head, people[0], people[1], reason="Killed in the middle")
act = env["bank.act"].search(
    [("res_model", "=", "bank.handover"), ("state", "=", "waiting")]
)
print("ACT", act.id, flush=True)
env.cr.commit()
"""

EVERYTHING = """
    SELECT 'act', id::text, state::text, (checker_id IS NOT NULL)::text FROM bank_act
    UNION ALL SELECT 'client', id::text, concat_ws('/', manager_id, merged_into_id, active), name
      FROM res_partner
    UNION ALL SELECT 'assignment', client_id::text,
                     concat_ws('/', role, user_id, branch_id), concat_ws('/', date_from, date_to)
      FROM bank_assignment
    UNION ALL SELECT 'member', client_id::text, concat_ws('/', group_id, origin), date_to::text
      FROM bank_client_group_member
    UNION ALL SELECT 'point', client_id::text, key, kind FROM bank_contact_point
    UNION ALL SELECT 'journal', merge_id::text, state, count(*)::text
      FROM bank_client_merge_row GROUP BY merge_id, state
    UNION ALL SELECT 'moved', handover_id::text, concat_ws('/', model, res_id, field), fate
      FROM bank_handover_line
    UNION ALL SELECT 'plan', client_id::text, batch_id::text, fate FROM bank_assignment_plan
    UNION ALL SELECT 'look', client_id::text, user_id::text, kind FROM bank_grant
    UNION ALL SELECT 'task', user_id::text, summary, date_deadline::text FROM mail_activity
    ORDER BY 1, 2, 3, 4
"""


def script(bank, text):
    """A running `odoo shell` that does `text`, its words on stdout."""
    process = subprocess.Popen(
        command("shell", bank, "--no-http", "--log-level=error"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    process.stdin.write(text)
    process.stdin.close()
    return process


def word(process, first):
    """The rest of the first line that begins with `first`."""
    told = []
    for line in process.stdout:
        if line.startswith(first):
            return line.removeprefix(first).strip()
        told.append(line)
    raise AssertionError(f"no {first}: {''.join(told)[-3000:]}")


def waiting(bank, kind):
    """The act of this kind that waits in the demo bank; a handover is proposed first."""
    if kind == "handover":
        process = script(bank, PROPOSE_HANDOVER)
        act = int(word(process, "ACT"))
        assert process.wait() == 0
        return act
    (act,) = sql(
        bank,
        "SELECT a.id FROM bank_act a JOIN bank_act_kind k ON k.id = a.kind_id "
        f"WHERE k.code = '{kind}' AND a.state = 'waiting' ORDER BY a.id LIMIT 1",
    )
    return int(act)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    "kind", ["client_merge", "group_change", "assignment_batch", "handover"]
)
def test_a_killed_decision_is_made_wholly_or_not_at_all(kind, seed):
    moments = random.Random(f"{kind}{seed}")
    with clone(TEMPLATE, f"act_killed_{os.getpid()}") as bank:
        act = waiting(bank, kind)
        before = sql(bank, EVERYTHING)
        with clone(bank, f"act_whole_{os.getpid()}") as calm:
            process = script(calm, ACCEPT.format(act=act))
            word(process, "BEGIN")
            begun = time.monotonic()
            word(process, "DONE")
            spent = time.monotonic() - begun
            process.wait()
            after = sql(calm, EVERYTHING)
        assert after != before
        for _kill in range(KILLS):
            process = script(bank, ACCEPT.format(act=act))
            word(process, "BEGIN")
            time.sleep(moments.uniform(0, spent))
            process.send_signal(signal.SIGKILL)
            process.wait()
            end_sessions(bank)
            found = sql(bank, EVERYTHING)
            assert found in (before, after)
            if found == after:
                break  # killed after its commit
        if sql(bank, EVERYTHING) == before:
            process = script(bank, ACCEPT.format(act=act))
            word(process, "DONE")
            process.wait()
        assert sql(bank, EVERYTHING) == after


def end_sessions(bank):
    """Wait until the killed process's sessions are rolled back."""
    for _again in range(100):
        (left,) = sql(
            bank,
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid()",
        )
        if left == "0":
            return
        time.sleep(0.1)
    raise AssertionError("a session of the killed process is still there")
