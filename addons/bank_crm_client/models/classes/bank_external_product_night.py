import time

from odoo import api, models
from odoo.addons.bank_crm_base.models.bank_business_day_run import SLICE_SECONDS
from odoo.tools import SQL

from ...domain.classes.wallet import NOTICE_DAYS

PRODUCTS_A_BATCH = 10_000
NOTICE_PARAMETER = "bank_crm_client.external_notice_days"


class BankExternalProduct(models.Model):
    """The night counts amounts at the day's rate; what ends soon is a next step."""

    _inherit = "bank.external.product"

    @api.model
    def _next_held(self, after_id):
        """The next products that clients hold, in the order of their ids."""
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM bank_external_product WHERE id > %s AND date_to IS NULL "
                "ORDER BY id LIMIT %s",
                after_id,
                PRODUCTS_A_BATCH,
            )
        )
        return self.browse([product_id for (product_id,) in rows])

    @api.model
    def _do_night(self, task, day):
        """A slice of the night's work; True while products are left."""
        if not task.total_count:
            task.total_count = self.search_count([("date_to", "=", False)])
        deadline = time.monotonic() + SLICE_SECONDS
        while products := self._next_held(task.cursor):
            products._refresh_base(day)
            task.write(
                {
                    "cursor": products.ids[-1],
                    "done_count": task.done_count + len(products),
                }
            )
            task.flush_recordset()
            if time.monotonic() > deadline:
                return True
        return False

    @api.model
    def _notice_days(self):
        """How long before its end the manager is to speak of it."""
        value = self.env["ir.config_parameter"].sudo().get_param(NOTICE_PARAMETER)
        return int(value) if value and value.isdigit() else NOTICE_DAYS
