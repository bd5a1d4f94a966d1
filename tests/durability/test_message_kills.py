"""Senders of messages are killed anywhere: nothing is lost, nobody gets an SMS twice."""

import os
import random
import subprocess
import sys
import threading
import time

import pytest

from tests.durability.banks import ROOT, clone, command, sql

sys.path.insert(0, str(ROOT / "addons" / "bank_crm_client" / "tools"))
from sms_test_server import SmsService  # noqa: E402

TEMPLATE = os.environ.get("BANKCRM_TEMPLATE", "")
SEEDS = range(50 if os.environ.get("BANKCRM_SLOW") else 3)
MESSAGES = 150
ANSWER_SECONDS = 0.03
SEND = 'env["bank.message"]._send_queue(lambda count: env.cr.commit() or True)\n'
WRITE = f"""
channel = env.ref("bank_crm_client.channel_sms")
channel.write({{"endpoint": "%s", "speed_limit": 0, "hour_from": 0, "hour_to": 24}})
clients = env["res.partner"].search([("is_client", "=", True)], limit={MESSAGES})
purpose = env.ref("bank_crm_client.contact_purpose_service")
for place in range({MESSAGES}):
    env["bank.message"]._enqueue(
        clients[place % len(clients)], "sms", purpose, f"number {{place}}",
        address="+380501110099", key=f"kill-{{place}}",
    )
env.cr.commit()
"""
DUE = "UPDATE bank_message SET next_try_at = now() AT TIME ZONE 'UTC' WHERE state = 'sending'"
OURS = "idempotency_key LIKE 'kill-%'"


class SlowService(SmsService):
    """An SMS service that takes its time, so that a kill finds somebody at work."""

    def signature(self, timestamp, body):
        time.sleep(ANSWER_SECONDS)
        return super().signature(timestamp, body)


def start(database, script):
    words = command("shell", database)
    process = subprocess.Popen(
        [*words, "--no-http"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "BANKCRM_CHANNEL_SMS_KEY": "kill-key"},
    )
    process.stdin.write(script)
    process.stdin.close()
    return process


def finish(database, script):
    with start(database, script) as process:
        output = process.stdout.read()
        process.wait(timeout=300)
    assert process.returncode == 0, output[-3000:]


@pytest.fixture
def service():
    with SlowService("kill-key") as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.mark.parametrize("seed", SEEDS)
def test_killed_senders_lose_nothing_and_double_nothing(service, seed):
    chance = random.Random(seed)
    with clone(TEMPLATE, f"messages_{seed}") as database:
        finish(database, WRITE % service.address)
        for kill in range(3):
            with start(database, SEND) as process:
                until = time.monotonic() + 120
                wanted = len(service.calls) + chance.randint(3, 35)
                while len(service.calls) < wanted and time.monotonic() < until:
                    time.sleep(0.01)
                process.kill()
            assert len(service.calls) >= wanted, f"kill {kill} came too early"
            # The lease of whoever was killed runs out.
            sql(database, DUE)
        # Two senders at once share what is left.
        with start(database, SEND) as one, start(database, SEND) as other:
            for process in (one, other):
                output = process.stdout.read()
                process.wait(timeout=300)
                assert process.returncode == 0, output[-3000:]
        states = sql(
            database, f"SELECT state, count(*) FROM bank_message WHERE {OURS} GROUP BY 1"
        )
        refused = sql(
            database,
            f"SELECT count(*) FROM bank_message WHERE {OURS} AND state = 'refused'",
        )
        attempts = sql(
            database,
            "SELECT count(*) FROM bank_contact_attempt a JOIN bank_message m "
            f"ON a.res_model = 'bank.message' AND a.res_id = m.id WHERE {OURS}",
        )
    sent = MESSAGES - int(refused[0])
    assert sent > MESSAGES // 2
    assert f"sent|{sent}" in states, states
    assert len(service.taken) == sent
    # Tried twice or not: one contact with the client, one message at the service.
    assert attempts == [str(MESSAGES)]
    assert len(service.calls) >= sent
