from odoo.tests import HttpCase, tagged

from .common import PrintCommon


@tagged("post_install", "-at_install", "bank_tour")
class TestPrintTour(PrintCommon, HttpCase):
    def test_a_form_goes_from_upload_to_a_clients_paper(self):
        self.start_tour(
            "/odoo/print-forms", "bank_print_form_tour", login=self.oleh.login
        )
        form = self.env["bank.print.form"].search([("name", "=", "Tour agreement")])
        version = form.version_ids
        self.assertEqual(version.state, "waiting")
        act = self.env["bank.act"].search(
            [("res_model", "=", version._name), ("state", "=", "waiting")], limit=1
        )
        act.with_user(self.pavlo).action_accept()
        self.assertEqual(version.state, "in_force")
        self.start_tour(
            f"/odoo/clients/{self.kovalenko.id}",
            "bank_print_paper_tour",
            login=self.olena.login,
        )
        paper = self.env["bank.print.paper"].search([("form_id", "=", form.id)])
        self.assertEqual(paper.number, "TOUR-000001")
        self.assertIn("1,409.50", self._texts(paper)[1])
