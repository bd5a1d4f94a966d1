from odoo import fields, models


class BankStartingValueMixin(models.AbstractModel):
    """A setting with which the product begins: the bank has still to say that it is right."""

    _name = "bank.starting.value.mixin"
    _description = "Starting Value"

    is_confirmed = fields.Boolean(
        "Confirmed by the bank",
        default=True,
        help="Off: a starting value of the product, to be confirmed by the bank.",
    )
