from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common_channels import PHONE, ChannelsCommon


@tagged("post_install", "-at_install")
class TestSmsChannel(ChannelsCommon):
    """Text messages of core's windows leave through the bank's channel."""

    def _text(self, **values):
        return self.env["sms.sms"].create(
            {
                "number": PHONE,
                "partner_id": self.kovalenko.id,
                "body": "Your card is ready",
                "bank_purpose_id": self.service.id,
                **values,
            }
        )

    def _attempts(self, sms):
        return self.env["bank.contact.attempt"].search([("message_key", "=", sms.uuid)])

    def _due(self):
        self.env["sms.sms"]._send_waited(lambda: None)

    def _stopped(self, sms):
        """As a server leaves it that was stopped long ago while it handed it over."""
        sms.write(
            {
                "state": "process",
                "to_delete": False,
                "bank_handed_at": fields.Datetime.now() - timedelta(hours=1),
            }
        )

    def test_it_goes_to_the_service_of_the_channel(self):
        with self._sms_service() as service:
            at_once, queued = self._text(), self._text(body="Second")
            at_once.send()
            self._due()
        self.assertEqual(
            [(key, told["text"]) for key, told in service.taken.items()],
            [(at_once.uuid, "Your card is ready"), (queued.uuid, "Second")],
        )
        for sms in (at_once, queued):
            self.assertEqual(sms.state, "pending")
            self.assertEqual(self._attempts(sms).mapped("allowed"), [True])

    def test_its_receipt_says_what_became_of_it(self):
        with self._sms_service():
            sms = self._text()
            sms.send()
        receipt = {
            "channel": self.sms, "key": sms.uuid, "happened_at": fields.Datetime.now()
        }  # fmt: skip
        take = self.env["bank.message.receipt"]._take
        self.assertEqual(take(event="1", status="accepted", **receipt), "kept")
        self.assertEqual(sms.state, "pending")
        self.assertEqual(take(event="2", status="delivered", **receipt), "applied")
        self.assertEqual(sms.state, "sent")
        receipt["key"] = "nobody's"
        self.assertEqual(take(event="3", status="delivered", **receipt), "lost")

    def test_one_that_a_stopped_server_had_goes_again_under_its_number(self):
        with self._sms_service() as service:
            sms = self._text()
            self._due()
            self._stopped(sms)
            self._due()
        self.assertEqual((len(service.calls), len(service.taken)), (2, 1))
        self.assertEqual(sms.state, "pending")
        [attempt] = self._attempts(sms)
        self.assertFalse(attempt.outcome)

    def test_one_that_nobody_judged_does_not_go_as_if_it_had_been(self):
        with self._sms_service() as service:
            sms = self._text()
            self._stopped(sms)
            self._due()
        self.assertEqual(service.calls, [])
        self.assertEqual(sms.state, "error")
        self.assertIn("not known whether it went out", sms.refusal)

    def test_a_service_that_is_down_is_no_contact(self):
        with self._sms_service():
            sms = self._text(number="+380671110002")
            self._due()
        self.assertEqual(sms.state, "error")
        self.assertEqual(self._attempts(sms).outcome, "failed")

    def test_a_paused_channel_keeps_what_waits(self):
        with self._sms_service() as service:
            self.sms.state = "paused"
            sms = self._text()
            self._due()
            self.assertEqual((sms.state, service.calls), ("outgoing", []))
            self.sms.state = "on"
            self._due()
        self.assertEqual(sms.state, "pending")
