from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .common import BankCommon


@tagged("post_install", "-at_install")
class TestHealth(BankCommon, HttpCase):
    def test_all_is_well_when_jobs_run_and_no_day_failed(self):
        self._make_well()
        response = self.url_open("/bank/health")
        self.assertEqual(
            (response.status_code, response.json()), (200, {"status": "ok"})
        )

    def test_a_job_that_was_switched_off_is_red(self):
        self._make_well()
        self.env.ref("bank_crm_base.ir_cron_run_business_day").active = False
        self.assertEqual(self.url_open("/bank/health").status_code, 503)

    def test_a_day_stopped_by_an_error_is_red_and_says_which(self):
        self._make_well()
        self.day.state = "failed"
        response = self.url_open("/bank/health")
        self.assertEqual(response.json(), {"status": "red"})
        admin = self._create_employee("system_administrator", self.head_office)
        details = self.env["bank.health"].with_user(admin).get_health()
        self.assertIn("2026-11-20", " ".join(check["detail"] for check in details))

    def test_details_are_not_for_everybody(self):
        with self.assertRaises(AccessError):
            self.env["bank.health"].with_user(self.olena).get_health()

    def _make_well(self):
        self.env["bank.business.day"].search([("state", "=", "failed")]).state = "open"
        crons = self.env["ir.cron"].with_context(active_test=False).search([])
        crons.write({"nextcall": "2100-01-01 00:00:00"})
        data = self.env["ir.model.data"].search(
            [("model", "=", "ir.cron"), ("module", "=like", "bank\\_crm%")]
        )
        self.env["ir.cron"].with_context(active_test=False).browse(
            data.mapped("res_id")
        ).active = True
