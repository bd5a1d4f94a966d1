import json
from datetime import date, datetime

from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger
from psycopg2 import errors

from ..domain.change_chain import Seal, read_seal
from .common import BankCommon


class ChangeCommon(BankCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.phone = cls.env["bank.contact.point"].create(
            {
                "client_id": cls.kovalenko.id,
                "kind": "mobile",
                "value": "+380671112233",
                "is_main": True,
            }
        )
        cls.env.flush_all()
        cls.Change = cls.env["bank.change"]

    def _newest(self, model, record):
        self.env.flush_all()
        self.Change.invalidate_model()
        return self.Change.search(
            [("model", "=", model), ("record_id", "=", record.id)], limit=1
        )

    def _sql(self, statement, *values):
        self.env.flush_all()
        self.env.cr.execute(statement, values)
        self.env.invalidate_all()

    def _seal_all(self):
        while self.env["bank.change.seal"]._seal():
            pass

    def _verify(self, seal=None):
        return self.env["bank.change.audit"]._verify(seal)


@tagged("post_install", "-at_install")
class TestChangeLog(ChangeCommon):
    """Who changed what, whatever way the change came."""

    def test_a_change_by_a_person_names_him_and_only_what_differs(self):
        self.kovalenko.with_user(self.olena).write({"function": "Accountant"})
        change = self._newest("res.partner", self.kovalenko)
        self.assertEqual(
            (change.old, change.new), ({"function": None}, {"function": "Accountant"})
        )
        self.assertEqual(change.user_id, self.olena)
        self.assertEqual((change.origin, change.operation), ("command", "update"))
        self.assertEqual(change.client_id, self.kovalenko)

    def test_who_wrote_is_noted_though_another_makes_it_flush(self):
        self.kovalenko.with_user(self.olena).write({"function": "One"})
        self.bondar.with_user(self.petro).write({"function": "Two"})
        for client, user in ((self.kovalenko, self.olena), (self.bondar, self.petro)):
            self.assertEqual(self._newest("res.partner", client).user_id, user)

    def test_a_hand_in_the_database_is_noted_with_its_database_user(self):
        self._sql(
            "SELECT set_config('bank.user', '', true), set_config('bank.origin', '', true)"
        )
        self._sql(
            "UPDATE bank_contact_point SET value = '+380500000000' WHERE id = %s",
            self.phone.id,
        )
        change = self._newest("bank.contact.point", self.phone)
        self.assertEqual(change.old, {"value": "+380671112233"})
        self.assertEqual(change.new, {"value": "+380500000000"})
        self.assertEqual((change.origin, change.user_id.id), ("sql", False))
        self.assertIn(self.env.cr._cnx.info.user, change.who)

    def test_an_accepted_act_is_the_reason(self):
        self.kovalenko.is_core_client = True
        self.phone.with_user(self.olena).write({"value": "+380671112244"})
        act = self.env["bank.act"].search([], order="id desc", limit=1)
        act.with_user(self.lviv_head).action_accept()
        change = self._newest("bank.contact.point", self.phone)
        self.assertEqual(change.user_id, self.lviv_head)
        self.assertEqual(
            change.reason, f"act {act.id}: Main telephone or e-mail of a client"
        )
        self.kovalenko.with_user(self.olena).write({"function": "Later"})
        self.assertFalse(self._newest("res.partner", self.kovalenko).reason)

    def test_making_and_deleting_are_kept(self):
        point = (
            self.env["bank.contact.point"]
            .with_user(self.olena)
            .create(
                {
                    "client_id": self.kovalenko.id,
                    "kind": "email",
                    "value": "o@example.com",
                }
            )
        )
        made = self._newest("bank.contact.point", point)
        self.assertEqual((made.operation, made.user_id), ("insert", self.olena))
        self.assertEqual(made.new["value"], "o@example.com")
        point.sudo().unlink()
        gone = self._newest("bank.contact.point", point)
        self.assertEqual(gone.operation, "delete")
        self.assertEqual(gone.old["value"], "o@example.com")

    def test_what_does_not_change_leaves_nothing(self):
        before = self._newest("res.partner", self.kovalenko)
        self._sql(
            "UPDATE res_partner SET write_date = now(), name = name WHERE id = %s",
            self.kovalenko.id,
        )
        self.assertEqual(self._newest("res.partner", self.kovalenko), before)

    def test_people_who_are_no_clients_are_not_kept(self):
        self.olena.partner_id.function = "Manager"
        self.assertFalse(self._newest("res.partner", self.olena.partner_id))

    def test_passwords_are_never_kept(self):
        self.olena.password = "a new secret 1"
        self._sql("UPDATE res_users SET totp_secret = 'x' WHERE id = %s", self.olena.id)
        self.env.cr.execute(
            "SELECT old::text || new::text FROM bank_change WHERE model = 'res.users' "
            "AND record_id = %s",
            [self.olena.id],
        )
        kept = " ".join(row or "" for (row,) in self.env.cr.fetchall())
        for word in ("password", "totp", "secret"):
            self.assertNotIn(word, kept)

    def test_a_power_given_behind_the_back_of_posts_is_kept(self):
        group = self.env.ref("bank_crm_base.group_auditor")
        self._sql(
            "INSERT INTO res_groups_users_rel (gid, uid) VALUES (%s, %s)",
            group.id,
            self.olena.id,
        )
        change = self.Change.search([("model", "=", "res_groups_users_rel")], limit=1)
        self.assertEqual(change.new, {"gid": group.id, "uid": self.olena.id})

    def test_a_feed_leaves_one_line_and_no_rows(self):
        with self.Change._because("feed run 7", "feed"):
            self._sql(
                "UPDATE res_partner SET function = 'Fed' WHERE id IN %s",
                (self.kovalenko.id, self.bondar.id),
            )
        batch = self.env["bank.change.batch"].search([], limit=1)
        self.assertEqual(
            (batch.origin, batch.reason, batch.row_count), ("feed", "feed run 7", 2)
        )
        self.assertFalse(self.Change.search([("batch_id", "=", batch.id)]))

    @mute_logger("odoo.sql_db")
    def test_the_log_is_not_edited(self):
        for statement in (
            "UPDATE bank_change SET new = '{}'",
            "DELETE FROM bank_change_batch",
            "TRUNCATE bank_change",
            "UPDATE bank_change_seal SET hash = ''",
            "INSERT INTO bank_change (batch_id, model) VALUES (1, 'x')",
        ):
            with (
                self.subTest(statement),
                self.assertRaises(errors.InsufficientPrivilege),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(statement)

    def test_which_changes_are_kept_is_decided_by_two(self):
        administrator = self._create_employee(
            "business_administrator", self.head_office
        )
        watched = self.env.ref("bank_crm_base.change_table_document")
        watched.with_user(administrator).active = False
        self.assertTrue(watched.active)
        self.assertTrue(watched.waiting_act_ids)
        self.assertTrue(self._verify().is_well)

    def test_a_table_taken_off_the_list_is_no_longer_watched(self):
        self.env.ref("bank_crm_base.change_table_contact_point").active = False
        before = self._newest("bank.contact.point", self.phone)
        self.phone.purpose = "work"
        self.assertEqual(self._newest("bank.contact.point", self.phone), before)


@tagged("post_install", "-at_install")
class TestChangeChain(ChangeCommon):
    """What was edited behind the log's back is found and its place is named."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for number in range(4):
            cls.kovalenko.function = f"Post {number}"
            cls.env.flush_all()
        while cls.env["bank.change.seal"]._seal():
            pass
        cls.newest = cls.env["bank.change.seal"]._newest()
        cls.change = cls.Change.search([("client_id", "=", cls.kovalenko.id)], limit=1)

    def _behind(self, statement, *values):
        """As an administrator of the database would do it."""
        tables = ("bank_change", "bank_change_batch", "bank_change_seal")
        for table in tables:
            self.env.cr.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_guard")
        self.env.cr.execute(statement, values)
        for table in tables:
            self.env.cr.execute(
                f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_guard"
            )
        self.env.invalidate_all()

    def _fault(self, seal=None):
        found = self._verify(seal)
        self.assertTrue(found.faults)
        return found.faults[0]

    def test_an_untouched_log_is_whole(self):
        found = self._verify(self.newest)
        self.assertEqual(found.faults, [])
        self.assertGreaterEqual(found.checked, 4)
        self.assertEqual(found.unsealed, 0)

    def test_an_edited_row_is_found(self):
        self._behind(
            'UPDATE bank_change SET old = \'{"function": "Saint"}\' WHERE id = %s',
            self.change.id,
        )
        code, words = self._fault()
        self.assertEqual(code, "content")
        self.assertIn(f"statement {self.change.batch_id.id} on res_partner", words)

    def test_an_edited_name_is_found(self):
        self._behind(
            "UPDATE bank_change_batch SET user_id = %s WHERE id = %s",
            self.petro.id,
            self.change.batch_id.id,
        )
        self.assertEqual(self._fault()[0], "content")

    def test_a_deleted_row_is_found(self):
        self._behind("DELETE FROM bank_change WHERE id = %s", self.change.id)
        self.assertEqual(self._fault()[0], "content")

    def test_a_deleted_statement_is_found(self):
        batch_id = self.change.batch_id.id
        self._behind("DELETE FROM bank_change_batch WHERE id = %s", batch_id)
        code, words = self._fault()
        self.assertEqual(code, "missing_batch")
        self.assertIn(str(batch_id), words)

    def test_a_deleted_seal_is_found(self):
        self._behind(
            "DELETE FROM bank_change_seal WHERE id = %s", self.newest.number - 1
        )
        code, words = self._fault()
        self.assertEqual(code, "missing_seal")
        self.assertIn(str(self.newest.number - 1), words)

    def test_a_forged_row_is_found(self):
        self._behind(
            "INSERT INTO bank_change (batch_id, model, record_id) VALUES (%s, 'x', 1)",
            self.change.batch_id.id,
        )
        self.assertEqual(self._fault()[0], "content")

    def test_a_forged_statement_is_found(self):
        self._behind(
            "INSERT INTO bank_change_batch (table_name, operation, origin, row_count) "
            "VALUES ('res_partner', 'update', 'screen', 1)"
        )
        self.assertEqual(self._fault()[0], "unsealed")

    def test_a_tail_cut_off_is_found_by_a_seal_kept_elsewhere(self):
        batch_id = self.change.batch_id.id
        self._behind("DELETE FROM bank_change WHERE batch_id = %s", batch_id)
        self._behind("DELETE FROM bank_change_batch WHERE id = %s", batch_id)
        self._behind("DELETE FROM bank_change_seal WHERE id = %s", self.newest.number)
        self.assertEqual(self._verify().faults, [])
        code, words = self._fault(self.newest)
        self.assertEqual(code, "tail")
        self.assertIn(str(self.newest.number), words)

    def test_a_chain_made_anew_is_found_by_a_seal_kept_elsewhere(self):
        known = read_seal(f"{self.newest.number}:{'a' * 64}")
        self.assertEqual(self._fault(known)[0], "other_seal")

    def test_a_head_cut_off_is_found(self):
        self._behind("DELETE FROM bank_change_seal WHERE id = 1")
        self.assertEqual(self._fault()[0], "head")

    def test_a_table_no_longer_watched_is_named(self):
        self.env.cr.execute(
            "ALTER TABLE bank_contact_point DISABLE TRIGGER bank_change_update"
        )
        code, words = self._fault()
        self.assertEqual(code, "trigger")
        self.assertIn("Telephone or e-mail", words)
        self.env["bank.change.table"]._apply_all()
        self.assertTrue(self._verify().is_well)

    def test_a_replaced_function_is_named(self):
        self.env.cr.execute(
            "CREATE OR REPLACE FUNCTION bank_change_capture() RETURNS trigger "
            "LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'"
        )
        self.assertEqual(self._fault()[0], "function")

    def test_what_is_past_its_time_is_cut_from_the_head_and_an_anchor_stays(self):
        Seal_ = self.env["bank.change.seal"]
        self.env["bank.change.table"].search([]).keep_months = 12
        self.env.flush_all()
        self._behind(
            "UPDATE bank_change_batch SET changed_at = changed_at - interval '2 years' "
            "WHERE id IN (SELECT batch_id FROM bank_change_seal WHERE id <= %s)",
            self.newest.number - 2,
        )
        self.assertEqual(Seal_._cut(), self.newest.number - 3)
        self._seal_all()
        first = Seal_.search([], order="id", limit=1)
        self.assertEqual(first.id, self.newest.number - 2)
        self.assertFalse(first.batch_id.exists())
        self.assertEqual(
            self._verify(Seal(self.newest.number, self.newest.hash)).faults, []
        )


@tagged("post_install", "-at_install")
class TestViewLog(ChangeCommon):
    """Who looked at a client, and by which right."""

    def _views(self, client):
        return self.env["bank.client.view"].search([("client_id", "=", client.id)])

    def test_opening_the_card_is_noted_with_the_right(self):
        self.kovalenko.with_user(self.olena).get_client_card()
        self.kovalenko.with_user(self.lviv_head).get_client_card()
        self.kovalenko.with_user(self.auditor).get_client_card()
        self.assertEqual(
            {(view.user_id, view.reason) for view in self._views(self.kovalenko)},
            {
                (self.olena, "own_portfolio"),
                (self.lviv_head, "branch"),
                (self.auditor, "auditor"),
            },
        )

    def test_a_second_look_soon_after_is_the_same_look(self):
        client = self.kovalenko.with_user(self.olena)
        client.get_client_card()
        client.get_client_card()
        self.assertEqual(len(self._views(client)), 1)
        self.env.cr.execute("ALTER TABLE bank_client_view DISABLE TRIGGER ALL")
        self.env.cr.execute(
            "UPDATE bank_client_view SET viewed_at = viewed_at - interval '6 minutes'"
        )
        client.get_client_card()
        self.assertEqual(len(self._views(client)), 2)

    def test_a_granted_right_is_named(self):
        self.env["bank.grant"].create(
            {
                "user_id": self.petro.id,
                "client_id": self.kovalenko.id,
                "kind": "deputy",
                "date_to": "2026-12-31",
                "reason": "Leave",
            }
        )
        self.kovalenko.with_user(self.petro).get_client_card()
        self.assertEqual(self._views(self.kovalenko).reason, "granted")

    def test_the_manager_does_not_read_who_looked_and_his_head_does(self):
        self.kovalenko.with_user(self.boss).get_client_card()
        View = self.env["bank.client.view"]
        with self.assertRaises(AccessError):
            View.with_user(self.olena).search([])
        seen = View.with_user(self.lviv_head).search([])
        self.assertEqual(seen.client_id, self.kovalenko)
        other_head = self._create_employee("branch_head", self.kharkiv)
        self.assertFalse(
            View.with_user(other_head).search([("client_id", "=", self.kovalenko.id)])
        )

    @mute_logger("odoo.sql_db")
    def test_nobody_takes_his_look_back(self):
        self.kovalenko.with_user(self.olena).get_client_card()
        with self.assertRaises(errors.InsufficientPrivilege), self.env.cr.savepoint():
            self.env.cr.execute("DELETE FROM bank_client_view")


@tagged("post_install", "-at_install")
class TestHistory(ChangeCommon):
    """A record's history in words, and the way back."""

    def _history(self, user, record):
        self.env.flush_all()
        return self.Change.with_user(user).get_history(record._name, record.id)[
            "entries"
        ]

    def test_the_history_of_a_client_tells_old_new_who_and_from_where(self):
        self.kovalenko.with_user(self.olena).write({"function": "Accountant"})
        entry = self._history(self.olena, self.kovalenko)[0]
        [line] = entry["lines"]
        self.assertEqual(
            (line["label"], line["old"], line["new"]),
            ("Job Position", "", "Accountant"),
        )
        self.assertEqual((entry["who"], entry["done"]), ("t_olena", "Changed"))
        self.assertEqual(entry["door"], "Command on the server")

    def test_what_belongs_to_the_client_is_in_his_history(self):
        self.phone.with_user(self.olena).write({"purpose": "work"})
        entry = self._history(self.olena, self.kovalenko)[0]
        self.assertEqual(entry["what"], "Telephone or e-mail: +380671112233")
        [line] = entry["lines"]
        self.assertEqual((line["old"], line["new"]), ("Personal", "Work"))

    def test_who_does_not_see_the_client_does_not_see_his_history(self):
        with self.assertRaises(AccessError):
            self._history(self.petro, self.kovalenko)

    def test_a_value_is_put_back_by_two(self):
        self.kovalenko.function = "Director"
        self.kovalenko.flush_recordset()
        self.kovalenko.function = "Thief"
        entry = self._history(self.olena, self.kovalenko)[0]
        self.assertTrue(entry["lines"][0]["can_restore"])
        self.Change.with_user(self.olena).action_restore(entry["id"], "function")
        self.assertEqual(self.kovalenko.function, "Thief")
        act = self.env["bank.act"].search([], order="id desc", limit=1)
        self.assertEqual(act.kind_id.code, "value_restore")
        act.with_user(self.lviv_head).action_accept()
        self.assertEqual(self.kovalenko.function, "Director")

    def test_what_is_the_core_systems_is_not_put_back(self):
        self.kovalenko.street = "Other street"
        self.kovalenko.is_core_client = True
        entries = self._history(self.olena, self.kovalenko)
        entry = next(
            entry for entry in entries if entry["lines"][0]["field"] == "street"
        )
        self.assertFalse(entry["lines"][0]["can_restore"])
        with self.assertRaises(UserError):
            self.Change.with_user(self.olena).action_restore(entry["id"], "street")

    def test_a_guarded_value_is_put_back_under_its_own_act(self):
        role = self.env.ref("bank_crm_base.role_retail_manager")
        administrator = self._create_employee("system_administrator", self.head_office)
        role.scope = "bank"
        change = self._newest("bank.role", role)
        self.Change.with_user(administrator).action_restore(change.id, "scope")
        act = self.env["bank.act"].search([], order="id desc", limit=1)
        self.assertEqual(act.kind_id.code, "role_change")
        self.assertEqual(role.scope, "bank")


@tagged("post_install", "-at_install")
class TestExports(BankCommon, HttpCase):
    """What leaves the bank in lists: kept, with a reason and a watermark where it is much."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param(
            "bank_crm_base.export_rows_without_reason", "2"
        )
        cls.boss.group_ids |= cls.env.ref("base.group_allow_export")
        cls.boss.password = "boss boss boss"
        cls.clients = cls.kovalenko | cls.bondar | cls._create_client("Третій")

    def _log(self):
        return self.env["bank.export.log"].search([], limit=1)

    def test_few_rows_are_kept_and_need_no_reason(self):
        self.kovalenko.with_user(self.boss).export_data(["name"])
        log = self._log()
        self.assertEqual((log.user_id, log.row_count), (self.boss, 1))
        self.assertFalse(log.reason)

    def test_many_rows_without_a_reason_are_refused_by_every_door(self):
        with self.assertRaises(UserError):
            self.clients.with_user(self.boss).export_data(["name"])
        with self.assertRaises(UserError):
            self.clients.with_user(self.boss).with_context(
                bank_export_reason=" "
            ).export_data(["name"])
        self.authenticate("t_head_office_test_head_office", "boss boss boss")
        response = self._download("csv")
        self.assertNotEqual(response.status_code, 200)
        self.assertNotIn("Третій", response.text)

    def test_rows_of_lists_within_a_record_are_counted_too(self):
        self.env["bank.contact.point"].create(
            [
                {"client_id": self.kovalenko.id, "kind": "mobile", "value": value}
                for value in ("+380671112233", "+380671112244", "+380671112255")
            ]
        )
        client = self.kovalenko.with_user(self.boss)
        with self.assertRaises(UserError):
            client.export_data(["name", "contact_point_ids/value"])
        client.with_context(bank_export_reason="Letter").export_data(
            ["name", "contact_point_ids/value"]
        )
        self.assertEqual(self._log().row_count, 3)

    def test_clients_reached_through_another_list_are_watched(self):
        Log = self.env["bank.export.log"]
        country = self.env.ref("base.ua").with_user(self.boss)
        before = Log.search_count([])
        country.export_data(["name", "currency_id/name"])
        self.assertEqual(Log.search_count([]), before)
        company = self.env.company.with_user(self.boss)
        company.export_data(["name", "partner_id/child_ids/name"])
        log = self._log()
        self.assertEqual((log.model, log.user_id), ("res.company", self.boss))

    def test_a_file_with_many_rows_carries_a_watermark(self):
        self.authenticate("t_head_office_test_head_office", "boss boss boss")
        response = self._download("csv", reason="Letter about tariffs")
        log = self._log()
        self.assertEqual((log.row_count, log.reason), (3, "Letter about tariffs"))
        last = response.text.strip().splitlines()[-1]
        self.assertIn("Taken out by t_head_office_test_head_office", last)
        self.assertIn(f"export No. {log.id}", last)
        self.assertIn(
            "t_head_office_test_head_office",
            response.headers["Content-Disposition"],
        )
        grouped = self._download("xlsx", reason="Letter", groupby=["branch_id"])
        self.assertEqual(grouped.status_code, 200)

    def test_the_screen_knows_when_to_ask(self):
        Log = self.env["bank.export.log"].with_user(self.boss)
        self.assertTrue(Log.get_demand("res.partner", self.clients.ids)["is_needed"])
        self.assertFalse(Log.get_demand("res.partner", [1])["is_needed"])
        self.assertFalse(Log.get_demand("res.country", domain=[])["is_needed"])

    def _download(self, file_format, reason=None, groupby=()):
        context = {"bank_export_reason": reason} if reason else {}
        asked = {
            "model": "res.partner",
            "fields": [
                {"name": "name", "label": "Name", "type": "char"},
                {"name": "function", "label": "Post", "type": "char"},
            ],
            "ids": self.clients.ids,
            "domain": [],
            "import_compat": False,
            "groupby": list(groupby),
            "context": context,
        }
        with mute_logger("odoo.addons.web.controllers.export", "odoo.http"):
            return self.url_open(
                f"/web/export/{file_format}",
                data={
                    "data": json.dumps(asked),
                    "csrf_token": http.Request.csrf_token(self),
                },
            )


@tagged("post_install", "-at_install")
class TestSnooping(BankCommon):
    """Looks that somebody should ask about, found by the night and worked off by the head."""

    DAY = date(2026, 11, 18)  # a Wednesday

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.partner_id.tz = "UTC"
        cls.Case = cls.env["bank.snooping.case"]
        cls.kovalenko.last_name = "Коваленко"
        cls.bondar.last_name = "Бондар"
        cls.walled.last_name = "Заможний"
        for user, name in (
            (cls.boss, "Чужий Іван"),
            (cls.olena, "Перша Олена"),
            (cls.lviv_head, "Kovalenko Petro"),
        ):
            user.name = name

    def _look(self, user, client, reason, hour=11):
        self.env.cr.execute(
            "INSERT INTO bank_client_view (user_id, client_id, viewed_at, reason) "
            "VALUES (%s, %s, %s, %s)",
            [user.id, client.id, datetime(2026, 11, 18, hour), reason],
        )

    def _found(self):
        self.env.flush_all()
        cases = self.Case._find_cases(self.DAY)
        return {(case.user_id, case.client_id): case.signs for case in cases}

    def test_signs_are_found(self):
        self._look(self.olena, self.kovalenko, "own_portfolio", hour=22)
        self._look(self.boss, self.kovalenko, "whole_bank", hour=22)
        self._look(self.lviv_head, self.kovalenko, "branch")
        self._look(self.lviv_head, self.bondar, "branch")
        self._look(self.boss, self.walled, "whole_bank")
        self.assertEqual(
            self._found(),
            {
                (self.boss, self.kovalenko): "no_reason,off_hours",
                (self.lviv_head, self.kovalenko): "same_surname",
                (self.boss, self.walled): "no_reason,private_banking",
            },
        )
        self.assertFalse(self._found(), "the same day is listed once")

    def test_a_task_with_the_client_is_a_reason(self):
        self._look(self.boss, self.bondar, "whole_bank")
        self.bondar.activity_schedule(
            "mail.mail_activity_data_todo", date(2026, 11, 19), user_id=self.boss.id
        )
        self.assertFalse(self._found())

    def test_the_head_writes_the_answer_and_nobody_for_himself(self):
        self._look(self.banker, self.kovalenko, "granted")
        self._look(self.banker, self.bondar, "whole_bank")
        self._look(self.lviv_head, self.kovalenko, "branch")
        self._found()
        case = self.Case.search([("user_id", "=", self.banker.id)])
        self.assertEqual(case.client_id, self.bondar)
        seen = self.Case.with_user(self.lviv_head).search([("date", "=", self.DAY)])
        self.assertEqual(seen, case)
        with self.assertRaises(AccessError):
            self.Case.with_user(self.olena).search([])
        mine = case.with_user(self.lviv_head)
        with self.assertRaises(UserError):
            mine.action_explain()
        mine.answer = "He came to our branch by mistake."
        mine.action_explain()
        self.assertEqual(
            (case.state, case.answered_by_id), ("explained", self.lviv_head)
        )
        with self.assertRaises(AccessError):
            mine.write({"state": "open"})
        own = self.Case.search([("user_id", "=", self.lviv_head.id)])
        with self.assertRaises(AccessError):
            own.with_user(self.lviv_head).answer = "It was me."
        self.assertIn(own, self.Case.with_user(self.west_head).search([]))
