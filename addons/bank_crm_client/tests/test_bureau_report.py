import base64
import json
from datetime import date, datetime, timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import SQL, mute_logger

from .common_individual import IndividualCommon


@tagged("post_install", "-at_install")
class TestBureauReport(IndividualCommon):
    """Reports of bureaus: taken whole or not at all, read under a note, facts for rules."""

    def _looks(self, user):
        return self.env["bank.bureau.look"].search_count([("user_id", "=", user.id)])

    def test_a_file_becomes_a_report_with_its_figures(self):
        report = self._take_report()
        self.assertRecordValues(
            report,
            [
                {
                    "report_date": date(2026, 11, 1),
                    "score": 640,
                    "open_loans": 1,
                    "owed": 31000.5,
                    "overdue": 1200.0,
                    "worst_days_overdue": 45,
                    "ordered_by_id": self.olena.id,
                    "consent_basis": "Application 1127",
                }
            ],
        )
        self.assertEqual(base64.b64decode(report.file), self._report_file())
        facts = self.kovalenko.bureau_ids
        self.assertEqual((facts.score, facts.owed_base), (640, 31000.5))

    def test_the_newest_report_makes_the_facts(self):
        self._take_report()
        self._take_report(
            date="2026-10-01", score={"value": 500, "low": 1, "high": 999}
        )
        facts = self.kovalenko.bureau_ids
        self.assertEqual((facts.score, facts.report_date), (640, date(2026, 11, 1)))
        self.kovalenko.bureau_report_ids[0].with_user(self.lviv_head).action_withdraw(
            "of a namesake"
        )
        self.assertEqual(self.kovalenko.bureau_ids.score, 500)

    def test_a_refused_file_is_named_and_nothing_stays(self):
        for values, words in (
            ({"tax_number": "2222222222"}, "another person"),
            ({"date": "2026-11-21"}, "day to come"),
            ({"totals": {"open_loans": 1, "owed": "1.00"}}, "31000.50"),
            ({"currency": "QQQ"}, "no currency"),
            ({"surprise": "x"}, "surprise is not known"),
        ):
            with self.subTest(values=values), self.assertRaisesRegex(UserError, words):
                self._take_report(**values)
        self.assertFalse(self.kovalenko.bureau_report_ids)
        files = self.env["ir.attachment"].search_count(
            [("res_model", "=", "bank.bureau.report"), ("create_uid", "=", self.olena.id),
             ("res_field", "=", "file")]
        )  # fmt: skip
        self.assertFalse(files)

    def test_the_same_file_is_taken_once(self):
        self._take_report()
        with self.assertRaisesRegex(UserError, "on file already"):
            self._take_report()

    def test_without_the_clients_agreement_nothing_is_taken(self):
        dialog = (
            self.env["bank.bureau.report.add"]
            .with_user(self.olena)
            .with_context(default_client_id=self.kovalenko.id)
            .create({"file": base64.b64encode(self._report_file())})
        )
        with self.assertRaisesRegex(UserError, "agreement"):
            dialog.action_add()
        dialog.write({"has_consent": True, "consent_basis": "Paper 5"})
        dialog.action_add()
        self.assertEqual(len(self.kovalenko.bureau_report_ids), 1)

    def test_reports_are_written_by_nobody(self):
        report = self._take_report()
        for user in (self.olena, self.lviv_head, self.boss, self.steward):
            for operation in ("create", "write", "unlink"):
                with self.subTest(user=user.login, operation=operation):
                    self.assertFalse(report.with_user(user).has_access(operation))
        with self.assertRaises(AccessError):
            report.with_user(self.olena).action_withdraw("mine")
        with self.assertRaises(AccessError):
            self._take_report(self.kovalenko, user=self.petro)

    def test_reading_a_report_is_noted_once_in_a_while(self):
        report = self._take_report()
        self.assertEqual(self._looks(self.olena), 0)
        report.with_user(self.olena).read(["report_date", "bureau_id"])
        self.assertEqual(self._looks(self.olena), 0, "no figure was read")
        report.with_user(self.olena).read(["score"])
        report.with_user(self.olena).read(["owed"])
        self.assertEqual(self._looks(self.olena), 1)
        self.kovalenko.with_user(self.lviv_head).get_client_bureau()
        self.assertEqual(self._looks(self.lviv_head), 1)
        views = self.env["bank.client.view"].search_count(
            [("user_id", "=", self.lviv_head.id), ("client_id", "=", self.kovalenko.id)]
        )
        self.assertEqual(views, 1)

    def test_segments_and_tables_may_ask_for_the_facts(self):
        self._take_report()
        entry = self.env["bank.field.catalogue"].search([("code", "=", "bureau_score")])
        self.assertEqual(entry.kind, "number")
        self.assertTrue(entry.with_user(self.olena)._is_readable())
        self.assertEqual(entry._value(self.kovalenko), 640)

    def test_facts_of_a_client_out_of_sight_are_not_read(self):
        self._take_report()
        rows = self.env["bank.client.bureau"].with_user(self.petro)
        self.assertFalse(rows.search([("client_id", "=", self.kovalenko.id)]))
        clients = self.env["res.partner"].with_user(self.petro)
        self.assertFalse(clients.search([("bureau_ids.score", "=", 640)]))

    def test_merging_two_clients_carries_reports_and_facts(self):
        second = self._create_client(
            "Kovalenko Olena", branch_id=self.lviv.id, manager_id=self.olena.id
        )
        self._employ(second)
        self._happen(second, "wedding", "2020-01-01")
        self._take_report(second)
        merge = (
            self.env["bank.client.merge"]
            .sudo()
            .create({"client_id": self.kovalenko.id, "loser_id": second.id})
        )
        merge._merge()
        self.assertEqual(self.kovalenko.bureau_ids.score, 640)
        self.assertEqual(len(self.kovalenko.employment_ids), 1)
        self.assertEqual(len(self.kovalenko.life_event_ids), 1)
        self.assertFalse(second.bureau_ids)
        merge._unmerge()
        self.assertFalse(self.kovalenko.bureau_ids)
        self.assertEqual(second.bureau_ids.score, 640)
        self.assertEqual(len(second.employment_ids), 1)


