from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..domain.disclosure import WAYS


class BankDisclosureAnswer(models.TransientModel):
    """What was sent to who asked: words, files, to whom, when, how."""

    _name = "bank.disclosure.answer"
    _description = "Answer to a Disclosure Request"

    disclosure_id = fields.Many2one(
        "bank.disclosure", required=True, index=True, ondelete="cascade"
    )
    decision = fields.Selection(related="disclosure_id.decision", related_sudo=False)
    decision_words = fields.Text(
        related="disclosure_id.decision_words", related_sudo=False
    )
    given_words = fields.Text("What was given", required=True)
    given_date = fields.Date(
        "Sent on",
        required=True,
        default=lambda self: self.env["bank.business.day"]._today(),
    )
    given_to = fields.Char("To whom", required=True)
    given_by = fields.Selection(WAYS, "How", required=True, default="letter")
    outgoing_number = fields.Char("Our outgoing number")
    attachment_ids = fields.Many2many("ir.attachment", string="Files")

    @api.constrains("disclosure_id")
    def _check_may_answer(self):
        self.disclosure_id._check_may_answer()

    def action_register(self):
        self.ensure_one()
        disclosure = self.disclosure_id
        disclosure._check_may_answer()
        if self.given_date < disclosure.received_date:
            raise UserError(self.env._("It cannot be answered before it was received."))
        self.attachment_ids.check_access("write")
        self.attachment_ids.sudo().write(
            {"res_model": disclosure._name, "res_id": disclosure.id}
        )
        disclosure._answer(
            {
                "given_words": self.given_words,
                "given_date": self.given_date,
                "given_to": self.given_to,
                "given_by": self.given_by,
                "outgoing_number": self.outgoing_number,
                "given_attachment_ids": [Command.set(self.attachment_ids.ids)],
            }
        )
        return True
