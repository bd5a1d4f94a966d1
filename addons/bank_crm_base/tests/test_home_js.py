from odoo.addons.web.tests import test_js
from odoo.tests import tagged


@tagged("post_install", "-at_install", "bank_tour")
class TestHomeJs(test_js.HOOTCommon):
    """The tiles of the home screen in a browser, fed by hand."""

    def get_hoot_filters(self):
        self._test_params = [("+", "@bank_crm_base/home")]
        return super().get_hoot_filters()

    def test_home_tiles(self):
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
