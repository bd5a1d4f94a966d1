import hashlib
import hmac
import json
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_applications import ApplicationCommon

KEY = "a key of the tests"


class BureauService(ThreadingHTTPServer):
    """A stand-in for a bureau: checks the signature, answers with one person's report."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.calls, self.status, self.number = [], 200, "3111111118"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_port}/reports"

    def report(self):
        return json.dumps(
            {
                "format": "bank-crm-bureau-report", "version": "1", "date": "2026-11-19",
                "tax_number": self.number, "currency": "UAH",
                "score": {"value": 640, "low": 300, "high": 850},
                "loans": [
                    {
                        "lender": "Other Bank", "kind": "Cash loan", "opened": "2025-03-10",
                        "owed": "31000.50", "overdue": "0", "days_overdue": 0,
                        "worst_days_overdue": 0,
                    }
                ],
                "totals": {"open_loans": 1, "owed": "31000.50"},
            }
        ).encode()  # fmt: skip


class _Handler(BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        message = self.headers["X-Timestamp"].encode() + b"." + body
        expected = hmac.new(KEY.encode(), message, hashlib.sha256).hexdigest()
        is_right = hmac.compare_digest(expected, self.headers["X-Signature"])
        self.server.calls.append(json.loads(body))
        self.send_response(self.server.status if is_right else 401)
        self.end_headers()
        self.wfile.write(self.server.report())


@tagged("post_install", "-at_install")
class TestLoanBureau(ApplicationCommon):
    """Reports ordered of a bureau's service, over a real socket."""

    def setUp(self):
        super().setUp()
        self.service = BureauService()
        self.addCleanup(self.service.server_close)
        self.addCleanup(self.service.shutdown)
        self.env["bank.bureau"].search([]).endpoint = False
        self.bureau = self.env["bank.bureau"].create(
            {
                "name": "Bureau of tests",
                "code": "t_one",
                "endpoint": self.service.address,
            }
        )
        self.startPatcher(
            patch.dict(os.environ, {"BANKCRM_CHANNEL_BUREAU_T_ONE_KEY": KEY})
        )
        self.borrower = self._application()._borrower()

    def _agree(self):
        self.borrower.write(
            {"bureau_consent_date": "2026-11-18", "bureau_consent_basis": "paper 7"}
        )

    def test_nothing_is_asked_without_the_persons_agreement(self):
        with self.assertRaises(UserError):
            self.borrower.action_order_report()
        self.assertFalse(self.service.calls)

    def test_an_ordered_report_is_on_file_and_in_the_form(self):
        self._agree()
        self.borrower.action_order_report()
        self.assertEqual(self.service.calls[0]["tax_number"], "3111111118")
        self.assertEqual(self.service.calls[0]["consent_basis"], "paper 7")
        report = self.kovalenko.bureau_report_ids
        self.assertRecordValues(
            report, [{"owed": 31000.5, "score": 640, "ordered_by_id": self.olena.id}]
        )
        self.borrower.action_prefill()
        self.assertEqual(self.borrower.debt_ids.mapped("owed"), [31000.5])

    def test_a_report_of_another_person_is_not_kept(self):
        self._agree()
        self.service.number = "3999999991"
        with self.assertRaises(UserError):
            self.borrower.action_order_report()
        self.assertFalse(self.kovalenko.bureau_report_ids)

    def test_a_service_that_fails_is_told_in_words(self):
        self._agree()
        for status, words in ((404, "knows nobody"), (500, "answer 500")):
            self.service.status = status
            with self.subTest(status=status), self.assertRaises(UserError) as caught:
                self.borrower.action_order_report()
            self.assertIn(words, str(caught.exception))
        self.bureau.endpoint = "http://127.0.0.1:1/reports"
        with self.assertRaises(UserError) as caught:
            self.borrower.action_order_report()
        self.assertIn("does not answer", str(caught.exception))
        self.assertNotIn("127.0.0.1", str(caught.exception))

    def test_only_who_prepares_the_application_orders(self):
        self._agree()
        for user in (self.lviv_head, self.underwriter):
            with self.assertRaises(AccessError):
                self.borrower.with_user(user).action_order_report()
        self.assertFalse(self.service.calls)
