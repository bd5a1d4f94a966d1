from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestDemoChannels(TransactionCase):
    """The demonstration's month leaves messages of every fate and letters both ways."""

    def test_every_fate_is_there(self):
        demo = self.env["bank.demo"]
        if not demo._employee("retail_manager"):
            self.skipTest("the demonstration bank is not loaded")
        before = self.env["bank.message"].search([])
        if not before:
            demo._live_correspondence()
        messages = self.env["bank.message"].search([])
        self.assertEqual(
            set(messages.mapped("state")),
            {"delivered", "sent", "failed", "refused", "queued"},
        )
        self.assertEqual(set(messages.mapped("kind")), {"email", "sms", "letter", "fax"})
        letters = self.env["bank.correspondence"].search([])
        self.assertEqual(set(letters.mapped("direction")), {"incoming", "outgoing"})
        self.assertTrue(letters.filtered("is_overdue"))
        self.assertTrue(all(letter.scan_count for letter in letters))
        timeline = self.env["bank.timeline"]
        page = timeline._page(messages[0].client_id)
        self.assertIn("sent", {row["source"] for row in page["rows"]})
