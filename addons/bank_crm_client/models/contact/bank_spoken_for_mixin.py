from odoo import fields, models


class BankSpokenForMixin(models.AbstractModel):
    """What goes to somebody who speaks for a client: the client's matter, another addressee."""

    _name = "bank.spoken.for.mixin"
    _description = "Goes to Who Speaks for the Client"
    _inherit = ["bank.sealed.mixin"]

    recipient_id = fields.Many2one(
        "res.partner", "Speaks for the client", index="btree_not_null", ondelete="set null",
        sealed=True, copy=False, groups=fields.NO_ACCESS,
    )  # fmt: skip
    recipient_party_id = fields.Many2one(
        "bank.party", "Speaks for the client, not our client", index="btree_not_null",
        ondelete="set null", sealed=True, copy=False, groups=fields.NO_ACCESS,
    )  # fmt: skip
    recipient_name = fields.Char(
        "To whom", sealed=True, copy=False, help="Where it is not the client himself."
    )

    def _recipient(self):
        """Who gets it where that is not the client; None where it is."""
        self.ensure_one()
        row = self.sudo()
        return row.recipient_id or row.recipient_party_id or None

    def _recipient_values(self, recipient):
        """How a speaker of the client, as the gate names him, is kept."""
        is_client = bool(recipient) and recipient._name == "res.partner"
        return {
            "recipient_id": recipient.id if is_client else False,
            "recipient_party_id": recipient.id
            if recipient and not is_client
            else False,
            "recipient_name": recipient.sudo().name if recipient else False,
        }
