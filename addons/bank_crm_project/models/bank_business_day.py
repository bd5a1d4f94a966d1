from odoo import api, models
from odoo.addons.bank_crm_base.models.bank_business_day_run import TaskSpec
from odoo.tools import SQL

from .project_task import BLOCKED

TASKS_A_SLICE = 200


class BankBusinessDay(models.Model):
    """At night: whatever came into a project past its screens is in the lists too."""

    _inherit = "bank.business.day"

    @api.model
    def _task_specs(self):
        return [
            *super()._task_specs(),
            TaskSpec("project_tasks", self.env._("Tasks of projects in the lists"), 85),
        ]

    def _task_project_tasks(self, task):
        """Open tasks that somebody has and does not see in his day; True while more."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT t.id
                  FROM project_task t JOIN project_task_user_rel r ON r.task_id = t.id
                  JOIN res_users u ON u.id = r.user_id AND u.active
                  LEFT JOIN project_project p ON p.id = t.project_id
                 WHERE t.active AND t.date_deadline IS NOT NULL AND t.id > %(after)s
                   AND t.state NOT IN ('1_done', '1_canceled', %(blocked)s)
                   AND t.is_template IS NOT TRUE AND p.is_template IS NOT TRUE
                   AND NOT EXISTS (SELECT 1 FROM mail_activity a
                                    WHERE a.project_task_id = t.id AND a.active
                                      AND a.user_id = r.user_id)
                 ORDER BY t.id LIMIT %(most)s
                """,
                after=task.cursor or 0,
                blocked=BLOCKED,
                most=TASKS_A_SLICE,
            )
        )
        ids = [task_id for (task_id,) in rows]
        self.env["project.task"].browse(ids)._keep_in_days()
        if ids:
            task.cursor = ids[-1]
            task.done_count += len(ids)
        return len(ids) == TASKS_A_SLICE
