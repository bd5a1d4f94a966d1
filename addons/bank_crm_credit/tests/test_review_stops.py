from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_applications import ApplicationCommon


@tagged("post_install", "-at_install")
class TestReviewStops(ApplicationCommon):
    """An overdue review of the client stops a new loan, its money and a limit."""

    def _is_overdue(self, day="2026-11-01"):
        """His review was due on that day; the bank's day is 20 November 2026."""
        Kyc = self.env["bank.kyc"].sudo()
        kyc = Kyc.search(
            [("client_id", "=", self.kovalenko.id), ("state", "=", "in_force")]
        ) or Kyc.create({"client_id": self.kovalenko.id, "source_of_funds": "Salary"})
        kyc.write({"state": "in_force", "risk": "low", "review_date": day})
        return kyc

    def _limit(self, amount=50000, **values):
        return (
            self.env["bank.loan.limit"]
            .with_user(self.underwriter)
            .create(
                {
                    "level": "client",
                    "client_id": self.kovalenko.id,
                    "amount": amount,
                    "date_from": "2026-01-01",
                    **values,
                }
            )
        )

    def test_a_loan_is_not_submitted(self):
        self._is_overdue()
        application = self._application()
        self._fill(application)
        application.action_complete_form()
        with self.assertRaisesRegex(UserError, "review of the client is overdue"):
            application.action_submit()
        self.assertEqual(application.stage, "documents")
        # Reviewed anew, it goes on.
        self._is_overdue("2027-11-01")
        application.action_submit()
        self.assertEqual(application.stage, "checks")

    def test_the_money_does_not_go_out(self):
        application = self._approved()
        application.action_give_cost_sheet()
        application.action_accept()
        desk = application.with_user(self.administrator)
        self._sign_pack(desk)
        desk.action_sign()
        self._is_overdue()
        with self.assertRaisesRegex(UserError, "review of the client is overdue"):
            desk.action_disburse()
        self.assertEqual(application.stage, "disbursement")
        self._is_overdue("2027-11-01")
        desk.action_disburse()
        self.assertTrue(application.loan_id)
        self.assertNotEqual(application.stage, "disbursement")

    def test_a_limit_is_not_set(self):
        self._is_overdue()
        with self.assertRaisesRegex(UserError, "gets no new limit"):
            self._limit()

    def test_a_limit_is_not_accepted_after_the_review_fell_due(self):
        limit = self._limit()
        self._is_overdue()
        act = limit.waiting_act_ids
        checker = self._create_employee(
            "underwriter", self.head_office, login="t_other_risk"
        )
        with self.assertRaisesRegex(UserError, "gets no new limit"):
            act.with_user(checker).action_accept()
        self.assertNotEqual(limit.acceptance, "accepted")

    def test_a_limit_is_not_widened_and_may_be_narrowed(self):
        limit = self.env["bank.loan.limit"].create(
            {
                "level": "client",
                "client_id": self.kovalenko.id,
                "amount": 50000,
                "date_from": "2026-01-01",
                "date_to": "2026-12-31",
            }
        )
        self._is_overdue()
        for wider in (
            {"amount": 50001},
            {"date_to": "2027-01-01"},
            {"date_to": False},
            {"is_hard": False},
        ):
            with (
                self.subTest(wider=wider),
                self.assertRaisesRegex(UserError, "gets no new limit"),
            ):
                limit.with_user(self.underwriter).write(wider)
        limit.with_user(self.underwriter).write({"amount": 40000})
        self.assertTrue(limit.waiting_act_ids)
