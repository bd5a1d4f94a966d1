from odoo import fields, models
from odoo.fields import Command

from ...domain.channels.letters import Direction
from ...models.channels.bank_correspondence import CHANNELS

ANSWER_DAYS = 30


class BankCorrespondenceAdd(models.TransientModel):
    """A letter that has come in: drop its scan, say from whom and about what."""

    _name = "bank.correspondence.add"
    _description = "Incoming Letter"
    _inherit = ["bank.named.client.mixin"]

    client_id = fields.Many2one(
        "res.partner", "From client", domain=[("is_client", "=", True)]
    )
    other_party = fields.Char("Or from somebody else")
    channel = fields.Selection(CHANNELS, "How it came", required=True, default="letter")
    date = fields.Date(
        "Came on",
        required=True,
        default=lambda self: self.env["bank.business.day"]._today(),
    )
    subject = fields.Char("About", required=True)
    their_number = fields.Char("Number on it")
    responsible_id = fields.Many2one(
        "res.users", "Who deals with it", default=lambda self: self.env.user,
        domain=[("share", "=", False)],
    )  # fmt: skip
    answer_due_date = fields.Date(
        "Answer by",
        default=lambda self: fields.Date.add(
            self.env["bank.business.day"]._today(), days=ANSWER_DAYS
        ),
    )
    scan_ids = fields.Many2many("ir.attachment")

    def action_register(self):
        """Give it its number and show it."""
        self.ensure_one()
        letter = self.env["bank.correspondence"].create(
            {
                "direction": Direction.INCOMING,
                "client_id": self.client_id.id,
                "other_party": self.other_party,
                "channel": self.channel,
                "date": self.date,
                "subject": self.subject,
                "their_number": self.their_number,
                "responsible_id": self.responsible_id.id,
                "answer_due_date": self.answer_due_date,
                "scan_ids": [Command.set(self.scan_ids.ids)],
            }
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "Registered under %(number)s.", number=letter.number
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
