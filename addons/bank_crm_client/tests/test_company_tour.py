from odoo.tests import HttpCase, tagged

from .common_corporate import CorporateCommon

SMALL = {"CASH": 80, "PPE": 120, "SHARE": 150, "TRADEPAY": 50, "REV": 400, "COGS": 300}


@tagged("post_install", "-at_install", "bank_tour")
class TestCompanyTour(CorporateCommon, HttpCase):
    def test_a_manager_enters_a_year_and_reads_its_ratios(self):
        before = self._statement(year=2024, figures=SMALL, unit="1000")
        before.action_confirm()
        self._right(
            name="Повірений Тест", basis="attorney", paper_number="1",
            date_to="2026-11-01",
        )  # fmt: skip
        self.start_tour(
            f"/odoo/corporate-clients/{self.mill.id}",
            "bank_company_file",
            login=self.officer.login,
        )
        year = self.mill.statement_ids.filtered(lambda one: one.date_to.year == 2025)
        self.assertEqual(year.state, "confirmed")
        self.assertEqual(self.mill.revenue_base, 500_000)
