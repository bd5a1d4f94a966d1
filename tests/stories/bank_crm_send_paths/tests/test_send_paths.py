from freezegun import freeze_time
from odoo.addons.bank_crm_client.models.contact.vouched import vouch
from odoo.addons.bank_crm_client.tests.common_contact import (
    NOON,
    OLENA_MAIL,
    OLENA_PHONE,
    ContactCommon,
)
from odoo.exceptions import UserError
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestSendPaths(ContactCommon):
    """Modules of core that write to people and that the bank may install beside."""

    freeze_time = freeze_time(NOON)

    def _mailing(self, **values):
        return self.env["mailing.mailing"].create(
            {
                "name": "Deposit",
                "subject": "Deposit",
                "body_html": "<p>Good day</p>",
                "mailing_model_id": self.env.ref("base.model_res_partner").id,
                "mailing_domain": [("id", "in", (self.client | self.other).ids)],
                **values,
            }
        )

    def test_a_mailing_reaches_only_who_agreed_to_advertising(self):
        self._say("given", "email", "advertising", client=self.other)
        mailing = self._mailing()
        mailing.action_send_mail()
        self.env["mail.mail"].sudo().search([("mailing_id", "=", mailing.id)]).send()
        self.assertEqual(self.server.recipients, ["ivan.bondar@ukr.net"])
        self.assertEqual(self._attempts().code, "no_consent")
        traces = {trace.res_id: trace for trace in mailing.mailing_trace_ids}
        self.assertEqual(traces[self.client.id].trace_status, "error")
        self.assertEqual(traces[self.other.id].trace_status, "sent")

    def test_a_mailing_by_text_message_passes_the_gate_too(self):
        self._say("given", "sms", "advertising", client=self.other)
        mailing = self._mailing(
            mailing_type="sms", body_plaintext="Deposit", sms_force_send=True
        )
        with self._sms_service() as taken:
            mailing.action_send_sms()
        self.assertEqual(taken, ["+380671234418"])
        self.assertNotIn(OLENA_PHONE, taken)
        trace = mailing.mailing_trace_ids.filtered(
            lambda one: one.res_id == self.client.id
        )
        self.assertEqual(trace.trace_status, "error")

    def _invite(self):
        survey = self.env["survey.survey"].create(
            {"title": "Service", "users_login_required": False}
        )
        self.env["survey.question"].create(
            {
                "survey_id": survey.id,
                "title": "How was it?",
                "question_type": "text_box",
            }
        )
        template = self.env.ref("survey.mail_template_user_input_invite")
        return self.env["survey.invite"].create(
            {
                "survey_id": survey.id,
                "template_id": template.id,
                "subject": "Survey",
                "body": "<p>Tell us</p>",
                "partner_ids": self.client.ids,
            }
        )

    def _send_all(self):
        self.env["mail.mail"].sudo().search([("state", "=", "outgoing")]).send()

    def test_a_survey_without_a_purpose_reaches_no_client(self):
        self._invite().action_invite()
        self._send_all()
        self.assertNotIn(OLENA_MAIL, self.server.recipients)
        self.assertEqual(self._attempts().code, "no_purpose")

    def test_a_survey_that_says_its_purpose_reaches_who_did_not_object(self):
        self._invite().with_context(bank_purpose="survey").action_invite()
        self._send_all()
        self.assertIn(OLENA_MAIL, self.server.recipients)
        self.assertEqual(self._attempts().purpose_id.code, "survey")

    def test_an_invitation_to_the_portal_is_kept_back_without_a_purpose(self):
        wizard = (
            self.env["portal.wizard"]
            .with_context(active_ids=self.client.ids)
            .create({"partner_ids": self.client.ids})
        )
        wizard.user_ids.action_grant_access()
        self._send_all()
        self.assertNotIn(OLENA_MAIL, self.server.recipients)
        self.assertIn("no_purpose", self._attempts().mapped("code"))

    def _portal_wizard(self, records):
        wizard = records.with_context(active_ids=self.client.ids).create(
            {"partner_ids": self.client.ids}
        )
        return wizard.user_ids

    def test_an_invitation_to_the_portal_that_code_vouches_for_arrives(self):
        security = self.env["bank.contact.purpose"]._of("security")
        self._portal_wizard(
            vouch(self.env["portal.wizard"], security)
        ).action_grant_access()
        self._send_all()
        self.assertIn(OLENA_MAIL, self.server.recipients)

    def test_an_invitation_to_the_portal_that_only_says_security_is_refused(self):
        wizard = self._portal_wizard(
            self.env["portal.wizard"].with_context(bank_purpose="security")
        )
        with self.assertRaises(UserError):
            wizard.action_grant_access()
        self._send_all()
        self.assertNotIn(OLENA_MAIL, self.server.recipients)
