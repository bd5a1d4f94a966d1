from odoo.tests import HttpCase, tagged

from .common import ClientCommon


@tagged("post_install", "-at_install", "bank_tour")
class TestDuplicatesTour(HttpCase, ClientCommon):
    def test_a_duplicate_on_entry_is_merged_and_parted_again(self):
        known = self._create_person(
            "Вовчок", "Юлія", phone="+380671234417", client_state="prospect"
        )
        self.start_tour("/odoo/clients/new", "bank_duplicates_tour", login="t_olena")
        merge = self.env["bank.client.merge"].search([("client_id", "=", known.id)])
        self.assertRecordValues(
            merge, [{"state": "undone", "merged_by_id": self.olena.id}]
        )
        self.assertEqual(merge.loser_id.name, "Vovchok Yuliia")
        self.assertEqual(known.last_name, "Вовчок")
        self.assertTrue(merge.loser_id.active)
