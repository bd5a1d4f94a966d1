import socketserver
import threading
from contextlib import contextmanager
from unittest.mock import patch

from odoo.addons.base.models.ir_mail_server import IrMail_Server
from odoo.addons.sms.tools.sms_api import SmsApi
from odoo.tests.common import new_test_user

from .common import ClientCommon

# Friday, 12:00 in Kyiv.
NOON = "2026-11-20 10:00:00"
OLENA_MAIL = "olena.kovalenko@ukr.net"
OLENA_PHONE = "+380671234417"


class SmtpHandler(socketserver.StreamRequestHandler):
    """Just enough of SMTP to take a message and say so."""

    def handle(self):
        self._say("220 test")
        sender, recipients = "", []
        while line := self.rfile.readline().decode().strip():
            verb = line.upper()
            if verb.startswith(("EHLO", "HELO")):
                self._say("250 test")
            elif verb.startswith("MAIL FROM"):
                sender, recipients = line[10:], []
                self._say("250 ok")
            elif verb.startswith("RCPT TO"):
                recipients.append(line.split("<", 1)[1].split(">", 1)[0])
                self._say("250 ok")
            elif verb == "DATA":
                self._say("354 go on")
                body = []
                while (row := self.rfile.readline().decode().rstrip("\r\n")) != ".":
                    body.append(row)
                self.server.taken.append((sender, tuple(recipients), "\n".join(body)))
                self._say("250 taken")
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _say(self, text):
        self.wfile.write(f"{text}\r\n".encode())


class SmtpServer(socketserver.ThreadingTCPServer):
    """A mail server on a real socket of this machine that keeps what it was given."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), SmtpHandler)
        self.taken = []

    @property
    def recipients(self):
        return [one for _from, recipients, _body in self.taken for one in recipients]


class ContactCommon(ClientCommon):
    """A client with consents, a mail server that listens and an SMS service that counts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.Gate = cls.env["bank.contact.gate"]
        cls.Attempt = cls.env["bank.contact.attempt"]
        cls.Consent = cls.env["bank.consent"]
        cls.purposes = {
            purpose.code: purpose
            for purpose in cls.env["bank.contact.purpose"].search([])
        }
        cls.client = cls.kovalenko
        cls.client.write(
            {
                "email": OLENA_MAIL,
                "phone": OLENA_PHONE,
                "country_id": cls.env.ref("base.ua").id,
                "tz": "Europe/Kyiv",
                "birth_date": "1985-03-07",
            }
        )
        cls.other = cls.bondar
        cls.other.write(
            {"email": "ivan.bondar@ukr.net", "phone": "+380671234418",
             "country_id": cls.env.ref("base.ua").id, "tz": "Europe/Kyiv"}
        )  # fmt: skip
        cls.stranger = cls.env["res.partner"].create(
            {"name": "Printing house", "email": "print@house.ua"}
        )
        cls.colleague = new_test_user(
            cls.env, "t_colleague", groups="base.group_user", email="colleague@bank.ua"
        )
        cls.compliance = cls._create_employee("compliance", cls.head_office)

    def setUp(self):
        super().setUp()
        self.server = SmtpServer()
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.env["ir.mail_server"].search([]).active = False
        self.env["ir.mail_server"].create(
            {
                "name": "Test",
                "smtp_host": "127.0.0.1",
                "smtp_port": self.server.server_address[1],
                "smtp_encryption": "none",
                "sequence": 1,
            }
        )
        # In tests core sends nothing: here the socket is the point.
        self.startPatcher(
            patch.object(IrMail_Server, "_disable_send", classmethod(lambda cls: False))
        )

    @classmethod
    def _say(cls, decision, channel, purpose=None, client=None, **values):
        return cls.Consent.create(
            {
                "client_id": (client or cls.client).id,
                "purpose_id": cls.purposes[purpose].id if purpose else False,
                "channel": channel,
                "decision": decision,
                "decided_at": "2026-11-01 08:00:00",
                **values,
            }
        )

    def _attempts(self, client=None):
        return self.Attempt.search(
            [("client_id", "=", (client or self.client).id)], order="id"
        )

    @contextmanager
    def _sms_service(self):
        """Numbers that the SMS service was asked to reach."""
        taken = []

        def take(_self, messages, delivery_reports_url=False):
            numbers = [one for message in messages for one in message["numbers"]]
            taken.extend(one["number"] for one in numbers)
            return [
                {"uuid": one["uuid"], "state": "success", "credit": 0}
                for one in numbers
            ]

        # Core's own service, whatever channel the bank has.
        company = type(self.env["res.company"])
        with (
            patch.object(SmsApi, "_send_sms_batch", take),
            patch.object(company, "_sms_channel", lambda one: one.env["bank.channel"]),
        ):
            yield taken
