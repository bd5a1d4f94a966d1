from datetime import timedelta

from odoo.addons.bank_crm_base.tests.common import TODAY
from odoo.tests import HttpCase, tagged

from .common_people import PeopleCommon


@tagged("post_install", "-at_install", "bank_tour")
class TestPeopleTour(HttpCase, PeopleCommon):
    """A head opens the file of an employee in a real browser."""

    def test_a_head_sees_the_certificate_and_the_work(self):
        self._certify(self.olena, TODAY + timedelta(days=12))
        task = (
            self.env["mail.activity"]
            .with_user(self.olena)
            .create(
                {
                    "res_model_id": self.env["ir.model"]._get_id("res.partner"),
                    "res_id": self.kovalenko.id,
                    "summary": "Called about the card",
                    "user_id": self.olena.id,
                    "date_deadline": TODAY,
                }
            )
        )
        task.action_done()
        self.start_tour("/odoo/people", "bank_people_tour", login=self.lviv_head.login)
        own = self.Decision.search(
            [("employee_id", "=", self._employee_of(self.olena).id)]
        )
        self.assertEqual((own.kind, own.load_limit), ("limit", 55))
        self.assertEqual(own.given_by_id, self.lviv_head)
