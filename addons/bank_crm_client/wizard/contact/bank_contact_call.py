from odoo import api, fields, models
from odoo.exceptions import UserError

from ...domain.contact.channels import Channel


class BankContactCall(models.TransientModel):
    """A call to a client or to who speaks for him: asked before it, its outcome noted after."""

    _name = "bank.contact.call"
    _description = "Call to a Client"
    _inherit = ["bank.named.client.mixin", "bank.speaker.choice.mixin"]

    client_id = fields.Many2one(
        "res.partner", required=True, ondelete="cascade", readonly=True
    )
    purpose_id = fields.Many2one(
        "bank.contact.purpose", "About", required=True, ondelete="cascade",
        domain=[("is_exempt", "=", False), ("acceptance", "=", "accepted")],
        default=lambda self: self.env["bank.message"]._service_purpose(),
    )  # fmt: skip
    number = fields.Char(compute="_compute_verdict")
    is_allowed = fields.Boolean(compute="_compute_verdict")
    verdict = fields.Char("Why not", compute="_compute_verdict")
    attempt_id = fields.Many2one(
        "bank.contact.attempt", ondelete="set null", readonly=True
    )
    is_called = fields.Boolean(compute="_compute_is_called")

    @api.depends("client_id", "purpose_id", "recipient_key", "attempt_id")
    def _compute_verdict(self):
        gate = self.env["bank.contact.gate"].sudo()
        for call in self:
            call._check_may()
            recipient = call._recipient()
            verdict = gate._judge(
                call.client_id, Channel.CALL, call.purpose_id, recipient=recipient
            )
            call.is_allowed = verdict.allowed
            call.verdict = verdict.reason or False
            call.number = call._number()

    @api.depends("attempt_id")
    def _compute_is_called(self):
        for call in self:
            call.is_called = call.sudo().attempt_id.allowed

    def _number(self):
        return self.env["bank.message"]._shown_address(
            self.client_id, "sms", self._recipient()
        )

    def _check_may(self):
        self.env["bank.message"]._check_may_write_to(self.client_id)

    def action_call(self):
        """Dialled now: counted and noted, whoever answers; a refusal is noted, too."""
        self.ensure_one()
        self._check_may()
        if self.attempt_id:
            raise UserError(self.env._("This call was noted already."))
        self.purpose_id._check_vouched()
        recipient = self._recipient()
        attempt = self.env["bank.contact.gate"]._pass(
            self.client_id, Channel.CALL, self.purpose_id, recipient=recipient,
            address=self.env["bank.message"]._address_of(
                recipient if recipient is not None else self.client_id, "sms"
            ),
        )  # fmt: skip
        if not attempt.allowed:
            return {
                "type": "ir.actions.client",
                "tag": "display_notification",
                "params": {
                    "type": "danger",
                    "sticky": True,
                    "title": self.env._("Do not call"),
                    "message": attempt.reason,
                    "next": {"type": "ir.actions.act_window_close"},
                },
            }
        self.sudo().attempt_id = attempt
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Call: what came of it?"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
            "context": {"dialog_size": "medium"},
        }

    def action_reached(self):
        return self._note("reached")

    def action_not_reached(self):
        return self._note("not_reached")

    def _note(self, outcome):
        self.ensure_one()
        self._check_may()
        attempt = self.sudo().attempt_id
        if not attempt.allowed or attempt.user_id != self.env.user:
            raise UserError(self.env._("Note the call first."))
        attempt._note_outcome(outcome)
        return {"type": "ir.actions.act_window_close"}
