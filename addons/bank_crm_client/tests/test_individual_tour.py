from odoo.tests import HttpCase, tagged

from .common_individual import IndividualCommon


@tagged("post_install", "-at_install", "bank_tour")
class TestIndividualTour(IndividualCommon, HttpCase):
    def test_a_manager_fills_the_file_of_a_person(self):
        # 25 of 90: tax number and date of birth.
        self.assertEqual(self.kovalenko.completeness, 27)
        self._take_report()
        self.start_tour(
            f"/odoo/individuals/{self.kovalenko.id}",
            "bank_individual_file",
            login=self.olena.login,
        )
        self.assertEqual(self.kovalenko.employment_ids.employer_name, "ТОВ Світанок")
        self.assertEqual(self.kovalenko.life_event_ids.kind_id.code, "wedding")
        # 15 more: what he does and his income.
        self.assertEqual(self.kovalenko.completeness, 44)