@tagged("post_install", "-at_install")
class TestBureauReportOverHttp(IndividualCommon, HttpCase):
    """The file and the external API."""

    def setUp(self):
        super().setUp()
        self.report = self._take_report()

    def _path(self):
        return f"/web/content/bank.bureau.report/{self.report.id}/file?download=true"

    def _attachment_id(self):
        [(attachment_id,)] = self.env.execute_query(
            SQL(
                "SELECT id FROM ir_attachment WHERE res_model = 'bank.bureau.report' "
                "AND res_field = 'file' AND res_id = %s",
                self.report.id,
            )
        )
        return attachment_id

    def test_the_file_is_given_to_who_serves_him_and_noted(self):
        looks = self.env["bank.bureau.look"]
        self.authenticate(self.olena.login, self.olena.login)
        answer = self.url_open(self._path())
        self.assertEqual(
            (answer.status_code, answer.content), (200, self._report_file())
        )
        self.assertEqual(looks.search_count([("user_id", "=", self.olena.id)]), 1)
        self.authenticate(self.petro.login, self.petro.login)
        for path in (self._path(), f"/web/content/{self._attachment_id()}"):
            with self.subTest(path=path):
                self.assertEqual(self.url_open(path).status_code, 404)
        self.assertFalse(looks.search_count([("user_id", "=", self.petro.id)]))

    def test_the_external_api_reads_under_the_rule_and_is_noted(self):
        for user, count in ((self.olena, 1), (self.petro, 0)):
            key = (
                self.env["res.users.apikeys"]
                .with_user(user)
                ._generate("rpc", "test", datetime.now() + timedelta(hours=1))
            )
            headers = {
                "Authorization": f"bearer {key}",
                "Content-Type": "application/json",
            }
            answer = self.url_open(
                "/json/2/bank.bureau.report/search_read",
                data=json.dumps(
                    {"domain": [["id", "=", self.report.id]], "fields": ["score"]}
                ),
                headers=headers,
            )
            self.assertEqual((answer.status_code, len(answer.json())), (200, count))
            looks = self.env["bank.bureau.look"].search_count(
                [("user_id", "=", user.id)]
            )
            self.assertEqual(looks, count)
            with mute_logger("odoo.http"):
                answer = self.url_open(
                    "/json/2/bank.bureau.report/write",
                    data=json.dumps({"ids": self.report.ids, "vals": {"score": 850}}),
                    headers=headers,
                )
            self.assertEqual(answer.status_code, 403)
