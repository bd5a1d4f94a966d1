from odoo import api, fields, models
from odoo.exceptions import UserError


class BankClientPlanAction(models.Model):
    """What is done for a client's plan: by whom, by when, with what result."""

    _name = "bank.client.plan.action"
    _description = "Action of a Client Plan"
    _inherit = ["bank.sealed.mixin"]
    _order = "state desc, due_date, id"

    plan_id = fields.Many2one(
        "bank.client.plan", required=True, index=True, ondelete="cascade"
    )
    client_id = fields.Many2one(related="plan_id.client_id")
    name = fields.Char("What", required=True)
    user_id = fields.Many2one(
        "res.users", "Who", required=True, index=True, ondelete="restrict",
        default=lambda self: self.env.user,
    )  # fmt: skip
    due_date = fields.Date("By when", required=True)
    state = fields.Selection(
        [("open", "To do"), ("done", "Done"), ("dropped", "Dropped")],
        required=True,
        default="open",
        sealed=True,
        copy=False,
    )
    done_date = fields.Date("Done on", sealed=True, copy=False)
    result = fields.Char()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_of_approved(self):
        if any(action.plan_id.state != "draft" for action in self):
            raise UserError(
                self.env._("An action of an approved plan is done or dropped, not deleted.")
            )

    def action_done(self):
        self._finish("done")
        return True

    def action_drop(self):
        self._finish("dropped")
        return True

    def _finish(self, state):
        self.check_access("write")
        today = self.env["bank.business.day"]._today()
        self.filtered(lambda action: action.state == "open").sudo().write(
            {"state": state, "done_date": today}
        )
