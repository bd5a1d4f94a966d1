from markupsafe import Markup
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import is_html_empty


class BankTaskGive(models.TransientModel):
    """Giving a task: to whom, what, by when; about a client or about nothing but work."""

    _name = "bank.task.give"
    _description = "Give a Task"
    _inherit = ["bank.named.client.mixin"]

    client_id = fields.Many2one(
        "res.partner",
        "About the client",
        domain=[("is_client", "=", True)],
        ondelete="cascade",
    )
    user_id = fields.Many2one("res.users", "To whom", required=True, ondelete="cascade")
    allowed_user_ids = fields.Many2many(
        "res.users", compute="_compute_allowed_user_ids"
    )
    summary = fields.Char("What to do", required=True)
    due_date = fields.Date(
        "By when",
        required=True,
        default=lambda self: fields.Date.add(
            self.env["bank.business.day"]._today(), days=1
        ),
    )
    note = fields.Html()
    can_see_client = fields.Boolean(compute="_compute_can_see_client")

    @api.depends_context("uid")
    def _compute_allowed_user_ids(self):
        people = self.env["bank.home"]._subordinate_ids()
        self.allowed_user_ids = [*people, self.env.uid]

    @api.depends("client_id", "user_id")
    def _compute_can_see_client(self):
        for task in self:
            task.can_see_client = (
                not task.client_id or not task.user_id or task._is_seen_by_assignee()
            )

    def _is_seen_by_assignee(self):
        client = self.env["res.partner"].browse(self.client_id.id)
        return client.with_user(self.user_id).has_access("read")

    def action_give(self):
        """Put the task into the assignee's list; he is told of it."""
        self.ensure_one()
        if self.user_id not in self.allowed_user_ids:
            raise AccessError(
                self.env._(
                    "%(name)s does not work in a unit that you head: ask the head of his "
                    "unit.",
                    name=self.user_id.name,
                )
            )
        self.client_id.check_access("read")
        if self.client_id and not self._is_seen_by_assignee():
            raise UserError(
                self.env._(
                    "%(name)s may not see this client. Choose somebody else, or first give "
                    "the client to him.",
                    name=self.user_id.name,
                )
            )
        self._create_task()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("Given to %(name)s.", name=self.user_id.name),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _create_task(self):
        values = {
            "user_id": self.user_id.id,
            "summary": self.summary,
            "date_deadline": self.due_date,
            "note": Markup("") if is_html_empty(self.note) else self.note,
            "activity_type_id": self.env.ref("mail.mail_activity_data_todo").id,
        }
        if self.client_id:
            values |= {
                "res_model_id": self.env["ir.model"]._get_id("res.partner"),
                "res_id": self.client_id.id,
            }
        # Core lets nobody make a task without a document for somebody else; whom this
        # person may give work to and what they both may see is checked above.
        return self.env["mail.activity"].sudo().create(values)
