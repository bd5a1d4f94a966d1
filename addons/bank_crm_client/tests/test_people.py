from datetime import date, timedelta

from odoo.addons.bank_crm_base.tests.common import TODAY
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .common_people import PeopleCommon


@tagged("post_install", "-at_install")
class TestPeople(PeopleCommon):
    """Files by posts, dated decisions, product lines and the certificates they ask for."""

    def test_who_has_a_post_has_one_file(self):
        self.assertEqual(len(self._employee_of(self.olena)), 1)
        self.assertEqual(self.env["bank.people"]._keep_employees(), 0)
        second = self.env["bank.post"].create(
            {
                "user_id": self.olena.id,
                "branch_id": self.kharkiv.id,
                "role_id": self.env.ref("bank_crm_base.role_teller").id,
                "date_from": date(2026, 11, 1),
            }
        )
        self.assertEqual(len(self._employee_of(self.olena)), 1)
        file = self._file(self.olena)
        self.assertIn(second, file.bank_post_ids)
        self.assertEqual(file.bank_branch_id, self.kharkiv)

    def test_the_night_gives_a_file_to_who_came_by_the_feed(self):
        user = new_test_user(self.env, "t_fed", groups="base.group_user")
        self.env.cr.execute(
            "INSERT INTO bank_post (user_id, branch_id, role_id, date_from, acceptance) "
            "VALUES (%s, %s, %s, '2026-01-01', 'accepted')",
            [
                user.id,
                self.lviv.id,
                self.env.ref("bank_crm_base.role_retail_manager").id,
            ],
        )
        self.assertFalse(self._employee_of(user))
        self._run_task("people")
        self.assertEqual(len(self._employee_of(user)), 1)

    def test_the_grade_is_the_decision_of_the_day(self):
        junior = self.grade.copy({"code": "t_junior", "load_limit": 10})
        self._decide(self.olena, grade_id=junior.id, date_from=date(2026, 1, 1))
        file = self._file(self.olena)
        self.assertEqual((file.grade_id, file.load_limit), (junior, 10))
        self._decide(
            self.olena, grade_id=self.grade.id, date_from=TODAY + timedelta(days=1)
        )
        file.invalidate_recordset()
        self.assertEqual(file.grade_id, junior)
        self.env["bank.business.day"]._open(TODAY + timedelta(days=1))
        file.invalidate_recordset()
        self.assertEqual((file.grade_id, file.load_limit), (self.grade, 40))

    def test_the_own_limit_comes_before_the_grade_and_the_grade_before_the_bank(self):
        self.env["ir.config_parameter"].set_param(
            "bank_crm_client.clients_a_manager", 7
        )
        file = self._file(self.olena)
        self.assertEqual(file.load_limit, 7)
        self._decide(self.olena, grade_id=self.grade.id)
        own = self._decide(self.olena, kind="limit", load_limit=0)
        file.invalidate_recordset()
        # She has one client, and takes nobody: over.
        self.assertEqual(
            (file.load_count, file.load_limit, file.load_level), (1, 0, "over")
        )
        own.with_user(self.lviv_head).action_withdraw()
        file.invalidate_recordset()
        self.assertEqual((file.load_limit, file.load_level), (40, "free"))
        self.assertEqual(own.stands, "withdrawn")

    def test_a_decision_is_not_rewritten(self):
        own = self._decide(self.olena, by=self.lviv_head, kind="limit", load_limit=5)
        with self._refused(UserError, "not rewritten"):
            own.load_limit = 500
        own.action_end()
        self.assertEqual(own.date_to, TODAY)

    def test_a_suspension_says_why(self):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.cr.savepoint(),
        ):
            self._decide(self.olena, kind="suspension")
        self._decide(self.olena, kind="suspension", reason="Check")
        self.assertTrue(self._file(self.olena).is_suspended)

    def test_a_line_asks_for_its_certificate(self):
        self._give(self.olena, self.maps, by=self.lviv_head)
        with self._refused(UserError, "no certificate"):
            self._give(self.olena, self.loans, by=self.lviv_head)
        # Its last day counts, the day after does not.
        self._certify(self.olena, TODAY)
        line = self._give(self.olena, self.loans, by=self.lviv_head)
        self.assertEqual(line.stands, "sells")
        self.env["bank.business.day"]._open(TODAY + timedelta(days=1))
        line.invalidate_recordset()
        self.assertEqual(line.stands, "uncertified")
        with self._refused(UserError, "no certificate"):
            self._give(
                self.olena,
                self.loans,
                by=self.lviv_head,
                date_from=TODAY + timedelta(days=1),
                date_to=TODAY + timedelta(days=30),
            )

    def test_a_specialist_may_sell_his_line(self):
        values = {
            "client_id": self.kovalenko.id,
            "role": "specialist",
            "user_id": self.petro.id,
        }
        rows = self.env["bank.assignment"].with_user(self.lviv_head)
        with self._refused(UserError, "Choose the product line"):
            rows.create(values)
        second = self._create_client("Second", branch_id=self.lviv.id)
        values["family_id"] = self.loans.id
        with self._refused(UserError, "may not sell"):
            rows.create(values)
        self._certify(self.petro, TODAY + timedelta(days=5))
        self._give(self.petro, self.loans)
        self.assertTrue(rows.create(values))
        self.env["bank.business.day"]._open(TODAY + timedelta(days=6))
        with self._refused(UserError, "not in force"):
            rows.create({**values, "client_id": second.id})

    def test_who_is_suspended_is_nobodys_deputy(self):
        self._decide(self.petro, kind="suspension", reason="Check")
        with self._refused(UserError, "suspended"):
            self.env["bank.assignment"].with_user(self.lviv_head).create(
                {
                    "client_id": self.kovalenko.id,
                    "role": "deputy",
                    "user_id": self.petro.id,
                }
            )

    def test_files_are_found_by_what_is_wrong(self):
        self._certify(self.olena, TODAY - timedelta(days=1))
        self._decide(self.olena, kind="limit", load_limit=0)
        files = self.env["hr.employee.public"].with_user(self.lviv_head)
        for domain in (
            [("certificate_level", "=", "ended")],
            [("load_level", "=", "over")],
        ):
            found = files.search([*domain, ("bank_branch_id", "=", self.lviv.id)])
            self.assertEqual(found, self._file(self.olena))
        for operator, value, is_found in (
            ("child_of", self.west.id, True),
            ("child_of", self.east.id, False),
            ("ilike", "Test Lv", True),
            ("not in", self.lviv.ids, False),
        ):
            hers = [("user_id", "=", self.olena.id)]
            found = files.search([*hers, ("bank_branch_id", operator, value)])
            with self.subTest(operator=operator, value=value):
                self.assertEqual(bool(found), is_found)

    def test_the_page_of_people_asks_as_often_for_many_as_for_few(self):
        files = self.env["hr.employee.public"].with_user(self.boss)
        names = ["name", "grade_id", "load_count", "certificate_level", "absence_words"]
        spec = {name: {} for name in names}

        def queries(limit):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            files.web_search_read([], spec, limit=limit)
            return self.env.cr.sql_log_count - before

        queries(2)
        few, many = queries(2), queries(8)
        self.assertLessEqual(many, few + 3)

    def test_a_team_is_of_the_unit_and_its_people(self):
        Team = self.env["bank.team"].with_user(self.lviv_head)
        team = Team.create({"name": "Small", "branch_id": self.lviv.id})
        team.member_ids = [(0, 0, {"user_id": self.olena.id})]
        self.assertEqual(team.user_ids, self.olena)
        self.assertEqual(self._file(self.olena).bank_team_ids.ids, team.ids)
        with self._refused(UserError, "unit that you head"):
            Team.create({"name": "Other", "branch_id": self.kharkiv.id})
        with self._refused(UserError, "unit that you head"):
            team.member_ids = [(0, 0, {"user_id": self.petro.id})]

    def test_the_substitute_is_read_from_who_stands_in(self):
        other = self._create_employee("retail_manager", self.lviv, login="t_other")
        self.env["bank.stand.in"].create(
            {
                "user_id": self.olena.id,
                "deputy_id": other.id,
                "date_from": TODAY,
                "date_to": TODAY + timedelta(days=3),
                "reason": "Leave",
            }
        )
        self.assertIn("t_other stands in", self._file(self.olena).absence_words)
        self.assertFalse(self._file(other).absence_words)
        self.assertEqual(len(self._file(other).stand_in_ids), 1)
