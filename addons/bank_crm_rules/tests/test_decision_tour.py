from odoo.tests import HttpCase, tagged

from .common import DecisionCommon


@tagged("post_install", "-at_install", "bank_tour")
class TestDecisionTour(DecisionCommon, HttpCase):
    def test_a_table_is_drawn_tested_and_accepted(self):
        for act in self.env["bank.act"].search([("state", "=", "waiting")]):
            act._move_to("void")
        self.start_tour(
            "/odoo/decision-tables/new",
            "bank_decision_draw_tour",
            login=self.oleh.login,
        )
        table = self.env["bank.decision.table"].search([("code", "=", "card_offer")])
        self.assertEqual(table.draft_id.state, "waiting")
        self.assertEqual(table.draft_id.test_id.done_count, 3)
        self.start_tour(
            "/odoo/approvals", "bank_decision_accept_tour", login=self.boss.login
        )
        self.env.invalidate_all()
        self.assertEqual(
            table._decide(self.kovalenko)[self.kovalenko.id].outputs,
            {"decision": "gold"},
        )
