from odoo import api, fields, models
from odoo.exceptions import UserError

MOST_DAYS = 30


class BankAccessAsk(models.TransientModel):
    """Asking the client's branch for the right to see him for some days."""

    _name = "bank.access.ask"
    _description = "Ask for Access"

    look = fields.Integer()
    stub = fields.Char("Client", compute="_compute_stub")
    reason = fields.Char("Why")
    days = fields.Integer("For days", default=5)

    @api.depends("look")
    @api.depends_context("uid")
    def _compute_stub(self):
        for ask in self:
            client = ask._client_of_look()
            ask.stub = client and client._stub_words()

    def _client_of_look(self):
        look = self.env["bank.stub.look"].browse(self.look)
        return look._own_client() if self.look else self.env["res.partner"].sudo()

    def action_ask(self):
        self.ensure_one()
        client = self._client_of_look()
        if not (self.reason or "").strip():
            raise UserError(self.env._("Say why: who decides has to know."))
        if not 0 < self.days <= MOST_DAYS:
            raise UserError(self.env._("Ask for 1 to %(most)s days.", most=MOST_DAYS))
        self.env["bank.access.request"]._ask(client, self.reason.strip(), self.days)
        # That it waits, and that it was decided, is told by the act itself.
        return {"type": "ir.actions.act_window_close"}
