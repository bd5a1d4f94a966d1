from odoo import api, fields, models

from ...domain.contact.channels import Channel
from .bank_consent import WITHDRAWN


class ResPartner(models.Model):
    """Do not call: seen before anybody dials, in the head of the card and in lists."""

    _inherit = "res.partner"

    # A column of the client: the card reads it with the others, at no query of its own.
    call_barred_since = fields.Datetime(
        "Not to be called since", compute="_compute_call_barred_since", store=True,
        sealed=True, copy=False,
        help="The client asked not to be called, whatever it is about.",
    )  # fmt: skip

    @api.depends(
        "consent_ids", "consent_ids.client_id", "consent_ids.purpose_id",
        "consent_ids.channel", "consent_ids.decision", "consent_ids.decided_at",
    )  # fmt: skip
    def _compute_call_barred_since(self):
        self.call_barred_since = False
        rows = self.env["bank.consent"].sudo().search(
            [
                ("client_id", "in", self.ids),
                ("purpose_id", "=", False),
                ("channel", "=", Channel.CALL),
            ],
            order="decided_at, id",
        )  # fmt: skip
        for client in self:
            last = rows.filtered(lambda row, client=client: row.client_id == client)[
                -1:
            ]
            if last.decision == WITHDRAWN:
                client.call_barred_since = last.decided_at

    def _get_card_flags(self, facts):
        flags = super()._get_card_flags(facts)
        if self.call_barred_since:
            day = fields.Datetime.context_timestamp(self, self.call_barred_since).date()
            flags.append(
                {
                    "code": "do_not_call",
                    "text": self.env._("Do not call"),
                    "help": self.env._(
                        "He asked not to be called, on %(day)s.",
                        day=fields.Date.to_string(day),
                    ),
                    "tone": "danger",
                    "icon": "fa-phone",
                    "sequence": 2,
                    "tab": "contact",
                }
            )
        return flags
