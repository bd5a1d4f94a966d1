from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..domain.codes import selection
from ..domain.identifiers import card_tail, is_full_card_number


class BankCard(models.Model):
    """A payment card. Its number is never kept: first six and last four digits only."""

    _name = "bank.card"
    _description = "Card"
    _order = "state, expiry_date desc, id"
    _rec_name = "masked_number"

    source = fields.Char("System", required=True, default="core")
    external_id = fields.Char("Token", required=True)
    account_id = fields.Many2one(
        "bank.account", required=True, index=True, ondelete="restrict"
    )
    client_id = fields.Many2one(
        "res.partner", "Cardholder", required=True, index=True, ondelete="restrict"
    )
    product_id = fields.Many2one("bank.product", index=True, ondelete="restrict")
    masked_number = fields.Char("Number", required=True)
    tail = fields.Char("Last four", size=4, index=True)
    scheme = fields.Char("Payment scheme")
    state = fields.Selection(selection("card_state"), required=True, default="active")
    issued_date = fields.Date("Issued on")
    expiry_date = fields.Date("Valid until", index=True)
    fed_at = fields.Datetime("As of")

    _identity_uniq = models.Constraint(
        "UNIQUE(source, external_id)", "The card is here already."
    )
    _number_masked = models.Constraint(
        "CHECK(masked_number !~ '[0-9]{11,}')",
        "A full card number is never stored: mask all but the first six and last four.",
    )

    @api.constrains("masked_number", "external_id")
    def _check_number_masked(self):
        for card in self:
            if is_full_card_number(card.masked_number) or is_full_card_number(
                card.external_id
            ):
                raise ValidationError(
                    self.env._("A full card number is never stored: send it masked.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            vals["tail"] = card_tail(vals.get("masked_number") or "") or False
        return super().create(vals_list)
