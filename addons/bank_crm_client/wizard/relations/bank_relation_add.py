from odoo import api, fields, models
from odoo.exceptions import UserError


class BankRelationAdd(models.TransientModel):
    """Entering a relation from a client's card, in the words of his side."""

    _name = "bank.relation.add"
    _description = "Add a Relation"
    _inherit = ["bank.named.client.mixin"]

    client_id = fields.Many2one("res.partner", required=True, readonly=True)
    phrase = fields.Selection(
        selection="_phrases", string="How", required=True,
        help="Read it as a sentence: the client, these words, the other.",
    )  # fmt: skip
    type_id = fields.Many2one("bank.relation.type", compute="_compute_type_id")
    kind = fields.Selection(related="type_id.kind")
    has_share = fields.Boolean(related="type_id.has_share")
    is_stranger = fields.Boolean("Is not our client")
    other_client_id = fields.Many2one(
        "res.partner",
        "The other",
        domain="[('is_client', '=', True), ('id', '!=', client_id)]",
    )
    other_name = fields.Char("Name")
    other_number = fields.Char("Tax or registration number")
    other_kind = fields.Selection(
        [("person", "Person"), ("legal_entity", "Company"), ("state", "State body")],
        "Who",
        default="person",
    )
    share = fields.Float("Share, %", digits=(9, 4))
    base_currency_id = fields.Many2one(related="client_id.base_currency_id")
    amount = fields.Monetary("Guaranteed", currency_field="base_currency_id")
    influence = fields.Text("Why the influence is decisive")
    evidence = fields.Char("Seen in", help="Register extract, contract, statement.")
    date_from = fields.Date(
        "From", default=lambda self: self.env["bank.business.day"]._today()
    )

    @api.model
    def _phrases(self):
        """Each type in words from either side; the side is a part of the choice."""
        phrases = []
        for kind in self.env["bank.relation.type"].search([]):
            phrases.append((f"{kind.id}>", kind.name))
            if not kind.is_symmetric:
                phrases.append((f"{kind.id}<", kind.reverse_name))
        return phrases

    @api.depends("phrase")
    def _compute_type_id(self):
        for entry in self:
            entry.type_id = int(entry.phrase[:-1]) if entry.phrase else False

    def action_add(self):
        """Write the relation down; it counts from its first day."""
        self.ensure_one()
        self.check_access("read")
        if self.is_stranger and not (self.other_name or "").strip():
            raise UserError(self.env._("Say who it is."))
        if not self.is_stranger and not self.other_client_id:
            raise UserError(self.env._("Choose the other client."))
        self.env["bank.relation"].check_access("create")
        party = self.env["bank.party"]
        if self.is_stranger:
            party = party._named(self.other_name, self.other_number, self.other_kind)
        ends = ("from", "to") if self.phrase.endswith(">") else ("to", "from")
        self.env["bank.relation"].create(
            {
                f"{ends[0]}_client_id": self.client_id.id,
                f"{ends[1]}_client_id": not party and self.other_client_id.id,
                f"{ends[1]}_party_id": party.id,
                "type_id": self.type_id.id,
                "share": self.share if self.has_share else 0,
                "amount": self.amount if self.kind == "guarantee" else 0,
                "influence": self.influence,
                "evidence": self.evidence,
                "date_from": self.date_from,
            }
        )
        return {"type": "ir.actions.act_window_close"}
