from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common_committee import CommitteeCommon


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

    def test_whose_post_has_ended_votes_no_more(self):
        item = self._sitting().item_ids
        member = self.members[1]
        held = member.post_ids
        held.sudo().copy({"role_id": self.risk.post_ids.role_id.id})
        held.sudo().unlink()
        with self.assertRaisesRegex(UserError, "holds the post of its member"):
            item.with_user(member).action_vote("for")
