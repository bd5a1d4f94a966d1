import email
from email import policy

from odoo.tests import tagged

from .common_channels import ChannelsCommon


@tagged("post_install", "-at_install")
class TestMessageEmail(ChannelsCommon):
    """E-mail through a mail server on a real socket."""

    def _email(self, **values):
        return self._write(
            "Dear client,\nplease come. 5 < 6", kind="email", subject="Come", **values
        )

    def test_a_letter_arrives_as_it_was_written(self):
        message = self._email()
        with self._mail_server() as server:
            self._send_all()
            [(recipients, content)] = server.letters
        letter = email.message_from_bytes(content, policy=policy.default)
        self.assertEqual(recipients, ["olena@client.example"])
        self.assertEqual(letter["Subject"], "Come")
        self.assertEqual(letter["X-Bank-Message"], message.idempotency_key)
        self.assertEqual(letter["Message-Id"], f"<{message.idempotency_key}@bank.example>")
        plain = letter.get_body(("plain",)).get_content()
        self.assertIn("please come. 5 < 6", plain)
        # What is typed is text, never markup.
        self.assertIn("5 &lt; 6", letter.get_body(("html",)).get_content())
        self.assertEqual(
            (message.state, message.provider_reference),
            ("sent", f"<{message.idempotency_key}@bank.example>"),
        )

    def test_an_unknown_mailbox_fails_and_a_full_one_waits(self):
        gone, full = self._email(), self._email(address="full@client.example")
        with self._mail_server() as server:
            server.refusals = {
                "olena@client.example": "550 no such mailbox",
                "full@client.example": "452 mailbox full",
            }
            self._send_all()
        self.assertEqual((gone.state, gone.reason), ("failed", "550 no such mailbox"))
        self.assertEqual((full.state, full.reason), ("queued", "452 mailbox full"))
        self.assertFalse(self.email.trouble)

    def test_without_a_mail_server_it_waits_and_the_channel_says_so(self):
        with self._mail_server() as server:
            server.shutdown()
            server.server_close()
            message = self._email()
            self._send_all()
        self.assertEqual(message.state, "queued")
        self.assertIn("mail server", message.reason)
        self.assertTrue(self.email.trouble)

    def test_a_letter_that_came_back_has_failed(self):
        message = self._email()
        with self._mail_server():
            self._send_all()
        identity = message.provider_reference
        self.env["mail.thread"].message_process(
            "res.partner", self._bounce(identity, "olena@client.example")
        )
        self.assertEqual(message.state, "failed")
        self.assertIn("550 5.1.1", message.reason)

    def _bounce(self, identity, address):
        domain = self.env["mail.alias.domain"].search([], limit=1)
        if not domain:
            domain = self.env["mail.alias.domain"].create(
                {"name": "bank.example", "bounce_alias": "bounce"}
            )
        return f"""Return-Path: <>
From: MAILER-DAEMON@client.example
To: {domain.bounce_email}
Subject: Undelivered Mail Returned to Sender
Message-Id: <bounce-1@client.example>
Date: Fri, 20 Nov 2026 10:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

550 5.1.1 no such mailbox

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; client.example

Final-Recipient: rfc822; {address}
Action: failed
Status: 5.1.1

--B
Content-Type: message/rfc822

From: bank@bank.example
To: {address}
Subject: Come
Message-Id: {identity}

Dear client
--B--
"""
