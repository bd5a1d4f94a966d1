import json
import os
import time
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..domain.channels.signature import sign
from .common_channels import KEY, PHONE, ChannelsCommon


@tagged("post_install", "-at_install")
class TestMessageQueue(ChannelsCommon):
    """The queue of messages, with the SMS service on a real socket."""

    def test_an_sms_goes_out_signed_and_once(self):
        message = self._write("Картка готова")
        self.assertEqual(message.state, "queued")
        with self._sms_service() as service:
            self._send_all()
            self._send_all()
            [taken] = service.taken.values()
        self.assertEqual(
            (taken["to"], taken["text"], taken["reference"]),
            (PHONE, "Картка готова", message.idempotency_key),
        )
        self.assertRecordValues(
            message,
            [
                {
                    "state": "sent",
                    "provider_reference": "sms-1",
                    "part_count": 1,
                    "cost": 0.45,
                    "try_count": 1,
                    "next_try_at": False,
                }
            ],
        )
        self.assertTrue(message.attempt_id.allowed)
        self.assertEqual(message.attempt_id.address, PHONE)
        self.assertEqual(message.attempt_id.res_id, message.id)

    def test_asked_twice_for_one_occasion_it_is_one_message(self):
        first = self._write("Happy birthday", key="birthday/1/2026")
        self.assertEqual(self._write("Happy!", key="birthday/1/2026"), first)

    def test_a_refused_number_is_not_tried_again(self):
        message = self._write(address="+380671110001")
        with self._sms_service() as service:
            self._send_all()
            self._send_all()
            self.assertEqual(len(service.calls), 1)
        self.assertEqual((message.state, message.reason), ("failed", "unknown number"))
        self.assertEqual(message.attempt_id.outcome, "failed")
        self.assertFalse(self.sms.trouble)

    def test_a_service_that_is_down_is_tried_again_later_and_later(self):
        message = self._write(address="+380671110002")
        with self._sms_service() as service:
            pauses = []
            for _try in range(3):
                self._later(message)
                self._send_all()
                pauses.append(message.next_try_at - fields.Datetime.now())
            self.assertEqual(len(service.calls), 3)
            self.assertEqual({key for key, _to in service.calls}, {message.idempotency_key})
        self.assertEqual(
            [round(pause.total_seconds() / 60) for pause in pauses], [1, 5, 15]
        )
        self.assertEqual((message.state, message.reason), ("queued", "out of service"))
        self.assertEqual(self.sms.trouble, "out of service")
        # One contact, however often it was tried.
        attempts = self.env["bank.contact.attempt"].search(
            [("client_id", "=", self.kovalenko.id), ("allowed", "=", True)]
        )
        self.assertEqual(attempts, message.attempt_id)
        message.sudo().address = PHONE
        with self._sms_service():
            self._later(message)
            self._send_all()
        self.assertEqual(message.state, "sent")
        self.assertFalse(self.sms.trouble)

    def test_health_tells_of_a_channel_in_trouble(self):
        self.sms.sudo().write(
            {
                "trouble": "out of service",
                "trouble_since": fields.Datetime.now() - timedelta(minutes=16),
            }
        )
        checks = {
            check.code: check for check in self.env["bank.health"]._check_channels()
        }
        self.assertEqual(
            (checks["channel_sms"].is_ok, checks["channel_sms"].detail),
            (False, "out of service"),
        )
        self.assertTrue(checks["channel_letter"].is_ok)

    def test_no_answer_in_time_is_no_loss(self):
        self.sms.timeout_seconds = 1
        message = self._write(address="+380671110004")
        with self._sms_service():
            self._send_all()
        self.assertEqual(message.state, "queued")
        self.assertIn("does not answer", message.reason)

    def test_killed_after_the_service_took_it_the_service_sends_it_once(self):
        message = self._write("Once")
        with self._sms_service() as service:
            leased = self.Message._lease_slice(self.sms)
            self.assertEqual((leased, leased.state), (message, "sending"))
            # The service has it, and the process dies before it notes that.
            self.sms._hand_over(message)
            self.assertFalse(self.Message._lease_slice(self.sms))
            self._later(message)
            self._send_all()
            self.assertEqual(len(service.calls), 2)
            self.assertEqual(len(service.taken), 1)
        self.assertEqual((message.state, message.try_count), ("sent", 2))

    def test_who_is_slower_than_his_lease_leaves_the_message_alone(self):
        message = self._write("Late")
        with self._sms_service() as service:
            slow = self.Message._lease_slice(self.sms)
            self._later(message)
            quick = self.Message._lease_slice(self.sms)
            self.assertEqual(quick, slow)
            slow._send_leased()
            self.assertFalse(service.calls)
            quick._send_leased()
            self.assertEqual(len(service.calls), 1)
        self.assertEqual(message.state, "sent")

    def test_no_more_a_minute_than_the_channel_allows(self):
        self.sms.speed_limit = 2
        messages = [self._write(f"{number}") for number in range(3)]
        with self._sms_service() as service:
            self._send_all()
            self.assertEqual(len(service.taken), 2)
            self.assertEqual(messages[2].state, "queued")
            messages[0].sudo().last_try_at -= timedelta(minutes=1)
            self._send_all()
            self.assertEqual(messages[2].state, "sent")

    def test_a_paused_or_closed_channel_keeps_its_messages(self):
        message = self._write()
        with self._sms_service() as service:
            self.sms.action_pause()
            self._send_all()
            self.sms.action_resume()
            hour = self.Message._bank_time(fields.Datetime.now()).hour
            closed = (hour + 2) % 24
            self.sms.write({"hour_from": closed, "hour_to": closed + 0.5})
            self._send_all()
            self.assertFalse(service.calls)
            self.sms.write({"hour_from": 0, "hour_to": 24})
            self._send_all()
        self.assertEqual(message.state, "sent")

    def test_what_the_client_does_not_want_is_refused_and_says_why(self):
        self._consent("sms", "withdrawn")
        message = self._write("Hello")
        self.assertEqual(message.state, "refused")
        self.assertTrue(message.reason)
        self.assertEqual(message.attempt_id.code, "barred")
        self.assertFalse(message.attempt_id.allowed)
        with self._sms_service() as service:
            self._send_all()
            self.assertFalse(service.calls)

    def test_withdrawn_while_it_waited_it_does_not_go(self):
        message = self._write("Hello")
        self._consent("sms", "withdrawn")
        with self._sms_service() as service:
            self._send_all()
            self.assertFalse(service.calls)
        self.assertEqual(message.state, "refused")

    def test_advertising_written_at_night_waits_for_the_morning(self):
        self._consent("sms", "given", self.advertising)
        # Friday, 23:00 in Kyiv; on Saturday advertising begins at 10.
        night = datetime(2027, 1, 15, 21, 0)
        message = self._write("Offer", purpose=self.advertising, at=night)
        self.assertEqual(message.state, "queued")
        self.assertEqual(message.next_try_at, datetime(2027, 1, 16, 8, 0))
        self.assertFalse(message.attempt_id)

    def test_what_could_not_go_in_time_fails(self):
        message = self._write(at=fields.Datetime.now() - timedelta(hours=25))
        with self._sms_service() as service:
            self._send_all()
            self.assertFalse(service.calls)
        self.assertEqual(message.state, "failed")

    def test_without_an_address_it_is_refused_at_once(self):
        message = self._write(client=self.bondar)
        self.assertEqual(message.state, "refused")
        self.assertIn("No address", message.reason)

    @mute_logger("odoo.addons.bank_crm_client.models.channels.bank_message_queue")
    def test_an_error_of_ours_stops_one_message_only(self):
        bad, good = self._write("bad"), self._write("good")
        real = type(self.sms)._hand_over

        def hand_over(channel, message):
            if message.body == "bad":
                raise ZeroDivisionError
            return real(channel, message)

        with (
            self._sms_service(),
            patch.object(type(self.sms), "_hand_over", hand_over),
        ):
            self._send_all()
        self.assertEqual((bad.state, good.state), ("queued", "sent"))

    def test_a_message_is_taken_back_until_it_goes(self):
        mine = self._write("mine").with_user(self.olena)
        mine.sudo().user_id = self.olena
        other = self._write("other").with_user(self.olena)
        with self.assertRaises(UserError):
            other.action_withdraw()
        mine.action_withdraw()
        self.assertEqual(mine.state, "withdrawn")
        with self._sms_service() as service:
            self._send_all()
            self.assertEqual([to for _key, to in service.calls], [PHONE])
        with self.assertRaises(UserError):
            mine.action_withdraw()

    def test_failed_is_sent_again_as_another_message(self):
        message = self._write(address="+380671110001")
        with self._sms_service():
            self._send_all()
            action = message.with_user(self.olena).action_try_again()
            again = self.Message.browse(action["res_id"])
            self._send_all()
        # To the number that the client has now.
        self.assertEqual((again.address, again.state), (PHONE, "sent"))
        with self.assertRaises(AccessError):
            message.with_user(self.auditor).action_try_again()

    def test_a_test_goes_to_colleagues_only(self):
        test = self.env["bank.channel.test"].with_user(self.administrator)
        with self._sms_service() as service:
            to_client = test.create({"channel_id": self.sms.id, "address": PHONE})
            with self.assertRaises(UserError):
                to_client.action_send()
            mine = test.create({"channel_id": self.sms.id, "address": "+380509998877"})
            mine.action_send()
            self.assertTrue(mine.is_well)
            self.assertEqual([to for _key, to in service.calls], ["+380509998877"])


