from odoo import api, models
from odoo.tools import SQL

from ...domain.matching.facts import facts

COMPARED = frozenset(("name", "kind", "country_id"))


class BankParty(models.Model):
    """Who is no client and stands behind one is looked for on the lists as clients are."""

    _inherit = "bank.party"

    @api.model_create_multi
    def create(self, vals_list):
        parties = super().create(vals_list)
        parties._look_on_lists()
        return parties

    def write(self, vals):
        result = super().write(vals)
        if COMPARED & vals.keys():
            self._look_on_lists()
        return result

    def _screen_facts(self):
        """Party -> what is compared with a listed name."""
        return {
            party: facts(
                kind="person" if party.kind == "person" else "legal_entity",
                name=party.name,
            )
            for party in self
        }

    def _look_on_lists(self):
        self.env["bank.client.screen.key"].sudo()._write_party_keys(
            {party.id: found for party, found in self.sudo()._screen_facts().items()}
        )
        self.env["bank.sanctions.hit"].sudo()._screen_parties(self)

    @api.model
    def _look_all_on_lists(self):
        """The night: everybody who is no client, whoever has no keys yet included."""
        Key = self.env["bank.client.screen.key"].sudo()
        everybody = self.sudo().search([])
        keyless = everybody - Key.search([("party_id", "!=", False)]).party_id
        Key._write_party_keys(
            {party.id: found for party, found in keyless._screen_facts().items()}
        )
        self.env["bank.sanctions.hit"].sudo()._screen_parties(everybody)

    def _become(self, client):
        """What compliance said of him holds of the client, while both are alike."""
        Hit = self.env["bank.sanctions.hit"].sudo()
        hits = Hit.search([("party_id", "=", self.id)])
        Hit.search(
            [("client_id", "=", client.id), ("entry_id", "in", hits.entry_id.ids)]
        ).unlink()
        hits.flush_recordset()
        self.env.cr.execute(
            SQL(
                "UPDATE bank_sanctions_hit SET client_id = %s, party_id = NULL "
                "WHERE id = ANY(%s)",
                client.id,
                hits.ids,
            )
        )
        hits.invalidate_recordset()
        Hit._screen(client.ids)
        return super()._become(client)
