from contextlib import suppress
from datetime import datetime
from unittest.mock import patch

from freezegun import freeze_time
from odoo.tests import tagged

from .common_contact import OLENA_MAIL, OLENA_PHONE, ContactCommon

# Friday, 23:00 in Kyiv; a debt is spoken of on working days from nine to eight.
NIGHT = "2026-11-20 21:00:00"
MONDAY_NINE = datetime(2026, 11, 23, 7, 0)
AT_NINE = "Monday, 23 Nov, 09:00"


@tagged("post_install", "-at_install")
class TestContactWaiting(ContactCommon):
    """What is refused for its hour goes at the next one, once, and its sender knows when."""

    freeze_time = freeze_time(NIGHT)

    def setUp(self):
        super().setUp()
        # No process of this machine is woken by a test.
        self.startPatcher(
            patch.object(type(self.env["ir.cron"]), "_trigger", lambda *_args: None)
        )

    def _letter(self, partners=None, purpose="collection", **values):
        mail = self.env["mail.mail"].sudo().create(
            {
                "subject": "Debt", "body_html": "<p>Please pay</p>",
                "email_from": "bank@bank.ua",
                "recipient_ids": (partners or self.client).ids,
                "bank_purpose_id": self.purposes[purpose].id,
                **values,
            }
        )  # fmt: skip
        mail.send()
        return mail

    # --- e-mails

    def test_a_letter_at_night_waits_for_the_morning(self):
        mail = self._letter()
        self.assertEqual(self.server.taken, [])
        self.assertRecordValues(
            mail,
            [{"state": "outgoing", "scheduled_date": MONDAY_NINE, "bank_waits": True}],
        )
        self.assertRecordValues(
            self._attempts(), [{"allowed": False, "code": "hours", "outcome": "waits"}]
        )
        self.assertIn(f"It goes on {AT_NINE}", self._attempts().reason)

    def test_it_goes_once_when_its_hour_has_come(self):
        mail = self._letter()
        with freeze_time("2026-11-23 06:59:00"):
            self.env["mail.mail"].process_email_queue()
        self.assertEqual(self.server.taken, [])
        with freeze_time(MONDAY_NINE):
            self.env["mail.mail"].process_email_queue()
            self.env["mail.mail"].process_email_queue()
        self.assertEqual(self.server.recipients, [OLENA_MAIL])
        self.assertEqual(mail.state, "sent")
        self.assertEqual(self._attempts().mapped("allowed"), [False, True])

    def test_what_he_said_meanwhile_counts(self):
        mail = self._letter()
        self._say("withdrawn", "email", decided_at="2026-11-20 20:00:00")
        with freeze_time(MONDAY_NINE):
            self.env["mail.mail"].process_email_queue()
        self.assertEqual(self.server.taken, [])
        self.assertEqual(mail.state, "exception")

    def test_one_who_sleeps_keeps_no_other_waiting(self):
        message = self.client.with_user(self.olena).with_context(
            bank_purpose="collection"
        ).message_post(
            body="Please pay", subtype_xmlid="mail.mt_comment",
            partner_ids=(self.client | self.stranger | self.colleague.partner_id).ids,
        )  # fmt: skip
        self.assertNotIn(OLENA_MAIL, self.server.recipients)
        self.assertIn("print@house.ua", self.server.recipients)
        notice = message.sudo().notification_ids.filtered(
            lambda one: one.res_partner_id == self.client
        )
        self.assertEqual(notice.notification_status, "ready")
        self.assertIn(AT_NINE, notice.failure_reason)
        self.server.taken.clear()
        with freeze_time(MONDAY_NINE):
            self.env["mail.mail"].process_email_queue()
        self.assertEqual(self.server.recipients, [OLENA_MAIL])
        self.assertEqual(notice.notification_status, "sent")

    def test_of_one_letter_to_many_each_goes_at_his_hour(self):
        kyiv, tokyo = self.client, self.other
        tokyo.tz = "Asia/Tokyo"
        mail = self._letter(kyiv | tokyo | self.stranger, auto_delete=True)
        self.assertEqual(self.server.recipients, ["print@house.ua"])
        waiting = self.env["mail.mail"].search([("bank_waits", "=", True)], order="id")
        self.assertEqual(
            [(one.recipient_ids, one.scheduled_date) for one in waiting],
            [(kyiv, MONDAY_NINE), (tokyo, datetime(2026, 11, 23, 0, 0))],
        )
        self.assertEqual(waiting.bank_purpose_id, self.purposes["collection"])
        self.assertFalse(mail.exists())
        with freeze_time(MONDAY_NINE):
            self.env["mail.mail"].process_email_queue()
        self.assertEqual(
            sorted(self.server.recipients),
            ["ivan.bondar@ukr.net", OLENA_MAIL, "print@house.ua"],
        )

    def test_a_one_time_code_is_worth_nothing_later(self):
        self.purposes["collection"].sudo().is_urgent = True
        mail = self._letter()
        self.assertEqual(mail.state, "exception")
        self.assertEqual(self._attempts().outcome, False)
        self.assertTrue(self.purposes["security"].is_urgent)

    def test_a_reminder_does_not_come_after_the_meeting(self):
        event = self.env["calendar.event"].create(
            {"name": "Visit", "start": "2026-11-23 06:30:00",
             "stop": "2026-11-23 07:30:00"}
        )  # fmt: skip
        mail = self._letter(model="calendar.event", res_id=event.id)
        self.assertEqual(mail.state, "exception")

    def test_who_was_killed_handing_a_letter_over_sends_it_no_second_time(self):
        mail = self._letter()
        with freeze_time(MONDAY_NINE):
            # What was committed before the mail server heard of it; then the power failed.
            mail._hand_over()
            self.env["mail.mail"].process_email_queue()
        # Perhaps somebody is still at it: left alone.
        self.assertEqual((mail.state, self.server.taken), ("outgoing", []))
        with freeze_time("2026-11-23 07:11:00"):
            self.env["mail.mail"].process_email_queue()
        self.assertEqual((mail.state, self.server.taken), ("exception", []))
        self.assertIn("not known whether it went out", mail.failure_reason)
        # A person has asked the client, and sends it again.
        with freeze_time("2026-11-23 08:00:00"):
            mail.action_retry()
            self.env["mail.mail"].process_email_queue()
        self.assertEqual(self.server.recipients, [OLENA_MAIL])

    def test_the_queue_notes_each_before_it_goes(self):
        mail = self._letter()
        steps = []
        with (
            freeze_time(MONDAY_NINE),
            patch.object(
                self.env.cr, "commit",
                lambda: steps.append((bool(mail.bank_handed_at), mail.state)),
            ),
        ):  # fmt: skip
            mail._send(auto_commit=True)
        self.assertEqual(steps[0], (True, "outgoing"))
        self.assertEqual(steps[-1][1], "sent")

    def test_the_window_says_when_it_goes(self):
        composer = (
            self.env["mail.compose.message"]
            .with_user(self.olena)
            .with_context(default_model="res.partner", default_res_ids=self.client.ids)
            .create({"subject": "Debt", "body": "<p>Please pay</p>"})
        )
        composer.partner_ids = self.client
        composer.bank_purpose_id = self.purposes["collection"]
        action = composer.action_send_mail()
        self.assertEqual(action["params"]["title"], "Goes later")
        self.assertIn(AT_NINE, action["params"]["message"])

    # --- text messages

    def _text(self, purpose="collection"):
        sms = self.env["sms.sms"].sudo().create(
            {"number": OLENA_PHONE, "partner_id": self.client.id, "body": "Please pay",
             "bank_purpose_id": self.purposes[purpose].id}
        )  # fmt: skip
        sms.send()
        return sms

    def test_a_text_message_at_night_waits_and_goes_once(self):
        with self._sms_service() as taken:
            sms = self._text()
            self.assertRecordValues(
                sms, [{"state": "bank_waits", "bank_goes_at": MONDAY_NINE}]
            )
            self.assertIn(AT_NINE, sms.refusal)
            # Core's queue does not know it.
            self.env["sms.sms"]._process_queue()
            self.assertEqual(taken, [])
            with freeze_time(MONDAY_NINE):
                self.env["sms.sms"]._send_waited(lambda: None)
                self.env["sms.sms"]._send_waited(lambda: None)
        self.assertEqual(taken, [OLENA_PHONE])
        self.assertEqual(sms.state, "pending")
        self.assertEqual(self._attempts().mapped("allowed"), [False, True])

    def test_who_was_killed_handing_a_text_over_sends_it_no_second_time(self):
        class Killed(BaseException):
            """The power failed."""

        def commit():
            self.env.cr.execute("RELEASE SAVEPOINT step")
            self.env.cr.execute("SAVEPOINT step")

        with self._sms_service() as taken:
            sms = self._text()
            self.env.flush_all()
            self.env.cr.execute("SAVEPOINT step")
            sends = type(sms)._send_taken

            def send_and_die(message):
                sends(message)
                raise Killed

            with (
                freeze_time(MONDAY_NINE),
                patch.object(type(sms), "_send_taken", send_and_die),
                suppress(Killed),
            ):
                self.env["sms.sms"]._send_waited(commit)
            # The server's transaction is lost, its last commit is not.
            self.env.invalidate_all(flush=False)
            self.env.cr.execute("ROLLBACK TO SAVEPOINT step")
            self.assertEqual(taken, [OLENA_PHONE])
            self.assertEqual(sms.state, "process")
            for moment in (MONDAY_NINE, "2026-11-23 07:11:00", "2026-11-24 09:00:00"):
                with freeze_time(moment):
                    self.env["sms.sms"]._send_waited(commit)
        self.assertEqual(taken, [OLENA_PHONE])
        self.assertEqual(sms.state, "error")
        self.assertIn("not known whether it went out", sms.refusal)

    def test_the_window_of_text_messages_says_when_it_goes(self):
        composer = (
            self.env["sms.composer"]
            .with_user(self.olena)
            .with_context(
                default_res_model="res.partner", default_res_id=self.client.id
            )
            .create({"body": "Please pay"})
        )
        composer.bank_purpose_id = self.purposes["collection"]
        with self._sms_service() as taken:
            action = composer.action_send_sms()
        self.assertEqual(taken, [])
        self.assertEqual(action["params"]["title"], "Goes later")
        self.assertIn(AT_NINE, action["params"]["message"])
