from odoo.tests import HttpCase, tagged

from .common import TODAY
from .test_home import HomeCommon


@tagged("post_install", "-at_install", "bank_tour")
class TestHomeTours(HomeCommon, HttpCase):
    def setUp(self):
        super().setUp()
        client = self._create_client(
            "Home Tour Client", branch_id=self.lviv.id, manager_id=self.olena.id
        )
        self.kovalenko.write(
            {"branch_id": self.kharkiv.id, "manager_id": self.petro.id}
        )
        account = self._create_account(client, "UA-home-tour")
        self._book(account, (TODAY, 777_000, {"counterparty_name": "Home Tour Payer"}))
        self.env.flush_all()
        self._count(TODAY)

    def test_a_head_gives_a_task_and_his_manager_finishes_it(self):
        self.start_tour(
            "/odoo/bank-home", "bank_home_head_tour", login=self.lviv_head.login
        )
        task = self.env["bank.staff.task"].search([("user_id", "=", self.olena.id)])
        self.assertEqual(task.summary, "Thank for the payment")
        self.env["mail.activity"].browse(task.id).date_deadline = TODAY
        self.start_tour(
            "/odoo/bank-home", "bank_home_manager_tour", login=self.olena.login
        )
        self.assertFalse(
            self.env["bank.staff.task"].search([("user_id", "=", self.olena.id)])
        )
