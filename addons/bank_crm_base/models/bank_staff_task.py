from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..domain.home import Urgency, urgency


class BankStaffTask(models.Model):
    """An open task of an employee, as he and the head of his unit see it.

    Core shows a task to whom it was given and to those who see its document; a task
    without a document would be hidden from the head who gave it.
    """

    _name = "bank.staff.task"
    _description = "Task of an Employee"
    _auto = False
    _order = "due_date, id"
    _rec_name = "summary"
    _depends = {
        "mail.activity": [
            "active", "summary", "date_deadline", "user_id", "res_model", "res_id",
            "activity_type_id", "create_uid",
        ],
    }  # fmt: skip

    summary = fields.Char("What", readonly=True)
    activity_type_id = fields.Many2one("mail.activity.type", "Kind", readonly=True)
    user_id = fields.Many2one("res.users", "Whose", readonly=True)
    giver_id = fields.Many2one("res.users", "Given by", readonly=True)
    client_id = fields.Many2one("res.partner", readonly=True)
    due_date = fields.Date("Due", readonly=True)
    urgency = fields.Selection(
        [
            ("overdue", "Overdue"),
            ("today", "Today"),
            ("soon", "This week"),
            ("later", "Later"),
        ],
        compute="_compute_urgency",
    )
    is_visible = fields.Boolean(
        compute="_compute_is_visible", search="_search_is_visible"
    )

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT %(columns)s
              FROM mail_activity activity
             WHERE activity.active AND activity.user_id IS NOT NULL
               AND (activity.res_model IS NULL OR activity.res_model = ANY(%(documents)s))
            """,
            columns=SQL(", ").join(
                SQL("%s AS %s", column, SQL.identifier(name))
                for name, column in self._task_columns().items()
            ),
            documents=self._task_documents(),
        )

    @api.model
    def _task_columns(self):
        """Field -> SQL over `activity`; an addon adds the columns of its own fields."""
        return {
            "id": SQL("activity.id"),
            "summary": SQL("activity.summary"),
            "activity_type_id": SQL("activity.activity_type_id"),
            "user_id": SQL("activity.user_id"),
            "giver_id": SQL("activity.create_uid"),
            "due_date": SQL("activity.date_deadline"),
            "client_id": self._task_client(SQL("activity")),
        }

    @api.model
    def _task_client(self, activity):
        """SQL: the client whom a task is about; `activity` is the row's name there.

        An addon that lists tasks of its own documents says whom those are about.
        """
        return SQL(
            "CASE WHEN %(activity)s.res_model = 'res.partner' THEN %(activity)s.res_id END",
            activity=activity,
        )

    @api.model
    def _task_documents(self):
        """Models whose tasks are listed here; an addon adds those whose rule it keeps."""
        return ["res.partner"]

    @api.depends("due_date")
    def _compute_urgency(self):
        today = self.env["bank.business.day"]._today()
        for task in self:
            task.urgency = (
                urgency(task.due_date, today) if task.due_date else Urgency.LATER
            )

    @api.depends("user_id", "client_id")
    @api.depends_context("uid")
    def _compute_is_visible(self):
        seen = self.sudo().search(Domain("id", "in", self.ids) & self._visible_domain())
        for task in self:
            task.is_visible = task in seen

    def _search_is_visible(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._visible_domain()

    @api.model
    def _visible_domain(self, activity="id"):
        """Whose tasks one sees; `activity` is the field that holds the task.

        An addon narrows it for documents that have rules of their own.
        """
        # The ORM reads rules in superuser mode: what counts is the user.
        if self.env.uid == SUPERUSER_ID:
            return Domain.TRUE
        people = self.env["bank.home"]._subordinate_ids()
        theirs = Domain("user_id", "in", people) & (
            Domain("client_id", "=", False) | Domain("client_id.is_visible", "=", True)
        )
        return Domain("user_id", "=", self.env.uid) | theirs

    def action_open(self):
        """The client that the task is about."""
        self.ensure_one()
        if not self.client_id:
            return False
        return self.client_id.get_formview_action()

    def action_done(self):
        """Mark one's own task done."""
        self.check_access("read")
        own = self.filtered(lambda task: task.user_id == self.env.user)
        # A teller may finish his task though he may not write to the client.
        self.env["mail.activity"].sudo().browse(own.ids).action_done()
        return True
