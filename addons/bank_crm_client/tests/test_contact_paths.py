from email.message import EmailMessage
from unittest.mock import patch

from freezegun import freeze_time
from odoo.addons.base.models.ir_mail_server import MailDeliveryException
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common_contact import NOON, OLENA_MAIL, ContactCommon


@tagged("post_install", "-at_install")
class TestContactPaths(ContactCommon):
    """Ways of core to a client that lie off the usual ones, each tried and noted."""

    freeze_time = freeze_time(NOON)

    def setUp(self):
        super().setUp()
        # What a path leaves in the queue is sent, too: it must not slip out later.
        self.env["mail.mail"].sudo().search([("state", "=", "outgoing")]).unlink()
        self._say("withdrawn", "email")

    def _nothing_left(self, code="no_purpose", channel="email"):
        """Nothing went to the client, by the queue either, and the log says why."""
        self.env["mail.mail"].sudo().search([("state", "=", "outgoing")]).send()
        self.assertNotIn(OLENA_MAIL, [one.lower() for one in self.server.recipients])
        attempts = self._attempts()
        self.assertTrue(attempts)
        self.assertEqual(
            {(one.allowed, one.code, one.channel) for one in attempts},
            {(False, code, channel)},
        )
        self.assertTrue(all(attempts.mapped("reason")))

    # --- past the letter

    def _email(self, **headers):
        email = EmailMessage()
        headers = {"From": "bank@bank.ua", "Subject": "Terms", **headers}
        for name, value in headers.items():
            email[name] = value
        email.set_content("Good day")
        return email

    def test_a_letter_given_to_the_mail_server_itself(self):
        server = self.env["ir.mail_server"]
        for headers in (
            {"To": f"Olena <{OLENA_MAIL.upper()}>"},
            {"To": "print@house.ua", "Cc": OLENA_MAIL},
            {"To": "print@house.ua", "Bcc": OLENA_MAIL},
        ):
            with (
                self.subTest(headers=headers),
                self.assertRaisesRegex(MailDeliveryException, "contact rules"),
            ):
                server.send_email(self._email(**headers))
        self.assertEqual(len(self._attempts()), 3)
        self._nothing_left()
        server.send_email(self._email(To="print@house.ua"))
        self.assertEqual(self.server.recipients, ["print@house.ua"])

    def test_no_word_in_a_context_says_that_it_was_judged(self):
        server = self.env["ir.mail_server"].with_context(bank_judged=True)
        with self.assertRaisesRegex(MailDeliveryException, "contact rules"):
            server.send_email(self._email(To=OLENA_MAIL))
        self._nothing_left()

    # --- other notices

    def test_a_notice_to_him(self):
        self.env["mail.thread"].message_notify(
            body="Good day", subject="Terms", partner_ids=self.client.ids
        )
        self._nothing_left()

    def test_an_address_beside_the_addressees(self):
        self.stranger.message_post(
            body="Good day", subtype_xmlid="mail.mt_comment",
            outgoing_email_to=f"Olena <{OLENA_MAIL}>",
        )  # fmt: skip
        self._nothing_left()

    def test_a_letter_by_a_view(self):
        view = self.env["ir.ui.view"].create(
            {
                "name": "t_letter", "type": "qweb", "key": "bank_crm_client.t_letter",
                "arch": "<p>Good day</p>",
            }
        )  # fmt: skip
        self.client.message_mail_with_source(view, subject="Terms")
        self._nothing_left()

    def test_an_invitation_to_a_conversation(self):
        channel = self.env["discuss.channel"].create(
            {"name": "Loans", "channel_type": "group"}
        )
        channel.invite_by_email([OLENA_MAIL])
        self._nothing_left()

    def test_an_answer_that_his_letter_came_to_nobody(self):
        letter = self._email(From=OLENA_MAIL, To="nobody@bank.ua")
        self.env["mail.thread"]._routing_create_bounce_email(
            OLENA_MAIL, "<p>Nobody reads this address.</p>", letter
        )
        self._nothing_left()

    def test_a_template_put_off_to_a_day(self):
        template = self.env["mail.template"].create(
            {
                "name": "Terms",
                "model_id": self.env.ref("base.model_res_partner").id,
                "subject": "Terms",
                "body_html": "<p>Good day</p>",
                "use_default_to": False,
                "partner_to": "{{ object.id }}",
                "scheduled_date": "{{ '2026-11-20 09:00:00' }}",
            }
        )
        template.send_mail(self.client.id)
        self.env["mail.mail"].process_email_queue()
        self._nothing_left()

    def test_an_action_that_sends_text_messages(self):
        template = self.env["sms.template"].create(
            {
                "name": "Terms",
                "model_id": self.env.ref("base.model_res_partner").id,
                "body": "Good day",
            }
        )
        for method in ("sms", "comment"):
            action = self.env["ir.actions.server"].create(
                {
                    "name": "Tell him",
                    "model_id": self.env.ref("base.model_res_partner").id,
                    "state": "sms",
                    "sms_method": method,
                    "sms_template_id": template.id,
                }
            )
            with self.subTest(method=method), self._sms_service() as taken:
                action.with_context(
                    active_model="res.partner", active_id=self.client.id,
                    active_ids=self.client.ids,
                ).run()  # fmt: skip
                self.env["sms.sms"]._send_waited(lambda: None)
                self.env["sms.sms"].search([("state", "=", "outgoing")]).send()
                self.assertEqual(taken, [])
        self._nothing_left(channel="sms")

    # --- other channels of core

    def test_no_pop_up_on_his_telephone(self):
        Parameter = self.env["ir.config_parameter"].sudo()
        for name in ("public", "private"):
            Parameter.set_param(f"mail.web_push_vapid_{name}_key", "key")
        for partner in (self.client, self.colleague.partner_id):
            self.env["mail.push.device"].sudo().create(
                {
                    "partner_id": partner.id,
                    "endpoint": f"https://push.example/{partner.id}",
                    "keys": "{}",
                }
            )
        both = (self.client | self.colleague.partner_id).ids
        devices, *_keys = self.stranger._web_push_get_partners_parameters(both)
        self.assertEqual(devices.partner_id, self.colleague.partner_id)

    def test_a_letter_by_the_post_of_core(self):
        self.client.write(
            {"street": "Franka 12", "city": "Lviv", "zip": "79000"}
        )  # fmt: skip
        Letter = self.env["snailmail.letter"].with_user(self.olena)
        letter = Letter.create(
            {
                "model": "res.partner",
                "res_id": self.client.id,
                "partner_id": self.client.id,
            }
        )
        with patch.object(
            type(letter), "_snailmail_print_valid_address", lambda _letter: 1 / 0
        ):
            letter.snailmail_print()
            self.env["snailmail.letter"]._snailmail_cron(autocommit=False)
        self.assertEqual(letter.state, "error")
        self.assertIn("no purpose", str(letter.info_msg))
        notice = letter.sudo().notification_ids
        self.assertEqual(notice.notification_status, "exception")
        self.assertIn("no purpose", notice.failure_reason)
        self._nothing_left(channel="letter")

    # --- signing in

    def _portal_user(self):
        return new_test_user(
            self.env, "t_client_portal", groups="base.group_portal",
            partner_id=self.client.id, email=OLENA_MAIL,
        )  # fmt: skip

    @mute_logger("odoo.addons.mail.models.mail_mail")
    def test_what_changed_about_his_sign_in_is_told_as_the_law_wants(self):
        self._portal_user()._notify_security_setting_update(
            "Password", "Your password has been changed"
        )
        self.env["mail.mail"].sudo().search([("state", "=", "outgoing")]).send()
        self.assertIn(OLENA_MAIL, self.server.recipients)
        self.assertEqual(self._attempts().purpose_id, self.purposes["security"])
