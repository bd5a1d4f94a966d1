from odoo import models


class ResPartner(models.Model):
    """Indexes by which the home screens count without reading the clients."""

    _inherit = "res.partner"

    _incomplete_idx = models.Index(
        "(branch_id, manager_id, is_private_banking) WHERE is_incomplete IS TRUE"
    )
    _since_idx = models.Index("(client_since) WHERE client_since IS NOT NULL")
    _until_idx = models.Index("(client_until) WHERE client_until IS NOT NULL")
