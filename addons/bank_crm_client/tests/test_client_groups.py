from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import SQL

from .common_relations import RelationsCommon


@tagged("post_install", "-at_install")
class TestClientGroups(RelationsCommon):
    def _rows(self):
        self.env.flush_all()
        return self.env.execute_query(
            SQL(
                "SELECT m.id, m.xmin::text, m.group_id, m.client_id, m.date_from, m.date_to, "
                "m.way::text, g.xmin::text, g.head_client_id "
                "FROM bank_client_group_member m JOIN bank_client_group g "
                "ON g.id = m.group_id ORDER BY m.id"
            )
        )

    def test_control_builds_a_group_and_half_does_not(self):
        self._relate(self.holding, "owns", self.trade, share=51)
        self._relate(self.holding, "owns", self.depot, share=50)
        self._rebuild_groups()
        group = self._groups_of(self.trade)
        self.assertEqual(self._members_of(group), self.holding | self.trade)
        self.assertEqual(group.head_client_id, self.holding)

    def test_contacts_payments_family_and_the_state_build_none(self):
        for code in ("shares_contact", "pays", "spouse", "guarantees", "director"):
            self._relate(self.kovalenko, code, self.trade)
        self._relate(self.holding, "state_owner", self.trade, share=100)
        self._rebuild_groups()
        self.assertFalse(
            self.env["bank.client.group"].search([("kind", "=", "connected")])
        )

    def test_stakes_of_the_controlled_count_together(self):
        fourth = self._company("Ромашка Авто", self.lviv, self.olena)
        self._relate(self.holding, "owns", self.trade, share=80)
        self._relate(self.holding, "owns", fourth, share=26)
        self._relate(self.trade, "owns", fourth, share=25)
        self._rebuild_groups()
        self.assertIn(fourth, self._members_of(self._groups_of(self.holding)))

    def test_one_owner_who_is_no_client_ties_his_companies(self):
        party = self.env["bank.party"]._named("Owner Abroad", "999", "person")
        self._relate(party, "owns", self.trade, share=100)
        self._relate(party, "owns", self.depot, share=60)
        self._rebuild_groups()
        self.assertEqual(
            self._members_of(self._groups_of(self.trade)), self.trade | self.depot
        )

    def test_run_twice_nothing_changes(self):
        self._relate(self.holding, "owns", self.trade, share=55)
        self._relate(self.trade, "owns", self.depot, share=60)
        self._relate(self.depot, "owns", self.holding, share=52)
        self.assertEqual(self._rebuild_groups(), 3)
        before = self._rows()
        self.assertEqual(self._rebuild_groups(), 0)
        self.assertEqual(self._rows(), before)
        task = self._run_task("groups")
        self.assertEqual(task.done_count, 0)
        self.assertEqual(self._rows(), before)

    def test_who_is_tied_no_more_leaves_and_the_group_goes_on(self):
        self._relate(self.holding, "owns", self.trade, share=60)
        ended = self._relate(self.holding, "owns", self.depot, share=60)
        self._rebuild_groups()
        group = self._groups_of(self.holding)
        ended.sudo().state = "ended"
        self._rebuild_groups()
        self.assertEqual(self._groups_of(self.holding), group)
        self.assertFalse(self._groups_of(self.depot) and self._open(self.depot))

    def _open(self, client):
        return self.env["bank.client.group.member"].search(
            [("client_id", "=", client.id), ("date_to", "=", False)]
        )

    def test_a_group_of_nobody_goes_out_of_use(self):
        link = self._relate(self.holding, "owns", self.trade, share=60)
        self._rebuild_groups()
        group = self._groups_of(self.holding)
        link.sudo().state = "ended"
        self._rebuild_groups()
        self.assertFalse(group.active)

    def test_over_fifty_members_a_person_reviews(self):
        daughters = [
            self._company(f"Дочка {place}", self.lviv, self.olena)
            for place in range(50)
        ]
        for daughter in daughters:
            self._relate(self.holding, "owns", daughter, share=100)
        self._rebuild_groups()
        group = self._groups_of(self.holding)
        self.assertEqual(group.review_state, "to_review")
        group.with_user(self.officer).action_reviewed()
        self._rebuild_groups()
        self.assertEqual(group.review_state, "reviewed")
        self._relate(self.holding, "owns", self.trade, share=100)
        self._rebuild_groups()
        self.assertEqual(group.review_state, "to_review")

    def test_a_member_by_hand_needs_a_reason_and_a_second_person(self):
        self._relate(self.holding, "owns", self.trade, share=60)
        self._rebuild_groups()
        group = self._groups_of(self.holding).with_user(self.olena)
        with self._refused(UserError, "why"):
            group._propose_member(self.kovalenko.with_user(self.olena), " ")
        act = group._propose_member(
            self.kovalenko.with_user(self.olena), "She decides for them"
        )
        self.assertFalse(self._groups_of(self.kovalenko))
        self.assertFalse(act.with_user(self.olena).may_decide)
        act.with_user(self.lviv_head).action_accept()
        self.assertEqual(self._groups_of(self.kovalenko), group)
        self._rebuild_groups()
        self.assertEqual(self._groups_of(self.kovalenko), group)
        member = self._open(self.kovalenko).with_user(self.olena)
        self.assertEqual(member.why, "She decides for them")

    def test_who_was_taken_out_by_hand_is_not_brought_back(self):
        self._relate(self.holding, "owns", self.trade, share=60)
        self._relate(self.holding, "owns", self.depot, share=60)
        self._rebuild_groups()
        group = self._groups_of(self.trade)
        act = group.with_user(self.olena)._propose_removal(
            self.trade.with_user(self.olena), "Sold last week, register is late"
        )
        act.with_user(self.lviv_head).action_accept()
        for _night in range(2):
            self._rebuild_groups()
            self.env.invalidate_all()
            open_members = group.member_ids.filtered(lambda member: not member.date_to)
            inside = open_members.filtered(lambda member: not member.is_kept_out)
            self.assertNotIn(self.trade, inside.client_id)

    def test_sums_are_of_those_in_sight_and_a_debt_counts_once(self):
        self._relate(self.holding, "owns", self.trade, share=60)
        self._relate(self.holding, "owns", self.depot, share=60)
        self._relate(self.holding, "guarantees", self.trade)
        self._relate(self.holding, "guarantees", self.kovalenko, amount=30)
        self.env.flush_all()
        for client, funds, owed in (
            (self.holding, 1000, 0), (self.trade, 10, 500), (self.depot, 1, 70),
            (self.kovalenko, 0, 40),
        ):  # fmt: skip
            client.sudo().write({"funds_base": funds, "owed_base": owed})
        self._rebuild_groups()
        group = self._groups_of(self.holding)
        self.assertRecordValues(
            group.with_user(self.boss),
            [{"member_count": 3, "elsewhere_count": 0, "funds_base": 1011,
              "owed_base": 570, "exposure_base": 600}],
        )  # fmt: skip
        self.assertRecordValues(
            group.with_user(self.olena),
            [{"member_count": 2, "elsewhere_count": 1, "funds_base": 1010,
              "owed_base": 500, "exposure_base": 530}],
        )  # fmt: skip

    def test_a_member_behind_the_wall_is_in_no_figure(self):
        self._relate(self.walled, "owns", self.trade, share=60)
        self._relate(self.walled, "owns", self.holding, share=60)
        self._rebuild_groups()
        group = self._groups_of(self.trade).with_user(self.olena)
        self.assertEqual(group.member_count, 2)
        self.assertEqual(group.elsewhere_count, 0)
        self.assertFalse(group.leader_id)
        self.assertNotIn(self.walled.name, group.display_name)
        self.assertNotIn(self.walled.name, " ".join(group.member_ids.mapped("why")))

    def test_a_household_is_a_list_that_people_keep(self):
        Change = self.env["bank.client.group.change"].with_user(self.olena)
        action = Change.create(
            {"operation": "new", "client_id": self.kovalenko.id, "name": "Kovalenko family",
             "kind": "household", "reason": "Came together"}
        ).action_apply()  # fmt: skip
        group = self.env["bank.client.group"].browse(action["res_id"])
        Change.create(
            {"operation": "add", "client_id": self.trade.id, "group_id": group.id,
             "reason": "His business"}
        ).action_apply()  # fmt: skip
        self.assertEqual(self._members_of(group), self.kovalenko)
        self.assertTrue(group.with_user(self.olena).waiting_act_ids)
        with self.assertRaises(UserError):
            self.env["bank.client.group"].with_user(self.olena).create(
                {"name": "Fake", "kind": "connected"}
            )
