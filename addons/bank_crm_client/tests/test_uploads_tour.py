import base64
import io

from odoo.tests import HttpCase, tagged

from .common_individual import IndividualCommon
from .common_uploads import StatementFileCommon, UploadMixin


@tagged("post_install", "-at_install", "bank_tour")
class TestBureauUploadTour(UploadMixin, IndividualCommon, HttpCase):
    def test_a_bureaus_file_is_chosen_and_read_in_the_browser(self):
        self._lay("report.json", self._report_file())
        self.start_tour(
            f"/odoo/individuals/{self.kovalenko.id}",
            "bank_bureau_upload",
            login=self.olena.login,
        )
        report = self.kovalenko.bureau_report_ids
        self.assertEqual((report.score, report.ordered_by_id), (640, self.olena))
        self.assertEqual(base64.b64decode(report.file), self._report_file())


@tagged("post_install", "-at_install", "bank_tour")
class TestStatementUploadTour(UploadMixin, StatementFileCommon, HttpCase):
    """The screen of the import; its rules are tested without a browser."""

    def test_statements_are_chosen_refused_and_read_in_the_browser(self):
        wrong = self._filled()
        self._put(wrong, "2000", 900, "much")
        for name, book in (("wrong.xlsx", wrong), ("right.xlsx", self._filled())):
            stream = io.BytesIO()
            book.save(stream)
            self._lay(name, stream.getvalue())
        # The form of the panel is the one that its first statement has.
        others = self.env["bank.statement.layout"].search([])
        (others - self.ua_forms).active = False
        self.start_tour(
            f"/odoo/corporate-clients/{self.mill.id}",
            "bank_statement_upload",
            login=self.officer.login,
        )
        statements = self.mill.statement_ids
        self.assertEqual(sorted(one.date_to.year for one in statements), [2024, 2025])
        self.assertEqual(set(statements.mapped("state")), {"draft"})
