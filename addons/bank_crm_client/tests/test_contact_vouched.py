import json
from contextlib import contextmanager
from datetime import datetime, timedelta
from email import message_from_string, policy

from freezegun import freeze_time
from odoo.addons.bank_crm_client.models.contact.vouched import Vouched, vouch
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common_contact import NOON, OLENA_MAIL, OLENA_PHONE, ContactCommon

REFUSED = "that the law demands"


class VouchedCommon(ContactCommon):
    """What the law exempts, asked for at a door by somebody who may not say so."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.legal = cls.purposes["legal"]
        # He wants no letters: only what the law demands would reach him.
        cls._say("withdrawn", "email")
        cls._say("withdrawn", "sms")
        cls.admin = cls._create_employee("business_administrator", cls.head_office)
        cls.template = cls.env["mail.template"].create(
            {
                "name": "Change of terms",
                "model_id": cls.env.ref("base.model_res_partner").id,
                "subject": "Change of terms",
                "body_html": "<p>The rate changes</p>",
                "use_default_to": False,
                "partner_to": "{{ object.id }}",
                "bank_purpose_id": cls.legal.id,
            }
        )
        cls.sms_template = cls.env["sms.template"].create(
            {
                "name": "Change of terms",
                "model_id": cls.env.ref("base.model_res_partner").id,
                "body": "The rate changes",
                "bank_purpose_id": cls.legal.id,
            }
        )

    def _nothing_left(self):
        self.assertEqual(self.server.taken, [])
        self.assertFalse(self._attempts().filtered("allowed"))


@tagged("post_install", "-at_install")
class TestContactVouched(VouchedCommon):
    """Doors inside the server: what a clerk, an administrator and core may say."""

    freeze_time = freeze_time(NOON)

    @contextmanager
    def _refused(self):
        with self.assertRaises(UserError) as caught:
            yield
        self.assertIn(REFUSED, str(caught.exception))

    def test_a_context_is_not_believed_in_a_conversation(self):
        for given in ("legal", self.legal.id, "security"):
            client = self.client.with_user(self.olena).with_context(bank_purpose=given)
            with self.subTest(given=given), self._refused():
                client.message_post(body="Buy", partner_ids=self.client.ids)
            with self.subTest(given=given), self._refused():
                client.message_notify(body="Buy", partner_ids=self.client.ids)
        self._nothing_left()

    def test_what_names_no_purpose_is_none(self):
        for given in (
            [self.legal.id],
            {"id": self.legal.id},
            True,
            0,
            10**9,
            "<vouched>",
        ):
            client = self.client.with_user(self.olena).with_context(bank_purpose=given)
            with self.subTest(given=given):
                message = client.message_post(body="Buy", partner_ids=self.client.ids)
                self.assertFalse(message.bank_purpose_id)
        self._nothing_left()

    def test_it_is_not_put_on_a_message(self):
        Message = self.env["mail.message"].with_user(self.olena)
        values = {
            "model": "res.partner", "res_id": self.client.id, "body": "Buy",
            "message_type": "comment",
        }  # fmt: skip
        with self._refused():
            Message.create({**values, "bank_purpose_id": self.legal.id})
        with self._refused():
            Message.with_context(default_bank_purpose_id=self.legal.id).create(values)
        told = Message.load(
            ["model", "res_id", "body", "bank_purpose_id/.id"],
            [["res.partner", str(self.client.id), "Buy", str(self.legal.id)]],
        )
        self.assertIn(REFUSED, told["messages"][0]["message"])
        message = Message.create(values)
        with self._refused():
            message.bank_purpose_id = self.legal
        with self._refused():
            self.client.with_user(self.olena).write(
                {"message_ids": [
                    Command.create({**values, "bank_purpose_id": self.legal.id})
                ]}
            )  # fmt: skip
        self.assertFalse(message.bank_purpose_id)

    def _legal_message(self):
        message = vouch(self.client, self.legal).message_post(
            body="The rate changes", partner_ids=self.client.ids
        )
        return message.with_env(self.env)

    def test_code_that_vouches_is_heard(self):
        message = self._legal_message()
        self.assertEqual(message.bank_purpose_id, self.legal)
        self.assertEqual(self.server.recipients, [OLENA_MAIL])
        self.assertRecordValues(
            self._attempts(), [{"allowed": True, "purpose_id": self.legal.id}]
        )

    def test_it_vouches_for_its_own_purpose_only(self):
        service = vouch(self.env["mail.message"], self.purposes["service"])
        with self._refused():
            service.create({"body": "Buy", "bank_purpose_id": self.legal.id})

    def test_what_was_sent_is_not_made_another_message(self):
        message = self._legal_message().with_user(self.olena)
        for values in (
            {"body": "Buy"}, {"subject": "Buy"}, {"partner_ids": self.other.ids},
            {"bank_purpose_id": self.purposes["service"].id},
        ):  # fmt: skip
            with self.subTest(values=values), self._refused():
                message.sudo().write(values)

    def test_a_letter_of_an_administrator_is_not_believed(self):
        Mail = self.env["mail.mail"].sudo()
        values = {
            "subject": "Buy", "body_html": "<p>Buy</p>",
            "recipient_ids": self.client.ids,
        }  # fmt: skip
        with self._refused():
            Mail.create({**values, "bank_purpose_id": self.legal.id})
        with self._refused():
            Mail.create({**values, "mail_message_id": self._legal_message().id})
        mail = Mail.create(values)
        with self._refused():
            mail.bank_purpose_id = self.legal
        with self._refused():
            mail.mail_message_id = self._legal_message()
        legal = vouch(Mail, self.legal).create(
            {**values, "bank_purpose_id": self.legal.id}
        ).with_env(self.env)  # fmt: skip
        for changed in (
            {"body_html": "<p>Buy</p>"}, {"email_to": OLENA_MAIL},
            {"recipient_ids": self.other.ids}, {"email_cc": OLENA_MAIL},
        ):  # fmt: skip
            with self.subTest(changed=changed), self._refused():
                legal.write(changed)

    def test_a_text_message_of_an_administrator_is_not_believed(self):
        Sms = self.env["sms.sms"].sudo()
        values = {"number": OLENA_PHONE, "body": "Buy", "partner_id": self.client.id}
        with self._sms_service() as taken:
            with self._refused():
                Sms.create({**values, "bank_purpose_id": self.legal.id})
            with self._refused():
                Sms.create({**values, "mail_message_id": self._legal_message().id})
            with self._refused():
                Sms.with_context(bank_purpose="legal").create(values)
            sms = Sms.create(values)
            for name, value in (
                ("bank_purpose_id", self.legal.id),
                ("mail_message_id", self._legal_message().id),
            ):
                with self.subTest(name=name), self._refused():
                    sms.write({name: value})
        self.assertEqual(taken, [])

    # --- windows and templates

    def _composer(self, **values):
        return (
            self.env["mail.compose.message"]
            .with_user(self.olena)
            .with_context(
                default_model="res.partner",
                default_res_ids=self.client.ids,
                default_template_id=self.template.id,
            )
            .create(values)
        )

    def test_the_window_sends_the_words_of_the_template(self):
        for mode in ("comment", "mass_mail"):
            composer = self._composer(composition_mode=mode)
            composer.write({"body": "<p>Buy</p>", "subject": "Buy"})
            composer._action_send_mail()
            [_from, _to, source] = self.server.taken.pop()
            letter = message_from_string(source, policy=policy.default)
            text = letter.get_body(("plain",)).get_content()
            with self.subTest(mode=mode):
                self.assertEqual(letter["subject"], "Change of terms")
                self.assertIn("The rate changes", text)
                self.assertNotIn("Buy", text)

    def test_the_window_of_text_messages_sends_the_words_of_the_template(self):
        composer = (
            self.env["sms.composer"]
            .with_user(self.olena)
            .with_context(
                default_res_model="res.partner", default_res_id=self.client.id,
                default_template_id=self.sms_template.id,
            )
            .create({})
        )  # fmt: skip
        composer.body = "Buy"
        with self._sms_service() as taken:
            composer.action_send_sms()
        self.assertEqual(taken, [OLENA_PHONE])
        sms = self.env["sms.sms"].search([("partner_id", "=", self.client.id)])
        self.assertEqual(sms.body, "The rate changes")

    def test_a_template_takes_no_other_text_and_no_other_address(self):
        for values in (
            {"body_html": "Buy"}, {"body": "Buy"}, {"subject": "Buy"},
            {"recipient_ids": [Command.set(self.other.ids)]}, {"email_to": OLENA_MAIL},
            {"email_cc": OLENA_MAIL}, {"mail_message_id": 1},
        ):  # fmt: skip
            with self.subTest(values=values), self._refused():
                self.template.with_user(self.olena).send_mail(
                    self.client.id, email_values=values
                )
        self.template.with_user(self.olena).send_mail(self.client.id, force_send=True)
        self.assertEqual(self.server.recipients, [OLENA_MAIL])

    def test_a_template_that_the_law_demands_is_kept_by_compliance(self):
        for user in (self.olena, self.admin):
            Template = self.env["mail.template"].with_user(user)
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                Template.create(
                    {"name": "Mine", "model_id": self.template.model_id.id,
                     "bank_purpose_id": self.legal.id}
                )  # fmt: skip
            mine = Template.create(
                {"name": "Mine", "model_id": self.template.model_id.id}
            )
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                mine.bank_purpose_id = self.legal
            for values in ({"body_html": "Buy"}, {"bank_purpose_id": False}):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    self.template.with_user(user).write(values)
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.template.with_user(user).update_field_translations(
                    "body_html", {"en_US": "<p>Buy</p>"}
                )
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.template.with_user(user).copy()
        system = self.env["res.users"].create(
            {"name": "System", "login": "t_system",
             "group_ids": [Command.set(self.env.ref("base.group_system").ids)]}
        )  # fmt: skip
        with self.assertRaises(AccessError):
            self.sms_template.with_user(system).body = "Buy"

    def test_a_message_put_off_keeps_its_purpose_but_not_what_the_law_demands(self):
        self._say("given", "email")
        later = {"scheduled_date": "2026-11-20 11:00:00"}
        with self._refused():
            self._composer(
                composition_mode="comment", **later
            ).action_schedule_message()
        composer = self._composer(composition_mode="comment", **later)
        composer.template_id = False
        composer.write(
            {"subject": "Terms", **later, "body": "<p>Good day</p>", "partner_ids": self.client.ids,
             "bank_purpose_id": self.purposes["service"].id}
        )  # fmt: skip
        composer.action_schedule_message()
        scheduled = self.env["mail.scheduled.message"].search(
            [("res_id", "=", self.client.id)]
        )
        scheduled._post_message()
        self.assertEqual(self.server.recipients, [OLENA_MAIL])

    @mute_logger("odoo.addons.mail.models.mail_scheduled_message")
    def test_the_context_of_a_message_put_off_is_not_believed(self):
        scheduled = (
            self.env["mail.scheduled.message"]
            .with_user(self.olena)
            .create(
                {
                    "model": "res.partner",
                    "res_id": self.client.id,
                    "author_id": self.olena.partner_id.id,
                    "body": "Buy",
                    "partner_ids": self.client.ids,
                    "scheduled_date": "2026-11-20 11:00:00",
                    "send_context": {"bank_purpose": "legal"},
                }
            )
        )
        with self._refused():
            scheduled.post_message()
        self._nothing_left()

    def test_a_notice_put_off_was_vouched_for_when_it_was_written(self):
        vouch(self.client, self.legal).message_post(
            body="The rate changes", partner_ids=self.client.ids,
            scheduled_date="2040-01-01 10:30:00",
        )  # fmt: skip
        self.assertEqual(self.server.recipients, [])
        schedule = self.env["mail.message.schedule"].search([])
        schedule.filtered(
            lambda one: one.mail_message_id.res_id == self.client.id
        )._send_notifications()
        self.assertEqual(self.server.recipients, [OLENA_MAIL])

    def test_a_task_done_says_nothing_in_the_name_of_the_law(self):
        activity = self.client.activity_schedule(
            "mail.mail_activity_data_todo", summary="Call", user_id=self.olena.id
        )
        with self._refused():
            activity.with_user(self.olena).with_context(
                bank_purpose="legal"
            ).action_feedback(feedback="Buy")

    def test_an_action_of_an_administrator_is_not_vouched_for(self):
        action = self.env["ir.actions.server"].create(
            {
                "name": "Write to him",
                "model_id": self.env.ref("base.model_res_partner").id,
                "state": "code",
                "code": "record.message_post(body='Buy', partner_ids=record.ids)",
            }
        )
        action.with_context(
            active_model="res.partner", active_id=self.client.id,
            bank_purpose=Vouched(self.legal),
        ).run()  # fmt: skip
        self._nothing_left()
        self.assertEqual(self._attempts().code, "no_purpose")
        for code in ("'legal'", str(self.legal.id)):
            action.code = (
                f"record.with_context(bank_purpose={code})"
                ".message_post(body='Buy', partner_ids=record.ids)"
            )
            with self.subTest(code=code), self._refused():
                action.with_context(
                    active_model="res.partner", active_id=self.client.id
                ).run()

    def test_an_action_that_writes_by_a_template_says_what_the_template_says(self):
        action = self.env["ir.actions.server"].create(
            {
                "name": "Tell him",
                "model_id": self.env.ref("base.model_res_partner").id,
                "state": "mail_post",
                "mail_post_method": "email",
                "template_id": self.template.id,
            }
        )
        action.with_context(active_model="res.partner", active_id=self.client.id).run()
        self.env["mail.mail"].search([("state", "=", "outgoing")]).send()
        self.assertEqual(self.server.recipients, [OLENA_MAIL])

    def test_the_bank_s_own_queue_asks_who_vouches(self):
        Message = self.env["bank.message"]
        with self._refused():
            Message._enqueue(self.client, "sms", self.legal, "Buy")
        with self._refused():
            Message.with_context(bank_purpose="legal")._enqueue(
                self.client, "sms", self.legal, "Buy"
            )

    def test_a_letter_written_by_hand_is_not_what_the_law_demands(self):
        Letter = self.env["bank.correspondence"].with_user(self.olena)
        values = {
            "direction": "outgoing", "client_id": self.client.id, "subject": "Buy",
            "branch_id": self.lviv.id,
        }  # fmt: skip
        with self._refused():
            Letter.create({**values, "purpose_id": self.legal.id})
        letter = Letter.create(values)
        with self._refused():
            letter.purpose_id = self.legal

    def test_a_letter_handed_over_and_posted_after_all_passes_the_gate(self):
        self._say("withdrawn", "letter")
        letter = self.env["bank.correspondence"].with_user(self.olena).create(
            {
                "direction": "outgoing", "client_id": self.client.id,
                "subject": "Terms", "channel": "hand", "branch_id": self.lviv.id,
            }
        )  # fmt: skip
        with self.assertRaisesRegex(UserError, "asked not to be contacted"):
            letter.channel = "letter"


@tagged("post_install", "-at_install")
class TestContactVouchedOverNetwork(VouchedCommon, HttpCase):
    """The same by calls over the network, where the context is the caller's."""

    @mute_logger("odoo.http", "odoo.addons.rpc.controllers.json2")
    def test_json_2(self):
        key = (
            self.env["res.users.apikeys"]
            .with_user(self.olena)
            ._generate("rpc", "test", datetime.now() + timedelta(hours=1))
        )
        for purpose in ("legal", self.legal.id, {"purpose_id": self.legal.id}):
            answer = self.url_open(
                "/json/2/res.partner/message_post",
                json={
                    "ids": self.client.ids, "body": "Buy",
                    "partner_ids": self.client.ids,
                    "context": {"bank_purpose": purpose},
                },
                headers={"Authorization": f"Bearer {key}"},
            )  # fmt: skip
            with self.subTest(purpose=purpose):
                if isinstance(purpose, dict):
                    self.assertEqual(answer.status_code, 200)
                else:
                    self.assertIn(REFUSED, answer.text)
        answer = self.url_open(
            "/json/2/mail.message/create",
            json={"vals_list": [{
                "model": "res.partner", "res_id": self.client.id, "body": "Buy",
                "bank_purpose_id": self.legal.id,
            }]},
            headers={"Authorization": f"Bearer {key}"},
        )  # fmt: skip
        self.assertIn(REFUSED, answer.text)
        self._nothing_left()

    @mute_logger("odoo.http")
    def test_call_kw(self):
        self.authenticate("t_olena", "t_olenax")
        answer = self.url_open(
            "/web/dataset/call_kw/res.partner/message_post",
            data=json.dumps(
                {
                    "jsonrpc": "2.0",
                    "method": "call",
                    "params": {
                        "model": "res.partner",
                        "method": "message_post",
                        "args": [self.client.ids],
                        "kwargs": {
                            "body": "Buy", "partner_ids": self.client.ids,
                            "context": {"bank_purpose": "legal"},
                        },
                    },
                }
            ),
            headers={"Content-Type": "application/json"},
        )  # fmt: skip
        self.assertIn(REFUSED, answer.json()["error"]["data"]["message"])
        self._nothing_left()
