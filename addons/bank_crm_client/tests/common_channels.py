import os
import socketserver
import threading
from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.addons.bank_crm_base.tests.common import BankCommon
from odoo.addons.bank_crm_client.tools.sms_test_server import SmsService

KEY = "test-key"
PHONE = "+380671110000"


class MailServer(socketserver.ThreadingTCPServer):
    """A mail server on a socket: what it took, and addresses that it refuses."""

    allow_reuse_address = daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _MailHandler)
        self.letters, self.refusals = [], {}


class _MailHandler(socketserver.StreamRequestHandler):
    def handle(self):
        self._say("220 test")
        recipients = []
        while line := self.rfile.readline():
            words = line.decode().strip()
            verb = words[:4].upper()
            if verb == "EHLO":
                self._say("250 test")
            elif verb == "RCPT":
                address = words.partition("<")[2].partition(">")[0]
                answer = self.server.refusals.get(address, "250 well")
                if answer.startswith("250"):
                    recipients.append(address)
                self._say(answer)
            elif verb == "DATA":
                self._say("354 go on")
                content = b""
                while not content.endswith(b"\r\n.\r\n"):
                    content += self.rfile.readline()
                self.server.letters.append((recipients, content))
                self._say("250 taken")
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 well")

    def _say(self, words):
        self.wfile.write(words.encode() + b"\r\n")


class ChannelsCommon(BankCommon):
    """The cast, clients who can be reached, and channels whose services are stand-ins."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["bank.message"].search([]).unlink()
        cls.service = cls.env.ref("bank_crm_client.contact_purpose_service")
        cls.advertising = cls.env.ref("bank_crm_client.contact_purpose_advertising")
        cls.sms = cls.env.ref("bank_crm_client.channel_sms")
        cls.email = cls.env.ref("bank_crm_client.channel_email")
        (cls.sms | cls.email).write({"state": "on", "trouble": False})
        cls.sms.write({"speed_limit": 0, "hour_from": 0, "hour_to": 24})
        cls.Message = cls.env["bank.message"]
        cls.administrator = cls._create_employee(
            "business_administrator", cls.head_office
        )
        cls.approver = cls._create_employee("head_office", cls.head_office, login="t_ok")
        cls.approver.group_ids |= cls.env.ref("bank_crm_base.group_rule_approver")
        cls._reach(cls.kovalenko, "mobile", PHONE)
        cls._reach(cls.kovalenko, "email", "olena@client.example")
        cls.kovalenko.lang = "uk_UA" if cls._has_lang("uk_UA") else "en_US"

    @classmethod
    def _has_lang(cls, code):
        return code in dict(cls.env["res.lang"].get_installed())

    @classmethod
    def _reach(cls, client, kind, value, *, is_main=True):
        return cls.env["bank.contact.point"].create(
            {"client_id": client.id, "kind": kind, "value": value, "is_main": is_main}
        )

    @contextmanager
    def _sms_service(self, receipts=""):
        """The stand-in of the SMS service on a real socket."""
        with SmsService(KEY, receipts=receipts) as service:
            thread = threading.Thread(target=service.serve_forever, daemon=True)
            thread.start()
            self.sms.endpoint = service.address
            with patch.dict(os.environ, {"BANKCRM_CHANNEL_SMS_KEY": KEY}):
                try:
                    yield service
                finally:
                    service.quiet.set()
                    service.shutdown()

    @contextmanager
    def _mail_server(self):
        with MailServer() as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            record = self.env["ir.mail_server"].create(
                {
                    "name": "Test",
                    "smtp_host": "127.0.0.1",
                    "smtp_port": server.server_address[1],
                    "smtp_encryption": "none",
                    "smtp_authentication": "login",
                }
            )
            self.email.write(
                {"mail_server_id": record.id, "sender": "Test Bank <bank@bank.example>"}
            )
            with patch.object(
                type(record), "_disable_send", classmethod(lambda cls: False)
            ):
                try:
                    yield server
                finally:
                    server.shutdown()

    def _write(self, text="Hello", client=None, kind="sms", purpose=None, **values):
        return self.Message._enqueue(
            client or self.kovalenko, kind, purpose or self.service, text, **values
        )

    def _send_all(self):
        """What the cron does, in this transaction."""
        self.assertTrue(self.Message._send_queue(lambda _count: True))

    def _consent(self, channel, decision, purpose=None):
        """What the client said about this way of writing to him."""
        self.env["bank.consent"].sudo()._note(
            self.kovalenko,
            [channel],
            purpose or self.env["bank.contact.purpose"],
            decision,
            source="call",
        )

    def _later(self, message):
        """As if the next try of a message were due by now."""
        due = fields.Datetime.now() - timedelta(seconds=1)
        message.sudo().next_try_at = due