@tagged("post_install", "-at_install")
class TestReceipts(ChannelsCommon, HttpCase):
    """Delivery receipts over HTTP."""

    def setUp(self):
        super().setUp()
        self.message = self._write("Hello", key="receipt-1")
        self.message.sudo().write({"state": "sent", "sent_at": fields.Datetime.now()})
        self.env.flush_all()

    def _tell(self, event, status, *, reference="receipt-1", age=0, key=KEY, code="sms", **more):
        body = json.dumps(
            {
                "event": event,
                "reference": reference,
                "status": status,
                "at": datetime(2026, 11, 20, 10, 0, tzinfo=UTC).isoformat(),
                **more,
            }
        ).encode()  # fmt: skip
        stamp = int(time.time()) - age
        with patch.dict(os.environ, {"BANKCRM_CHANNEL_SMS_KEY": KEY}):
            answer = self.url_open(
                f"/bank/channel/{code}/receipt",
                data=body,
                headers={
                    "Content-Type": "application/json",
                    "X-Timestamp": str(stamp),
                    "X-Signature": sign(key, stamp, body),
                },
            )
        self.env.invalidate_all()
        return answer.status_code, answer.json().get("result")

    def test_delivered_is_noted_once(self):
        self.assertEqual(self._tell("e1", "delivered"), (200, "applied"))
        self.assertEqual(self.message.state, "delivered")
        self.assertEqual(self.message.delivered_at, datetime(2026, 11, 20, 10, 0))
        self.assertEqual(self._tell("e1", "delivered"), (200, "known"))
        self.assertEqual(len(self.message.receipt_ids), 1)

    def test_out_of_order_nothing_goes_back(self):
        self.message.sudo().state = "sending"
        self.assertEqual(self._tell("e2", "delivered"), (200, "applied"))
        self.assertEqual(self._tell("e1", "accepted"), (200, "kept"))
        self.assertEqual(self._tell("e3", "undelivered"), (200, "kept"))
        self.assertEqual(self.message.state, "delivered")
        self.assertEqual(
            self.message.receipt_ids.sorted("id").mapped("is_applied"),
            [True, False, False],
        )

    def test_not_delivered_says_why(self):
        self._tell("e1", "undelivered", reason="absent subscriber")
        self.assertEqual(
            (self.message.state, self.message.reason), ("failed", "absent subscriber")
        )

    def test_who_is_not_believed_changes_nothing(self):
        for refused in (
            {"key": "other"},
            {"age": 301},
            {"age": -301},
            {"code": "letter"},
            {"code": "nothing"},
        ):
            with self.subTest(**refused):
                self.assertEqual(self._tell("e1", "delivered", **refused)[0], 401)
        self.assertEqual(self.message.state, "sent")
        self.assertFalse(self.message.receipt_ids)

    def test_what_is_not_understood_is_said_so(self):
        self.assertEqual(self._tell("e1", "eaten")[0], 400)
        self.assertEqual(self._tell("", "delivered")[0], 400)
        self.assertEqual(self._tell("e1", "delivered", at="yesterday")[0], 400)

    def test_a_message_of_nobody_is_lost_without_noise(self):
        self.assertEqual(
            self._tell("e1", "delivered", reference="another"), (200, "lost")
        )
