from odoo.tests import HttpCase, tagged

from .common_contact import ContactCommon


@tagged("post_install", "-at_install", "bank_tour")
class TestContactTour(ContactCommon, HttpCase):
    """A refused SMS says why, on the card and in the window that sends it."""

    def test_the_card_tells_what_is_allowed_and_takes_a_consent(self):
        self.start_tour(
            f"/odoo/clients/{self.client.id}",
            "bank_contact_refused_sms",
            login=self.olena.login,
        )
        said = self.Consent.search([("client_id", "=", self.client.id)])
        self.assertRecordValues(
            said, [{"channel": "email", "decision": "given", "evidence": "Form 118/26"}]
        )

    def test_a_refused_sms_says_why(self):
        action = self.env["ir.actions.act_window"].create(
            {
                "name": "Send SMS",
                "res_model": "sms.composer",
                "view_mode": "form",
                "target": "new",
                "context": {
                    "default_composition_mode": "comment",
                    "default_res_model": "res.partner",
                    "default_res_id": self.client.id,
                },
            }
        )
        with self._sms_service() as taken:
            self.start_tour(
                f"/odoo/action-{action.id}",
                "bank_contact_sms_window",
                login=self.olena.login,
            )
        self.assertEqual(taken, [])
        self.assertEqual(self._attempts()[-1:].code, "no_consent")
