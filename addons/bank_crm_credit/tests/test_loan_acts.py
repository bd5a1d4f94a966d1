from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common_loans import LoanCommon


@tagged("post_install", "-at_install")
class TestLoanActs(LoanCommon):
    """Payments, dates back, reversals and quotes on a loan whose book is kept here."""

    def _pay(self, amount, day, **values):
        self.loan.with_user(self.administrator)._enter(
            {"kind": "repay", "value_date": day, "amount": amount, **values}
        )

    def test_a_missed_instalment_bears_interest_and_is_31_days_late(self):
        """October: 250.00 and 7.50. November bears on 750.00, overdue included: 7.50."""
        self._assert_stands(self.loan, due=515.0, overdue=257.5, days=31, owed=750.0)
        self.assertEqual(self.loan.next_due_date, date(2026, 12, 20))
        self.assertEqual(self.loan.oldest_due_date, date(2026, 10, 20))
        self.assertEqual(self.loan.next_amount, 252.5)
        self.assertEqual(self.loan.figures_source, "own")

    def test_a_payment_dated_back_makes_it_as_if_it_had_come_in_time(self):
        self._pay(257.5, date(2026, 10, 20))
        self._assert_stands(self.loan, due=255.0, overdue=0, days=0, owed=500.0)
        operation = self.loan.operation_ids.sorted("id")[-1]
        self.assertTrue(operation.is_back_dated)
        self.assertEqual(operation.booking_date, self.day.date)
        self.assertEqual(operation.user_id, self.administrator)

    def test_a_payment_taken_back_was_never_there(self):
        self._pay(257.5, date(2026, 10, 20))
        payment = self.loan.operation_ids.sorted("id")[-1]
        self.loan.with_user(self.administrator)._enter(
            {
                "kind": "reverse",
                "value_date": payment.value_date,
                "reverses_id": payment.id,
                "reason": "Another client's",
            }
        )
        self._assert_stands(self.loan, due=515.0, overdue=257.5, days=31, owed=750.0)
        payment.invalidate_recordset()
        self.assertTrue(payment.is_reversed)
        with self.assertRaises(UserError):
            self.loan.with_user(self.administrator)._enter(
                {
                    "kind": "reverse",
                    "value_date": payment.value_date,
                    "reverses_id": payment.id,
                }
            )

    def test_changed_terms_are_in_the_log_and_what_a_night_counts_is_not(self):
        def kept():
            self.env.flush_all()
            return (
                self.env["bank.change"]
                .sudo()
                .search([("model", "=", "bank.loan"), ("record_id", "=", self.loan.id)])
            )

        before = kept()
        self._pay(257.5, date(2026, 10, 20))
        self.assertEqual(self.loan.principal_owed, 500.0)
        self.assertEqual(kept(), before)
        self.loan.sudo().shift = "following"
        change = kept() - before
        self.assertEqual(list(change.new), ["shift"])

    def test_the_balance_of_any_day(self):
        """On 1 October 250.00 is paid and 750.00 left; nothing is due."""
        told = self.loan.with_user(self.olena).get_loan_book("2026-10-01")
        rows = {row["account"]: row["amount"] for row in told["balances"]}
        self.assertEqual(rows["principal"], 750.0)
        self.assertEqual(rows["principal_due"], 0)
        stands = [line["stands"] for line in told["plan"]]
        self.assertEqual(stands, ["paid", "ahead", "ahead", "ahead"])
        now = self.loan.with_user(self.olena).get_loan_book()
        self.assertEqual(
            [line["stands"] for line in now["plan"]], ["paid", "late", "due", "ahead"]
        )
        self.assertIn("257.50", now["headline"][1]["text"])
        self.assertIn("31 days", now["headline"][1]["text"])

    def test_every_cent_of_a_balance_opens_to_operations_and_rules(self):
        told = self.loan.get_loan_explanation("interest_due")
        self.assertEqual(told["total"], 15.0)
        first, paid, second, third = told["rows"]
        self.assertEqual((first["amount"], first["instalment"]), (10.0, 1))
        self.assertEqual(
            first["shares"],
            [
                {
                    "from": "2026-08-20",
                    "to": "2026-09-20",
                    "balance": 1000.0,
                    "rate": 12.0,
                }
            ],
        )
        self.assertEqual((paid["amount"], paid["operation"]), (-10.0, "Payment"))
        self.assertEqual((second["amount"], third["amount"]), (7.5, 7.5))
        with self.assertRaises(UserError):
            self.loan.get_loan_explanation("nothing")

    def test_what_is_booked_is_not_changed_or_deleted(self):
        operation = self.loan.operation_ids[:1]
        for user in (self.administrator, self.boss):
            with self.assertRaises(UserError):
                operation.with_user(user).write({"amount": 1})
            with self.assertRaises(UserError):
                operation.with_user(user).unlink()
        with self.assertRaises(UserError):
            operation.unlink()

    def test_what_was_signed_is_not_changed_once_money_went_out(self):
        for values in (
            {"amount": 900},
            {"instalments": 9},
            {"rate_ids": [Command.clear()]},
        ):
            with self.assertRaises(UserError):
                self.loan.with_user(self.administrator).write(values)
        self.loan.with_user(self.administrator).purpose = "A car"
        self.assertEqual(self.loan.purpose, "A car")

    def test_terms_that_contradict_themselves_are_told(self):
        with self.assertRaises(ValidationError) as caught:
            self._create_loan(self.kovalenko, number="L-bad", principal_grace=4)
        self.assertIn("grace", str(caught.exception))

    def test_only_loan_administration_books(self):
        for user in (self.olena, self.officer, self.auditor, self.lviv_head):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.loan.with_user(user)._enter(
                    {"kind": "repay", "value_date": self.day.date, "amount": 1}
                )

    def test_an_operation_that_the_loan_cannot_take_is_refused_with_the_reason(self):
        self.loan.sudo().credit_limit = 1000
        with self.assertRaises(UserError) as caught:
            self.loan.with_user(self.administrator)._enter(
                {"kind": "disburse", "value_date": self.day.date, "amount": 600}
            )
        self.assertIn("limit", str(caught.exception))

    def test_forgiving_needs_a_second_person(self):
        act = self.loan.with_user(self.administrator)._enter(
            {
                "kind": "waive",
                "value_date": self.day.date,
                "amount": 7.5,
                "component": "interest",
            },
            reason="Our mistake",
        )
        self.assertEqual(act.state, "waiting")
        self._assert_stands(self.loan, due=515.0, overdue=257.5, days=31, owed=750.0)
        with self.assertRaises(AccessError):
            act.with_user(self.administrator).action_accept()
        act.with_user(self.boss).action_accept()
        self._assert_stands(self.loan, due=507.5, overdue=250.0, days=31, owed=750.0)

    # --- quotes

    def _quote(self, user=None, **values):
        return (
            self.env["bank.loan.quote"]
            .with_user(user or self.olena)
            .create({"loan_id": self.loan.id, **values})
        )

    def test_a_quote_says_what_ends_the_loan(self):
        """250.00 not yet due and 515.00 due today; the last 2.50 of interest is saved."""
        quote = self._quote(is_whole=True)
        self.assertFalse(quote.trouble)
        self.assertEqual(quote.payoff, 765.0)
        self.assertEqual(quote.saving, 2.5)
        self.assertEqual(quote.new_left, 0)
        self.assertIn("765.00", quote.words)

    def test_a_quote_for_a_part_tells_both_sides(self):
        """615.00 leaves 150.00 in one instalment: 150.00 + 1.50."""
        quote = self._quote(amount=615, early="reduce")
        self.assertRecordValues(
            quote,
            [{"payment": 252.5, "new_payment": 151.5, "left": 1, "new_left": 1,
              "saving": 1.0, "trouble": False}],
        )  # fmt: skip

    def test_a_quote_for_too_much_says_what_is_enough(self):
        quote = self._quote(amount=800)
        self.assertIn("765.00", quote.trouble)
        with self.assertRaises(UserError):
            quote.with_user(self.administrator).action_book()

    def test_an_early_repayment_is_booked_as_it_was_quoted(self):
        quote = self._quote(user=self.administrator, amount=615, early="reduce")
        quote.action_book()
        self._assert_stands(self.loan, due=0, overdue=0, days=0, owed=150.0)
        self.assertEqual(self.loan.next_amount, 151.5)
        plans = self.loan.schedule_ids.sorted("id")
        self.assertEqual(plans.mapped("is_current"), [False, True])
        self.assertEqual(plans[0].instalment_ids.mapped("number"), [1, 2, 3, 4])
        self.assertEqual(plans[1].operation_kind, "repay")

    def test_a_quote_is_printed(self):
        quote = self._quote(amount=615, early="reduce")
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "bank_crm_credit.report_loan_quote", quote.ids
        )
        self.assertIn("151.50", html.decode())
