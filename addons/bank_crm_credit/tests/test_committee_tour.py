from odoo.tests import HttpCase, tagged

from .common_committee import CommitteeCommon


@tagged("post_install", "-at_install", "bank_tour")
class TestCommitteeTour(CommitteeCommon, HttpCase):
    def test_a_company_gets_its_loan_after_five_votes_and_a_condition(self):
        """For 3, against 1, one left the item: the last vote carries it."""
        self.start_tour(
            "/odoo/committee-sittings", "bank_committee_agenda", login=self.keeper.login
        )
        sitting = self.env["bank.loan.committee.sitting"].search(
            [("committee_id", "=", self.committee.id)]
        )
        item = sitting.item_ids
        self.assertEqual((sitting.state, len(item)), ("open", 1))
        for member, tour in zip(
            self.members,
            ("vote_for", "vote_for", "vote_against", "conflict", "vote_for"),
            strict=True,
        ):
            self.start_tour(
                "/odoo/my-votes", f"bank_committee_{tour}", login=member.login
            )
        item.invalidate_recordset()
        self.assertEqual(item.state, "carried")
        self.assertEqual(item.tally, {"for": 3, "against": 1, "abstain": 0, "defer": 0})
        self.start_tour(
            f"/odoo/committee-sittings/{sitting.id}",
            "bank_committee_protocol",
            login=self.keeper.login,
        )
        sitting.sudo().protocol_ids.with_user(self.chairman).action_sign()
        self.assertTrue(sitting.sudo().protocol_ids.digest)

        application = self.application.with_user(self.seller)
        application.action_give_cost_sheet()
        application.action_accept()
        self._sign_pack(application.with_user(self.administrator))
        application.with_user(self.administrator).action_sign()
        condition = application.sudo().condition_ids
        condition.with_user(self.seller).evidence_words = "Policy no. 12-3344"
        self.start_tour(
            f"/odoo/loan-applications/{application.id}",
            "bank_loan_blocked_then_paid",
            login=self.administrator.login,
        )
        self.application.invalidate_recordset()
        self.assertEqual(self.application.stage, "contract")
        self.assertEqual(self.application.loan_id.amount, 500_000)
        self.assertEqual(condition.settled_by_id, self.administrator)
