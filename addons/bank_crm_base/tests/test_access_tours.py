from odoo.tests import HttpCase, tagged

from .test_access_settings import MASK, AccessSettingCommon


@tagged("post_install", "-at_install", "bank_tour")
class TestAccessTours(HttpCase, AccessSettingCommon):
    def test_a_setting_is_proposed_accepted_felt_and_explained(self):
        settings = "/odoo/access-settings"
        card = f"/odoo/action-bank_crm_base.bank_client_action/{self.kovalenko.id}"
        self.start_tour(settings, "bank_access_propose", login=self.oleh.login)
        act = self.env["bank.act"].search([], order="id desc", limit=1)
        self.assertEqual(act.maker_id, self.oleh)
        act.with_user(self.pavlo).action_accept()
        seen = self.kovalenko.with_user(self.teller).read(["phone"])[0]["phone"]
        self.assertEqual(seen, MASK)
        self.start_tour(card, "bank_access_teller", login=self.teller.login)
        self.start_tour(card, "bank_access_why", login=self.auditor.login)
