from odoo.tests import HttpCase, tagged

from .common_applications import ApplicationCommon


@tagged("post_install", "-at_install", "bank_tour")
class TestLoanApplicationTour(ApplicationCommon, HttpCase):
    """A retail loan from the client's card to the money, by those who do each step."""

    def _tour(self, name, user, path):
        self.start_tour(path, f"bank_loan_application_{name}", login=user.login)

    def test_a_retail_loan_from_the_card_to_the_contract(self):
        self._tour("begin", self.olena, f"/odoo/clients/{self.kovalenko.id}")
        application = self.env["bank.loan.application"].search(
            [("client_id", "=", self.kovalenko.id)]
        )
        self.assertEqual(application.stage, "checks")
        # Told only, so 5,000 of 10,000 count: 1,066.19 / 5,000.
        self.assertEqual(application.dsti_after, 0.2132)
        path = f"/odoo/loan-applications/{application.id}"
        self._tour("check", self.underwriter, path)
        self._tour("decide", self.lviv_head, path)
        self.assertEqual(application.decided_amount, 11000)
        self._tour("accept", self.olena, path)
        self._tour("pay_out", self.administrator, path)
        application.invalidate_recordset()
        self.assertEqual(application.stage, "contract")
        # 11,000 x 0.01 / (1 - 1.01^-12) = 977.34.
        self.assertEqual(application.loan_id.next_amount, 977.34)
