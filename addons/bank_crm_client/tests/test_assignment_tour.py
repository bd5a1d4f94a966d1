from odoo.tests import HttpCase, tagged

from .test_assignment_batch import AssignmentBatchCommon


@tagged("post_install", "-at_install", "bank_tour")
class TestAssignmentTour(HttpCase, AssignmentBatchCommon):
    """Clients dealt by rules in a real browser, accepted by the head above and applied."""

    def test_a_head_counts_and_sends_and_another_accepts(self):
        self.start_tour(
            "/odoo/assignment-batches",
            "bank_assignment_tour",
            login=self.lviv_head.login,
        )
        batch = self.env["bank.assignment.batch"].search(
            [("branch_id", "=", self.lviv.id)], limit=1
        )
        self.assertEqual(batch.state, "waiting")
        self.assertFalse(self.clients.manager_id)
        act = self.env["bank.act"].search(
            [("res_model", "=", batch._name)], order="id desc", limit=1
        )
        act.with_user(self.west_head).action_accept()
        self.env.invalidate_all()
        self.assertEqual(batch.state, "applied")
        self.assertEqual(self.clients.manager_id, self.ihor | self.olena)
