from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_committee import CommitteeCommon

AUDIT = "The audit of 2025"
LEASE = "The lease of the mill"


@tagged("post_install", "-at_install")
class TestCommitteeReturn(CommitteeCommon):
    """A committee sends back what it cannot decide yet, and says what is missing."""

    def _return(self, item, *missing):
        for member, words in zip(self.members, missing, strict=False):
            item.with_user(member).action_vote("return", words)

    def _returned(self):
        """Two find something missing, one wants time, one is for it, one against."""
        item = self._sitting().item_ids
        self._return(item, AUDIT, LEASE)
        for member, vote in zip(
            self.members[2:], ("defer", "for", "against"), strict=True
        ):
            item.with_user(member).action_vote(vote, "" if vote == "for" else "Why")
        item.invalidate_recordset()
        return item

    def test_it_goes_back_to_the_form_with_what_is_missing(self):
        item = self._returned()
        self.assertEqual((item.state, item.because), ("returned", "more_return"))
        self.assertEqual(
            item.tally, {"for": 1, "against": 1, "abstain": 0, "defer": 1, "return": 2}
        )
        self.assertEqual(item.sitting_id.state, "closed")
        self.assertEqual(self.application.stage, "form")
        application = self.application.with_user(self.seller)
        self.assertIn(AUDIT, application.returned_words)
        self.assertIn(LEASE, application.returned_words)
        self.assertEqual(application.returned_by, item.sitting_id.display_name)
        # The client may be asked for another sum now.
        application.amount = 450_000

    def test_it_is_a_decision_with_its_reasons(self):
        item = self._returned()
        decision = item.decision_id
        self.assertEqual(decision.outcome, "returned")
        self.assertEqual(decision.committee_item_id, item.with_env(self.env))
        self.assertEqual(decision.reason_ids.code, "committee_return")
        self.assertIn(AUDIT, decision.words)
        self.assertNotIn(AUDIT, decision.client_words)
        self.assertFalse(decision.amount)
        self.assertFalse(self.application.decision_id)
        self.assertEqual(self.application.step_ids[0].act, "return")

    def test_of_the_reasons_chosen_those_of_a_refusal_are_left_out(self):
        papers = self.env.ref("bank_crm_credit.loan_reason_papers")
        burden = self.env.ref("bank_crm_credit.loan_reason_burden")
        item = self._sitting().item_ids
        item.with_user(self.keeper).reason_ids = papers | burden
        self._vote(item, "rrrff")
        self.assertEqual(item.decision_id.reason_ids, papers.with_env(item.env))

    def test_conditions_that_were_put_with_it_fall_away(self):
        item = self._sitting(is_open=False).item_ids
        condition = item.condition_ids.create(
            {
                "application_id": self.application.id,
                "item_id": item.id,
                "name": "Insurance",
            }
        )
        item.sitting_id.action_open()
        self._vote(item, "rrrff")
        self.assertEqual(condition.state, "fallen")

    def test_completed_it_comes_to_the_next_sitting_and_may_be_carried(self):
        self._returned()
        self.application.sudo().stage = "decision"
        again = self._sitting().item_ids
        self._vote(again, "fffff")
        self.assertEqual(again.state, "carried")
        self.assertEqual(self.application.stage, "offer")

    def test_more_who_wait_than_ask_defer_it(self):
        item = self._sitting().item_ids
        self._vote(item, "rddff")
        self.assertEqual(item.state, "deferred")
        self.assertEqual(self.application.stage, "decision")

    def test_who_returns_it_writes_what_is_missing(self):
        item = self._sitting().item_ids.with_user(self.members[1])
        with self.assertRaisesRegex(UserError, "what is missing"):
            item.action_vote("return", " ")
        with self.assertRaises(AccessError):
            item.with_user(self.keeper).action_vote("return", AUDIT)

    def test_a_waiver_is_not_returned(self):
        item = self._sitting().item_ids
        item.sudo().kind = "correction"
        with self.assertRaisesRegex(UserError, "Only an application"):
            item.with_user(self.members[1]).action_vote("return", AUDIT)

    def test_the_protocol_says_it(self):
        item = self._returned()
        item.sitting_id.action_draw_up_protocol()
        said = item.sitting_id.sudo().protocol_ids.with_user(self.keeper)
        [told] = said.get_protocol()["items"]
        self.assertEqual(told["result"], "Returned for completion")
        self.assertIn("2 found something missing", told["why"])
        self.assertIn(
            "The credit committee asks for more before it decides", told["reasons"]
        )
        self.assertIn(AUDIT, said.items_words)
