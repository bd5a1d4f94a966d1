from odoo import fields, models


class BankClientSearch(models.Model):
    """Narrow table of folded keys by which a client is found as one types."""

    _name = "bank.client.search"
    _description = "Search Key of a Client"
    _log_access = False
    _order = "id"

    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Char(required=True)
    key = fields.Char(required=True)

    _prefix_idx = models.Index("(key text_pattern_ops, kind) INCLUDE (client_id)")
