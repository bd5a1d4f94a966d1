from odoo.tests import HttpCase, tagged

from .common import BankCommon


@tagged("post_install", "-at_install", "bank_tour")
class TestRestoreTour(BankCommon, HttpCase):
    def test_an_earlier_value_is_put_back_by_two_people(self):
        for value in ("Director", "Thief"):
            self.kovalenko.function = value
            self.kovalenko.flush_recordset()
        self.start_tour(
            f"/odoo/clients/{self.kovalenko.id}",
            "bank_restore_propose_tour",
            login=self.olena.login,
        )
        self.assertEqual(self.kovalenko.function, "Thief")
        self.start_tour(
            "/odoo/approvals", "bank_restore_accept_tour", login=self.lviv_head.login
        )
        self.assertEqual(self.kovalenko.function, "Director")
