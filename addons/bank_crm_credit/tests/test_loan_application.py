from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common_applications import ApplicationCommon


@tagged("post_install", "-at_install")
class TestLoanApplication(ApplicationCommon):
    """The one way of a retail application, and what stops it on each step."""

    def test_a_loan_goes_from_the_card_to_the_contract(self):
        application = self._approved()
        self.assertEqual(application.stage, "offer")
        application.action_give_cost_sheet()
        application.action_accept()
        desk = application.with_user(self.administrator)
        self._sign_pack(desk)
        desk.action_sign()
        desk.action_disburse()
        self.assertEqual(application.stage, "contract")
        loan = application.loan_id
        self.assertRecordValues(
            loan,
            [
                {
                    "client_id": self.kovalenko.id,
                    "amount": 12000,
                    "instalments": 12,
                    "principal_owed": 12000,
                    "next_amount": 1066.19,
                    "state": "active",
                }
            ],
        )
        self.assertEqual(loan.operation_ids.mapped("kind"), ["disburse"])
        self.assertEqual(loan.operation_ids.user_id, self.administrator)
        self.assertEqual(
            application.step_ids.sorted("id").mapped("act"),
            ["identify", "complete_form", "submit", "verify", "approve", "accept", "sign",
             "disburse"],
        )  # fmt: skip
        self.assertEqual(
            application.step_ids.sorted("id").user_id,
            self.olena | self.underwriter | self.lviv_head | self.administrator,
        )

    def test_the_burden_is_counted_as_by_hand(self):
        """9,000 count; 1,000 of a card now, 2,066.19 with the loan; 3,933.81 are left."""
        application = self._application()
        self._fill(application)
        self.assertRecordValues(
            application,
            [
                {
                    "income_month": 9000,
                    "living_month": 3000,
                    "payments_before": 1000,
                    "payment": 1066.19,
                    "payments_after": 2066.19,
                    "left_over": 3933.81,
                    "dsti_before": 0.1111,
                    "dsti_after": 0.2296,
                    "dti_before": 0.0463,
                    "dti_after": 0.1574,
                }
            ],
        )
        # Room is half of 9,000 less 1,000: 3,500; 39,300 take 3,491.76, 39,400 take 3,500.65.
        self.assertEqual(application.largest_amount, 39300)

    def test_the_cost_is_told_with_the_real_rate(self):
        """(1.01 ^ 12 - 1) is 12.68 %; no fee, so the cost is the interest alone."""
        application = self._application()
        self.assertAlmostEqual(application.cost_rate, 0.1268, places=4)
        self.assertEqual(application.cost_fees, 0)
        self.assertEqual(application.cost_payment, 1066.19)
        self.assertAlmostEqual(application.cost_interest, 794.23, delta=0.06)
        self.assertAlmostEqual(
            application.cost_payable, 12000 + application.cost_interest, places=2
        )
        told = self.rules.with_user(self.olena).get_calculator(12000, 12, 0.12)
        self.assertEqual([len(told["lines"]), told["payment"]], [12, 1066.19])
        for amount, months, rate in (
            (500, 12, 0.12),
            (12000, 61, 0.12),
            (12000, 12, -1),
        ):
            with (
                self.subTest(amount=amount, months=months),
                self.assertRaises(UserError),
            ):
                self.rules.get_calculator(amount, months, rate)

    def test_everything_missing_is_told_at_once(self):
        application = self._application(product_id=False, amount=0, term_months=0)
        with self.assertRaises(UserError) as caught:
            application.action_complete_form()
        words = str(caught.exception)
        for part in ("a product", "a sum", "a term", "not filled in", "earn",
                     "agreement to a bureau report"):  # fmt: skip
            self.assertIn(part, words)
        self.assertEqual(application.stage, "form")
        told = application.get_missing()
        self.assertEqual(
            {need["code"] for need in told["needs"]},
            {"request", "participant_forms", "income", "bureau_consent"},
        )

    def test_the_buttons_stay_while_the_form_is_typed_in(self):
        application = self._application()
        with Form(application) as form:
            form.amount = 9000
            self.assertTrue(form.is_mine_to_do)
            self.assertEqual(form.next_act, "complete_form")

    def test_no_step_is_skipped(self):
        application = self._application()
        for name in ("action_submit", "action_verify", "action_accept", "action_sign",
                     "action_disburse"):  # fmt: skip
            with self.subTest(name=name), self.assertRaises(UserError):
                getattr(application.sudo(), name)()
        self.assertEqual(application.stage, "form")

    def test_what_was_submitted_is_frozen(self):
        application = self._submitted()
        borrower = application._borrower()
        for change in (
            lambda: application.write({"amount": 1}),
            lambda: application.write({"party_ids": [Command.create({"name": "X"})]}),
            lambda: borrower.write({"household": 3}),
            lambda: borrower.income_ids.write({"amount": 99000}),
            borrower.debt_ids.unlink,
            lambda: borrower.write({"expense_ids": [Command.clear()]}),
            borrower.action_prefill,
        ):
            with self.assertRaises(UserError):
                change()
        with self.assertRaises(AccessError):
            application.write({"stage": "offer"})
        with self.assertRaises(UserError):
            application.unlink()

    def test_the_matrix_says_who_decides(self):
        """Head of a branch until 100,000, underwriter until 500,000."""
        application = self._to_decide(amount=100001, term_months=60)
        self.assertEqual(application.required_level, 2)
        self.assertIn("the sum", application.required_words)
        with self.assertRaises(UserError):
            self._decide(application, self.lviv_head)
        with self.assertRaises(UserError):
            self._decide(application, self.lviv_head, "refuse",
                         reason_ids=[Command.set(self._reason("income").ids)])  # fmt: skip
        self._decide(application, self.underwriter)
        self.assertEqual(application.decision_id.level, 2)

    def test_an_employee_goes_to_the_highest_level(self):
        self.kovalenko.employee_user_id = self.petro
        application = self._to_decide()
        self.assertEqual(application.required_level, 9)
        self.assertIn("employee", application.required_words)

    def test_a_yes_on_other_terms_keeps_both(self):
        application = self._approved(amount=10000, term_months=10)
        self.assertRecordValues(
            application,
            [{"amount": 12000, "decided_amount": 10000, "decided_term_months": 10}],
        )
        self.assertEqual(application.decision_id.outcome, "approved_changed")
        # 10,000 x 0.01 / (1 - 1.01^-10) = 1,055.82.
        self.assertEqual(application.cost_payment, 1055.82)

    def test_a_decision_outside_the_product_is_refused(self):
        application = self._to_decide()
        for values in ({"amount": 200001}, {"term_months": 61}, {"rate": -0.1}):
            with self.subTest(values=values), self.assertRaises(UserError):
                self._decide(application, self.lviv_head, **values)

    def test_a_refusal_has_two_wordings(self):
        application = self._to_decide()
        with self.assertRaises(UserError):
            self._decide(application, self.lviv_head, "refuse")
        self._decide(
            application, self.lviv_head, "refuse",
            reason_ids=[Command.set((self._reason("burden") | self._reason("stop")).ids)],
            words="Brother of a debtor",
        )  # fmt: skip
        decision = application.decision_ids
        self.assertEqual(application.stage, "refused")
        self.assertEqual(
            decision.client_words,
            "With this loan your payments would take too much of your income.",
        )
        self.assertIn("Brother of a debtor", decision.words)
        # A person's no is final.
        with self.assertRaises(UserError):
            self._decide(application, self.underwriter, "review", words="Look again")

    def test_the_table_refuses_and_a_person_reviews(self):
        self.kovalenko.birth_date = "2007-01-01"
        application = self._submitted()
        self.assertEqual(application.stage, "refused")
        self.assertIn("Younger than 21", application.score_words)
        decision = application.decision_ids
        self.assertTrue(decision.is_by_table)
        self.assertFalse(decision.decider_id)
        self._decide(application, self.underwriter, "review", words="His parents pay")
        self.assertEqual(application.stage, "decision")
        # Against the score it takes one level more than the sum alone and who asks for it.
        self.assertEqual(application.required_level, 3)
        self._decide(application, self.boss, words="They have guaranteed it")
        self.assertTrue(application.decision_id.is_override)

    def test_a_return_opens_the_form_again(self):
        application = self._submitted()
        first = application.snapshot_id
        self._decide(
            application, self.underwriter, "return",
            reason_ids=[Command.set(self._reason("form").ids)],
        )  # fmt: skip
        self.assertEqual(application.stage, "form")
        application.write({"amount": 9000})
        application.action_complete_form()
        application.action_submit()
        self.assertNotEqual(application.snapshot_id, first)
        self.assertNotEqual(application.snapshot_id.digest, first.digest)

    def test_a_stop_factor_holds_it_at_both_doors(self):
        application = self._application()
        self._fill(application)
        application.action_complete_form()
        late = self._create_loan(self.kovalenko, number="L-late")
        late.sudo().write(
            {"days_past_due": 91, "oldest_due_date": "2026-08-21", "principal_owed": 0}
        )
        with self.assertRaises(UserError) as caught:
            application.action_submit()
        self.assertIn("90 days late", str(caught.exception))
        late.sudo().days_past_due = 90
        application.action_submit()
        application.with_user(self.underwriter).action_verify()
        self._decide(application, self.lviv_head)
        application.action_give_cost_sheet()
        application.action_accept()
        desk = application.with_user(self.administrator)
        self._sign_pack(desk)
        desk.action_sign()
        late.sudo().days_past_due = 91
        with self.assertRaises(UserError):
            desk.action_disburse()
        self.assertFalse(application.loan_id)

    def test_a_decision_ends_with_its_last_day(self):
        application = self._approved(valid_until=self.day.date)
        application.sudo()._end_of_day(self.day.date)
        self.assertEqual(application.stage, "offer")
        application.sudo()._end_of_day(self.day.date + timedelta(days=1))
        self.assertEqual(application.stage, "expired")
        last = application.step_ids.sorted("id")[-1]
        self.assertEqual(last.act, "expire")
        self.assertFalse(last.user_id)

    def test_what_nobody_moves_expires(self):
        application = self._application()
        self.rules.idle_days = 10
        application.sudo().stage_since = self.day.date - timedelta(days=10)
        self._run_task("loan_applications")
        self.assertEqual(application.stage, "form")
        application.sudo().stage_since = self.day.date - timedelta(days=11)
        self._run_task("loan_applications")
        self.assertEqual(application.stage, "expired")

    def test_a_stranger_becomes_a_client_only_at_the_contract(self):
        count = self.env["res.partner"].search_count([("is_client", "=", True)])
        application = self.env["bank.loan.application"].with_user(self.olena).create(
            {
                "product_id": self.rules.id, "amount": 12000, "term_months": 12,
                "rate": 0.12,
                "party_ids": [Command.create({"role": "borrower", "name": "Нова Людина"})],
            }
        )  # fmt: skip
        with self.assertRaises(UserError):
            application.action_identify()
        application._borrower().write(
            {
                "vat": "3222222226",
                "birth_date": "1990-05-05",
                "identity_document": "1234",
            }
        )
        application.action_identify()
        self._fill(application)
        application.action_complete_form()
        application.action_submit()
        application.with_user(self.underwriter).action_verify()
        self._decide(application, self.lviv_head)
        self.assertEqual(
            self.env["res.partner"].search_count([("is_client", "=", True)]), count
        )
        application.action_give_cost_sheet()
        application.action_accept()
        desk = application.with_user(self.administrator)
        self._sign_pack(desk)
        desk.action_sign()
        desk.action_disburse()
        client = application.client_id
        self.assertRecordValues(
            client,
            [{"name": "Нова Людина", "vat": "3222222226", "manager_id": self.olena.id}],
        )
        self.assertEqual(application.loan_id.client_id, client)

    def test_a_company_and_a_person_go_their_own_ways(self):
        with self.assertRaises(ValidationError):
            self.env["bank.loan.application"].with_user(self.olena).create(
                {"client_id": self.kovalenko.id, "track": "corporate"}
            )

    def test_a_new_authority_counts_once_a_second_person_accepts_it(self):
        administrator = self._create_employee(
            "business_administrator", self.head_office
        )
        teller = self._create_employee("teller", self.lviv)
        Authority = self.env["bank.loan.authority"]
        row = Authority.with_user(administrator).create(
            {
                "name": "Tellers",
                "level": 2,
                "role_ids": [
                    Command.set(self.env.ref("bank_crm_base.role_teller").ids)
                ],
            }
        )
        self.assertEqual(row.acceptance, "waiting")
        self.assertEqual(Authority._level_of(teller), 0)
        self.assertNotIn(row.sudo(), Authority._matrix("retail"))

    def test_somebody_must_be_able_to_decide_everything(self):
        rows = self.env["bank.loan.authority"].search([("level", "=", 9)])
        with self.assertRaises(ValidationError):
            rows.active = False
