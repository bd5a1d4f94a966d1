from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from .project_task import DONE


class MailActivity(models.Model):
    """What stands in somebody's day for a task of a project, and acts on that task."""

    _inherit = "mail.activity"

    project_task_id = fields.Many2one(
        "project.task",
        "Task of a project",
        index="btree_not_null",
        ondelete="cascade",
        readonly=True,
        copy=False,
    )

    def write(self, vals):
        """Another day or assignee is the task's: postponed, extended or given on."""
        if not {"user_id", "date_deadline"} & vals.keys():
            return super().write(vals)
        standing = self._standing()
        before = {row: row.user_id for row in standing}
        result = super().write(vals)
        for row in standing.sudo():
            task = row.project_task_id
            values = {}
            if row.user_id != before[row]:
                values["user_ids"] = [
                    Command.unlink(before[row].id),
                    Command.link(row.user_id.id),
                ]
            if row.date_deadline != task._bank_deadline().date():
                values["date_deadline"] = task._deadline_on(row.date_deadline)
            if values:
                task.write(values)
        return result

    def _action_done(self, feedback=False, attachment_ids=None):
        tasks = self._standing().project_task_id.sudo()
        result = super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
        tasks.filtered(lambda task: not task.is_closed).write({"state": DONE})
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_standing(self):
        for row in self._standing().filtered("active").sudo():
            if row.user_id in row.project_task_id._day_people():
                raise UserError(
                    self.env._(
                        "“%(task)s” is a task of a project: finish it, or change it there.",
                        task=row.summary or "",
                    )
                )

    def _standing(self):
        """Those that stand for a task, where it is not the task that moves them."""
        if self.env.context.get("bank_keeps_days"):
            return self.browse()
        return self.filtered("project_task_id")
