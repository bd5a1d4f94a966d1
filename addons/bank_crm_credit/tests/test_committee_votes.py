from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_committee import WHY, CommitteeCommon


@tagged("post_install", "-at_install")
class TestCommitteeVotes(CommitteeCommon):
    """Votes are cast once, counted by the committee's rules, and told with their working."""

    def test_three_of_five_carry_and_the_application_goes_on_to_its_offer(self):
        item = self._sitting().item_ids
        self._vote(item, "fffaa")
        self.assertEqual(item.state, "carried")
        self.assertEqual(item.because, "enough_for")
        self.assertEqual(
            (item.tally["for"], item.tally["against"], item.base), (3, 2, 5)
        )
        self.assertIn("3 of 5 for, 2 against", item.result_words)
        decision = item.decision_id
        self.assertEqual(decision.outcome, "approved")
        self.assertEqual(decision.committee_item_id, item.with_env(self.env))
        self.assertEqual(decision.amount, 500_000)
        # Sixty days after 20 November 2026, its own day not counted.
        self.assertEqual(fields.Date.to_string(decision.valid_until), "2027-01-19")
        self.assertEqual(self.application.stage, "offer")
        self.assertEqual(item.sitting_id.state, "closed")

    def test_two_to_two_with_one_abstaining_is_no(self):
        item = self._sitting().item_ids
        self._vote(item, "ffaa-")
        self.assertEqual((item.state, item.because), ("refused", "tie"))
        self.assertEqual(item.decision_id.outcome, "refused")
        self.assertEqual(item.decision_id.reason_ids.code, "committee")
        self.assertNotIn(WHY, item.decision_id.client_words)
        self.assertEqual(self.application.stage, "refused")

    def test_the_chairmans_vote_breaks_the_tie_where_the_rules_say_so(self):
        self.committee.has_casting_vote = True
        item = self._sitting().item_ids
        self._vote(item, "ffaa-")
        self.assertEqual((item.state, item.because), ("carried", "casting_vote"))

    def test_two_thirds_of_three_carry_only_as_at_least(self):
        """Cast for and against: three. Two thirds of three is two."""
        self.committee.share = "two_thirds"
        item = self._sitting().item_ids
        self._vote(item, "ffa--")
        self.assertEqual(item.state, "refused")
        self.committee.is_at_least = True
        item = self._sitting(self._create_application()).item_ids
        self._vote(item, "ffa--")
        self.assertEqual(item.state, "carried")

    def test_the_risk_service_stops_four_others(self):
        self.committee.has_risk_veto = True
        item = self._sitting().item_ids
        self._vote(item, "ffffa")
        self.assertEqual((item.state, item.because), ("refused", "veto"))

    def test_more_who_defer_send_it_to_another_sitting(self):
        sitting = self._sitting()
        self._vote(sitting.item_ids, "fadd-")
        self.assertEqual(sitting.item_ids.state, "deferred")
        self.assertEqual(self.application.stage, "decision")
        again = self._sitting(is_open=False)
        self.assertEqual(again.item_ids.state, "waiting")

    def test_two_of_five_are_no_quorum(self):
        sitting = self._sitting()
        for member in self.members[2:]:
            sitting.place_ids.filtered(
                lambda place: place.user_id == member  # noqa: B023
            ).is_present = False
        item = sitting.item_ids
        self._vote(item, "ff")
        self.assertEqual((item.state, item.because), ("no_quorum", "too_few"))
        self.assertIn("2 votes were there, 3 are needed", item.result_words)
        self.assertEqual(self.application.stage, "decision")
        self.assertFalse(item.decision_id)

    def test_without_the_member_who_must_be_there_nothing_is_decided(self):
        self.committee.seat_ids[2].sudo().is_required = True
        sitting = self._sitting()
        sitting.place_ids.filtered(
            lambda place: place.user_id == self.members[2]
        ).is_present = False
        self._vote(sitting.item_ids, "ff.ff")
        self.assertEqual(sitting.item_ids.because, "required_missing")

    def test_whoever_declares_an_interest_leaves_the_item_and_the_quorum(self):
        """Five seats need three votes: with three gone, two do not suffice."""
        item = self._sitting().item_ids
        for member in self.members[2:]:
            item.with_user(member).action_declare_conflict("My wife is its accountant")
        with self.assertRaises(AccessError):
            item.with_user(self.members[2]).action_vote("for")
        self._vote(item, "ff")
        self.assertEqual(item.state, "no_quorum")

    def test_a_substitute_takes_the_seat_of_one_in_conflict(self):
        self.committee.substitute_ids.create(
            {
                "committee_id": self.committee.id,
                "user_id": self.members[1].id,
                "substitute_id": self.deputy.id,
                "date_from": "2026-11-01",
                "date_to": "2026-12-31",
                "reason": "Named for the year",
            }
        )
        item = self._sitting().item_ids
        with self.assertRaises(AccessError):
            item.with_user(self.deputy).action_vote("for")
        item.with_user(self.members[1]).action_declare_conflict("A friend of the owner")
        item.with_user(self.deputy).action_vote("for")
        ballot = item.sudo().ballot_ids
        self.assertEqual(
            (ballot.user_id, ballot.holder_id), (self.deputy, self.members[1])
        )

    def test_a_member_on_leave_is_replaced_from_the_start(self):
        self.committee.substitute_ids.create(
            {
                "committee_id": self.committee.id,
                "user_id": self.members[1].id,
                "substitute_id": self.deputy.id,
                "date_from": "2026-11-16",
                "date_to": "2026-11-27",
                "is_leave": True,
                "reason": "Leave",
            }
        )
        sitting = self._sitting()
        self.assertIn(self.deputy, sitting.place_ids.user_id)
        self.assertNotIn(self.members[1], sitting.place_ids.user_id)

    def test_who_prepared_it_does_not_vote_and_is_not_replaced(self):
        self.application.sudo().officer_id = self.members[1]
        item = self._sitting().item_ids
        self.assertEqual(item.sudo().conflict_ids.user_id, self.members[1])
        self.assertEqual(item.sudo().conflict_ids.origin, "entered")
        with self.assertRaises(AccessError):
            item.with_user(self.members[1]).action_vote("for")

    def test_nobody_votes_on_his_own_loan_or_a_relatives(self):
        own = self._create_client(
            "Голова Петро", branch_id=self.lviv.id, employee_user_id=self.members[0].id
        )
        wife = self._create_client("Голова Ірина", branch_id=self.lviv.id)
        self.env["bank.relation"].create(
            {
                "type_id": self.env["bank.relation.type"]._of("spouse").id,
                "from_client_id": own.id,
                "to_client_id": wife.id,
            }
        )
        self.application.party_ids.sudo().create(
            {
                "application_id": self.application.id,
                "role": "guarantor",
                "client_id": wife.id,
            }
        )
        item = self._sitting().item_ids
        self.assertEqual(item.sudo().conflict_ids.user_id, self.members[0])
        self.assertEqual(item.sudo().conflict_ids.origin, "related")

    def test_other_terms_are_another_motion(self):
        item = self._sitting().item_ids
        self._vote(item, "ff")
        item.with_user(self.keeper).amount = 400_000
        self.assertEqual(item.motion, 2)
        self.assertEqual(item.cast_count, 0)
        self._vote(item, "fffaa")
        self.assertEqual(item.decision_id.outcome, "approved_changed")
        self.assertEqual(item.decision_id.amount, 400_000)
        self.assertEqual(self.application.amount, 500_000)

    def test_a_vote_is_cast_once_and_says_why(self):
        item = self._sitting().item_ids.with_user(self.members[0])
        with self.assertRaisesRegex(UserError, "says why"):
            item.action_vote("against", "  ")
        item.action_vote("for")
        with self.assertRaisesRegex(UserError, "not changed"):
            item.action_vote("against", WHY)
        with self.assertRaises(UserError):
            item.action_vote("maybe", WHY)

    def test_a_vote_without_a_sitting_ends_by_the_clock(self):
        """Two of five voted in time: who did not is absent, and there is no quorum."""
        sitting = self._sitting(kind="circular")
        self._vote(sitting.item_ids, "ff")
        self.assertEqual(sitting.item_ids.state, "voting")
        sitting.sudo().closes_at = fields.Datetime.now() - timedelta(minutes=1)
        with self.assertRaisesRegex(UserError, "time to vote is over"):
            sitting.item_ids.with_user(self.members[2]).action_vote("for")
        closed = self.env["bank.loan.committee.sitting"]._close_next_late_vote()
        self.assertEqual(closed, sitting.with_env(self.env))
        self.assertEqual(sitting.item_ids.state, "no_quorum")
        self.assertEqual(sitting.state, "closed")

    def test_three_votes_without_a_sitting_are_a_quorum(self):
        sitting = self._sitting(kind="circular")
        self._vote(sitting.item_ids, "ffa")
        sitting.action_close()
        self.assertEqual(sitting.item_ids.state, "carried")
        self.assertEqual(sitting.item_ids.quorum_there, 3)

    def test_a_result_stands_while_the_application_is_not_ready(self):
        item = self._sitting().item_ids
        self.application.sudo().stage = "checks"
        self._vote(item, "fffff")
        self.assertEqual(item.state, "carried")
        self.assertFalse(item.decision_id)
        self.assertTrue(item.trouble)
        self.application.sudo().stage = "decision"
        item.with_user(self.keeper).action_enter_decision()
        self.assertEqual(item.decision_id.outcome, "approved")
        self.assertFalse(item.trouble)

    def test_what_is_withdrawn_leaves_the_agenda(self):
        sitting = self._sitting()
        self.application.with_user(self.seller)._decide(
            "withdrawn",
            reasons=self.env["bank.loan.decision.reason"].search(
                [("is_for_withdrawal", "=", True)], limit=1
            ),
        )
        self.assertEqual(sitting.item_ids.state, "withdrawn")
        self.assertEqual(sitting.state, "closed")

    def test_a_task_waits_for_each_member_until_he_has_voted(self):
        sitting = self._sitting()
        self.assertEqual(
            set(sitting.sudo().activity_ids.user_id.ids),
            {user.id for user in self.members},
        )
        self._vote(sitting.item_ids, "f")
        self.assertNotIn(self.members[0], sitting.sudo().activity_ids.user_id)

    def test_rules_and_seats_stand_while_a_vote_goes_on(self):
        self._sitting()
        with self.assertRaisesRegex(UserError, "vote is going on"):
            self.committee.quorum_least = 2
        with self.assertRaisesRegex(UserError, "vote is going on"):
            self.committee.seat_ids[1].date_to = "2026-11-20"

    def test_rules_by_which_a_minority_decides_are_refused(self):
        for values in (
            {"is_at_least": True},
            {"share": "all"},
            {"share": "two_thirds", "has_casting_vote": True},
            {"quorum_percent": 120},
            {"quorum_least": 0},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                self.committee.write(values)

    @mute_logger("odoo.sql_db")
    def test_the_database_keeps_votes_as_they_were_cast(self):
        item = self._sitting().item_ids
        self._vote(item, "fa")
        self.env.flush_all()
        for query in (
            "UPDATE bank_loan_committee_ballot SET vote = 'for', reason = 'x'",
            "DELETE FROM bank_loan_committee_ballot",
        ):
            with (
                self.subTest(query=query),
                self.assertRaisesRegex(Exception, "cast once"),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(query)
