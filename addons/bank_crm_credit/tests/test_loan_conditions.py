from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_committee import CommitteeCommon

INSURANCE = "Insurance of the mill, the bank is named"


@tagged("post_install", "-at_install")
class TestLoanConditions(CommitteeCommon):
    """Conditions come with the approval, hold money back, and end by who may end them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.item = cls._sitting().item_ids
        cls.condition = cls._condition(name=INSURANCE)

    @classmethod
    def _condition(cls, **values):
        return (
            cls.env["bank.loan.condition"]
            .with_user(cls.keeper)
            .create(
                {
                    "application_id": cls.application.id,
                    "item_id": cls.item.id,
                    "kind": "precedent",
                    **values,
                }
            )
            .with_env(cls.env)
        )

    def _approve(self):
        self._vote(self.item, "fffff")
        self.env.invalidate_all()

    def _blocks(self, tranche=1):
        return self.application._tranche_blocks(tranche)

    def test_proposed_it_holds_nothing_and_approved_it_does(self):
        self.assertEqual(self.condition.state, "draft")
        self.assertEqual(self._blocks(), [])
        self._approve()
        self.assertEqual(self.condition.state, "open")
        self.assertEqual(self._blocks(), [INSURANCE])
        is_met, words = self.application._need_conditions_met()
        self.assertFalse(is_met)
        self.assertIn(INSURANCE, words)

    def test_it_holds_back_the_tranches_it_names(self):
        self.condition.with_user(self.keeper).tranches = "2, 3"
        self._approve()
        self.assertEqual(
            [self._blocks(number) for number in (1, 2, 4)], [[], [INSURANCE], []]
        )
        with self.assertRaises(UserError):
            self.condition.sudo().tranches = "two"

    def test_it_falls_with_a_refusal(self):
        self._vote(self.item, "aaaaa")
        self.assertEqual(self.condition.state, "fallen")

    def test_loan_administration_looks_at_the_evidence_never_the_manager(self):
        self._approve()
        with self.assertRaisesRegex(UserError, "no evidence"):
            self.condition.with_user(self.administrator).action_meet()
        self.condition.with_user(self.seller).evidence_words = "Policy no. 12-3344"
        for user in (self.seller, self.chairman, self.boss, self.keeper):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.condition.with_user(user).action_meet()
        self.application.sudo().officer_id = self.administrator
        with self.assertRaises(AccessError):
            self.condition.with_user(self.administrator).action_meet()
        self.application.sudo().officer_id = self.seller
        self.condition.with_user(self.administrator).action_meet()
        self.assertEqual(self.condition.state, "met")
        self.assertEqual(self.condition.settled_by_id, self.administrator)
        self.assertEqual(self._blocks(), [])

    def test_money_goes_out_once_the_last_condition_is_settled(self):
        self._approve()
        application = self.application.with_user(self.seller)
        application.action_give_cost_sheet()
        application.action_accept()
        desk = application.with_user(self.administrator)
        self._sign_pack(desk)
        desk.action_sign()
        with self.assertRaisesRegex(UserError, INSURANCE):
            desk.action_disburse()
        self.condition.with_user(self.seller).evidence_words = "Policy no. 12-3344"
        self.condition.with_user(self.administrator).action_meet()
        self.assertEqual([words for _need, words in desk._unmet("disburse")], [])
        desk.action_disburse()
        self.assertEqual(self.application.stage, "contract")
        self.assertEqual(self.application.loan_id.amount, 500_000)

    def test_the_committee_that_set_it_waives_it_and_nobody_else(self):
        self._approve()
        with self.assertRaisesRegex(UserError, "alone waives it"):
            self.condition.with_user(self.boss).action_waive("Not needed")
        other = self.env["bank.loan.committee"].create({"name": "Other", "level": 9})
        with self.assertRaisesRegex(UserError, "waives it, nobody else"):
            self.condition._check_may_waive(other)
        action = self.condition.with_user(self.keeper).action_ask_waiver()
        sitting = self.env["bank.loan.committee.sitting"].browse(action["res_id"])
        sitting.with_user(self.keeper).action_open()
        self._vote(sitting.item_ids, "fffaa")
        self.assertEqual(self.condition.state, "waived")
        self.assertEqual(self.condition.waiver_item_id, sitting.item_ids)
        self.assertEqual(self._blocks(), [])
        self.assertEqual(self.application.stage, "offer")

    def test_what_is_due_after_the_money_stops_the_next_tranche_when_late(self):
        later = self._condition(
            name="Accounts of the year",
            kind="subsequent",
            due_date="2026-11-19",
            owner_id=self.seller.id,
            consequence="stops_tranches",
        )
        self._approve()
        self.assertTrue(later.is_overdue)
        self.assertIn("Accounts of the year (overdue)", self._blocks(2))
        later.sudo().due_date = "2026-11-20"
        self.assertFalse(later.is_overdue)
        self.assertNotIn("Accounts of the year (overdue)", self._blocks(2))

    def test_once_decided_nobody_rewrites_it(self):
        self._approve()
        for user in (self.keeper, self.seller):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                self.condition.with_user(user).name = "Nothing"
        with self.assertRaises(UserError):
            self._condition(name="One more")

    def test_another_condition_is_another_motion(self):
        self._vote(self.item, "ff")
        self._condition(name="A second guarantor")
        self.assertEqual(self.item.motion, 2)

    def test_opinions_are_given_by_their_service_once(self):
        self.application.with_user(self.seller).action_ask_opinions()
        opinions = {one.service: one for one in self.application.opinion_ids}
        self.assertEqual(set(opinions), {"risk", "legal", "security"})
        _met, words = self.application._need_opinions()
        self.assertIn("Risk, Legal, Security", words)
        risk = opinions["risk"].with_user(self.risk)
        with self.assertRaises(UserError):
            risk.action_give()
        risk.write({"verdict": "conditions", "text": "With insurance"})
        risk.action_give()
        self.assertEqual(opinions["risk"].given_by_id, self.risk)
        with self.assertRaises(UserError):
            risk.text = "On second thoughts"
        for user in (self.risk, self.seller, self.keeper):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                opinions["legal"].with_user(user).action_give()
        _met, words = self.application._need_opinions()
        self.assertIn("Legal, Security", words)
        self.assertNotIn("Risk", words)
