from odoo.tests import HttpCase, tagged

from .common import BankCommon


@tagged("post_install", "-at_install", "bank_tour")
class TestApprovalsTour(BankCommon, HttpCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_a_head_decides_on_a_phone(self):
        points = self.env["bank.contact.point"]
        for number, name in enumerate(("Approval Tour One", "Approval Tour Two")):
            client = self._create_client(
                name, branch_id=self.lviv.id, manager_id=self.olena.id
            )
            client.is_core_client = True
            points |= points.create(
                {
                    "client_id": client.id,
                    "kind": "mobile",
                    "value": f"+38067111223{3 + number}",
                    "is_main": True,
                }
            )
        first, second = points
        first.with_user(self.olena).value = "+380671112244"
        second.with_user(self.olena).value = "+380671112255"
        self.start_tour(
            "/odoo/approvals", "bank_approvals_tour", login=self.lviv_head.login
        )
        self.assertEqual(first.value, "+380671112244")
        self.assertEqual(second.value, "+380671112234")
        acts = self.env["bank.act"].search([("checker_id", "=", self.lviv_head.id)])
        self.assertEqual(set(acts.mapped("state")), {"accepted", "refused"})
