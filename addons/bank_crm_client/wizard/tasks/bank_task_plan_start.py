from odoo import api, fields, models
from odoo.exceptions import UserError


class BankTaskPlanStart(models.TransientModel):
    """Tasks of a template given about a client, all at once."""

    _name = "bank.task.plan.start"
    _description = "Tasks by a Template"
    _inherit = ["bank.named.client.mixin"]

    client_id = fields.Many2one(
        "res.partner",
        required=True,
        ondelete="cascade",
        domain=[("is_client", "=", True)],
    )
    plan_id = fields.Many2one(
        "mail.activity.plan", "Template", required=True, ondelete="cascade",
        domain=[("res_model", "=", "res.partner")],
    )  # fmt: skip
    start_date = fields.Date(
        "Counted from",
        required=True,
        default=lambda self: self.env["bank.business.day"]._today(),
        help="E.g. the day on which he became a client or the loan ends.",
    )
    user_id = fields.Many2one("res.users", "To whom", required=True, ondelete="cascade")
    allowed_user_ids = fields.Many2many(
        "res.users", compute="_compute_allowed_user_ids"
    )
    preview = fields.Json(compute="_compute_preview")
    preview_words = fields.Text("What will be given", compute="_compute_preview")

    @api.depends_context("uid")
    def _compute_allowed_user_ids(self):
        people = self.env["bank.home"]._subordinate_ids()
        self.allowed_user_ids = [*people, self.env.uid]

    @api.depends("plan_id", "start_date")
    def _compute_preview(self):
        for wizard in self:
            steps = wizard._steps()
            wizard.preview = [
                {"day": fields.Date.to_string(day), "what": template.summary}
                for template, day in steps
            ]
            wizard.preview_words = "\n".join(
                f"{fields.Date.to_string(day)}  "
                f"{template.summary or template.activity_type_id.name}"
                for template, day in steps
            )

    def _steps(self):
        """Tasks of the template with their days; what would be due in the past is due today."""
        if not (self.plan_id and self.start_date):
            return []
        today = self.env["bank.business.day"]._today()
        return [
            (template, max(template._get_date_deadline(self.start_date), today))
            for template in self.plan_id.template_ids
        ]

    def action_start(self):
        """Give the tasks, as each of them alone is given."""
        self.ensure_one()
        steps = self._steps()
        if not steps:
            raise UserError(self.env._("This template has no tasks yet."))
        Give = self.env["bank.task.give"]
        for template, day in steps:
            Give.create(
                {
                    "client_id": self.client_id.id,
                    "user_id": self.user_id.id,
                    "summary": template.summary or template.activity_type_id.name,
                    "due_date": day,
                    "note": template.note,
                    "activity_type_id": template.activity_type_id.id,
                }
            ).action_give()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "%(count)s tasks given to %(name)s.",
                    count=len(steps),
                    name=self.user_id.name,
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
