from datetime import UTC, datetime

from odoo import api, fields, models

# What decides whether, when and with whom a task stands in the lists of a day.
DAY_FIELDS = frozenset(
    {
        "user_ids", "date_deadline", "name", "state", "stage_id", "active", "priority",
        "project_id", "parent_id", "depend_on_ids", "is_template",
    }
)  # fmt: skip
BLOCKED = "04_waiting_normal"
DONE = "1_done"
# Core has four, a task of the bank three.
PRIORITY = {"2": "1", "3": "2"}


class ProjectTask(models.Model):
    """A task of a project: each assignee has it in his day from its deadline.

    For each of them one activity stands for the task in the bank's lists, is told of
    when it is late, and is done with it. The task is the truth, the activity follows.
    """

    _inherit = "project.task"

    @api.model_create_multi
    def create(self, vals_list):
        tasks = super().create(vals_list)
        tasks._keep_in_days()
        return tasks

    def write(self, vals):
        result = super().write(vals)
        if DAY_FIELDS & vals.keys():
            # A task that waited for this one may begin.
            (self | self.sudo().dependent_ids.with_env(self.env))._keep_in_days()
        return result

    def unlink(self):
        return super(ProjectTask, self.with_context(bank_keeps_days=True)).unlink()

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        return super().message_subscribe(self._inside(partner_ids), subtype_ids)

    @api.model
    def _inside(self, partner_ids):
        """Of those who are to follow, who is no client: a follower is written to."""
        if not partner_ids:
            return partner_ids
        clients = self.env["bank.contact.gate"]._clients_of_partners(partner_ids)
        return [one for one in partner_ids if one not in clients]

    def _portal_ensure_token(self):
        """No link opens a task without signing in."""
        return ""

    # --- its place in the day

    def _keep_in_days(self):
        """Bring the activities that stand for these tasks to what the tasks say."""
        if self.env.context.get("bank_keeps_days"):
            return
        # The assignee hears of it from the project itself.
        tasks = self.sudo().with_context(
            active_test=False, bank_keeps_days=True, mail_activity_quick_update=True
        )
        Activity = tasks.env["mail.activity"]
        standing = Activity.search(
            [("project_task_id", "in", tasks.ids), ("active", "=", True)]
        ).grouped("project_task_id")
        new = []
        for task in tasks:
            rows = standing.get(task, Activity)
            people = task._day_people()
            if not people:
                task._leave_days(rows)
                continue
            values = task._day_values()
            for row in rows:
                if row.user_id not in people:
                    row.unlink()
                    continue
                people -= row.user_id
                changed = {
                    name: value for name, value in values.items() if row[name] != value
                }
                if changed:
                    row.write(changed)
            new += [
                {**values, **task._day_place(), "user_id": user.id} for user in people
            ]
        Activity.create(new)

    def _day_people(self):
        """Who has the task before him; nobody where it is over, waits or has no day."""
        is_open = (
            self.active
            and self.date_deadline
            and not self.is_closed
            and self.state != BLOCKED
            and not self.has_template_ancestor
            and not self.project_id.is_template
        )
        if not is_open:
            return self.env["res.users"]
        return self.user_ids.filtered(lambda user: user.active and not user.share)

    def _day_values(self):
        return {
            "summary": self.name,
            "date_deadline": self._bank_deadline().date(),
            "task_priority": PRIORITY.get(self.priority, "0"),
        }

    def _day_place(self):
        return {
            "project_task_id": self.id,
            "res_model_id": self.env["ir.model"]._get_id(self._name),
            "res_id": self.id,
            "activity_type_id": self.env.ref("bank_crm_project.activity_type_task").id,
        }

    def _leave_days(self, rows):
        """The task is over: its activities are done with it, or go where it was dropped."""
        if self.state != DONE or not self.active:
            rows.unlink()
            return
        doer = self.env.user
        done = rows
        if doer in self.user_ids:
            done = rows.filtered(lambda row: row.user_id == doer)
        rows.write({"active": False})
        done.write({"task_result": "done"})
        # Colleagues had it before them and did nothing of it today.
        rows.flush_recordset()
        (rows - done).write({"date_done": False})

    def _bank_deadline(self):
        """The deadline as the bank's clock shows it."""
        return self.env["bank.task.escalation"]._on_the_wall(self.date_deadline)

    def _deadline_on(self, day):
        """Another day at the same hour of the bank's clock, in UTC."""
        hour = self._bank_deadline().time()
        zone = self.env["bank.task.escalation"]._bank_zone()
        return fields.Datetime.to_string(
            datetime.combine(day, hour, zone).astimezone(UTC)
        )
