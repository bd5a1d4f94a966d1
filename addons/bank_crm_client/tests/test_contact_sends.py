from freezegun import freeze_time
from odoo.addons.mail.tools.discuss import Store
from odoo.exceptions import UserError
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger

from .common_contact import NOON, OLENA_MAIL, OLENA_PHONE, ContactCommon


@tagged("post_install", "-at_install")
class TestContactSends(ContactCommon):
    """Each way by which core writes to somebody, against a mail server that listens."""

    freeze_time = freeze_time(NOON)

    def _post(self, record=None, **values):
        record = record or self.client
        return record.with_user(self.olena).message_post(
            body="Good day",
            subtype_xmlid="mail.mt_comment",
            message_type="comment",
            **{"partner_ids": self.client.ids, **values},
        )

    def _mail(self, **values):
        return (
            self.env["mail.mail"]
            .sudo()
            .create(
                {
                    "subject": "Terms",
                    "body_html": "<p>Good day</p>",
                    "email_from": "bank@bank.ua",
                    **values,
                }
            )
        )

    # --- the letter itself

    def test_a_letter_without_a_purpose_never_reaches_the_mail_server(self):
        mail = self._mail(recipient_ids=self.client.ids)
        mail.send()
        self.assertEqual(self.server.taken, [])
        self.assertRecordValues(
            mail, [{"state": "exception", "failure_type": "bank_gate"}]
        )
        self.assertIn("no purpose", mail.failure_reason)
        self.assertRecordValues(
            self._attempts(),
            [{"allowed": False, "code": "no_purpose", "channel": "email"}],
        )

    def test_a_letter_with_a_purpose_arrives_and_is_noted(self):
        mail = self._mail(
            recipient_ids=self.client.ids, bank_purpose_id=self.purposes["service"].id
        )
        mail.send()
        self.assertEqual(self.server.recipients, [OLENA_MAIL])
        self.assertEqual(mail.state, "sent")
        self.assertRecordValues(
            self._attempts(), [{"allowed": True, "address": OLENA_MAIL}]
        )

    def test_a_client_is_known_by_his_address_in_other_letters_and_copies(self):
        for values in (
            {"email_to": "Olena <OLENA.kovalenko@ukr.net>"},
            {"email_to": "print@house.ua", "email_cc": OLENA_MAIL},
            {
                "recipient_ids": self.env["res.partner"]
                .create({"name": "Somebody", "email": OLENA_MAIL})
                .ids
            },
        ):
            with self.subTest(values=values):
                self._mail(**values).send()
                self.assertNotIn(OLENA_MAIL, map(str.lower, self.server.recipients))
        self.assertEqual(self._attempts().mapped("allowed"), [False] * 3)

    def test_one_client_kept_back_stops_no_other_recipient(self):
        self._say("given", "email", "advertising", client=self.other)
        everybody = self.client | self.other | self.stranger
        mail = self._mail(
            recipient_ids=everybody.ids, bank_purpose_id=self.purposes["advertising"].id
        )
        mail.send()
        self.assertEqual(
            sorted(self.server.recipients), ["ivan.bondar@ukr.net", "print@house.ua"]
        )
        self.assertEqual(mail.state, "sent")
        self.assertIn("has not agreed", mail.failure_reason)

    def test_staff_and_strangers_pass_untouched(self):
        mail = self._mail(recipient_ids=(self.stranger | self.colleague.partner_id).ids)
        mail.send()
        self.assertEqual(
            sorted(self.server.recipients), ["colleague@bank.ua", "print@house.ua"]
        )

    def test_what_the_mail_server_refuses_does_not_count(self):
        self._say("given", "email", "advertising")
        mail = self._mail(
            recipient_ids=self.client.ids,
            bank_purpose_id=self.purposes["advertising"].id,
        )
        self.env["ir.mail_server"].search([]).smtp_port = 1
        mail.send()
        self.assertEqual(mail.state, "exception")
        self.assertFalse(self._attempts())

    def test_a_contact_person_of_a_client_stands_for_him(self):
        company = self._create_client("Svitanok LLC", client_kind="legal_entity")
        person = self.env["res.partner"].create(
            {"name": "Accountant", "parent_id": company.id, "email": "acc@svitanok.ua"}
        )
        self._mail(recipient_ids=person.ids).send()
        self.assertEqual(self.server.taken, [])
        self._mail(
            recipient_ids=person.ids, bank_purpose_id=self.purposes["service"].id
        ).send()
        self.assertEqual(self.server.recipients, ["acc@svitanok.ua"])
        self.assertEqual(
            self._attempts(company).mapped("recipient_kind"), ["representative"] * 2
        )

    # --- conversations

    def test_a_note_in_the_conversation_goes_to_no_client(self):
        message = self._post()
        self.assertEqual(self.server.taken, [])
        notice = message.notification_ids
        self.assertRecordValues(
            notice,
            [
                {
                    "res_partner_id": self.client.id,
                    "notification_status": "exception",
                    "failure_type": "bank_gate",
                }
            ],
        )
        self.assertIn("no purpose", notice.format_failure_reason())
        self.assertEqual(self._attempts().code, "no_purpose")

    def test_a_follower_who_is_a_client_is_left_out_and_a_colleague_is_not(self):
        record = self.stranger
        record.message_subscribe((self.client | self.colleague.partner_id).ids)
        self.colleague.notification_type = "email"
        record.with_user(self.colleague).message_subscribe([])
        record.message_post(
            body="Good day", subtype_xmlid="mail.mt_comment", message_type="comment"
        )
        self.assertEqual(self.server.recipients, ["colleague@bank.ua"])
        self.assertEqual(self._attempts().code, "no_purpose")

    def test_the_reason_is_told_to_no_client(self):
        notice = self._post().notification_ids
        portal = new_test_user(self.env, "t_portal", groups="base.group_portal")
        told = Store().add(notice.with_user(portal).sudo()).get_result()
        self.assertNotIn("no purpose", str(told))
        told = Store().add(notice.with_user(self.olena).sudo()).get_result()
        self.assertIn("no purpose", str(told))

    # --- composers and templates

    def _composer(self, mode, purpose=None, template=None, records=None):
        records = records or self.client
        composer = (
            self.env["mail.compose.message"]
            .with_user(self.olena)
            .with_context(
                default_model="res.partner",
                default_res_ids=records.ids,
                default_composition_mode=mode,
                default_template_id=template.id if template else False,
            )
            .create({"subject": "Terms", "body": "<p>Good day</p>"})
        )
        if mode == "comment":
            composer.partner_ids = records
        if purpose:
            composer.bank_purpose_id = self.purposes[purpose]
        composer._action_send_mail()
        return composer

    def test_the_composer_asks_for_a_purpose(self):
        self._composer("comment")
        self.assertEqual(self.server.taken, [])
        self._composer("comment", "service")
        self.assertEqual(self.server.recipients, [OLENA_MAIL])

    def test_the_composer_of_many_asks_for_a_purpose(self):
        with self.assertQueryCount(2000):
            self._composer("mass_mail")
        self.assertEqual(self.server.taken, [])
        self._composer("mass_mail", "service")
        self.assertEqual(self.server.recipients, [OLENA_MAIL])

    def test_nobody_passes_consent_by_choosing_what_the_law_demands(self):
        with self.assertRaises(UserError):
            self._composer("comment", "legal")
        with self._sms_service() as taken, self.assertRaises(UserError):
            self._sms_composer("legal").action_send_sms()
        self.assertEqual(taken, [])
        write = (
            self.env["bank.message.write"]
            .with_user(self.olena)
            .create(
                {
                    "client_id": self.client.id,
                    "purpose_id": self.purposes["legal"].id,
                    "kind": "sms",
                    "body": "Good day",
                }
            )
        )
        with self.assertRaisesRegex(UserError, "that the law demands"):
            write.action_send()

    def _template(self, purpose=None):
        return self.env["mail.template"].create(
            {
                "name": "Terms",
                "model_id": self.env.ref("base.model_res_partner").id,
                "subject": "Terms",
                "body_html": "<p>Good day</p>",
                "use_default_to": False,
                "partner_to": "{{ object.id }}",
                "bank_purpose_id": self.purposes[purpose].id if purpose else False,
            }
        )

    def test_a_template_says_its_purpose(self):
        self._template().send_mail(self.client.id, force_send=True)
        self.assertEqual(self.server.taken, [])
        self._template("legal").send_mail(self.client.id, force_send=True)
        self.assertEqual(self.server.recipients, [OLENA_MAIL])
        composed = self._composer("comment", template=self._template("legal"))
        self.assertEqual(composed.bank_purpose_id, self.purposes["legal"])
        self.assertEqual(self.server.recipients, [OLENA_MAIL] * 2)

    # --- what core writes by itself

    def _meeting(self):
        return (
            self.env["calendar.event"]
            .with_user(self.olena)
            .with_context(no_mail_to_attendees=False)
            .create(
                {
                    "name": "Visit",
                    "start": "2026-11-25 10:00:00",
                    "stop": "2026-11-25 11:00:00",
                    "partner_ids": (self.client | self.olena.partner_id).ids,
                }
            )
        )

    def test_an_invitation_to_a_meeting_serves_the_client(self):
        self._meeting()
        self.assertIn(OLENA_MAIL, self.server.recipients)
        self.assertEqual(self._attempts().purpose_id, self.purposes["service"])

    def test_an_invitation_is_kept_back_from_who_wants_no_letters(self):
        self._say("withdrawn", "email")
        self._meeting()
        self.assertNotIn(OLENA_MAIL, self.server.recipients)
        self.assertEqual(set(self._attempts().mapped("code")), {"barred"})

    def test_a_reminder_of_a_meeting_serves_the_client(self):
        event = self._meeting()
        before = len(self.server.recipients)
        event.attendee_ids._notify_attendees(
            self.env.ref("calendar.calendar_template_meeting_reminder"), force_send=True
        )
        self.assertIn(OLENA_MAIL, self.server.recipients[before:])

    def test_a_reminder_by_text_message_serves_the_client(self):
        event = self._meeting()
        with self._sms_service() as taken:
            event._message_sms_with_template(
                template_fallback="Tomorrow at noon", partner_ids=self.client.ids
            )
        self.assertEqual(taken, [OLENA_PHONE])

    def test_a_task_given_to_a_colleague_is_told_him(self):
        self.colleague.notification_type = "email"
        self.client.message_subscribe(self.client.ids)
        self.client.activity_schedule(
            "mail.mail_activity_data_todo", summary="Call", user_id=self.colleague.id
        )
        self.assertNotIn(OLENA_MAIL, self.server.recipients)

    def test_an_automatic_answer_to_a_client_is_service(self):
        self.olena.write(
            {
                "notification_type": "email",
                "email": "t_olena@bank.ua",
                "out_of_office_from": "2026-11-19 00:00:00",
                "out_of_office_message": "<p>Back on Wednesday</p>",
            }
        )
        # As the mail gateway does.
        self.client.with_user(self.env.ref("base.user_root")).message_post(
            body="Are you there?", author_id=self.client.id, message_type="email",
            partner_ids=self.olena.partner_id.ids, subtype_xmlid="mail.mt_comment",
        )  # fmt: skip
        self.assertIn(OLENA_MAIL, self.server.recipients)
        self.assertEqual(self._attempts().purpose_id, self.purposes["service"])

    def test_a_password_of_a_client_is_a_matter_of_security(self):
        self._say("withdrawn", "email")
        user = new_test_user(
            self.env, "t_client_portal", groups="base.group_portal",
            partner_id=self.client.id, email=OLENA_MAIL,
        )  # fmt: skip
        user.with_context(
            create_user=False, no_reset_password=False
        ).sudo()._action_reset_password()
        self.env["mail.mail"].sudo().search(
            [("state", "=", "outgoing"), ("recipient_ids", "in", self.client.ids)]
        ).send()
        self.assertIn(OLENA_MAIL, self.server.recipients)

    # --- text messages

    def _sms_composer(self, purpose=None, **values):
        composer = (
            self.env["sms.composer"]
            .with_user(self.olena)
            .with_context(
                default_res_model="res.partner",
                default_res_id=self.client.id,
                default_composition_mode="comment",
            )
            .create({"body": "Good day", **values})
        )
        composer.bank_purpose_id = self.purposes[purpose] if purpose else False
        return composer

    def test_a_text_message_without_a_purpose_is_refused_and_says_so(self):
        with self._sms_service() as taken:
            action = self._sms_composer().action_send_sms()
        self.assertEqual(taken, [])
        self.assertEqual(action["params"]["type"], "danger")
        self.assertIn("no purpose", action["params"]["message"])
        sms = self.env["sms.sms"].search([("partner_id", "=", self.client.id)])
        self.assertRecordValues(sms, [{"state": "error", "failure_type": "bank_gate"}])
        self.assertIn("no purpose", sms.refusal)
        notice = sms.mail_message_id.notification_ids
        self.assertEqual(notice.notification_status, "exception")
        self.assertIn("no purpose", notice.format_failure_reason())

    def test_a_text_message_of_service_goes_out_and_is_noted(self):
        with self._sms_service() as taken:
            action = self._sms_composer("service").action_send_sms()
        self.assertEqual(taken, [OLENA_PHONE])
        self.assertFalse(action)
        self.assertRecordValues(self._attempts(), [{"allowed": True, "channel": "sms"}])

    def test_text_messages_to_many_and_to_bare_numbers_pass_the_gate(self):
        with self._sms_service() as taken:
            self.env["sms.composer"].with_user(self.olena).with_context(
                default_res_model="res.partner",
                default_res_ids=self.client.ids,
                default_composition_mode="mass",
            ).create({"body": "Good day", "mass_force_send": True})._action_send_sms()
            self.env["sms.composer"].with_user(self.olena).create(
                {
                    "composition_mode": "numbers",
                    "numbers": OLENA_PHONE,
                    "body": "Good day",
                }
            )._action_send_sms()
        self.assertEqual(taken, [])
        self.assertEqual(self._attempts().mapped("code"), ["no_purpose"] * 2)

    @mute_logger("odoo.addons.sms.models.sms_sms")
    def test_a_number_of_nobody_is_not_asked_about(self):
        with self._sms_service() as taken:
            self.env["sms.sms"].create(
                {"number": "+380501112233", "body": "Good day"}
            ).send()
        self.assertEqual(taken, ["+380501112233"])

    def test_the_window_shows_the_purpose(self):
        form = Form(
            self.env["sms.composer"]
            .with_user(self.olena)
            .with_context(
                default_res_model="res.partner", default_res_id=self.client.id
            )
        )
        form.bank_purpose_id = self.purposes["service"]
        form.body = "Good day"
        self.assertEqual(form.save().bank_purpose_id, self.purposes["service"])
