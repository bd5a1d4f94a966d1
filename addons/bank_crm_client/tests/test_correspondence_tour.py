from odoo.tests import HttpCase, tagged

from .common_channels import ChannelsCommon


@tagged("post_install", "-at_install", "bank_tour")
class TestCorrespondenceTour(ChannelsCommon, HttpCase):
    def test_a_letter_is_registered_and_found_on_the_client(self):
        self.start_tour(
            f"/odoo/clients/{self.kovalenko.id}",
            "bank_correspondence",
            login=self.olena.login,
        )
        letter = self.env["bank.correspondence"].search(
            [("client_id", "=", self.kovalenko.id)]
        )
        self.assertEqual(
            (letter.their_number, letter.state, letter.responsible_id),
            ("17/11", "in_work", self.olena),
        )
        page = self.env["bank.timeline"].with_user(self.olena)._page(self.kovalenko)
        self.assertIn(
            "Complaint about a fee", [row["title"] for row in page["rows"]]
        )

    def test_a_way_that_the_client_forbade_says_why(self):
        self._consent("email", "withdrawn")
        self.sms.state = "paused"
        self.start_tour(
            f"/odoo/clients/{self.kovalenko.id}",
            "bank_refused_message",
            login=self.olena.login,
        )
        message = self.Message.search([("client_id", "=", self.kovalenko.id)])
        self.assertEqual((message.kind, message.state), ("sms", "queued"))
