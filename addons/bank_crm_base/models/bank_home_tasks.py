from odoo import api, fields, models
from odoo.fields import Domain

from ..domain.home import Urgency, birthdays, next_birthday, urgency
from .bank_home import ADMIN, DESK, PORTFOLIO, ROWS_SHOWN, UNIT, TileSpec

BIRTHDAY_DAYS = 7


class BankHome(models.AbstractModel):
    """Tiles about what people have to do: own tasks, those of subordinates, birthdays."""

    _inherit = "bank.home"

    @api.model
    def _task_tiles(self):
        return [
            TileSpec(
                "overdue_tasks", self.env._("Overdue tasks of my people"), "needs_me", "list", 10,
                frozenset({UNIT}), "fa-clock-o", needs_clients=False,
            ),
            TileSpec(
                "my_tasks", self.env._("My tasks due"), "needs_me", "list", 20,
                frozenset({UNIT, PORTFOLIO, DESK, ADMIN}), "fa-check-square-o",
                needs_clients=False,
            ),
            TileSpec(
                "birthdays", self.env._("Birthdays this week"), "needs_me", "list", 60,
                frozenset({PORTFOLIO}), "fa-birthday-cake",
            ),
        ]  # fmt: skip

    @api.model
    def _urgency_badge(self, due, today):
        level = urgency(due, today)
        left = (due - today).days
        if level is Urgency.OVERDUE:
            text = (
                self.env._("1 day overdue")
                if left == -1
                else self.env._("%s days overdue", -left)
            )
        elif level is Urgency.TODAY:
            text = self.env._("today")
        else:
            text = (
                self.env._("tomorrow") if left == 1 else self.env._("in %s days", left)
            )
        return {"text": text, "level": level.value, "date": due}

    @api.model
    def _task_rows(self, domain, today, *, with_owner):
        """The first tasks and how many there are; a task row can be handed on."""
        Task = self.env["bank.staff.task"]
        tasks = Task.search(domain, limit=ROWS_SHOWN)
        # A task outlives the right to see its client: then it goes without the name.
        seen = tasks.client_id._filtered_access("read")
        rows = [
            {
                "key": task.id,
                "title": task.summary
                or task.activity_type_id.name
                or self.env._("Task"),
                "subtitle": ", ".join(
                    filter(
                        None,
                        [
                            with_owner and task.user_id.name,
                            (task.client_id & seen).display_name,
                        ],
                    )
                ),
                "badge": self._urgency_badge(task.due_date, today),
                "can_finish": not with_owner,
                "task": with_owner
                and {
                    "user_id": task.user_id.id,
                    "client_id": task.client_id.id,
                    "summary": task.summary or "",
                },
            }
            for task in tasks
        ]
        return {"count": Task.search_count(domain), "rows": rows}

    @api.model
    def _overdue_domain(self, at):
        return Domain("user_id", "in", self._staff_ids(at)) & Domain(
            "due_date", "<", at.today
        )

    def _tile_overdue_tasks(self, at):
        return {
            **self._task_rows(self._overdue_domain(at), at.today, with_owner=True),
            "level": "danger",
            "empty": self.env._("Nobody is late with anything."),
        }

    def _open_overdue_tasks(self, at, key):
        if key:
            return self._open_task(key)
        return self._list_action(
            self.env._("Overdue tasks"), "bank.staff.task", self._overdue_domain(at)
        )

    @api.model
    def _open_task(self, task_id):
        task = self.env["bank.staff.task"].browse(int(task_id)).exists()
        task.check_access("read")
        if task.client_id and task.client_id.has_access("read"):
            return task.action_open()
        return self._list_action(
            self.env._("Task"), "bank.staff.task", [("id", "in", task.ids)]
        )

    @api.model
    def _own_tasks_domain(self, at):
        return Domain("user_id", "=", self.env.uid) & Domain("due_date", "<=", at.today)

    def _tile_my_tasks(self, at):
        return {
            **self._task_rows(self._own_tasks_domain(at), at.today, with_owner=False),
            "level": "warning",
            "empty": self.env._("Nothing is due today."),
        }

    def _open_my_tasks(self, at, key):
        if key:
            return self._open_task(key)
        return self._list_action(
            self.env._("My tasks due"), "bank.staff.task", self._own_tasks_domain(at)
        )

    @api.model
    def finish_task(self, task_id):
        """Mark one's own task done from the home screen."""
        self._check_employee()
        self.env["bank.staff.task"].browse(int(task_id)).exists().action_done()
        return True

    @api.model
    def _birthday_domain(self, at):
        last = fields.Date.add(at.today, days=BIRTHDAY_DAYS - 1)
        return self._client_domain(at) & Domain.OR(
            Domain("birth_date.month_number", "=", month)
            & Domain("birth_date.day_of_month", "=", day)
            for month, day in birthdays(at.today, last)
        )

    def _tile_birthdays(self, at):
        clients = self.env["res.partner"].search(self._birthday_domain(at))
        coming = sorted(
            (next_birthday(client.birth_date, at.today), client.id, client)
            for client in clients
        )
        return {
            "count": len(coming),
            "rows": [
                {
                    "key": client.id,
                    "title": client.display_name,
                    "subtitle": self.env._(
                        "turns %s", day.year - client.birth_date.year
                    ),
                    "badge": {
                        **self._urgency_badge(day, at.today),
                        "level": "today" if day == at.today else "later",
                    },
                    "task": {
                        "client_id": client.id,
                        "user_id": self.env.uid,
                        "summary": self.env._("Wish a happy birthday"),
                    },
                }
                for day, _id, client in coming[:ROWS_SHOWN]
            ],
            "empty": self.env._("Nobody has a birthday this week."),
        }

    def _open_birthdays(self, at, key):
        if key:
            return self._open_client(key)
        return self._clients_action(
            self.env._("Birthdays this week"), self._birthday_domain(at)
        )

    @api.model
    def _open_client(self, client_id):
        client = self.env["res.partner"].browse(int(client_id)).exists()
        client.check_access("read")
        return client.get_formview_action()
