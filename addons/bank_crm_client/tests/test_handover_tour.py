from odoo.tests import HttpCase, tagged

from .test_handover import HandoverCommon


@tagged("post_install", "-at_install", "bank_tour")
class TestHandoverTour(HttpCase, HandoverCommon):
    """A portfolio handed over and taken back in a real browser."""

    def test_a_portfolio_is_handed_over_and_taken_back(self):
        login = self.lviv_head.login
        self.start_tour("/odoo/handovers", "bank_handover_tour", login=login)
        handover = self.env["bank.handover"].search(
            [("user_id", "=", self.olena.id)], limit=1
        )
        self.assertEqual(handover.state, "waiting")
        act = self.env["bank.act"].search(
            [("res_model", "=", "bank.handover")], order="id desc", limit=1
        )
        act.with_user(self.west_head).action_accept()
        self.assertEqual(self.clients.manager_id, self.ihor)
        self.start_tour("/odoo/handovers", "bank_handover_undo_tour", login=login)
        self.assertEqual(handover.state, "applied")
        act = self.env["bank.act"].search(
            [("res_model", "=", "bank.handover")], order="id desc", limit=1
        )
        act.with_user(self.west_head).action_accept()
        self.start_tour("/odoo/handovers", "bank_handover_undone_tour", login=login)
        self.assertEqual(handover.state, "undone")
        self.assertEqual(self.clients.manager_id, self.olena)
