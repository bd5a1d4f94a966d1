from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from .mail_activity import PRIORITIES, RESULTS

MOST_POSTPONED_DAYS = 14


class BankStaffTask(models.Model):
    """Tasks with their priority, who was told of the delay, and what a head may do."""

    _inherit = "bank.staff.task"
    _order = "task_priority desc, due_date, id"

    task_priority = fields.Selection(PRIORITIES, "Priority", readonly=True)
    note = fields.Html(readonly=True)
    escalated_level = fields.Integer("Told of the delay", readonly=True)
    escalated_to_id = fields.Many2one("res.users", "Told to", readonly=True)
    is_late = fields.Boolean(
        "Overdue", compute="_compute_is_late", search="_search_is_late"
    )
    escalated_ids = fields.One2many(
        "bank.task.escalated", compute="_compute_history", string="Who was told"
    )
    decision_ids = fields.One2many(
        "bank.task.decision", compute="_compute_history", string="What was decided"
    )
    may_decide = fields.Boolean(compute="_compute_may_decide")

    @api.model
    def _task_columns(self):
        last = SQL(
            "FROM bank_task_escalated e WHERE e.activity_id = activity.id "
            "AND e.whom = 'head' ORDER BY e.level DESC LIMIT 1"
        )
        return {
            **super()._task_columns(),
            "task_priority": SQL("coalesce(activity.task_priority, '0')"),
            "note": SQL("activity.note"),
            "escalated_level": SQL("(SELECT e.level %s)", last),
            "escalated_to_id": SQL("(SELECT e.to_user_id %s)", last),
        }

    @api.depends("due_date")
    def _compute_is_late(self):
        today = self.env["bank.business.day"]._today()
        for task in self:
            task.is_late = bool(task.due_date and task.due_date < today)

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("due_date", "<", self.env["bank.business.day"]._today())]

    @api.depends("user_id")
    def _compute_history(self):
        for task in self:
            activity = self.env["mail.activity"].sudo().browse(task.id)
            task.escalated_ids = activity.escalated_ids.with_env(self.env)
            task.decision_ids = activity.decision_ids.with_env(self.env)

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_may_decide(self):
        people = set(self.env["bank.home"]._subordinate_ids())
        for task in self:
            task.may_decide = task.user_id.id in people

    def action_decide(self):
        """Reassign, extend or answer tasks of one's people, one or many at once."""
        self.check_access("read")
        self._check_may_decide()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Decide about tasks"),
            "res_model": "bank.task.decide",
            "views": [(False, "form")],
            "target": "new",
            "context": {"bank_task_ids": self.ids},
        }

    def _check_may_decide(self):
        others = self.filtered(lambda task: not task.may_decide)
        if others:
            raise AccessError(
                self.env._(
                    "%(name)s does not work in a unit that you head: his tasks are decided "
                    "by the head of his unit.",
                    name=others[0].user_id.name,
                )
            )

    def action_finish(self, result="done", words=""):
        """Finish one's own task with its result."""
        self.check_access("read")
        if result not in dict(RESULTS):
            raise UserError(self.env._("Choose how it ended."))
        if any(task.user_id != self.env.user for task in self):
            raise AccessError(self.env._("A task is finished by whose it is."))
        # A teller may finish his task though he may not write to the client.
        self.env["mail.activity"].sudo().browse(self.ids)._finish(result, words)
        return True

    # --- what a head decides

    def _decide_reassign(self, wizard):
        """To another of one's people, who may see the clients of all these tasks."""
        user = wizard.user_id
        if not user or user not in wizard.allowed_user_ids:
            raise UserError(self.env._("Choose somebody of your units, or yourself."))
        for client in self.client_id:
            if not client.with_user(user).has_access("read"):
                raise UserError(
                    self.env._(
                        "%(name)s may not see %(client)s: choose somebody else, or first "
                        "give the client to him.",
                        name=user.name,
                        client=client.display_name,
                    )
                )
        self._note_decision(wizard, new_user_id=user.id)
        self._activities().write({"user_id": user.id})

    def _decide_extend(self, wizard):
        today = self.env["bank.business.day"]._today()
        if not wizard.due_date or wizard.due_date < today:
            raise UserError(self.env._("Give a day that is still to come."))
        self._note_decision(wizard, new_date=wizard.due_date)
        self._activities().write({"date_deadline": wizard.due_date})

    def _decide_answer(self, wizard):
        self._note_decision(wizard)

    def _activities(self):
        """The tasks as core keeps them; what may be done was checked before."""
        return self.env["mail.activity"].sudo().browse(self.ids)

    def _note_decision(self, wizard, **values):
        """Keep who decided what and why; what he was told of is answered, and they hear."""
        now = fields.Datetime.now()
        self.env["bank.task.decision"].sudo().create(
            [
                {
                    "activity_id": task.id,
                    "decision": wizard.decision,
                    "head_id": self.env.uid,
                    "user_id": task.user_id.id,
                    "client_id": task.client_id.id,
                    "old_date": task.due_date,
                    "reason": wizard.reason,
                    "decided_at": now,
                    **values,
                }
                for task in self
            ]
        )
        self.env["bank.task.escalated"].sudo().search(
            [("activity_id", "in", self.ids), ("answered_at", "=", False)]
        ).answered_at = now
        for user, tasks in self.grouped("user_id").items():
            self.env["mail.thread"].message_notify(
                partner_ids=user.partner_id.ids,
                subject=self.env._("%s decided about your tasks", self.env.user.name),
                body=f"{', '.join(task.summary or '' for task in tasks)}: {wizard.reason}",
                email_layout_xmlid="mail.mail_notification_light",
            )

    def _postpone(self, days):
        """One's own task a few days later; what a head was told of he moves himself."""
        self.check_access("read")
        today = self.env["bank.business.day"]._today()
        for task in self:
            if task.user_id != self.env.user:
                raise AccessError(self.env._("A task is moved by whose it is."))
            if task.escalated_level:
                raise UserError(
                    self.env._(
                        "Your head was told of this task: ask him for another day."
                    )
                )
            if not 1 <= days <= MOST_POSTPONED_DAYS:
                raise UserError(self.env._("Move it by one to fourteen days."))
            task._activities().date_deadline = max(task.due_date, today) + timedelta(
                days=days
            )

    def action_open_task(self):
        """The task with its history."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Task"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }
