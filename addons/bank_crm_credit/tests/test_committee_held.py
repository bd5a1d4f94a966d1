from odoo.addons.bank_crm_base.tests.doors import DoorsMixin
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common_committee import WHY, CommitteeCommon


@tagged("post_install", "-at_install")
class TestCommitteeHeld(CommitteeCommon, DoorsMixin):
    """What is voted on, said and shown stays what it was; each tranche asks its conditions."""

    def test_another_question_is_another_motion(self):
        sitting = self._sitting(is_open=False)
        correction = sitting.env["bank.loan.committee.item"].create(
            {"sitting_id": sitting.id, "kind": "correction", "question": "A wrong sum"}
        )
        sitting.action_open()
        self._vote(correction, "ff")
        correction.with_user(self.keeper).question = "A wrong name"
        self.assertEqual((correction.motion, correction.cast_count), (2, 0))

    def test_the_time_to_vote_stands_once_it_runs(self):
        sitting = self._sitting(kind="circular")
        with self.assertRaisesRegex(UserError, "do not change"):
            sitting.with_user(self.keeper).closes_at = "2030-01-01 10:00:00"

    def test_a_vote_on_old_facts_decides_nothing(self):
        """Returned and submitted anew while they voted."""
        item = self._sitting().item_ids
        snapshot = self.env["bank.loan.snapshot"].create(
            {
                "application_id": self.application.id,
                "bank_date": self.day.date,
                "facts": "{}",
                "digest": "x",
            }
        )
        self.application.sudo().snapshot_id = snapshot
        self._vote(item, "fffff")
        self.assertEqual(item.state, "carried")
        self.assertFalse(item.decision_id)
        self.assertIn("submitted anew", item.trouble)
        self.assertEqual(self.application.stage, "decision")
        with self.assertRaisesRegex(UserError, "submitted anew"):
            item.with_user(self.keeper).action_enter_decision()

    def test_terms_that_cannot_be_are_not_put_to_the_vote(self):
        item = self._sitting().item_ids.with_user(self.keeper)
        for values in ({"amount": 0}, {"amount": -5}, {"term_months": 0}, {"rate": -1}):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                item.write(values)

    def test_what_is_no_vote_is_told_so(self):
        item = self._sitting().item_ids.with_user(self.members[0])
        for vote, reason in (([], ""), ({"for": 1}, ""), (None, ""), ("against", 7)):
            with self.subTest(vote=vote), self.assertRaises(UserError):
                item.action_vote(vote, reason)
        with self.assertRaises(UserError):
            item.action_declare_conflict(["brother"])

    def test_the_decision_tells_the_reasons_and_not_whose_they_are(self):
        item = self._sitting().item_ids
        self._vote(item, "fffaa")
        words = item.decision_id.with_user(self.seller).words
        self.assertIn(WHY, words)
        for member in self.members:
            self.assertNotIn(member.name, words)

    def test_what_members_say_is_for_the_committee(self):
        sitting = self._sitting()
        sitting.with_user(self.members[0]).message_post(body="He owes everybody")
        messages = self.env["mail.message"]
        domain = [
            ("model", "=", sitting._name),
            ("res_id", "=", sitting.id),
            ("body", "ilike", "owes everybody"),
        ]
        for user, is_open in (
            (self.members[1], True),
            (self.keeper, True),
            (self.auditor, True),
            (self.seller, False),
            (self.olena, False),
            (self.deputy, False),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(bool(messages.with_user(user).search(domain)), is_open)
        for user in (self.seller, self.auditor):
            with self.subTest(writes=user.login), self.assertRaises(AccessError):
                sitting.with_user(user).message_post(body="I say so too")

    # --- papers on which somebody decided

    def _condition(self, **values):
        item = self._sitting().item_ids
        condition = self.env["bank.loan.condition"].with_user(self.keeper).create(
            {
                "application_id": self.application.id,
                "item_id": item.id,
                "name": "Insurance",
                **values,
            }
        )  # fmt: skip
        self._vote(item, "fffff")
        return condition.with_env(self.env)

    def test_evidence_stays_once_it_was_looked_at(self):
        condition = self._condition()
        paper = (
            self.env["ir.attachment"]
            .with_user(self.seller)
            .create(
                {
                    "name": "policy.txt",
                    "raw": b"paid",
                    "res_model": condition._name,
                    "res_id": condition.id,
                }
            )
        )
        condition.with_user(self.seller).evidence_ids = [Command.link(paper.id)]
        paper.raw = b"paid until May"
        condition.with_user(self.administrator).action_meet()
        with self.assertRaisesRegex(UserError, "decided by this paper"):
            paper.raw = b"not paid"
        with self.assertRaisesRegex(UserError, "decided by this paper"):
            paper.unlink()
        self.assertEqual(paper.raw, b"paid until May")

    def test_the_legal_service_gives_the_legal_opinion(self):
        lawyer = self._create_employee("legal_service", self.head_office)
        compliance = self._create_employee("compliance", self.head_office)
        self.application.with_user(self.seller).action_ask_opinions()
        opinions = {one.service: one for one in self.application.opinion_ids}
        legal = opinions["legal"].with_user(lawyer)
        self.assertTrue(legal.may_give)
        legal.write({"verdict": "for", "text": "The charter is in order"})
        legal.action_give()
        self.assertEqual(opinions["legal"].given_by_id, lawyer)
        for service, user in (("security", lawyer), ("risk", lawyer)):
            with self.subTest(service=service), self.assertRaises(AccessError):
                opinions[service].with_user(user).text = "Mine"
        opinions["legal"].sudo().state = "asked"
        with self.assertRaises(AccessError):
            opinions["legal"].with_user(compliance).text = "Mine"
        opinions["security"].with_user(compliance).text = "Nothing is known"

    # --- tranches

    def test_a_later_tranche_asks_the_condition_that_names_it(self):
        self._condition(tranches="2")
        loan = self._create_loan(
            self.company_client, number="L-line", amount=2000, instalments=4
        )
        self.application.sudo().write({"stage": "contract", "loan_id": loan.id})
        self.assertEqual(loan._next_tranche(), 2)
        values = {"kind": "disburse", "amount": 100, "value_date": "2026-11-20"}
        with self.assertRaisesRegex(UserError, "tranche 2 back: Insurance"):
            loan._carry_out(values)
        self._operation(loan, "disburse", "2026-11-01", 100)
        loan._check_tranche()

    def test_a_stop_factor_of_today_holds_a_later_tranche(self):
        loan = self._create_loan(self.company_client, number="L-line")
        self.application.sudo().write({"stage": "contract", "loan_id": loan.id})
        loan._check_tranche()
        late = self._create_loan(self.company_client, number="L-late")
        late.sudo().write({"days_past_due": 91, "oldest_due_date": "2026-08-21"})
        with self.assertRaisesRegex(UserError, "90 days late"):
            loan._check_tranche()

    def test_files_of_a_sitting_are_for_the_committee(self):
        sitting = self._sitting()
        paper = (
            self.env["ir.attachment"]
            .with_user(self.keeper)
            .create(
                {
                    "name": "debts.txt",
                    "raw": b"He owes everybody",
                    "res_model": sitting._name,
                    "res_id": sitting.id,
                }
            )
        )
        for user, is_open in (
            (self.members[1], True), (self.keeper, True), (self.auditor, True),
            (self.seller, False), (self.olena, False), (self.deputy, False),
        ):  # fmt: skip
            with self.subTest(user=user.login):
                self.env.invalidate_all()
                mine = paper.with_user(user).sudo(False)
                self.assertEqual(bool(mine.search([("id", "=", paper.id)])), is_open)
                if is_open:
                    self.assertEqual(mine.raw, b"He owes everybody")
                else:
                    with self.assertRaises(AccessError):
                        mine.read(["raw"])

    def test_an_outsider_does_not_follow_what_members_say(self):
        sitting = self._sitting()
        for user in (self.seller, self.olena):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                sitting.with_user(user).message_subscribe(user.partner_id.ids)
        member = self.members[2]
        sitting.with_user(member).message_subscribe(member.partner_id.ids)
        self.assertIn(member.partner_id, sitting.sudo().message_partner_ids)

    def test_a_correction_is_for_the_committee(self):
        """It names a client, and no application by which he would be hidden."""
        sitting = self._sitting(is_open=False)
        correction = sitting.env["bank.loan.committee.item"].create(
            {"sitting_id": sitting.id, "kind": "correction", "question": "Of whom"}
        )
        for user, is_open in (
            (self.keeper, True), (self.members[4], True), (self.auditor, True),
            (self.seller, False), (self.deputy, False), (self.olena, False),
        ):  # fmt: skip
            with self.subTest(user=user.login):
                self._check_doors(
                    correction.with_user(user).sudo(False), is_open, ("question",)
                )
