from odoo import api, fields, models
from odoo.exceptions import UserError


class BankParty(models.Model):
    """A person or company that is not our client and is named in a client's relations."""

    _name = "bank.party"
    _description = "Person or Company Not Our Client"
    _order = "name, id"
    _rec_names_search = ["name", "number"]

    name = fields.Char(required=True)
    number = fields.Char(
        "Tax or registration number", help="One number is one person or company."
    )
    kind = fields.Selection(
        [("person", "Person"), ("legal_entity", "Company"), ("state", "State body")],
        required=True,
        default="person",
    )
    country_id = fields.Many2one("res.country")
    relation_from_ids = fields.One2many(
        "bank.relation", "from_party_id", "What he is to our clients"
    )
    relation_to_ids = fields.One2many(
        "bank.relation", "to_party_id", "What our clients are to him"
    )

    _number_uniq = models.UniqueIndex(
        "(number) WHERE number IS NOT NULL",
        "Somebody with this number is here already: choose him.",
    )

    def action_make_prospect(self):
        """A prospect of this party, introduced by the client through whom it is known."""
        self.ensure_one()
        self.check_access("read")
        relations = self.relation_from_ids | self.relation_to_ids
        clients = relations.from_client_id | relations.to_client_id
        if not clients:
            raise UserError(
                self.env._("Nobody whom you may see is related to this party.")
            )
        if self.kind == "state":
            raise UserError(self.env._("A state body becomes no prospect."))
        number = "company_registry" if self.kind == "legal_entity" else "vat"
        client = self.env["res.partner"].create(
            {
                "name": self.name,
                "is_client": True,
                "client_kind": self.kind,
                "client_state": "prospect",
                "country_id": self.country_id.id,
                "manager_id": self.env.uid,
                "branch_id": self.env.user.branch_id.id,
                "introduced_by_id": clients[:1].id,
                number: self.number or False,
            }
        )
        self.sudo()._become(client)
        return client.get_formview_action()

    def _become(self, client):
        """What was known of this party holds of the client that it is now."""
        everything = self.env["bank.relation"].with_context(active_test=False)
        everything.search([("from_party_id", "=", self.id)]).write(
            {"from_party_id": False, "from_client_id": client.id}
        )
        everything.search([("to_party_id", "=", self.id)]).write(
            {"to_party_id": False, "to_client_id": client.id}
        )
        self.unlink()

    @api.model
    def _named(self, name, number, kind="person"):
        """The party with this number, or a new one: the bank knows each once."""
        number = (number or "").strip() or False
        party = number and self.sudo().search([("number", "=", number)], limit=1)
        return party or self.sudo().create(
            {"name": name.strip(), "number": number, "kind": kind}
        )
