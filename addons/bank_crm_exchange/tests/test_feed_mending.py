from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tests.common import users

from .common import FeedCommon


@tagged("post_install", "-at_install")
class TestFeedMending(FeedCommon):
    """Rows in quarantine are mended, given up or wait; only some may see them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._load_clients("C1")
        cls._load_accounts(("A1", "C1"))
        cls.file = cls._movements(
            "M1,,,A1,2026-11-05,x1.00,UAH,fee,a", "M2,,,A7,2026-11-05,2.00,UAH,fee,b"
        )
        cls.wrong = cls.file.reject_ids.filtered(lambda row: row.state == "open")
        cls.parked = cls.file.reject_ids.filtered(lambda row: row.state == "parked")

    def test_a_row_mended_wrongly_says_what_is_wrong_now(self):
        self.wrong.mended = "M1,,,A1,2026-11-35,1.00,UAH,fee,a"
        self.wrong.with_user(self.steward).action_try_again()
        self._work()
        self.assertEqual((self.wrong.state, self.wrong.reason), ("open", "bad_date"))
        self.wrong.mended = "M1,,,A1,2026-11-25,1.00,UAH,fee,a"
        self.wrong.with_user(self.steward).action_try_again()
        self._work()
        self.assertEqual(self.wrong.state, "mended")
        self.assertEqual(self._movement("M1").amount, 1)
        self.assertEqual(
            len(self.file.reject_ids), 2, "no second row for the same line"
        )

    def test_what_was_received_and_what_became_of_it_is_not_written_by_hand(self):
        row = self.wrong.with_user(self.steward)
        for values in ({"raw": "x"}, {"state": "mended"}, {"reason": "missing"}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                row.write(values)
        row.write({"row_text": "M1,,,A1,2026-11-05,1.00,UAH,fee,a"})
        self.assertEqual(self.wrong.mended, "M1,,,A1,2026-11-05,1.00,UAH,fee,a")

    def test_a_parked_row_is_published_when_its_account_comes(self):
        self._load_accounts(("A7", "C1"))
        self.assertEqual(self.parked.state, "mended")
        self.assertEqual(self._account("A7").balance, 2)

    def test_a_retry_keeps_its_file_until_its_end_is_committed(self):
        # A power cut before the commit empties the staging tables: it begins from the file.
        self.wrong.mended = "M1,,,A1,2026-11-25,1.00,UAH,fee,a"
        self.wrong.with_user(self.steward).action_try_again()
        retry = self.wrong.retry_run_id
        self._work()
        self.assertEqual((retry.state, self.wrong.state), ("done", "mended"))
        self.assertTrue(retry._spool_exists())
        self.env.cr.postcommit.run()
        self.assertFalse(retry._spool_exists())

    def test_rows_are_given_up_with_a_reason(self):
        with self.assertRaises(UserError):
            self.wrong.with_user(self.steward)._discard("")
        self.wrong.with_user(self.steward)._discard("test row of the core")
        self.assertEqual(
            (self.wrong.state, self.wrong.done_user_id), ("discarded", self.steward)
        )
        self.assertFalse(self._account("A1").incomplete_since)

    def test_what_was_received_cannot_be_rewritten_or_deleted(self):
        with self.assertRaises(UserError):
            self.file.sudo().unlink()
        with self.assertRaises(AccessError):
            self.wrong.with_user(self.steward).unlink()

    @users("t_olena")
    def test_a_manager_sees_nothing_of_the_quarantine(self):
        for model in (
            "bank.feed.reject",
            "bank.feed.correction",
            "bank.feed.run",
            "bank.feed",
        ):
            with self.assertRaises(AccessError):
                self.env[model].search([])

    def test_an_auditor_reads_and_does_not_act(self):
        wrong = self.wrong.with_user(self.auditor)
        self.assertTrue(wrong.raw)
        with self.assertRaises(AccessError):
            wrong.mended = "x"
        with self.assertRaises(UserError):
            wrong.action_try_again()
        with self.assertRaises(UserError):
            self.file.with_user(self.auditor)._publish_anyway("x")
