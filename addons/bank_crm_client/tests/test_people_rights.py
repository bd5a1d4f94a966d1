import json
from datetime import timedelta

from odoo.addons.bank_crm_base.tests.common import TODAY
from odoo.addons.bank_crm_base.tests.doors import DoorsMixin
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, new_test_user, tagged

from .common_people import PeopleCommon

FILE_FIELDS = (
    "grade_id",
    "load_count",
    "load_level",
    "certificate_level",
    "is_suspended",
)


@tagged("post_install", "-at_install")
class TestPeopleRights(DoorsMixin, PeopleCommon):
    """A file is one's own, of the head above, of head office; nobody decides about himself."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.decision = cls._decide(cls.olena, grade_id=cls.grade.id)
        cls.certificate = cls._certify(cls.olena, TODAY + timedelta(days=20))
        cls.line = cls._give(cls.olena, cls.loans)
        cls.staff_officer = new_test_user(
            cls.env, "t_hr", groups="base.group_user,hr.group_hr_user"
        )
        cls.admin = cls._create_employee("business_administrator", cls.head_office)
        cls.sees = {
            cls.olena: True,
            cls.lviv_head: True,
            cls.west_head: True,
            cls.boss: True,
            cls.auditor: True,
            cls.petro: False,
            cls.banker: False,
            cls.steward: False,
            cls.admin: False,
        }

    def test_each_door_opens_to_who_may_see_the_file(self):
        rows = (
            self.decision,
            self.line,
            self.certificate,
            self.env["bank.certificate.due"].search(
                [("user_id", "=", self.olena.id)], limit=1
            ),
        )
        for user, is_open in self.sees.items():
            for record in rows:
                with self.subTest(user=user.login, model=record._name):
                    row = record.with_user(user)
                    self.assertTrue(row.browse().has_access("read"))
                    self._check_doors(row, is_open)

    def test_a_colleague_sees_the_post_and_nothing_of_the_file(self):
        file = self._file(self.olena, seen_by=self.petro)
        self.assertEqual(file.bank_branch_id, self.lviv)
        self.assertFalse(file.is_file_open)
        for name in FILE_FIELDS:
            with self.subTest(field=name):
                self.assertFalse(file[name])
        self.assertFalse(file.file_certificate_ids)
        self.assertFalse(file.certification_ids)
        for action in ("action_view_clients", "action_view_work"):
            with self.assertRaises(AccessError):
                getattr(file, action)()

    def test_nothing_is_found_by_what_may_not_be_seen(self):
        files = self.env["hr.employee.public"].with_user(self.petro)
        hers = [("user_id", "=", self.olena.id)]
        for domain in (
            [("grade_id", "=", self.grade.id)],
            [("grade_id.name", "=", "T grade")],
            [("certificate_level", "=", "soon")],
            [("load_level", "=", "free")],
            [("decision_ids.grade_id", "=", self.grade.id)],
            [("line_ids.family_id", "=", self.loans.id)],
            [("employee_skill_ids.skill_id", "=", self.lending.id)],
        ):
            with self.subTest(domain=domain):
                self.assertFalse(files.search([*hers, *domain]))
                self.assertTrue(
                    files.with_user(self.lviv_head).search([*hers, *domain])
                )

    def test_nobody_decides_about_himself(self):
        own = {"employee_id": self._employee_of(self.lviv_head).id}
        head = self.lviv_head
        for make in (
            lambda: self.Decision.with_user(head).create(
                {**own, "grade_id": self.grade.id}
            ),
            lambda: self.Line.with_user(head).create(
                {**own, "family_id": self.maps.id}
            ),
            lambda: self._certify(head, TODAY, by=head),
            lambda: self._certify(self.olena, TODAY, by=self.olena),
            lambda: self.certificate.with_user(self.olena).write(
                {"valid_to": TODAY + timedelta(days=900)}
            ),
            lambda: self.decision.with_user(self.olena).write({"date_to": TODAY}),
            lambda: self.decision.with_user(self.olena).action_withdraw(),
            lambda: self._give(self.olena, self.maps, by=self.olena),
        ):
            with self.assertRaises(AccessError), self.cr.savepoint():
                make()

    def test_a_head_keeps_his_people_and_no_others(self):
        self._decide(self.olena, by=self.west_head, kind="limit", load_limit=9)
        with self.assertRaises(AccessError):
            self._decide(self.petro, by=self.lviv_head, kind="limit", load_limit=9)
        with self.assertRaises(AccessError):
            self._certify(self.petro, TODAY, by=self.lviv_head)
        self._certify(self.petro, TODAY, by=self.staff_officer)

    def test_one_teaches_oneself_a_language_and_no_certificate_is_deleted(self):
        english = self.env.ref("hr_skills.hr_skill_english")
        mine = self.Skill.with_user(self.olena).create(
            {
                "employee_id": self._employee_of(self.olena).id,
                "skill_type_id": english.skill_type_id.id,
                "skill_id": english.id,
                "skill_level_id": english.skill_type_id.skill_level_ids[:1].id,
            }
        )
        self.assertIn(
            mine.id, self._file(self.olena, seen_by=self.petro).speaks_ids.ids
        )
        with self.assertRaises(UserError):
            self.certificate.with_user(self.staff_officer).unlink()

    def test_lists_are_kept_by_the_business_administrator(self):
        for model in ("bank.grade", "bank.product.family", "hr.skill"):
            with self.subTest(model=model):
                self.assertTrue(
                    self.env[model].with_user(self.admin).has_access("write")
                )
                self.assertFalse(
                    self.env[model].with_user(self.lviv_head).has_access("write")
                )
        for model in ("bank.employee.decision", "bank.employee.line", "bank.team"):
            for user in self.sees:
                self.assertFalse(self.env[model].with_user(user).has_access("unlink"))

    def test_private_data_of_staff_stays_with_staff_officers(self):
        employee = self._employee_of(self.olena)
        employee.private_street = "Zelena 5"
        for user in (self.olena, self.lviv_head, self.boss):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                employee.with_user(user).read(["private_street"])
        self.assertNotIn("private_street", self.env["hr.employee.public"]._fields)

    def test_the_report_of_core_tells_no_certificate(self):
        report = self.env["hr.employee.certification.report"]
        domain = [("employee_id", "=", self._employee_of(self.olena).id)]
        self.env.flush_all()
        self.assertTrue(report.with_user(self.lviv_head).search(domain))
        self.assertFalse(report.with_user(self.petro).search(domain))


@tagged("post_install", "-at_install")
class TestPeopleDoor(HttpCase, PeopleCommon):
    """The same over `/json/2`."""

    def test_the_outer_door_shows_what_the_screens_show(self):
        self._decide(self.olena, grade_id=self.grade.id)
        for user, count in ((self.petro, 0), (self.lviv_head, 1)):
            key = (
                self.env["res.users.apikeys"]
                .with_user(user)
                ._generate("rpc", "test", self.env.cr.now() + timedelta(days=1))
            )
            answer = self.url_open(
                "/json/2/bank.employee.decision/search_read",
                data=json.dumps(
                    {
                        "domain": [["employee_id.user_id", "=", self.olena.id]],
                        "fields": ["kind"],
                    }
                ),
                headers={
                    "Authorization": f"Bearer {key}",
                    "Content-Type": "application/json",
                },
            )
            with self.subTest(user=user.login):
                self.assertEqual(len(answer.json()), count)
