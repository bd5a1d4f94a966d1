from odoo import fields, models

from ...models.tasks.mail_activity import PRIORITIES


class BankTaskGive(models.TransientModel):
    """Giving a task with its kind and priority."""

    _inherit = "bank.task.give"

    task_priority = fields.Selection(PRIORITIES, "Priority", required=True, default="0")
    activity_type_id = fields.Many2one(
        "mail.activity.type", "Kind", required=True, ondelete="cascade",
        domain=[
            ("category", "!=", "upload_file"), ("res_model", "in", (False, "res.partner")),
        ],
        default=lambda self: self.env.ref("mail.mail_activity_data_todo", False),
    )  # fmt: skip

    def _create_task(self):
        task = super()._create_task()
        task.write(
            {
                "task_priority": self.task_priority,
                "activity_type_id": self.activity_type_id.id,
            }
        )
        return task
