"""E-mails and text messages put off by the contact gate, and senders killed while they go."""

import contextlib
import socketserver
import threading
import time
from collections import Counter

import pytest

from tests.durability.banks import clone, sql
from tests.durability.test_message_kills import (
    TEMPLATE,
    SmsService,
    finish,
    start,
)

CLIENTS = 16
TAKING_SECONDS = 0.1
SEND = """
env["mail.mail"].process_email_queue()
env["sms.sms"]._process_queue()
env.cr.commit()
"""
# Half of them asked to be left alone at this hour, the others were written to today.
WRITE = f"""
from datetime import datetime, timedelta
gate = env["bank.contact.gate"]
service = env.ref("bank_crm_client.contact_purpose_service")
# What the bank itself still had to send is not ours.
env["mail.mail"].search([("state", "=", "outgoing")]).unlink()
env["sms.sms"].search([("state", "=", "outgoing")]).unlink()
for channel in ("email", "sms"):
    env["bank.contact.policy"].create({{
        "name": "Once a day", "purpose_id": service.id, "channel": channel,
        "date_from": "1990-01-01", "has_cap_day": True, "cap_day": 1, "source": "Test",
    }})
env["ir.mail_server"].search([]).active = False
env["ir.mail_server"].create({{
    "name": "Test", "smtp_host": "127.0.0.1", "smtp_port": SMTP_PORT,
    "smtp_encryption": "none",
}})
env.ref("bank_crm_client.channel_sms").write({{"endpoint": "ENDPOINT", "state": "on"}})
clients = env["res.partner"].search([("is_client", "=", True), ("email", "!=", False)])
clients = clients.filtered(lambda client: all(
    gate._judge(client, channel, service).allowed for channel in ("email", "sms")
))[:{CLIENTS}]
assert len(clients) == {CLIENTS}, len(clients)
hour = datetime.utcnow().hour + 2
for place, client in enumerate(clients):
    if place % 2:
        env["bank.contact.quiet"].create({{
            "client_id": client.id, "time_from": (hour - 2) % 24,
            "time_to": (hour + 13) % 24,
        }})
    else:
        for channel in ("email", "sms"):
            assert gate._pass(client, channel, service).allowed
mails = env["mail.mail"].create([{{
    "subject": f"put off {{place}}", "body_html": "<p>Good day</p>",
    "email_from": "bank@bank.ua", "recipient_ids": client.ids,
    "bank_purpose_id": service.id,
}} for place, client in enumerate(clients)])
texts = env["sms.sms"].create([{{
    "number": f"+38050111{{place:02d}}77", "partner_id": client.id,
    "body": f"put off {{place}}", "bank_purpose_id": service.id,
}} for place, client in enumerate(clients)])
mails.send()
texts.send()
assert set(mails.mapped("state")) == {{"outgoing"}} and all(mails.mapped("bank_waits"))
assert set(texts.mapped("state")) == {{"bank_waits"}}
env.cr.commit()
"""
# The night is over: what was said of it is a day old, and their hour has come.
MORNING = (
    "DELETE FROM bank_contact_quiet",
    "UPDATE bank_contact_attempt SET at = at - interval '2 days' WHERE allowed",
    "UPDATE mail_mail SET scheduled_date = now() AT TIME ZONE 'UTC' - interval '1 minute' "
    "WHERE bank_waits",
    "UPDATE sms_sms SET bank_goes_at = now() AT TIME ZONE 'UTC' - interval '1 minute' "
    "WHERE state = 'bank_waits'",
)
# Whoever was at it is not waited for any longer.
LATER = (
    "UPDATE mail_mail SET bank_handed_at = bank_handed_at - interval '1 hour'",
    "UPDATE sms_sms SET bank_handed_at = bank_handed_at - interval '1 hour'",
)
MAILS = """
SELECT m.id, m.state, l.subject, count(a.id), max(coalesce(a.outcome, ''))
  FROM mail_mail m
  JOIN mail_message l ON l.id = m.mail_message_id
  LEFT JOIN bank_contact_attempt a ON a.message_key = l.message_id AND a.allowed
 WHERE l.subject LIKE 'put off %' GROUP BY 1, 2, 3 ORDER BY 1
"""
TEXTS = """
SELECT s.id, s.state, s.body, count(a.id), max(coalesce(a.outcome, ''))
  FROM sms_sms s
  LEFT JOIN bank_contact_attempt a ON a.message_key = s.uuid AND a.allowed
 WHERE s.body LIKE 'put off %' GROUP BY 1, 2, 3 ORDER BY 1
"""


