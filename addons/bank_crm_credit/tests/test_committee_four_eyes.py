from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common_committee import WHY, CommitteeCommon


@tagged("post_install", "-at_install")
class TestCommitteeFourEyes(CommitteeCommon):
    """Nobody alone makes a committee, its rules, or its voters."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.maker = cls._create_employee("business_administrator", cls.head_office)
        cls.other = cls._create_employee(
            "business_administrator", cls.head_office, login="t_second_keeper"
        )

    def _new_committee(self, user, **values):
        return (
            self.env["bank.loan.committee"]
            .with_user(user)
            .create(
                {
                    "name": "Of my own",
                    "level": 9,
                    "quorum_least": 1,
                    "quorum_percent": 0,
                    "seat_ids": [
                        Command.create(
                            {
                                "user_id": self.members[0].id,
                                "post": "chairman",
                                "date_from": "2026-01-01",
                            }
                        ),
                        Command.create(
                            {
                                "user_id": self.keeper.id,
                                "post": "secretary",
                                "date_from": "2026-01-01",
                            }
                        ),
                    ],
                    **values,
                }
            )
        )

    def _open_sitting(self, committee):
        return (
            self.env["bank.loan.committee.sitting"]
            .with_user(self.keeper)
            .create({"committee_id": committee.id, "date": "2026-11-20"})
        )

    def test_a_new_committee_does_not_sit_before_a_second_person_accepts_it(self):
        committee = self._new_committee(self.maker)
        self.assertEqual(committee.acceptance, "waiting")
        with self.assertRaisesRegex(UserError, "waits for a second person"):
            self._open_sitting(committee)
        with self.assertRaises(UserError):
            committee.waiting_act_ids.with_user(self.maker).action_accept()
        committee.waiting_act_ids.with_user(self.other).action_accept()
        self.assertTrue(self._open_sitting(committee))

    def test_another_rule_holds_once_it_is_accepted(self):
        committee = self.committee.with_user(self.maker)
        committee.write({"quorum_least": 1, "name": "Renamed"})
        self.assertEqual((committee.quorum_least, committee.name), (3, "Renamed"))
        self.assertIn("1", committee.waiting_words)
        committee.waiting_act_ids.with_user(self.other).action_accept()
        self.assertEqual(committee.quorum_least, 1)

    def test_a_rule_that_waited_is_not_put_into_a_vote(self):
        committee = self.committee.with_user(self.maker)
        committee.quorum_least = 1
        self._sitting()
        with self.assertRaisesRegex(UserError, "vote is going on"):
            committee.waiting_act_ids.with_user(self.other).action_accept()

    def test_a_seat_is_given_to_who_holds_the_post(self):
        with self.assertRaisesRegex(UserError, "holds the post of its member"):
            self.env["bank.loan.committee.seat"].with_user(self.maker).create(
                {"committee_id": self.committee.id, "user_id": self.seller.id}
            )
        with self.assertRaisesRegex(UserError, "holds the post of its member"):
            self.env["bank.loan.committee.substitute"].with_user(self.maker).create(
                {
                    "committee_id": self.committee.id,
                    "user_id": self.members[1].id,
                    "substitute_id": self.seller.id,
                    "date_to": "2026-12-31",
                    "reason": "Leave",
                }
            )

    def _end_post(self, member):
        """He keeps another post, so that he is an employee still."""
        held = member.post_ids
        held.sudo().copy({"role_id": self.risk.post_ids.role_id.id})
        held.sudo().unlink()

    def test_whose_post_has_ended_votes_no_more_and_makes_no_quorum(self):
        """Of five three are needed; with two posts left one vote carries nothing."""
        item = self._sitting().item_ids
        item.with_user(self.members[0]).action_vote("for")
        for member in self.members[1:4]:
            self._end_post(member)
        with self.assertRaisesRegex(AccessError, "no vote"):
            item.with_user(self.members[1]).action_vote("for")
        self.assertFalse(item.with_user(self.members[1]).is_my_vote)
        self.assertEqual(item.voter_count, 2)
        item.sitting_id.with_user(self.keeper).action_close()
        self.assertNotEqual(item.state, "carried")

    def test_a_vote_cast_before_the_post_ended_counts(self):
        item = self._sitting().item_ids
        for member in self.members[:3]:
            item.with_user(member).action_vote("for")
            self._end_post(member)
        for member in self.members[3:]:
            item.with_user(member).action_vote("against", WHY)
        self.assertEqual((item.state, item.tally["for"]), ("carried", 3))

    def test_another_secretary_stands_in_for_the_secretary(self):
        other = self._create_employee(
            "committee_secretary", self.head_office, login="t_cc_secretary_2"
        )
        substitute = (
            self.env["bank.loan.committee.substitute"]
            .with_user(self.maker)
            .create(
                {
                    "committee_id": self.committee.id,
                    "user_id": self.keeper.id,
                    "substitute_id": other.id,
                    "date_to": "2026-12-31",
                    "is_leave": True,
                    "reason": "Leave",
                }
            )
        )
        self.assertTrue(substitute.is_in_force)
