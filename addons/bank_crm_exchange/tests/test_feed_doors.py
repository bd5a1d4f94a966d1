import gzip
import hashlib
import json
from datetime import timedelta

from odoo import fields
from odoo.addons.bank_crm_base.tests.common import BankCommon
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

HEADER = "currency,date,units,rate"
ROWS = ["USD,2026-11-20,1,41.5", "EUR,2026-11-20,1,45.25"]
FILE = "\n".join([HEADER, *ROWS, ""]).encode()


class FeedDoorCommon(BankCommon, HttpCase):
    """A feed of its own, and people with keys."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.feed = cls.env["bank.feed"].create(
            {
                "name": "Test rates",
                "code": "test_rates",
                "layout": "fx_rates",
                "source": "test",
                "expected": "never",
                "filename_pattern": "test_rates_*",
            }
        )

    @classmethod
    def _key(cls, user):
        return (
            cls.env["res.users.apikeys"]
            .with_user(user)
            ._generate(None, "feeds", fields.Datetime.now() + timedelta(days=1))
        )

    def _runs(self):
        return self.env["bank.feed.run"].search([("feed_id", "=", self.feed.id)])


@tagged("post_install", "-at_install")
class TestFeedDoors(FeedDoorCommon):
    """Files over HTTP: by a program with a key, and from the browser."""

    def setUp(self):
        super().setUp()
        self.key = self._key(self.steward)

    def _send(self, content=FILE, *, code="test_rates", key=None, **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.url_open(
            f"/bank/feed/{code}",
            data=content,
            method="POST",
            headers={
                "Authorization": f"Bearer {key or self.key}",
                "Content-Type": "application/octet-stream",
                **headers,
            },
        )

    def _error(self, answer, status):
        self.assertEqual(answer.status_code, status, answer.text)
        self.assertFalse(self._runs())
        return answer.json()["error"]

    def test_a_program_sends_a_file_and_learns_where_to_look(self):
        answer = self._send(X_Bank_File="test_rates_20261120.csv", X_Bank_Rows="2")
        self.assertEqual(answer.status_code, 201)
        run = self._runs()
        self.assertEqual(answer.json()["run"], run.id)
        self.assertEqual(answer.json()["state"], "received")
        self.assertTrue(answer.json()["url"].endswith(f"/odoo/feed-runs/{run.id}"))
        self.assertRecordValues(
            run,
            [
                {
                    "door": "http",
                    "user_id": self.steward.id,
                    "file_name": "test_rates_20261120.csv",
                    "manifest_count": 2,
                    "has_manifest": True,
                    "sha256": hashlib.sha256(FILE).hexdigest(),
                    "size": len(FILE),
                }
            ],
        )
        self.assertEqual(run.bank_date, fields.Date.to_date("2026-11-20"))

    def test_a_sent_file_is_loaded(self):
        self._send(X_Bank_File="test_rates_20261120.csv", X_Bank_Rows="2")
        run = self._runs()
        while run._run_slice():
            pass
        self.assertRecordValues(
            run, [{"state": "done", "accepted_count": 2, "rejected_count": 0}]
        )

    def test_a_packed_file_is_unpacked_on_the_way(self):
        self.assertEqual(self._send(gzip.compress(FILE)).status_code, 201)
        self.assertEqual(self._runs().size, len(FILE))

    def test_a_stream_of_unknown_length_is_taken(self):
        pieces = (FILE[start : start + 7] for start in range(0, len(FILE), 7))
        self.assertEqual(self._send(pieces).status_code, 201)
        self.assertEqual(self._runs().sha256, hashlib.sha256(FILE).hexdigest())

    def test_a_file_of_a_form_is_taken(self):
        answer = self.url_open(
            "/bank/feed/test_rates",
            files={"file": ("test_rates_20261120.csv", FILE, "text/csv")},
            headers={"Authorization": f"Bearer {self.key}"},
        )
        self.assertEqual(answer.status_code, 201, answer.text)
        self.assertEqual(self._runs().file_name, "test_rates_20261120.csv")

    def test_the_same_file_twice_is_no_error(self):
        self._send()
        answer = self._send()
        self.assertEqual(
            (answer.status_code, answer.json()["state"]), (200, "duplicate")
        )

    def test_a_damaged_file_is_refused_and_says_so(self):
        answer = self._send(X_Bank_Sha256="0" * 64)
        self.assertEqual(answer.status_code, 422)
        self.assertEqual(answer.json()["state"], "refused")
        self.assertIn("SHA-256", answer.json()["error"])

    def test_a_manifest_that_cannot_be_read_is_refused(self):
        for header, value in (
            ("X_Bank_Rows", "two"),
            ("X_Bank_Rows", "-2"),
            ("X_Bank_Sum", "NaN"),
            ("X_Bank_Sum", "1,5"),
            ("X_Bank_Date", "2026-02-30"),
            ("X_Bank_Date", "yesterday"),
            ("X_Bank_Delivery", "some"),
            ("X_Bank_Sha256", "12"),
        ):
            with self.subTest(header=header, value=value):
                error = self._error(self._send(**{header: value}), 400)
                self.assertIn(header.replace("_", "-"), error)

    def test_what_is_no_file_is_refused(self):
        self.assertIn("empty", self._error(self._send(b""), 400))
        broken = gzip.compress(FILE * 100)[:-20]
        self.assertIn("broke off", self._error(self._send(broken), 400))
        form = self._send(FILE, Content_Type="application/x-www-form-urlencoded")
        self.assertIn("octet-stream", self._error(form, 415))

    def test_an_unknown_or_archived_feed_is_not_found(self):
        self._error(self._send(code="nothing"), 404)
        self.feed.active = False
        self._error(self._send(), 404)

    def test_a_file_over_the_limit_is_refused(self):
        self.env["ir.config_parameter"].set_param("bank_feed.max_bytes", "20")
        self.assertEqual(self._send().status_code, 413)
        pieces = (FILE[start : start + 7] for start in range(0, len(FILE), 7))
        self.assertEqual(self._send(pieces).status_code, 413)
        self.assertFalse(self._runs())

    def test_only_a_data_steward_with_a_key_sends(self):
        self.assertEqual(self._send(key="wrong").status_code, 401)
        for user in (self.olena, self.auditor, self.boss):
            with self.subTest(user=user.login):
                self._error(self._send(key=self._key(user)), 403)

    def test_a_session_alone_does_not_open_the_door_of_programs(self):
        self.authenticate(self.steward.login, "any")
        answer = self.url_open("/bank/feed/test_rates", data=FILE)
        self.assertEqual(answer.status_code, 401)
        self.assertFalse(self._runs())

    # The browser

    def _upload(self, token=True, code="test_rates"):
        headers = {"Content-Type": "application/octet-stream"}
        if token:
            headers["X-Csrf-Token"] = self._token()
        return self.url_open(f"/bank/feed/browser/{code}", data=FILE, headers=headers)

    def _token(self):
        page = self.url_open("/odoo").text
        return json.loads(page.split("csrf_token:", 1)[1].split(",", 1)[0].strip())

    def test_a_steward_uploads_from_the_browser(self):
        self.authenticate(self.steward.login, "any")
        answer = self._upload()
        self.assertEqual(answer.status_code, 201, answer.text)
        self.assertEqual(self._runs().door, "browser")

    def test_another_sites_page_cannot_upload(self):
        self.authenticate(self.steward.login, "any")
        self._error(self._upload(token=False), 403)

    def test_others_do_not_upload(self):
        self.authenticate(self.olena.login, "any")
        self._error(self._upload(), 403)

    def test_the_file_as_received_is_for_the_steward(self):
        self._send(X_Bank_File="test_rates_%D1%86%D1%96%D0%BD%D0%B8.csv")
        run = self._runs()
        address = f"/bank/feed/run/{run.id}/file"
        self.authenticate(self.steward.login, "any")
        answer = self.url_open(address)
        self.assertEqual((answer.status_code, answer.content), (200, FILE))
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        run._remove_spool()
        with mute_logger("odoo.http"):
            self.assertEqual(self.url_open(address).status_code, 404)
            self.authenticate(self.olena.login, "any")
            self.assertEqual(self.url_open(address).status_code, 404)
