from odoo.addons.bank_crm_base.tests.common import TODAY
from odoo.tests import HttpCase, tagged

from .common_kyc import KycCommon
from .common_next_step import NextStepCommon
from .test_sanctions import OTHER_YEAR


@tagged("post_install", "-at_install", "bank_tour")
class TestNextStepTour(NextStepCommon, HttpCase):
    def test_a_manager_accepts_one_step_and_refuses_another(self):
        self.kovalenko._refresh_file(self.kovalenko.ids)
        self._look()
        codes = {"document", "incomplete"}
        others = self.Step.search([("client_id", "=", self.kovalenko.id)])
        others.filtered(lambda step: step.source_id.code not in codes).sudo().unlink()
        self.start_tour(
            f"/odoo/clients/{self.kovalenko.id}", "bank_next_steps",
            login=self.olena.login,
        )  # fmt: skip
        self.assertEqual(self._steps().state, "accepted")
        self.assertEqual(self._steps().activity_id.user_id, self.olena)
        refused = self._steps(code="incomplete")
        self.assertEqual((refused.state, refused.reason_id), ("refused", self.refusal))


@tagged("post_install", "-at_install", "bank_tour")
class TestMatchTour(KycCommon, HttpCase):
    def test_a_match_is_decided_and_the_block_is_gone(self):
        self._load(OTHER_YEAR, day=TODAY)
        self.Hit.search([("client_id", "!=", self.kovalenko.id)]).sudo().state = "gone"
        card = f"/odoo/clients/{self.kovalenko.id}"
        self.start_tour(card, "bank_match_front", login=self.olena.login)
        self.start_tour(
            "/odoo/sanctions-matches", "bank_match_decided", login=self.officer.login
        )
        self.start_tour(card, "bank_match_gone", login=self.olena.login)
        self.assertEqual(self._hits(self.kovalenko).state, "false")
        self.assertEqual(self.kovalenko._get_service_blocks("sale"), [])
