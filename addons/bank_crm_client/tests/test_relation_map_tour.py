from odoo.tests import HttpCase, tagged

from .common_relations import RelationsCommon


@tagged("post_install", "-at_install", "bank_tour")
class TestRelationMapTour(RelationsCommon, HttpCase):
    def test_one_walks_from_client_to_client(self):
        self._relate(self.holding, "owns", self.trade, share=60)
        self._relate(self.kovalenko, "director", self.trade)
        self._relate(self.holding, "guarantees", self.depot)
        proposal = self._relate(self.kovalenko, "signatory", self.trade)
        proposal.sudo().write({"state": "proposed", "source": "inferred"})
        self._rebuild_groups()
        self.start_tour(
            f"/odoo/clients/{self.holding.id}",
            "bank_relation_map_walk",
            login=self.olena.login,
        )
        self.assertEqual(proposal.state, "confirmed")
