from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from .mail_activity import PRIORITIES


class BankTaskEscalated(models.Model):
    """Somebody was told of a task that is late: whom, by which step, and what he did.

    One row for a task and a level: two runs at once tell nobody twice.
    """

    _name = "bank.task.escalated"
    _description = "Told of a Late Task"
    _order = "told_at desc, id desc"
    _rec_name = "summary"
    _log_access = False

    activity_id = fields.Many2one(
        "mail.activity",
        "Task",
        required=True,
        index=True,
        ondelete="cascade",
        readonly=True,
    )
    level = fields.Integer(required=True, readonly=True)
    rule_id = fields.Many2one(
        "bank.task.escalation",
        "By the step",
        index=True,
        ondelete="set null",
        readonly=True,
    )
    whom = fields.Selection(
        [("assignee", "Reminder"), ("head", "Told to the head")],
        required=True,
        readonly=True,
    )
    to_user_id = fields.Many2one(
        "res.users", "Told to", index=True, ondelete="restrict", readonly=True
    )
    user_id = fields.Many2one(
        "res.users", "Whose task", required=True, index=True, ondelete="restrict",
        readonly=True,
    )  # fmt: skip
    client_id = fields.Many2one(
        "res.partner", index="btree_not_null", ondelete="set null", readonly=True
    )
    summary = fields.Char("What", readonly=True)
    task_priority = fields.Selection(PRIORITIES, "Priority", readonly=True)
    due_date = fields.Date("Was due", readonly=True)
    hours_late = fields.Float("Working hours late", readonly=True)
    told_at = fields.Datetime("Told", required=True, readonly=True)
    why = fields.Char(compute="_compute_why")
    state = fields.Selection(
        [("open", "To answer"), ("answered", "Answered"), ("done", "Done since")],
        compute="_compute_state",
        search="_search_state",
    )
    answered_at = fields.Datetime("Answered", readonly=True)
    is_visible = fields.Boolean(
        compute="_compute_is_visible", search="_search_is_visible"
    )

    _once = models.UniqueIndex(
        "(activity_id, level)", "Somebody was told of this task at this level already."
    )

    @api.depends("due_date", "hours_late", "whom", "user_id")
    def _compute_why(self):
        for row in self:
            day = format_date(self.env, row.due_date) if row.due_date else ""
            if row.whom == "assignee" and not row.hours_late:
                row.why = self.env._("Falls due on %s.", day)
            else:
                row.why = self.env._(
                    "%(name)s had it due on %(day)s: %(hours)g working hours late.",
                    name=row.user_id.name,
                    day=day,
                    hours=round(row.hours_late, 1),
                )

    @api.depends("answered_at", "activity_id.active")
    def _compute_state(self):
        for row in self:
            if not row.sudo().activity_id.active:
                row.state = "done"
            else:
                row.state = "answered" if row.answered_at else "open"

    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        # As the product: a head need not be able to read the task's document.
        active = Domain(
            "id", "in", self.sudo()._search([("activity_id.active", "=", True)])
        )
        parts = {
            "open": active & Domain("answered_at", "=", False),
            "answered": active & Domain("answered_at", "!=", False),
            "done": ~active,
        }
        return Domain.OR(parts[state] for state in value if state in parts)

    @api.depends("to_user_id", "user_id", "client_id")
    @api.depends_context("uid")
    def _compute_is_visible(self):
        seen = self.sudo().search(Domain("id", "in", self.ids) & self._visible_domain())
        for row in self:
            row.is_visible = row in seen

    def _search_is_visible(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._visible_domain()

    @api.model
    def _visible_domain(self):
        """As the tasks themselves: one's own, and those of one's people."""
        return self.env["bank.staff.task"]._visible_domain("activity_id")

    def action_decide(self):
        """Reassign, extend or answer the task."""
        self.check_access("read")
        tasks = self.env["bank.staff.task"].search(
            [("id", "in", self.sudo().activity_id.ids)]
        )
        return tasks.action_decide()
