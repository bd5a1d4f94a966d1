from odoo.addons.bank_crm_exchange.tests.common import FeedCommon
from odoo.tests import tagged

HEADER = "client_id,kind,last_name,first_name,branch_id,manager_id"


@tagged("post_install", "-at_install")
class TestAssignmentFeed(FeedCommon):
    """A client who came with a file is served from that day, and sent again stays so."""

    def test_a_fed_client_has_his_history_at_once(self):
        self.env["res.users"].browse(self.olena.id).sudo().staff_number = "S77"
        row = f"C1,person,Коваль,Ольга,{self.lviv.code},S77"
        for _turn in range(2):
            self._load("clients", self._rows(HEADER, row))
            rows = self.env["bank.assignment"].search(
                [("client_id", "=", self._client("C1").id)]
            )
            self.assertEqual(len(rows), 1)
            self.assertEqual(
                (rows.user_id, rows.branch_id, rows.source),
                (self.olena, self.lviv, "fed"),
            )
