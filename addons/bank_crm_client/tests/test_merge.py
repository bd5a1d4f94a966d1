from datetime import date

from odoo.addons.bank_crm_client.tools.client_links import (
    DERIVED,
    LOGS,
    OWN,
    client_links,
)
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger
from psycopg2 import IntegrityError

from .common_merge import MergeCommon


@tagged("post_install", "-at_install")
class TestMerge(MergeCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first = cls._create_person(
            "Ґонтар", "Наталія", vat="3652504575", phone="+380671234417",
            client_since="2018-01-01",
        )  # fmt: skip
        cls.second = cls._create_person(
            "Gontar", "Natalya", phone="+380671234417", email="n.gontar@ukr.net",
            client_since="2015-05-05", function="Accountant",
        )  # fmt: skip
        cls.account = cls._create_account(cls.second, "UA00MERGE1")
        cls.key = cls.env["bank.client.key"].create(
            {"client_id": cls.second.id, "external_id": "T-900"}
        )
        cls._settle(cls.first | cls.second)

    def test_rows_move_and_the_other_record_leads_to_the_one_that_stays(self):
        merge = self._merged(self.first, self.second)
        self.assertEqual(self.account.client_id, self.first)
        self.assertEqual(self.account.holder_ids.client_id, self.first)
        self.assertEqual(self.key.client_id, self.first)
        self.assertRecordValues(
            self.second,
            [
                {
                    "active": False,
                    "client_state": "merged",
                    "merged_into_id": self.first.id,
                }
            ],
        )
        self.assertEqual(self.second.get_formview_action()["res_id"], self.first.id)
        self.assertEqual(merge.state, "done")
        self.assertGreaterEqual(merge.moved_count, 3)

    def test_values_survive_by_the_rules(self):
        self._merged(self.first, self.second)
        self.assertEqual(self.first.client_since, date(2015, 5, 5))
        self.assertEqual(self.first.function, "Accountant")
        self.assertEqual(self.first.vat, "3652504575")
        self.assertEqual(self.first.email, "n.gontar@ukr.net")

    def test_a_value_chosen_by_hand_wins_with_those_decided_together(self):
        merge = self.Merge.with_user(self.olena)._prepare(self.first, self.second)
        if merge.client_id != self.first:
            merge.action_swap()
        merge.action_choose("last_name", "merged")
        merge.sudo()._merge()
        self.assertEqual(
            (self.first.last_name, self.first.first_name), ("Gontar", "Natalya")
        )

    def test_an_equal_telephone_of_both_stays_once_as_the_main_one(self):
        self._merged(self.first, self.second)
        points = self.first.contact_point_ids.filtered(
            lambda point: point.kind == "mobile"
        )
        self.assertEqual(points.mapped("is_main").count(True), 1)

    def test_the_one_that_stays_is_found_by_every_name_and_number(self):
        self._merged(self.first, self.second)
        Partner = self.env["res.partner"].with_user(self.olena)
        for text in ("Gontar", "Ґонтар", "T-900", "UA00MERGE1"):
            with self.subTest(text=text):
                groups = Partner.find_clients(text)["groups"]
                ids = [row["id"] for group in groups for row in group["rows"]
                       if group["code"] == "clients"]  # fmt: skip
                self.assertNotIn(self.second.id, ids)
        rows = self.env.execute_query(
            SQL(
                "SELECT DISTINCT client_id FROM bank_client_search WHERE key LIKE 'hontar%%' "
                "AND client_id = ANY(%s)",
                (self.first | self.second).ids,
            )
        )
        self.assertEqual(rows, [(self.first.id,)])

    def test_parting_restores_every_row(self):
        both = self.first | self.second
        before = self._dump(both)
        merge = self._merged(self.first, self.second)
        merge.sudo()._unmerge()
        self._check_same(before, self._dump(both))
        self.assertEqual(merge.state, "undone")
        self.assertTrue(self.second.active)

    def test_what_was_changed_since_is_left_and_listed(self):
        merge = self._merged(self.first, self.second)
        self.first.function = "Director"
        self.account.client_id = self.bondar
        merge.sudo()._unmerge()
        left = merge.row_ids.filtered(lambda row: row.state == "left")
        self.assertEqual(
            {(row.table_name, row.column_name) for row in left},
            {("bank_account", "client_id"), ("res_partner", "function")},
        )
        self.assertEqual(self.account.client_id, self.bondar)
        self.assertEqual(self.first.function, "Director")

    def test_a_document_of_both_stays_with_each_and_nothing_is_deleted(self):
        documents = self.env["bank.client.document"].create(
            [
                {"client_id": client.id, "number": "КК 123456"}
                for client in self.first | self.second
            ]
        )
        merge = self._merged(self.first, self.second)
        self.assertEqual(len(documents.exists()), 2)
        self.assertEqual(documents[1].client_id, self.second)
        self.assertEqual(merge.kept_count, 1)

    def test_merges_are_undone_the_last_first(self):
        third = self._create_person("Гонтар", "Наталка")
        first_merge = self._merged(self.second, third)
        self._merged(self.first, self.second)
        self.assertEqual(third._surviving(), self.first)
        with self.assertRaises(UserError):
            first_merge.sudo()._unmerge()

    def test_a_client_is_merged_once(self):
        self._merged(self.first, self.second)
        merge = self.Merge.sudo().create(
            {"client_id": self.bondar.id, "loser_id": self.second.id}
        )
        with self.assertRaises(UserError):
            merge._merge()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.Merge.sudo().create(
                {"client_id": self.bondar.id, "loser_id": self.bondar.id}
            )

    def test_every_foreign_key_to_a_client_is_moved_or_left_by_decision(self):
        rows = self.env.execute_query(
            SQL(
                "SELECT conrelid::regclass::text, a.attname FROM pg_constraint c "
                "JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY(c.conkey) "
                "WHERE c.contype = 'f' AND c.confrelid = 'res_partner'::regclass"
            )
        )
        known = {(link.table, link.column) for link in client_links(self.env)}
        known |= {("res_partner", "merged_into_id")}
        left = {
            self.env[
                name.removesuffix(".client_id").removesuffix(".merged_into_id")
            ]._table
            for name in DERIVED | LOGS | OWN
            if name.removesuffix(".client_id").removesuffix(".merged_into_id")
            in self.env
        }
        transient = {
            model._table for model in self.env.registry.values() if model._transient
        }
        missing = {
            (table, column)
            for table, column in rows
            if (table, column) not in known
            and table not in left
            and not any(f"_{name}_" in f"_{table}_" for name in transient)
        }
        self.assertFalse(missing - {("bank_disclosure_client_rel", "client_id")})

    # --- two people

    def test_clients_with_accounts_are_merged_by_two_people(self):
        pair = self._find_pair(self.first, self.second)
        action = pair.with_user(self.olena).action_merge()
        merge = self.Merge.browse(action["res_id"]).with_user(self.olena)
        merge.action_merge()
        self.assertEqual((merge.state, pair.state), ("proposed", "proposed"))
        self.assertTrue(self.second.active)
        act = self.env["bank.act"].search(
            [("res_model", "=", "bank.client.merge")], limit=1
        )
        with self.assertRaises(AccessError):
            act.with_user(self.olena).action_accept()
        [shown] = act.with_user(self.lviv_head).differences
        labels = [field["label"] for field in shown["fields"]]
        self.assertEqual(labels[0], "Stays")
        self.assertIn("Ґонтар", shown["fields"][0]["old"])
        self.assertIn("What moves", labels)
        since = next(one for one in shown["fields"] if one["label"] == "Client since")
        self.assertEqual((since["old"], since["new"]), ("01/01/2018", "05/05/2015"))
        self.env.invalidate_all()
        act.with_user(self.lviv_head).action_accept()
        self.assertRecordValues(
            merge, [{"state": "done", "merged_by_id": self.lviv_head.id}]
        )
        self.assertEqual(pair.state, "merged")
        merge.with_user(self.olena).action_unmerge()
        self.assertEqual(merge.state, "done")
        act = self.env["bank.act"].search(
            [("res_model", "=", "bank.client.merge"), ("state", "=", "waiting")],
            limit=1,
        )
        act.with_user(self.lviv_head).action_accept()
        self.assertEqual((merge.state, pair.state), ("undone", "different"))

    def test_a_refused_merge_is_prepared_again(self):
        merge = self.Merge.with_user(self.olena)._prepare(self.first, self.second)
        merge.action_merge()
        act = self.env["bank.act"].search(
            [("res_model", "=", "bank.client.merge")], limit=1
        )
        act.with_user(self.lviv_head).action_refuse("They are two")
        self.assertEqual(merge.state, "draft")

    def test_an_act_no_longer_applies_when_one_of_them_changed(self):
        merge = self.Merge.with_user(self.olena)._prepare(self.first, self.second)
        merge.action_merge()
        self.second.function = "Director"
        self.env.flush_all()
        self.env.invalidate_all()
        act = self.env["bank.act"].search(
            [("res_model", "=", "bank.client.merge")], limit=1
        )
        act.with_user(self.lviv_head).action_accept()
        self.assertEqual((act.state, merge.state), ("void", "proposed"))

    def test_prospects_without_accounts_are_merged_at_once(self):
        one = self._create_person("Вовк", "Юрій", client_state="prospect")
        two = self._create_person("Vovk", "Yuri", client_state="prospect")
        merge = self.Merge.with_user(self.olena)._prepare(one, two)
        merge.action_merge()
        self.assertEqual((merge.state, merge.merged_by_id), ("done", self.olena))

    def test_the_unit_above_both_decides(self):
        away = self._create_person("Ґонтар", "Наталія", branch=self.kharkiv)
        merge = self.Merge._prepare(self.first, away)
        self.assertEqual(merge._act_unit(), self.head_office)

    def test_what_waits_for_approval_is_decided_first(self):
        merge = self.Merge.with_user(self.steward)._prepare(self.first, self.second)
        self.env["bank.access.request"].with_user(self.petro)._ask(
            self.first, "call", 2
        )
        with self.assertRaises(UserError):
            merge.action_merge()

    # --- rows of every kind

    def test_messages_files_tasks_tags_and_followers_move(self):
        tags = self.env["res.partner.category"].create([{"name": "a"}, {"name": "b"}])
        self.first.category_id = [Command.set(tags[:1].ids)]
        self.second.category_id = [Command.set(tags.ids)]
        message = self.second.message_post(body="A call")
        attachment = self.env["ir.attachment"].create(
            {
                "name": "x",
                "raw": b"x",
                "res_model": "res.partner",
                "res_id": self.second.id,
            }
        )
        activity = self.second.activity_schedule(summary="Call", user_id=self.olena.id)
        both = self.first | self.second
        before = self._dump(both)
        merge = self._merged(self.first, self.second)
        self.assertEqual(
            (message.res_id, attachment.res_id, activity.res_id), (self.first.id,) * 3
        )
        self.assertEqual(self.first.category_id, tags)
        self.assertEqual(self.second.category_id, tags[:1])
        merge.sudo()._unmerge()
        self._check_same(before, self._dump(both))

    def test_months_of_accounts_move_though_no_key_binds_them(self):
        self._book(self.account, (date(2026, 10, 5), 100))
        months = self.account.month_ids
        merge = self._merged(self.first, self.second)
        self.assertEqual(months.client_id, self.first)
        merge.sudo()._unmerge()
        self.assertEqual(months.client_id, self.second)
