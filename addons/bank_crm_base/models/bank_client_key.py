from odoo import fields, models


class BankClientKey(models.Model):
    """The number by which another system knows a client; feeds find clients only by it."""

    _name = "bank.client.key"
    _description = "Client Key"
    _order = "source, valid_from, id"
    _rec_name = "external_id"

    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade"
    )
    source = fields.Char("System", required=True, default="core")
    external_id = fields.Char("Number there", required=True)
    valid_from = fields.Date("From")
    valid_to = fields.Date("Until")

    _current_uniq = models.UniqueIndex(
        "(source, external_id) WHERE valid_to IS NULL",
        "Another client has this number in that system.",
    )
    _external_idx = models.Index("(source, external_id)")
