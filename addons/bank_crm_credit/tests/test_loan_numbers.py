import math

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_applications import ApplicationCommon

WRONG = (0, -1, math.nan, math.inf, -math.inf, 10**300, "12000", None, True, [], {})


@tagged("post_install", "-at_install")
class TestLoanNumbers(ApplicationCommon):
    """Numbers that cannot be are told in words, at every door where one is taken."""

    def test_the_calculator_refuses_what_cannot_be(self):
        rules = self.rules.with_user(self.olena)
        told = rules.get_calculator(12000, 12, 0.12)
        self.assertEqual(told["payment"], 1066.19)
        for amount in WRONG:
            with self.subTest(amount=amount), self.assertRaises(UserError):
                rules.get_calculator(amount, 12, 0.12)
        for months in (0, -1, 12.5, 10**9, "12", None, True, []):
            with self.subTest(months=months), self.assertRaises(UserError):
                rules.get_calculator(12000, months, 0.12)
        for rate in (-0.1, math.nan, math.inf, 11, "0.12", None, True, []):
            with self.subTest(rate=rate), self.assertRaises(UserError):
                rules.get_calculator(12000, 12, rate)

    def test_a_product_without_bounds_has_one(self):
        self.rules.most_amount = 0
        with self.assertRaises(UserError):
            self.rules.get_calculator(10**16, 12, 0.12)

    def test_a_form_being_typed_in_counts_what_cannot_be_as_nothing(self):
        application = self._application()
        for values in (
            {"amount": 10**30},
            {"amount": 12000, "term_months": 2**31 - 1},
            {"term_months": 12, "rate": 10**9},
        ):
            draft = application.new(values, origin=application)
            with self.subTest(values=values):
                self.assertGreaterEqual(draft._new_payment(), 0)
                draft._compute_largest()
                draft._compute_cost()
                self.assertGreaterEqual(draft.cost_payable, 0)

    def test_a_decision_below_nought_is_told(self):
        application = self._to_decide()
        wizard = self.env["bank.loan.decide"].with_user(self.lviv_head).with_context(
            default_application_id=application.id, default_act="approve"
        )  # fmt: skip
        with self.assertRaises(UserError):
            wizard.create({"amount": -5}).action_done()
        typed = wizard.new({"application_id": application.id, "amount": -5})
        with self.assertRaisesRegex(UserError, "above zero"):
            typed._compute_required()
