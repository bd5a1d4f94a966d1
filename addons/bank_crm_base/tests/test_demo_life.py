from odoo.tests import tagged

from .common import BankCommon


@tagged("post_install", "-at_install")
class TestDemoLife(BankCommon):
    def test_the_demonstration_has_acts_of_every_fate(self):
        clients = self.env["res.partner"]
        for number in range(4):
            client = self._create_client(
                f"Demo {number}",
                branch_id=self.lviv.id,
                manager_id=self.olena.id,
                phone=f"+38067100000{number}",
            )
            client.is_core_client = True
            clients |= client
        before = self.env["bank.act"].search([])
        demo = self.env["bank.demo"]
        people = {
            "branch_head": self.lviv_head,
            "retail_manager": self.olena,
            "regional_head": self.west_head,
        }
        self.patch(
            type(demo), "_employee", lambda _self, role, among=None: people.get(role)
        )
        demo._live_acts()
        acts = self.env["bank.act"].search([]) - before
        self.assertEqual(
            sorted(acts.mapped("state")),
            ["accepted", "refused", "waiting", "waiting", "waiting"],
        )
        self.assertTrue(
            self.env["bank.act.delegation"].search(
                [("user_id", "=", self.lviv_head.id)]
            )
        )
