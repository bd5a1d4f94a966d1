from odoo.tests import tagged

from .common_people import PeopleCommon


@tagged("post_install", "-at_install")
class TestDemoPeople(PeopleCommon):
    def test_the_demonstration_has_people_of_every_fate_and_their_work(self):
        for number, user in enumerate((self.olena, self.petro, self.banker)):
            user.staff_number = f"T-{number}"
        demo = self.env["bank.demo"].with_context(
            bank_story={
                "staff": {
                    "overloaded": "T-0",
                    "without_certificate": "T-1",
                    "new": "T-2",
                    "on_leave": {"staff": "T-0", "deputy": "T-1"},
                }
            }
        )
        cast = [
            (self.olena, "retail_manager"),
            (self.petro, "corporate_manager"),
            (self.banker, "private_banker"),
        ]
        self.patch(type(demo), "_sellers", lambda _self: cast)
        self.env["bank.product.family"].search([]).certificate_id = False
        self._create_client("Second", branch_id=self.lviv.id, manager_id=self.olena.id)
        demo._live_people()
        demo._live_work_log()
        self.env.flush_all()
        olena, petro = self._file(self.olena), self._file(self.petro)
        self.assertEqual((olena.load_level, olena.load_count), ("over", 2))
        self.assertIn("t_petro stands in", olena.absence_words)
        self.assertEqual(petro.certificate_level, "missing")
        self.assertEqual(self._file(self.banker).grade_id.code, "trainee")
        self.assertEqual(set(petro.line_ids.mapped("stands")), {"sells", "uncertified"})
        kinds = (
            self.env["bank.work.log"]
            .search([("user_id", "=", self.olena.id)])
            .mapped("kind")
        )
        self.assertLessEqual({"call", "task", "meeting"}, set(kinds))
