from odoo import api, models


class BankFeedPublishClients(models.AbstractModel):
    """Papers from the core system: relied on, and of the first type of their kind."""

    _inherit = "bank.feed.publish.clients"

    @api.model
    def _publish_documents(self, run):  # pylint: disable=missing-return
        super()._publish_documents(run)
        run.env.cr.execute(
            """
            UPDATE bank_client_document d
               SET type_id = coalesce(d.type_id, t.id), state = coalesce(d.state, 'verified')
              FROM bank_feed_batch b, (
                   SELECT DISTINCT ON (kind) kind, id FROM bank_document_type
                    WHERE active ORDER BY kind, sequence, id) t
             WHERE d.client_id = b.partner_id AND t.kind = d.kind
               AND (d.type_id IS NULL OR d.state IS NULL)
            """
        )
