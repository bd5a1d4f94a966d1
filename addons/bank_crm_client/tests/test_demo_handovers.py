from odoo.tests import tagged

from .test_handover import HandoverCommon


@tagged("post_install", "-at_install")
class TestDemoHandovers(HandoverCommon):
    def test_the_demonstration_has_handovers_of_every_fate_and_a_batch_that_waits(self):
        self._create_client("Second", branch_id=self.lviv.id, manager_id=self.ihor.id)
        self._create_client("Nobody's", branch_id=self.lviv.id)
        demo = self.env["bank.demo"]
        heads = [(self.lviv_head, [self.olena, self.ihor])]
        self.patch(type(demo), "_demo_heads", lambda _self: heads)
        self.env["bank.assignment.rule"].search([]).active = False
        before = self.env["bank.handover"].search([])
        waiting = self.env["bank.assignment.batch"].search([])
        demo._live_handovers()
        demo._live_assignment_rules()
        handovers = self.env["bank.handover"].search([]) - before
        self.assertEqual(
            sorted(handovers.mapped("state")), ["applied", "refused", "undone"]
        )
        batches = self.env["bank.assignment.batch"].search([]) - waiting
        self.assertEqual(batches.mapped("state")[-1:], ["waiting"])
