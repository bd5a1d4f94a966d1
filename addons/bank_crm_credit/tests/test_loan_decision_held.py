from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common_applications import ApplicationCommon

COMMITTEE = {"bank_loan_committee": {"level": 9}}


@tagged("post_install", "-at_install")
class TestLoanDecisionHeld(ApplicationCommon):
    """Ways around a decision that somebody would try, and what stands in each."""

    def _to_sign(self, application):
        application.action_give_cost_sheet()
        application.action_accept()
        desk = application.with_user(self.administrator)
        self._sign_pack(desk)
        return desk

    # --- authority

    def test_a_word_in_the_context_refuses_nothing(self):
        """A branch head with no authority for the sum, in the name of a committee."""
        application = self._to_decide(amount=150000, term_months=60)
        for act, reason in (("refused", "income"), ("returned", "form")):
            with self.subTest(act=act), self.assertRaisesRegex(UserError, "decided by"):
                application.with_user(self.lviv_head).with_context(**COMMITTEE)._decide(
                    act, reasons=self._reason(reason), words="No"
                )
        self.assertEqual(application.stage, "decision")

    def test_the_score_is_set_aside_with_a_reason_by_somebody_higher(self):
        self.kovalenko.birth_date = "2007-01-01"
        application = self._submitted()
        self.assertEqual(application.stage, "refused")
        self._decide(application, self.underwriter, "review", words="His parents pay")
        # The sum alone takes level 1; he who asks has level 2: somebody of level 3 agrees.
        self.assertEqual(application.required_level, 3)
        with self.assertRaisesRegex(UserError, "somebody higher"):
            self._decide(application, self.underwriter, words="They do pay")
        with self.assertRaisesRegex(UserError, "write why"):
            self._decide(application, self.boss)
        self._decide(application, self.boss, words="They have guaranteed it")
        self.assertTrue(application.decision_id.is_override)
        self.assertEqual(application.decision_id.words, "They have guaranteed it")

    def test_terms_that_burden_more_take_the_authority_for_it(self):
        """12,000 within a month is 12,120 of an income of 9,000: beyond the policy."""
        application = self._to_decide()
        self.assertEqual(application.required_level, 1)
        with self.assertRaisesRegex(UserError, "exception"):
            self._decide(application, self.lviv_head, term_months=1)
        self._decide(application, self.underwriter, term_months=1)
        self.assertEqual(application.decision_id.required_level, 2)

    def test_a_decision_that_fell_is_taken_again_where_it_was_taken(self):
        application = self._to_decide()
        self._decide(application, self.boss)
        self._decide(
            application, self.underwriter, "void", words="He has left his work"
        )
        self.assertEqual(application.required_level, 3)
        with self.assertRaisesRegex(UserError, "decided by"):
            self._decide(application, self.lviv_head)
        self._decide(application, self.boss)
        self.assertEqual(application.stage, "offer")

    def test_the_cost_of_terms_that_fell_was_not_told(self):
        application = self._approved()
        application.action_give_cost_sheet()
        self._decide(
            application, self.underwriter, "void", words="He has left his work"
        )
        self._decide(application, self.lviv_head, rate=0.18)
        self.assertFalse(application.cost_sheet_date)
        with self.assertRaisesRegex(UserError, "costs"):
            application.action_accept()

    def test_no_decision_holds_longer_than_its_product_allows(self):
        application = self._to_decide()
        with self.assertRaisesRegex(UserError, "holds until 2026-12-20 at most"):
            self._decide(application, self.lviv_head, valid_until="2027-06-30")

    def test_no_one_person_spares_applications_a_check(self):
        administrator = self._create_employee(
            "business_administrator", self.head_office
        )
        rules = self.rules.with_user(administrator)
        for name, value in (("is_score_asked", False), ("living_cost", 1),
                            ("decision_days", 999)):  # fmt: skip
            before = rules[name]
            rules.write({name: value})
            with self.subTest(name=name):
                self.assertEqual(rules[name], before)

    def test_another_cost_is_told_before_it_is_accepted(self):
        application = self._approved()
        application.action_give_cost_sheet()
        self.env["bank.loan.application.cost"].with_user(self.olena).create(
            {"application_id": application.id, "name": "Life", "amount": 900}
        )
        self.assertFalse(application.cost_sheet_date)
        with self.assertRaisesRegex(UserError, "costs"):
            application.action_accept()

    # --- facts of the very day

    def test_a_new_debt_of_today_holds_signing_and_money_back(self):
        """No night has passed: the act itself looks."""
        desk = self._to_sign(self._approved())
        late = self._create_loan(self.kovalenko, number="L-new")
        late.sudo().write({"overdue_amount": 50, "days_past_due": 1})
        with self.assertRaisesRegex(UserError, "Overdue to us"):
            desk.action_sign()
        late.sudo().write({"overdue_amount": 0, "days_past_due": 0})
        late.holding_id.state = "closed"
        desk.action_sign()
        late.holding_id.state = "active"
        late.sudo().overdue_amount = 50
        with self.assertRaisesRegex(UserError, "Overdue to us"):
            desk.action_disburse()
        desk.action_compare()
        self.assertEqual(desk.stage, "decision")
        self.assertTrue(desk.decision_ids[:1].is_void)

    def test_a_guarantor_withdrawn_after_the_yes_holds_it_back(self):
        application = self._to_decide()
        guarantee = (
            self.env["bank.guarantee"]
            .with_user(self.officer)
            .create(
                {"guarantor_id": self._second().id, "application_id": application.id}
            )
        )
        self._decide(application, self.lviv_head)
        self.assertEqual(application.decision_id.security, "1")
        application.action_give_cost_sheet()
        guarantee.action_cancel()
        with self.assertRaisesRegex(UserError, "secured by less"):
            application.action_accept()

    def _second(self):
        return self._create_client(
            "Коваленко Ігор", branch_id=self.lviv.id, manager_id=self.olena.id
        )

    def test_a_debt_of_the_co_borrower_voids_it_too(self):
        wife = self._second()
        application = self._application()
        self._fill(application)
        application.party_ids = [
            Command.create(
                {"role": "co_borrower", "client_id": wife.id, "is_form_done": True}
            )
        ]
        party = application.party_ids.filtered(lambda one: one.role == "co_borrower")
        names = [fact.name for fact in application._rests_on()]
        self.assertIn(f"bureau.overdue_{party.id}", names)
        self.assertIn("bureau.overdue", names)

    # --- strangers who are none

    def _stranger(self, number, **values):
        return (
            self.env["bank.loan.application"]
            .with_user(self.olena)
            .create(
                {
                    "product_id": self.rules.id,
                    "amount": 12000,
                    "term_months": 12,
                    "rate": 0.12,
                    "party_ids": [
                        Command.create(
                            {
                                "role": "borrower",
                                "name": "Somebody",
                                "vat": number,
                                "birth_date": "1990-05-05",
                                "identity_document": "1234",
                            }
                        )
                    ],
                    **values,
                }
            )
        )

    def test_a_client_is_not_entered_as_a_stranger(self):
        """Of another branch and a debtor: as a stranger he would have been neither."""
        self.bondar.vat = "3222222226"
        application = self._stranger("3222222226")
        with self.assertRaisesRegex(UserError, "has this tax number") as caught:
            application.action_identify()
        self.assertNotIn(self.bondar.name, str(caught.exception))
        late = self._create_loan(self.bondar, number="L-late")
        late.sudo().write({"days_past_due": 91, "oldest_due_date": "2026-08-21"})
        self.assertIn("90 days late", "".join(application._look_for_stops()))
        self.bondar.employee_user_id = self.petro
        self.assertTrue(application._is_insider())

    def test_a_co_borrower_is_not_entered_as_a_stranger(self):
        self.bondar.vat = "3222222226"
        application = self._application()
        self._fill(application)
        application.party_ids = [
            Command.create(
                {
                    "role": "co_borrower", "name": "Other", "vat": " 3222222226 ",
                    "is_form_done": True,
                }
            )
        ]  # fmt: skip
        with self.assertRaisesRegex(UserError, "has this tax number"):
            application.action_complete_form()

    def test_a_stranger_does_not_split_his_loan(self):
        first, second = (self._stranger("3333333337") for _place in range(2))
        first.sudo().stage = "offer"
        self.assertEqual(second._exposure_base(12000), 24000)

    # --- who stands behind it

    def test_a_guarantor_and_a_pledgor_stop_it_too(self):
        application = self._application()
        second = self._second()
        late = self._create_loan(second, number="L-late")
        late.sudo().write({"days_past_due": 91, "oldest_due_date": "2026-08-21"})
        self.assertFalse(application._look_for_stops())
        guarantee = self.env["bank.guarantee"].create(
            {"guarantor_id": second.id, "application_id": application.id}
        )
        self.assertIn("90 days late", "".join(application._look_for_stops()))
        guarantee.sudo().guarantor_client_id = self.walled
        self.assertFalse(application._look_for_stops())
        # A match with a list of sanctions that nobody looked at yet.
        self.patch(
            self.registry["bank.loan.application"],
            "_listed_of",
            lambda _self, ids: {self.walled.id} & set(ids),
        )
        [words] = application._look_for_stops()
        self.assertIn("A guarantor: under review", words)
        self.assertNotIn(self.walled.name, words)

    def test_an_employee_who_answers_or_pledges_makes_it_an_insiders(self):
        application = self._to_decide()
        self.assertFalse(application._is_insider())
        own = self._create_client(
            "Голова Львова", branch_id=self.lviv.id, employee_user_id=self.lviv_head.id
        )
        kind = self.env.ref("bank_crm_credit.collateral_kind_residential")
        asset = self.env["bank.collateral"].create(
            {"name": "Flat", "kind_id": kind.id, "owner_id": own.id}
        )
        self.env["bank.collateral.pledge"].create(
            {"collateral_id": asset.id, "application_id": application.id}
        )
        self.assertTrue(application._is_insider())
        self.assertEqual(application._required().level, 9)

    # --- who only reads

    def test_the_answer_of_the_table_stands_once_it_is_decided_with(self):
        application = self._to_decide()
        self.kovalenko.birth_date = "2007-01-01"
        with self.assertRaisesRegex(UserError, "decided on with the answer"):
            application.action_score()
        self.assertEqual(application.score_verdict, "look")

    def test_who_only_reads_changes_nothing_by_a_button(self):
        application = self._submitted().with_user(self.auditor)
        for name in ("action_score", "action_look_for_stops", "action_renew_plan"):
            with self.subTest(name=name), self.assertRaises(AccessError):
                getattr(application, name)()

    def test_a_match_is_not_told_to_who_reads_later(self):
        """What compliance may read is not kept where the officer reads it."""
        application = self._submitted()
        block = [{"code": "match", "reason": "Wanted Person of “List”, 97 % alike"}]
        self.patch(
            self.registry["res.partner"],
            "_get_service_blocks",
            lambda self, kind: block,
        )
        self.assertIn("Wanted", "".join(application._look_for_stops()))
        application.action_look_for_stops()
        self.assertNotIn("Wanted", application.stops_words)
        self.assertIn("ask compliance", application.stops_words)

    def test_nobody_sees_an_application_in_which_he_takes_part(self):
        own = self._create_client(
            "Сама Олена", branch_id=self.lviv.id, employee_user_id=self.officer.id
        )
        application = self._application()
        self.assertTrue(
            application.with_user(self.officer).search([("id", "=", application.id)])
        )
        application.sudo().party_ids = [
            Command.create({"role": "guarantor", "client_id": own.id})
        ]
        self.env.invalidate_all()
        self.assertFalse(
            application.with_user(self.officer).search([("id", "=", application.id)])
        )
        with self.assertRaises(AccessError):
            application.with_user(self.officer).read(["amount"])
