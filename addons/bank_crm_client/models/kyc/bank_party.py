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
        changed = self.env["bank.sanctions.hit"]._changed_by(self, vals, COMPARED)
        self.env["bank.sanctions.hit"]._check_may_lift("party_id", changed)
        result = super().write(vals)
        changed._look_on_lists()
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
        if not self:
            return
        self.env["bank.client.screen.key"].sudo()._write_party_keys(
            {party.id: found for party, found in self.sudo()._screen_facts().items()}
        )
        self.env["bank.sanctions.hit"].sudo()._screen_parties(self)

    @api.model
    def _look_next_on_lists(self, after_id, limit):
        """The night: the next of them, whoever has no keys yet included; returns the last id."""
        parties = self.sudo().search([("id", ">", after_id)], order="id", limit=limit)
        Key = self.env["bank.client.screen.key"].sudo()
        keyed = Key._read_group([("party_id", "in", parties.ids)], ["party_id"])
        keyless = parties.browse(set(parties.ids) - {party.id for (party,) in keyed})
        Key._write_party_keys(
            {party.id: found for party, found in keyless._screen_facts().items()}
        )
        self.env["bank.sanctions.hit"].sudo()._screen_parties(parties)
        return parties.ids[-1] if parties else None

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
