from odoo import api, models
from odoo.tools import SQL


class BankFeedPublishClients(models.AbstractModel):
    """A client who came with the feed is served from that day by whom the core names."""

    _inherit = "bank.feed.publish.clients"

    @api.model
    def _publish_rows(self, run, rows):
        result = super()._publish_rows(run, rows)
        self.env["bank.assignment"]._sync(
            SQL("SELECT partner_id FROM bank_feed_batch"), source="fed"
        )
        return result
