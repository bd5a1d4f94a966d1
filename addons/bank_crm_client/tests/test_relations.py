from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tests.common import users
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .common_relations import RelationsCommon


@tagged("post_install", "-at_install")
class TestRelations(RelationsCommon):
    @users("t_olena")
    def test_a_manager_enters_a_relation_in_words_from_his_clients_side(self):
        kind = self.env["bank.relation.type"]._of("owns")
        add = self.env["bank.relation.add"].create(
            {
                "client_id": self.trade.id,
                "phrase": f"{kind.id}<",
                "other_client_id": self.holding.id,
                "share": 60,
                "evidence": "Extract",
            }
        )
        add.action_add()
        relation = self.env["bank.relation"].search(
            [("to_client_id", "=", self.trade.id)]
        )
        self.assertRecordValues(
            relation,
            [
                {
                    "from_client_id": self.holding.id,
                    "share": 60,
                    "state": "proposed",
                    "source": "entered",
                    "confirmed_by_id": False,
                }
            ],
        )
        # More than half of it: a second person decides, and nobody else by another way.
        with self.assertRaises(UserError):
            relation.action_confirm()
        act = self.env["bank.act"].sudo()._waiting_for(relation)[relation.id]
        self.assertIn("Extract", str(relation._act_words(act.method, {})))
        with self.assertRaises(AccessError):
            act.with_user(self.olena).action_accept()
        act.with_user(self.west_head).action_accept()
        self.assertEqual(relation.state, "confirmed")
        self.assertEqual(relation.confirmed_by_id, self.west_head)

    @users("t_olena")
    def test_half_of_a_company_counts_at_once_and_what_was_refused_stays_so(self):
        kind = self.env["bank.relation.type"]._of("owns")
        for share, state in ((50, "confirmed"), (50.01, "proposed")):
            relation = self.env["bank.relation"].create(
                {
                    "from_client_id": self.holding.id,
                    "to_client_id": self.trade.id,
                    "type_id": kind.id,
                    "share": share,
                    "date_from": date(2026, 11, 1)
                    if share == 50
                    else date(2026, 11, 3),
                    "date_to": date(2026, 11, 2) if share == 50 else False,
                }
            )
            self.assertEqual(relation.state, state)
        act = self.env["bank.act"].sudo()._waiting_for(relation)[relation.id]
        act.with_user(self.west_head).action_refuse("No extract")
        self.assertEqual(relation.state, "refused")
        with self.assertRaises(UserError):
            relation.action_confirm()

    @users("t_olena")
    def test_an_owner_who_is_no_client_becomes_a_prospect_in_one_click(self):
        kind = self.env["bank.relation.type"]._of("owns")
        self.env["bank.relation.add"].create(
            {
                "client_id": self.trade.id, "phrase": f"{kind.id}<", "is_stranger": True,
                "other_name": "Baltic Holding", "other_number": "90000017",
                "other_kind": "legal_entity", "share": 40,
            }
        ).action_add()  # fmt: skip
        party = self.env["bank.party"].search([("number", "=", "90000017")])
        action = party.action_make_prospect()
        client = self.env["res.partner"].browse(action["res_id"])
        self.assertRecordValues(
            client,
            [
                {
                    "name": "Baltic Holding",
                    "client_state": "prospect",
                    "introduced_by_id": self.trade.id,
                    "manager_id": self.olena.id,
                }
            ],
        )
        self.assertEqual(client.relation_from_ids.to_client_id, self.trade)
        self.assertFalse(party.exists())

    def test_one_number_is_one_party(self):
        Party = self.env["bank.party"]
        self.assertEqual(Party._named("A", "777"), Party._named("B", " 777 "))

    def test_the_other_client_must_be_in_sight(self):
        with self.assertRaises(AccessError):
            self._relate(self.trade, "owns", self.depot, user=self.olena, share=10)

    def test_control_without_a_majority_says_why(self):
        with self._refused(ValidationError, "decisive"):
            self._relate(self.holding, "controls", self.trade, user=self.olena)
        self._relate(
            self.holding,
            "controls",
            self.trade,
            user=self.olena,
            influence="Appoints the board",
        )

    def test_nobody_owns_more_than_the_whole(self):
        self._relate(self.holding, "owns", self.trade, share=60)
        with self._refused(ValidationError, "100 %"):
            self._relate(self.depot, "owns", self.trade, share=41)
        self._relate(self.depot, "owns", self.trade, share=40)

    def test_the_same_relation_does_not_overlap_itself(self):
        self._relate(
            self.holding, "owns", self.trade, share=10, date_from=date(2020, 1, 1),
            date_to=date(2021, 1, 1),
        )  # fmt: skip
        self._relate(
            self.holding, "owns", self.trade, share=10, date_from=date(2021, 1, 2)
        )
        with self._refused(ValidationError, "some of these days"):
            self._relate(
                self.holding, "owns", self.trade, share=10, date_from=date(2020, 6, 1),
                date_to=date(2020, 7, 1),
            )  # fmt: skip

    @mute_logger("odoo.sql_db")
    def test_the_database_refuses_what_cannot_be(self):
        for values in (
            {"first": self.trade, "second": self.trade, "share": 1},
            {"first": self.holding, "second": self.trade, "share": 101},
        ):
            with self.subTest(values=values), self.assertRaises(IntegrityError):
                self._relate(
                    values["first"],
                    "depends_on",
                    values["second"],
                    share=values["share"],
                )

    def test_state_and_origin_are_not_written_by_hand(self):
        relation = self._relate(self.holding, "owns", self.trade, share=10)
        own = relation.with_user(self.olena)
        for values in ({"state": "refused"}, {"source": "fed"}, {"found": []}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                own.write(values)
        with self.assertRaises(UserError):
            own.write({"to_client_id": self.kovalenko.id})
        with self.assertRaises(AccessError):
            own.unlink()

    def test_ending_what_builds_a_group_needs_a_second_person(self):
        owning = self._relate(
            self.holding, "owns", self.trade, user=self.olena, share=60
        )
        owning.sudo().waiting_act_ids.with_user(self.lviv_head).action_accept()
        owning.action_end()
        self.assertFalse(owning.date_to)
        owning.invalidate_recordset()
        act = owning.sudo().waiting_act_ids
        self.assertEqual(act.kind_id.code, "group_change")
        self.assertFalse(act.with_user(self.olena).may_decide)
        act.with_user(self.olena).action_explain("Sold to a stranger")
        act.with_user(self.lviv_head).action_accept()
        self.assertEqual(owning.date_to, self.day.date)

    def test_ending_a_marriage_needs_none(self):
        other = self._create_client(
            "Коваленко Ігор", branch_id=self.lviv.id, manager_id=self.olena.id
        )
        marriage = self._relate(self.kovalenko, "spouse", other, user=self.olena)
        marriage.action_end()
        self.assertEqual(marriage.date_to, self.day.date)
        self.env["bank.relation"]._end_over(date(2026, 11, 21))
        self.assertEqual(marriage.state, "ended")

    def test_the_card_tells_owners_through_a_circle(self):
        """Worked by hand in tests/unit/client/test_ownership.py: 8/9 and 1/9."""
        self._relate(self.kovalenko, "owns", self.holding, share=80)
        self._relate(self.trade, "owns", self.holding, share=20)
        self._relate(self.bondar, "owns", self.trade, share=50)
        self._relate(self.holding, "owns", self.trade, share=50)
        data = self.holding.with_user(self.boss).get_client_relations()
        rows = {row["name"]: row for row in data["owners"]["rows"]}
        self.assertAlmostEqual(rows[self.kovalenko.name]["percent"], 88.8888889, 6)
        self.assertAlmostEqual(rows[self.bondar.name]["percent"], 11.1111111, 6)
        self.assertTrue(rows[self.bondar.name]["is_ultimate"])
        self.assertFalse(rows[self.trade.name]["is_ultimate"])

    def test_a_closed_circle_is_said_and_not_looped(self):
        self._relate(self.trade, "owns", self.holding, share=100)
        self._relate(self.holding, "owns", self.trade, share=100)
        data = self.holding.with_user(self.boss).get_client_relations()
        self.assertIn("nobody outside", data["owners"]["error"])

    def test_who_is_touched_by_a_default_is_told_with_the_path(self):
        self._relate(self.trade, "owns", self.depot, share=70)
        self._relate(self.holding, "guarantees", self.trade)
        self._relate(self.kovalenko, "depends_on", self.holding, share=40)
        touched = self.trade.with_user(self.boss).get_client_relations()["touched"]
        self.assertEqual(
            {row["name"]: row["steps"] for row in touched},
            {self.holding.name: 1, self.depot.name: 1, self.kovalenko.name: 2},
        )
        mine = self.trade.with_user(self.olena).get_client_relations()["touched"]
        names = [row["name"] for row in mine]
        self.assertIn("A client elsewhere", names)
        self.assertNotIn(self.depot.name, names)
