from odoo import api, fields, models
from odoo.exceptions import UserError


class BankTaskDecide(models.TransientModel):
    """A head decides about tasks of his people: to whom, until when, or what he answers."""

    _name = "bank.task.decide"
    _description = "Decide about Tasks"

    task_ids = fields.Many2many(
        "bank.staff.task", string="Tasks", compute="_compute_task_ids"
    )
    # Ids and no link: tasks are rows of a query, which nothing can refer to.
    raw_task_ids = fields.Json(readonly=True)
    task_count = fields.Integer("Tasks chosen", compute="_compute_task_ids")
    why = fields.Text("Why you see it", compute="_compute_task_ids")
    decision = fields.Selection(
        [
            ("reassign", "Give to somebody else"),
            ("extend", "Let it be due later"),
            ("answer", "Only answer"),
        ],
        "What to do",
        required=True,
        default="reassign",
    )
    user_id = fields.Many2one("res.users", "To whom", ondelete="cascade")
    allowed_user_ids = fields.Many2many(
        "res.users", compute="_compute_allowed_user_ids"
    )
    due_date = fields.Date("Due on")
    reason = fields.Char(required=True, help="Kept with the task; who has it reads it.")

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        values["raw_task_ids"] = self.env.context.get("bank_task_ids") or []
        return values

    def _tasks(self):
        """The tasks that are still open and seen by who decides."""
        return self.env["bank.staff.task"].search(
            [("id", "in", [int(task_id) for task_id in self.raw_task_ids or []])]
        )

    @api.depends("raw_task_ids")
    def _compute_task_ids(self):
        for wizard in self:
            tasks = wizard._tasks()
            told = self.env["bank.task.escalated"].search(
                [("activity_id", "in", tasks.ids), ("whom", "=", "head")],
                order="level desc",
            )
            wizard.task_ids = tasks
            wizard.task_count = len(tasks)
            wizard.why = "\n".join(f"{row.summary}: {row.why}" for row in told[:5])

    @api.depends_context("uid")
    def _compute_allowed_user_ids(self):
        people = self.env["bank.home"]._subordinate_ids()
        self.allowed_user_ids = [*people, self.env.uid]

    def action_apply(self):
        """Do it for each task; whom one of them cannot be given to stops all."""
        self.ensure_one()
        tasks = self._tasks()
        if not tasks:
            raise UserError(self.env._("These tasks are done or gone already."))
        tasks._check_may_decide()
        getattr(tasks, f"_decide_{self.decision}")(self)
        return {"type": "ir.actions.act_window_close"}
