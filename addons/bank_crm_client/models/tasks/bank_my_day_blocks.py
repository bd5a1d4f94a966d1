from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import html2plaintext

from .bank_my_day import ROWS_SHOWN, DayBlock
from .mail_activity import RESULTS

DONE_SHOWN = 20


class BankMyDay(models.AbstractModel):
    """Blocks of the day: overdue, today, meetings, told of others' delays, done."""

    _inherit = "bank.my.day"

    @api.model
    def _own_blocks(self):
        return [
            DayBlock(
                "overdue", self.env._("Overdue"), 10, "fa-exclamation-circle", "tasks"
            ),
            DayBlock("today", self.env._("Today"), 20, "fa-check-square-o", "tasks"),
            DayBlock("meetings", self.env._("Meetings"), 30, "fa-handshake-o"),
            DayBlock("escalated", self.env._("Overdue in my units"), 40, "fa-level-up"),
            DayBlock("soon", self.env._("This week"), 50, "fa-calendar", "tasks"),
            DayBlock("done", self.env._("Done today"), 90, "fa-check"),
        ]

    @api.model
    def _tasks(self, domain, today):
        """Rows of one's own tasks, the urgent first, and how many there are."""
        Task = self.env["bank.staff.task"]
        domain = Domain("user_id", "=", self.env.uid) & domain
        tasks = Task.search(domain, limit=ROWS_SHOWN)
        # A task outlives the right to see its client: then it goes without the name.
        seen = tasks.client_id._filtered_access("read")
        priorities = dict(
            Task._fields["task_priority"]._description_selection(self.env)
        )
        rows = [
            self._task_row(task, task.client_id & seen, priorities, today)
            for task in tasks
        ]
        return {"rows": rows, "count": Task.search_count(domain)}

    @api.model
    def _task_row(self, task, client, priorities, today):
        """What the screen shows of a task; `client` is empty where one may not see him.

        An addon whose documents are listed adds "document": {model, id, name, place}.
        """
        note = html2plaintext(task.note, include_references=False) if task.note else ""
        return {
            "id": task.id,
            "title": task.summary or task.activity_type_id.name or "",
            "kind": task.activity_type_id.name or "",
            "icon": task.activity_type_id.icon or "fa-check-square-o",
            "client": client.display_name or "",
            "client_id": client.id,
            "phone": client._card_value("phone") if client else "",
            "note": note.strip(),
            "giver": task.giver_id.name if task.giver_id != task.user_id else "",
            "priority": task.task_priority,
            "priority_words": (
                priorities[task.task_priority] if task.task_priority != "0" else ""
            ),
            "told": task.escalated_to_id.name or "",
            "results": self._results_of(task),
            "badge": self.env["bank.home"]._urgency_badge(task.due_date, today),
        }

    @api.model
    def _results_of(self, task):
        """How it may end; what a client said is no result of a task about nobody."""
        if not task.client_id:
            return ["done"]
        return [code for code, _name in RESULTS]

    def _block_overdue(self, today):
        return {
            **self._tasks(Domain("due_date", "<", today), today),
            "empty": self.env._("You are late with nothing."),
        }

    def _block_today(self, today):
        return {
            **self._tasks(Domain("due_date", "=", today), today),
            "empty": self.env._("Nothing falls due today."),
        }

    def _block_soon(self, today):
        week = Domain("due_date", ">", today) & Domain(
            "due_date", "<=", today + timedelta(days=7)
        )
        return {
            **self._tasks(week, today),
            "empty": self.env._("Nothing falls due this week."),
        }

    def _block_meetings(self, today):
        zone = ZoneInfo(self.env.user.tz or "UTC")
        start = (
            datetime.combine(today, time(), zone).astimezone(UTC).replace(tzinfo=None)
        )
        events = self.env["calendar.event"].search(
            Domain("partner_ids", "in", self.env.user.partner_id.ids)
            & Domain("start", ">=", start)
            & Domain("start", "<", start + timedelta(days=1)),
            order="start",
            limit=ROWS_SHOWN,
        )
        return {
            "rows": [
                {
                    "id": event.id,
                    "title": event.display_name,
                    "subtitle": event.location or "",
                    "moment": fields.Datetime.to_string(event.start),
                    "model": event._name,
                }
                for event in events
            ],
            "count": len(events),
            "empty": self.env._("No meetings today."),
        }

    def _block_escalated(self, today):
        """What one was told of as a head and has not answered."""
        Told = self.env["bank.task.escalated"]
        domain = (
            Domain("to_user_id", "=", self.env.uid)
            & Domain("whom", "=", "head")
            & Domain("state", "=", "open")
        )
        told = Told.search(domain, limit=ROWS_SHOWN)
        if not told and not self.env["bank.home"]._headed_posts():
            return {"rows": [], "count": 0, "is_hidden": True}
        seen = told.client_id._filtered_access("read")
        return {
            "rows": [
                {
                    "id": row.id,
                    "title": row.summary or "",
                    "subtitle": " · ".join(
                        filter(None, [(row.client_id & seen).display_name, row.why])
                    ),
                    "model": "bank.task.escalated",
                    "method": "action_decide",
                    "button": self.env._("Decide"),
                }
                for row in told
            ],
            "count": Told.search_count(domain),
            "empty": self.env._("Nobody above whom you stand is late."),
        }

    def _block_done(self, today):
        done = self.env["mail.activity"].with_context(active_test=False).search(
            Domain("user_id", "=", self.env.uid)
            & Domain("active", "=", False)
            & Domain("date_done", ">=", today),
            order="id desc",
            limit=DONE_SHOWN,
        )  # fmt: skip
        return {
            "rows": [
                {
                    "id": task.id,
                    "title": task.summary or task.activity_type_id.name or "",
                    "subtitle": task._result_words(task.task_result),
                }
                for task in done
            ],
            "count": len(done),
            "is_hidden": not done,
            "empty": "",
        }

    @api.model
    def finish_task(self, task_id, result, words=""):
        """Finish one's own task with its result; the day anew."""
        self._check_employee()
        task = self.env["bank.staff.task"].search([("id", "=", int(task_id))])
        if task:
            task.action_finish(result, words or "")
        return self.get_my_day()

    @api.model
    def postpone_task(self, task_id, days):
        """One's own task on another day of work; for which a head has not set the day."""
        self._check_employee()
        task = self.env["bank.staff.task"].search([("id", "=", int(task_id))])
        if task:
            task._postpone(int(days))
        return self.get_my_day()
