from odoo import models


class MailActivity(models.Model):
    """Tasks about clients in the order of their timeline."""

    _inherit = "mail.activity"

    _client_timeline_idx = models.Index(
        "(res_id, (coalesce(date_done, date_deadline)::timestamp), id) "
        "WHERE res_model = 'res.partner'"
    )
