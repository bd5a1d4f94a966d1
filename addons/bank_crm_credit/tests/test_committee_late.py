from datetime import date, timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_committee import CommitteeCommon


@tagged("post_install", "-at_install")
class TestCommitteeLate(CommitteeCommon):
    """Somebody named while a vote without a sitting goes on takes the seat in it."""

    def _name(self, member, user=None, **values):
        return (
            self.env["bank.loan.committee.substitute"]
            .with_user(user or self.env.user)
            .create(
                {
                    "committee_id": self.committee.id,
                    "user_id": member.id,
                    "substitute_id": self.deputy.id,
                    "date_from": "2026-11-20",
                    "date_to": "2026-11-27",
                    "is_leave": True,
                    "reason": "Fell ill",
                    **values,
                }
            )
        )

    def _place(self, sitting, user):
        return sitting.sudo().place_ids.filtered(lambda one: one.user_id == user)

    def test_he_votes_on_the_seat_that_has_not_voted(self):
        sitting = self._sitting(kind="circular")
        item = sitting.item_ids
        self._vote(item, "f..")
        self._name(self.members[1])
        self.assertTrue(item.with_user(self.deputy).is_my_vote)
        self.assertFalse(item.with_user(self.members[1]).is_my_vote)
        with self.assertRaises(AccessError):
            item.with_user(self.members[1]).action_vote("for")
        item.with_user(self.deputy).action_vote("for")
        ballot = item.sudo().ballot_ids[-1]
        self.assertEqual(
            (ballot.user_id, ballot.holder_id), (self.deputy, self.members[1])
        )
        self._vote(item, "..faa")
        # Three of five seats were for it: the chairman, the substitute, the third.
        self.assertEqual((item.state, item.base), ("carried", 5))
        self.assertEqual(item.tally["for"], 3)

    def test_the_vote_that_the_member_cast_stands(self):
        other = self._create_application(amount=300_000)
        sitting = self._sitting(self.application, other, kind="circular")
        first, second = sitting.item_ids.sorted("sequence")
        first.with_user(self.members[1]).action_vote("against", "Too dear")
        self._name(self.members[1])
        self.assertFalse(first.with_user(self.deputy).is_my_vote)
        with self.assertRaises(AccessError):
            first.with_user(self.deputy).action_vote("for")
        second.with_user(self.deputy).action_vote("for")
        self._vote(first, "f.fff")
        self.assertEqual(first.state, "carried")
        self.assertEqual((first.tally["for"], first.tally["against"]), (4, 1))

    def test_on_other_terms_the_seat_is_the_substitutes(self):
        item = self._sitting(kind="circular").item_ids
        item.with_user(self.members[1]).action_vote("for")
        self._name(self.members[1])
        item.with_user(self.keeper).amount = 400_000
        self.assertTrue(item.with_user(self.deputy).is_my_vote)
        self.assertFalse(item.with_user(self.members[1]).is_my_vote)

    def test_it_is_recorded(self):
        sitting = self._sitting(kind="circular")
        self._name(self.members[1])
        self.assertTrue(self._place(sitting, self.deputy).joined_at)
        held = self._place(sitting, self.members[1])
        self.assertTrue(held.replaced_at)
        self.assertFalse(held.is_present)
        self.assertIn(
            f"{self.deputy.name} takes the seat of {self.members[1].name}",
            sitting.sudo().message_ids[0].body,
        )
        asked = sitting.sudo().activity_ids.user_id
        self.assertIn(self.deputy, asked)
        self.assertNotIn(self.members[1], asked)
        self._vote(sitting.item_ids, "f.fff")
        sitting.item_ids.with_user(self.deputy).action_vote("for")
        sitting.action_draw_up_protocol()
        protocol = sitting.sudo().protocol_ids.with_user(self.keeper)
        [late] = protocol.get_protocol()["late"]
        self.assertEqual(
            (late["name"], late["seat_of"]), (self.deputy.name, self.members[1].name)
        )
        self.assertIn(f"in place of {self.members[1].name}", protocol.present_words)

    def test_a_leave_that_begins_later_seats_him_on_its_day(self):
        sitting = self._sitting(kind="circular")
        self._name(self.members[1], date_from="2026-11-23")
        self.assertFalse(self._place(sitting, self.deputy))
        self.env["bank.business.day"]._open(date(2026, 11, 23))
        sitting.sudo().closes_at = fields.Datetime.now() + timedelta(days=1)
        self.env["bank.loan.committee.sitting"]._call_late_substitutes()
        self.assertTrue(self._place(sitting, self.deputy))

    def test_named_without_a_leave_he_sits_when_the_member_leaves_the_item(self):
        sitting = self._sitting(kind="circular")
        item = sitting.item_ids
        self._name(self.members[1], is_leave=False)
        self.assertFalse(self._place(sitting, self.deputy))
        item.with_user(self.members[1]).action_declare_conflict("A friend of the owner")
        item.with_user(self.deputy).action_vote("for")
        self.assertEqual(item.sudo().ballot_ids.holder_id, self.members[1])

    def test_who_takes_part_in_the_loan_leaves_the_item_at_once(self):
        self._create_client(
            "Заступник Петро",
            branch_id=self.lviv.id,
            employee_user_id=self.deputy.id,
        )
        guarantor = self.env["res.partner"].search(
            [("employee_user_id", "=", self.deputy.id)]
        )
        self.application.party_ids.sudo().create(
            {
                "application_id": self.application.id,
                "role": "guarantor",
                "client_id": guarantor.id,
            }
        )
        item = self._sitting(kind="circular").item_ids
        self._name(self.members[1])
        self.assertIn(self.deputy, item.sudo().conflict_ids.user_id)
        with self.assertRaises(AccessError):
            item.with_user(self.deputy).action_vote("for")

    def test_nobody_is_seated_after_the_time_to_vote(self):
        sitting = self._sitting(kind="circular")
        sitting.sudo().closes_at = fields.Datetime.now() - timedelta(minutes=1)
        self._name(self.members[1])
        self.assertFalse(self._place(sitting, self.deputy))

    def test_round_a_table_who_stands_in_is_named_before(self):
        self._sitting()
        with self.assertRaisesRegex(UserError, "vote is going on"):
            self._name(self.members[1])

    def test_a_member_named_for_another_has_one_vote(self):
        sitting = self._sitting(kind="circular")
        self._name(self.members[1], substitute_id=self.members[2].id)
        self.assertEqual(len(self._place(sitting, self.members[2])), 1)
        self.assertFalse(self._place(sitting, self.members[1]).replaced_at)
