from odoo.tests import HttpCase, tagged

from .common_loans import LoanCommon


@tagged("post_install", "-at_install", "bank_tour")
class TestLoanTour(LoanCommon, HttpCase):
    def test_a_loan_is_quoted_repaid_early_dated_back_and_restructured(self):
        """What is left in the end: 150.00 in 2 instalments of 76.50 and 75.75."""
        self.start_tour(
            f"/odoo/loans/{self.loan.id}",
            "bank_loan_life",
            login=self.administrator.login,
        )
        act = self.env["bank.act"].search(
            [("res_model", "=", "bank.loan.restructuring"), ("state", "=", "waiting")],
            order="id desc",
            limit=1,
        )
        self.assertEqual(act.maker_id, self.administrator)
        act.with_user(self.boss).action_accept()
        self.loan.invalidate_recordset()
        self.assertEqual(self.loan.principal_owed, 150.0)
        self.assertEqual(self.loan.next_amount, 76.5)
        self.assertEqual(self.loan.days_past_due, 0)
        back = self.loan.operation_ids.filtered("is_back_dated")
        self.assertEqual(back.amount, 257.5)
