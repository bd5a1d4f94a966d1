from odoo import api, fields, models

from ..domain.codes import selection


class BankClientAddress(models.Model):
    """Where a client lives, works or gets letters; dated and with its origin."""

    _name = "bank.client.address"
    _description = "Client Address"
    _inherit = ["bank.guarded.mixin"]
    _order = "client_id, kind, id"

    _fixed_names = ("client_id", "source")

    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(
        selection("address_kind"), required=True, default="registered"
    )
    street = fields.Char()
    city = fields.Char()
    zip = fields.Char("Postal code")
    country_id = fields.Many2one("res.country")
    source = fields.Char("Origin", default="manual", readonly=True)
    date_from = fields.Date("From")
    date_to = fields.Date("Until")

    @api.depends("street", "city", "zip")
    def _compute_display_name(self):
        for address in self:
            address.display_name = ", ".join(
                filter(None, [address.street, address.city, address.zip])
            )
