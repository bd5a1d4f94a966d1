from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

MIN_REASON = 10


class BankBreakGlass(models.TransientModel):
    """Opening any client in an emergency, also behind the wall, under a later review."""

    _name = "bank.break.glass"
    _description = "Emergency Opening"

    look = fields.Integer()
    stub = fields.Char("Client", compute="_compute_stub")
    question = fields.Char("Tax number, document, telephone, account or full name")
    reason = fields.Char("What happened")
    hours = fields.Float("Open for hours", compute="_compute_stub")

    @api.depends("look")
    @api.depends_context("uid")
    def _compute_stub(self):
        length = self.env["bank.visit"]._length("break_glass")
        for opening in self:
            client = opening._client_of_look()
            opening.stub = client and client._stub_words()
            opening.hours = length.total_seconds() / 3600

    def _client_of_look(self):
        look = self.env["bank.stub.look"].browse(self.look)
        return look._own_client() if self.look else self.env["res.partner"].sudo()

    def action_open(self):
        self.ensure_one()
        if not self.env.user.has_group("bank_crm_base.group_break_glass"):
            raise AccessError(
                self.env._("You have no power to open clients in an emergency.")
            )
        if len((self.reason or "").strip()) < MIN_REASON:
            raise UserError(
                self.env._("Say in a sentence what happened: it will be reviewed.")
            )
        client = self._client()
        self.env["bank.visit"]._start(
            client,
            kind="break_glass",
            identified_by="none",
            reason="other",
            note=self.reason,
        )
        return self.env["res.partner"].browse(client.id)._card_action()

    def _client(self):
        if self.look:
            return self._client_of_look()
        found = self.env["res.partner"]._strangers(self.question, behind_wall=True)
        if not found:
            raise UserError(
                self.env._(
                    "Nobody but clients whom you may see anyway answers this. Type a whole "
                    "number, or surname and given name."
                )
            )
        if len(found) > 1:
            raise UserError(
                self.env._("Several clients answer this: type a number instead.")
            )
        return found
