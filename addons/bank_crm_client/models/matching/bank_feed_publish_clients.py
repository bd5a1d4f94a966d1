from odoo import api, models


class BankFeedPublishClients(models.AbstractModel):
    """Rows of a client who was merged here reach the one that stays.

    The core may go on feeding both numbers. The fields of a client belong to his own number:
    a row of the other one finds him and changes nothing, else two rows of one file would
    take turns on one record.
    """

    _inherit = "bank.feed.publish.clients"

    @api.model
    def _make_batch(self, run, rows):  # pylint: disable=missing-return
        super()._make_batch(run, rows)
        run.env.cr.execute(
            """
            DELETE FROM bank_feed_batch t USING res_partner x, bank_client_key k
             WHERE x.id = t.partner_id AND NOT t.is_new
               AND k.source = %s AND k.external_id = t.client_id AND k.client_id = x.id
               AND x.core_number IS DISTINCT FROM t.client_id
               AND EXISTS (SELECT 1 FROM bank_client_merge_row r
                             JOIN bank_client_merge m ON m.id = r.merge_id AND m.state = 'done'
                            WHERE r.table_name = 'bank_client_key' AND r.record_id = k.id)
            """,
            [run.feed_id.source],
        )

    @api.model
    def _finish(self, run):  # pylint: disable=missing-return
        super()._finish(run)
        cron = self.env.ref(
            "bank_crm_client.ir_cron_find_duplicates", raise_if_not_found=False
        )
        if cron:
            cron.sudo()._trigger()
