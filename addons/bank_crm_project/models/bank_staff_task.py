from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class BankStaffTask(models.Model):
    """Tasks of projects among all others; a head sees those that his rights in it show."""

    _inherit = "bank.staff.task"
    _depends = {
        "project.task": ["name", "project_id", "partner_id", "description"],
    }

    project_id = fields.Many2one("project.project", readonly=True)

    @api.model
    def _task_documents(self):
        return [*super()._task_documents(), "project.task"]

    @api.model
    def _task_columns(self):
        columns = super()._task_columns()
        of_task = SQL(
            "FROM project_task t "
            "WHERE activity.res_model = 'project.task' AND t.id = activity.res_id"
        )
        return {
            **columns,
            "project_id": SQL("(SELECT t.project_id %s)", of_task),
            "note": SQL(
                "coalesce(%s, (SELECT t.description %s))", columns["note"], of_task
            ),
        }

    @api.model
    def _task_client(self, activity):
        return SQL(
            "coalesce(%(own)s, (SELECT c.id FROM project_task t "
            "JOIN res_partner c ON c.id = t.partner_id AND c.is_client "
            "WHERE %(activity)s.res_model = 'project.task' AND t.id = %(activity)s.res_id))",
            own=super()._task_client(activity),
            activity=activity,
        )

    @api.model
    def _visible_domain(self, activity="id"):
        """Of one's people's tasks in projects, those that project itself shows one."""
        seen = super()._visible_domain(activity)
        if self.env.uid == SUPERUSER_ID:
            return seen
        tasks = (
            self.env["project.task"]
            .with_user(self.env.uid)
            .sudo(False)
            .with_context(active_test=False)
            ._search([])
        )
        closed = SQL(
            "(SELECT a.id FROM mail_activity a WHERE a.res_model = 'project.task' "
            "AND a.res_id NOT IN %s)",
            tasks.subselect(),
        )
        own = Domain("user_id", "=", self.env.uid)
        return seen & (own | Domain(activity, "not in", closed))

    def action_open(self):
        """The client, or where there is none the task in its project."""
        self.ensure_one()
        task = self._project_task()
        if not task:
            return super().action_open()
        return task.get_formview_action()

    def _project_task(self):
        """The task of a project that this one stands for or belongs to; empty otherwise."""
        activity = self.env["mail.activity"].sudo().browse(self.id)
        task = self.env["project.task"]
        if activity.res_model == task._name:
            task = task.browse(activity.res_id).exists()
        return task
