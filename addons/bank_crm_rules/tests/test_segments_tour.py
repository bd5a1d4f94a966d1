from odoo.addons.bank_crm_base.tests.common import TODAY
from odoo.tests import HttpCase, tagged

from .common import SegmentCommon


@tagged("post_install", "-at_install", "bank_tour")
class TestSegmentTour(SegmentCommon, HttpCase):
    def test_a_segment_from_drawing_to_result(self):
        """A head draws a group and a list, saves, finds the members, opens the overlap."""
        self.kovalenko.city = "Lviv"
        for number, state in enumerate(("active", "active", "closed")):
            account = self._create_account(self.kovalenko, f"UA-tour-{number}")
            self.env["bank.card"].create(
                {
                    "external_id": account.number,
                    "account_id": account.id,
                    "client_id": self.kovalenko.id,
                    "masked_number": "414900******0001",
                    "state": state,
                }
            )
        other = self._create_segment(
            self._fact("city", "is", "Lviv"), user=self.lviv_head, name="People of Lviv",
            branch_id=self.lviv.id,
        )  # fmt: skip
        other.sudo()._refresh(TODAY)
        self.start_tour(
            "/odoo/segments", "bank_segment_tour", login=self.lviv_head.login
        )
        segment = self.env["bank.segment"].search([("name", "=", "Two cards in Lviv")])
        self.assertEqual(self._members(segment), self.kovalenko)
        self.assertEqual(segment.branch_id, self.lviv)
