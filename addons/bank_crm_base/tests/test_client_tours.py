from datetime import date

from odoo.addons.web.tests import test_js
from odoo.tests import HttpCase, tagged

from .common import BankCommon


@tagged("post_install", "-at_install", "bank_tour")
class TestClientTours(HttpCase, BankCommon):
    """The paths a retail manager walks all day, in a real browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kovalenko.phone = "+380671234417"
        account = cls._create_account(cls.kovalenko, "UA213223130000026007233566001")
        cls._book(
            account,
            (date(2026, 10, 5), 1500, {"counterparty_name": "Роботодавець"}),
            (date(2026, 11, 15), -300, {"counterparty_name": "Ломбард"}),
        )
        cls.env["res.partner"]._refresh_derived_sql(cls.kovalenko.ids)
        cls.env["res.partner"]._refresh_figures(cls.kovalenko.ids)

    def test_find_a_client_open_the_card_and_its_movements(self):
        self.start_tour("/odoo/find", "bank_find_and_card", login="t_olena")

    def test_another_regions_manager_finds_nobody_and_enters_a_prospect(self):
        self.start_tour("/odoo/find", "bank_new_prospect", login="t_petro")
        prospect = self.env["res.partner"].search([("name", "=", "Заболотна Юлія")])
        self.assertEqual(prospect.client_state, "prospect")
        self.assertEqual(prospect.manager_id, self.petro)


@tagged("post_install", "-at_install", "bank_tour")
class TestClientJs(test_js.HOOTCommon):
    """The card's figures and the find box in a browser, fed by hand."""

    def get_hoot_filters(self):
        self._test_params = [("+", "@bank_crm_base/client_card")]
        return super().get_hoot_filters()

    def test_card_and_find(self):
        self.browser_js(
            "/web/tests?headless&loglevel=2&preset=desktop&timeout=15000"
            f"{self.get_hoot_filters()}",
            "",
            "",
            login="admin",
            timeout=600,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=test_js.unit_test_error_checker,
        )
