from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_loans import LoanCommon


@tagged("post_install", "-at_install")
class TestLoanNight(LoanCommon):
    """The night counts every loan for its day, in slices, and stops at none."""

    def test_a_night_later_the_loan_is_a_day_later(self):
        tomorrow = self.env["bank.business.day"]._open(date(2026, 11, 21))
        self._run_task("loans", tomorrow)
        self._assert_stands(self.loan, due=515.0, overdue=515.0, days=32, owed=750.0)
        self.assertEqual(self.loan.counted_date, date(2026, 11, 21))

    def test_it_goes_on_where_a_slice_ended(self):
        other = self._create_loan(self.bondar, number="L-2")
        self.env.cr.execute("UPDATE bank_loan SET days_past_due = 7")
        self.env["bank.loan"].invalidate_model()
        task = self.env["bank.day.task"].create(
            {
                "day_id": self.day.id,
                "code": "loans",
                "name": "x",
                "cursor": self.loan.id,
            }
        )
        while self.day._task_loans(task):
            pass
        self.env["bank.loan"].invalidate_model()
        self.assertEqual(self.loan.days_past_due, 7)
        self.assertEqual(other.days_past_due, 31)
        self.assertGreaterEqual(task.cursor, other.id)

    def test_a_loan_that_cannot_be_counted_says_why_and_stops_no_other(self):
        broken = self._create_loan(self.bondar, number="L-3")
        self.env.cr.execute(
            "UPDATE bank_loan SET principal_grace = 9 WHERE id = %s", [broken.id]
        )
        self._run_task("loans")
        self.env["bank.loan"].invalidate_model()
        self.assertIn("grace", broken.trouble)
        self.assertFalse(self.loan.trouble)
        self.assertEqual(self.loan.days_past_due, 31)

    def test_the_queries_of_a_night_do_not_grow_with_the_loans(self):
        for number in range(4):
            self._create_loan(self.bondar, number=f"L-q{number}")
        loans = self.env["bank.loan"].search(
            [("holding_id.product_id", "=", self.product.id)]
        )
        few, many = loans[:1].ids, loans.ids
        counts = []
        for ids in (few, many):
            self.env["bank.loan"]._count(ids, self.day.date)
            before = self.env.cr.sql_log_count
            self.env["bank.loan"]._count(ids, self.day.date)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])

    def test_the_order_of_payment_and_the_penalty_of_the_product_hold(self):
        """A fine of 10.00 for October's principal, charged when November falls due."""
        rules = self.env["bank.loan.product"].create(
            {
                "product_id": self.product.id,
                "order_id": self.env.ref("bank_crm_credit.loan_order_ukraine").id,
                "penalty_ids": [
                    (0, 0, {"name": "Fine", "kind": "fine", "amount": 10,
                            "on_interest": False, "date_from": "2026-01-01"}),
                ],
            }
        )  # fmt: skip
        self._run_task("loans")
        self._assert_stands(self.loan, due=525.0, overdue=257.5, days=31, owed=750.0)
        self._operation(self.loan, "repay", date(2026, 11, 20), 257.5)
        self.loan._recount()
        due = {
            row["account"]: row["amount"]
            for row in self.loan.get_loan_book()["balances"]
        }
        # Overdue principal and interest first, the fine after what is due today.
        self.assertEqual(due["principal_due"], 250.0)
        self.assertEqual(due["interest_due"], 7.5)
        self.assertEqual(due["penalty_due"], 10.0)
        rules.tolerance = 600
        self.loan._recount()
        self.assertEqual(self.loan.days_past_due, 0)

    def test_an_order_that_never_pays_a_component_is_refused(self):
        with self.assertRaises(UserError):
            self.env["bank.loan.order"].create(
                {"name": "Half", "step_ids": [(0, 0, {"first": "interest"})]}
            )

    def test_a_penalty_needs_a_second_person(self):
        editor = self._create_employee("business_administrator", self.head_office)
        rules = self.env["bank.loan.product"].create({"product_id": self.product.id})
        penalty = (
            self.env["bank.loan.penalty"]
            .with_user(editor)
            .create(
                {
                    "rule_id": rules.id,
                    "name": "Late",
                    "rate": 0.1,
                    "date_from": "2026-01-01",
                }
            )
        )
        self.assertEqual(penalty.acceptance, "waiting")
        before = self.env["bank.loan"]._rules_by_product()[self.product.id]
        self.assertFalse(before["penalties"])
        penalty.waiting_act_ids.with_user(self.boss).action_accept()
        after = self.env["bank.loan"]._rules_by_product()[self.product.id]
        self.assertEqual(len(after["penalties"]), 1)
