import time

from odoo import api, models
from odoo.addons.bank_crm_base.models.bank_business_day_run import SLICE_SECONDS
from odoo.tools import SQL

from ...domain.classes.wallet import NOTICE_DAYS, Side, is_time_to_speak, kinds_of

PRODUCTS_A_BATCH = 10_000
NOTICE_PARAMETER = "bank_crm_client.external_notice_days"


class BankExternalProduct(models.Model):
    """The night counts amounts at the day's rate and tells managers of what ends soon."""

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
            products._tell_of_ends(day)
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
        value = self.env["ir.config_parameter"].sudo().get_param(NOTICE_PARAMETER)
        return int(value) if value and value.isdigit() else NOTICE_DAYS

    def _tell_of_ends(self, day):
        """Give each manager a task for what his client has elsewhere and may bring here."""
        notice_days = self._notice_days()
        soon = self.sudo().search(
            [
                ("id", "in", self.ids),
                ("kind", "in", kinds_of(Side.ASSETS)),
                ("end_date", ">=", day),
                ("client_id.manager_id.active", "=", True),
                ("client_id.active", "=", True),
            ]
        )
        soon = soon.filtered(
            lambda product: is_time_to_speak(
                product.end_date, day, product.told_end_date or None, notice_days
            )
        )
        if not soon:
            return
        kind = self.env.ref("mail.mail_activity_data_todo")
        model_id = self.env["ir.model"]._get_id("res.partner")
        # The night gives tasks for the bank; whose client he is sees him.
        self.env["mail.activity"].sudo().with_context(
            mail_activity_quick_update=True
        ).create(
            [
                {
                    "res_model_id": model_id,
                    "res_id": product.client_id.id,
                    "user_id": product.client_id.manager_id.id,
                    "activity_type_id": kind.id,
                    "summary": self.env._(
                        "%(kind)s in %(bank)s ends on %(date)s: offer ours",
                        kind=dict(
                            product._fields["kind"]._description_selection(self.env)
                        )[product.kind],
                        bank=product.bank_id.name,
                        date=product.end_date,
                    ),
                    "date_deadline": day,
                }
                for product in soon
            ]
        )
        for product in soon:
            product.told_end_date = product.end_date
        soon.flush_recordset()
