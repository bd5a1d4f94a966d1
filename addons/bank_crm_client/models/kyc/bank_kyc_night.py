from odoo import api, fields, models
from odoo.tools import format_date

REVIEWS_A_SLICE = 500
DONE_WITHIN_DAYS = 7


class BankKyc(models.Model):
    """The night tells each manager, once, whose review is overdue."""

    _inherit = "bank.kyc"

    @api.model
    def _tell_overdue(self, day, after_id):
        """Tasks for the next reviews past their day; returns the last one's id, or none."""
        overdue = self.sudo().search(
            [
                ("id", ">", after_id),
                ("state", "=", "in_force"),
                ("review_date", "<", day),
                ("overdue_task_date", "=", False),
                ("client_id.active", "=", True),
                ("client_id.manager_id.active", "=", True),
            ],
            order="id",
            limit=REVIEWS_A_SLICE,
        )
        if not overdue:
            return None
        self.env["mail.activity"].sudo().with_context(
            mail_activity_quick_update=True
        ).create(
            [
                {
                    "res_model_id": self.env["ir.model"]._get_id("res.partner"),
                    "res_id": kyc.client_id.id,
                    "user_id": kyc.client_id.manager_id.id,
                    "activity_type_id": self.env.ref("mail.mail_activity_data_todo").id,
                    "summary": self.env._(
                        "Review the client anew: it was due on %(date)s",
                        date=format_date(self.env, kyc.review_date),
                    ),
                    "date_deadline": fields.Date.add(day, days=DONE_WITHIN_DAYS),
                }
                for kyc in overdue
            ]
        )
        overdue.overdue_task_date = day
        overdue.flush_recordset()
        return overdue.ids[-1]
