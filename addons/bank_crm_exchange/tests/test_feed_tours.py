from unittest.mock import patch

from odoo.tests import HttpCase, tagged

from .common import FeedCommon

LOADER = "bank_crm_exchange.ir_cron_load_feeds"


@tagged("post_install", "-at_install", "bank_tour")
class TestFeedTours(FeedCommon, HttpCase):
    """A data steward's morning, in a real browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # What waits in the demo bank would stand before our own in the queue.
        for act in cls.env["bank.act"].search([("state", "=", "waiting")]):
            act._move_to("void")
        cls._load_clients("C1")
        cls._load_accounts(("A1", "C1"))
        cls.feed = cls._feed("movements")
        cls.feed.write({"max_reject_count": 1, "max_reject_share": 0})
        cls.env["bank.feed.code"].create(
            {
                "feed_id": cls.feed.id,
                "code_list": "operation",
                "word": "TOUR",
                "ours": "fee",
            }
        )

    def setUp(self):
        super().setUp()
        loader = self.env.ref(LOADER)
        cron_class = type(self.env["ir.cron"])
        plain_trigger = cron_class._trigger

        def trigger(cron, at=None):
            """In tests no clock runs: the loader works as soon as it is called."""
            if cron.id != loader.id:
                return plain_trigger(cron, at)
            cron.env["bank.feed.run"].sudo()._load_queue(lambda: True)
            return cron.env["ir.cron.trigger"]

        patcher = patch.object(cron_class, "_trigger", trigger)
        patcher.start()
        self.addCleanup(patcher.stop)

    def test_a_broken_file_is_uploaded_mended_and_published_anyway(self):
        self.start_tour(
            "/odoo/load-files", "bank_feed_upload_and_mend", login=self.steward.login
        )
        self.start_tour(
            "/odoo/approvals", "bank_feed_accept_publishing", login=self.boss.login
        )
        run = self.env["bank.feed.run"].search(
            [("file_name", "=", "movements_20261119_tour.csv")]
        )
        self.assertRecordValues(
            run,
            [
                {
                    "state": "done",
                    "door": "browser",
                    "received_count": 4,
                    "accepted_count": 2,
                    "rejected_count": 2,
                    "publish_reason": "Agreed with accounting",
                    "publish_user_id": self.boss.id,
                }
            ],
        )
        self.assertEqual(
            run.reject_ids.sorted("line").mapped("state"), ["mended", "discarded"]
        )
        movements = self.env["bank.account.movement"].search(
            [("account_id", "=", self._account("A1").id)]
        )
        self.assertEqual(sorted(movements.mapped("amount")), [-50, 10, 20])

    def test_a_foreign_word_is_given_a_meaning(self):
        self.start_tour(
            f"/odoo/feeds/{self.feed.id}",
            "bank_feed_code_list",
            login=self.steward.login,
        )
        line = self.feed.code_ids.filtered(lambda code: code.word == "POS_NEW")
        self.assertEqual((line.code_list, line.ours), ("operation", "card_payment"))
        self.assertEqual(line.acceptance, "waiting")