class Smtp(socketserver.ThreadingTCPServer):
    """A mail server that takes its time, and whatever it was given to the end."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), SmtpSession)
        self.begun, self.taken = 0, []


class SmtpSession(socketserver.StreamRequestHandler):
    def handle(self):
        self._say("220 test")
        while line := self.rfile.readline().decode().strip().upper():
            if line == "DATA":
                self._say("354 go on")
                self._take()
            elif line == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _take(self):
        subject = ""
        while (row := self.rfile.readline().decode().rstrip("\r\n")) != ".":
            if row.startswith("Subject: "):
                subject = row.removeprefix("Subject: ")
        self.server.begun += 1
        time.sleep(TAKING_SECONDS)
        self.server.taken.append(subject)
        self._say("250 taken")

    def _say(self, words):
        with contextlib.suppress(OSError):  # who asked was killed
            self.wfile.write(f"{words}\r\n".encode())


class TextService(SmsService):
    """A service of text messages that takes its time, too."""

    begun = 0

    def signature(self, timestamp, body):
        self.begun += 1
        time.sleep(TAKING_SECONDS)
        return super().signature(timestamp, body)


@pytest.fixture
def smtp():
    with Smtp() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def texts():
    with TextService("kill-key") as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def kill_when(database, has_come):
    with start(database, SEND) as process:
        until = time.monotonic() + 120
        while not has_come() and time.monotonic() < until:
            time.sleep(0.005)
        process.kill()
    assert has_come(), "the sender did not come so far"


def test_put_off_messages_survive_kills_and_two_senders(smtp, texts):
    with clone(TEMPLATE, "put_off") as database:
        script = WRITE.replace("SMTP_PORT", str(smtp.server_address[1]))
        finish(database, script.replace("ENDPOINT", texts.address))
        assert (smtp.taken, texts.calls) == ([], [])
        for statement in MORNING:
            sql(database, statement)
        # Killed while the mail server has the fifth letter in its hands, ...
        kill_when(database, lambda: smtp.begun >= 5)
        for statement in LATER:
            sql(database, statement)
        # ... while the service has the fourth text message, ...
        kill_when(database, lambda: texts.begun >= 4)
        for statement in LATER:
            sql(database, statement)
        # ... and at last two senders at once.
        with start(database, SEND) as one, start(database, SEND) as other:
            for process in (one, other):
                output = process.stdout.read()
                process.wait(timeout=300)
                assert process.returncode == 0, output[-3000:]
        letters = [row.split("|") for row in sql(database, MAILS)]
        messages = [row.split("|") for row in sql(database, TEXTS)]
        refused = sql(
            database,
            "SELECT code, outcome, count(*) FROM bank_contact_attempt "
            "WHERE NOT allowed AND message_key IS NOT NULL GROUP BY 1, 2 ORDER BY 1",
        )
    # Kept back once, for the limit and for the hour; never again, and nothing in silence.
    half = CLIENTS // 2
    assert refused == [f"cap|waits|{CLIENTS}", f"quiet|waits|{2 * half}"]
    wanted = {f"put off {place}" for place in range(CLIENTS)}
    # Each contact stands once in the log, whatever became of its sender.
    assert [row[3] for row in letters + messages] == ["1"] * (2 * CLIENTS)
    # A mail server knows no repeats: no letter went twice, and of the one that was in the
    # hands of the killed sender the log says that nobody knows.
    assert Counter(smtp.taken) == Counter(wanted)
    unknown = [row for row in letters if row[1] != "sent"]
    assert [(row[1], row[4]) for row in unknown] == [("exception", "uncertain")]
    assert {row[4] for row in letters if row[1] == "sent"} == {""}
    # The service of text messages does: that one was given again, and taken once.
    assert {told["text"] for told in texts.taken.values()} == wanted
    assert len(texts.taken) == CLIENTS
    assert len(texts.calls) == CLIENTS + 1
    assert {(row[1], row[4]) for row in messages} == {("pending", "")}
