from datetime import timedelta

from odoo.addons.bank_crm_base.tests.common import TODAY
from odoo.tests import HttpCase, tagged

from .common_classes import ClassesCommon


@tagged("post_install", "-at_install", "bank_tour")
class TestClassesTour(ClassesCommon, HttpCase):
    def test_a_head_wakes_a_dormant_client_and_makes_him_key(self):
        dormant = self.env.ref("bank_crm_client.standing_dormant")
        key = self.env.ref("bank_crm_client.standing_key")
        self.kovalenko.sudo().last_operation_date = TODAY - timedelta(days=120)
        self.Hand._set(dormant, self.kovalenko, "is", "Silent since summer")
        self.start_tour(
            "/odoo/dormant-clients", "bank_client_classes", login=self.lviv_head.login
        )
        row = self.Hand.search(
            [("standing_id", "=", key.id), ("client_id", "=", self.kovalenko.id)]
        )
        self.assertRecordValues(
            row,
            [
                {
                    "verdict": "is",
                    "reason": "Chairs the growers",
                    "user_id": self.lviv_head.id,
                }
            ],
        )
