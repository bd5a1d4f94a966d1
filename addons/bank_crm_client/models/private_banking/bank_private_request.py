from odoo import fields, models
from odoo.exceptions import UserError


class BankPrivateRequest(models.Model):
    """What a private client asked for: a table, a visa, an adviser; until it is done."""

    _name = "bank.private.request"
    _description = "Request of a Private Client"
    _inherit = ["bank.sealed.mixin", "bank.private.mixin"]
    _order = "state desc, due_date, id"

    name = fields.Char("What he asks for", required=True)
    date = fields.Date(
        "Asked on", required=True,
        default=lambda self: self.env["bank.business.day"]._today(),
    )  # fmt: skip
    due_date = fields.Date("By when")
    user_id = fields.Many2one(
        "res.users", "Who sees to it", required=True, index=True, ondelete="restrict",
        default=lambda self: self.env.user,
    )  # fmt: skip
    state = fields.Selection(
        [("open", "Open"), ("done", "Done"), ("dropped", "Dropped")],
        required=True,
        default="open",
        sealed=True,
        copy=False,
    )
    done_date = fields.Date("Done on", sealed=True, copy=False)
    result = fields.Char()

    def action_done(self):
        self._finish("done")
        return True

    def action_drop(self):
        self._finish("dropped")
        return True

    def _finish(self, state):
        self.check_access("write")
        if any(request.state != "open" for request in self):
            raise UserError(self.env._("This request is answered already."))
        self.sudo().write(
            {"state": state, "done_date": self.env["bank.business.day"]._today()}
        )
