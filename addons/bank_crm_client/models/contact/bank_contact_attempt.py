from odoo import api, fields, models

from ...domain.contact.channels import channel_selection
from ...domain.contact.verdict import Code, Recipient, Verdict


class BankContactAttempt(models.Model):
    """One time that the bank turned to a client, or was kept from it, and why.

    Written by the gate for every e-mail, SMS, call, letter, fax and visit; kept for good.
    """

    _name = "bank.contact.attempt"
    _description = "Attempt to Contact"
    _order = "at desc, id desc"
    _rec_name = "client_id"

    client_id = fields.Many2one(
        "res.partner", required=True, readonly=True, index=True, ondelete="cascade"
    )
    recipient_id = fields.Many2one(
        "res.partner", "To whom", readonly=True, index="btree_not_null",
        ondelete="set null", help="Where it was not the client himself.",
    )  # fmt: skip
    recipient_name = fields.Char("To whom, in words", readonly=True)
    recipient_kind = fields.Selection(
        [
            (Recipient.CLIENT, "The client"),
            (Recipient.REPRESENTATIVE, "Who speaks for him"),
            (Recipient.THIRD_PARTY, "Somebody else"),
        ],
        "Recipient",
        required=True,
        readonly=True,
        default=Recipient.CLIENT,
    )
    channel = fields.Selection(channel_selection(), required=True, readonly=True)
    purpose_id = fields.Many2one(
        "bank.contact.purpose", readonly=True, index="btree_not_null",
        ondelete="restrict",
    )  # fmt: skip
    address = fields.Char("Number or address", readonly=True)
    at = fields.Datetime("When", required=True, readonly=True)
    allowed = fields.Boolean(readonly=True)
    code = fields.Selection(
        [
            (Code.ALLOWED, "Allowed"),
            (Code.NO_PURPOSE, "Without a purpose"),
            (Code.STOPPED, "Contact is stopped"),
            (Code.DECEASED, "The client has died"),
            (Code.THIRD_PARTY, "A third party"),
            (Code.REPRESENTED, "Somebody speaks for him"),
            (Code.COMPLAINT, "A complaint is open"),
            (Code.BARRED, "He asked not to be contacted so"),
            (Code.NO_RULE, "No rule allows it"),
            (Code.WITHDRAWN, "Consent withdrawn"),
            (Code.EXPIRED, "Consent expired"),
            (Code.NO_CONSENT, "No consent"),
            (Code.DAY_OFF, "Day off"),
            (Code.HOURS, "Outside the hours"),
            (Code.QUIET, "His quiet hours"),
            (Code.CAP, "Too often"),
        ],
        "Ground",
        required=True,
        readonly=True,
    )
    reason = fields.Char(readonly=True)
    next_at = fields.Datetime("Allowed from", readonly=True)
    outcome = fields.Selection(
        [
            ("reached", "Reached"),
            ("not_reached", "No answer"),
            ("failed", "Did not go out"),
            ("waits", "Goes later"),
            ("uncertain", "Not known whether it went out"),
        ],
        readonly=True,
        help="Noted afterwards. A call without an answer counts as an attempt, too.",
    )
    message_key = fields.Char(
        "Number of the message", readonly=True,
        help="Under it the mail server or the SMS service knows the message.",
    )  # fmt: skip
    user_id = fields.Many2one(
        "res.users", "By", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    res_model = fields.Char("Of", readonly=True)
    res_id = fields.Many2oneReference(
        "Document", model_field="res_model", readonly=True
    )

    _client_at_idx = models.Index("(client_id, at DESC)")
    _counted_idx = models.Index("(client_id, at) WHERE allowed")
    _refused_idx = models.Index("(at DESC) WHERE NOT allowed")
    _document_idx = models.Index("(res_model, res_id) WHERE res_id IS NOT NULL")

    @api.depends("client_id", "channel", "at")
    def _compute_display_name(self):
        channels = dict(self._fields["channel"]._description_selection(self.env))
        for attempt in self:
            attempt.display_name = self.env._(
                "%(channel)s, %(client)s",
                channel=channels.get(attempt.channel, ""),
                client=attempt.client_id.display_name or "",
            )

    def _note_outcome(self, outcome):
        """Note whether somebody was reached; the attempt counts in any case."""
        self.sudo().write({"outcome": outcome})

    @api.model
    def _of_message(self, client_ids, key):
        """Contacts with these clients that were allowed under that number, untold yet."""
        if not key:
            return self.browse()
        return self.sudo().search(
            [
                ("client_id", "in", list(client_ids)),
                ("message_key", "=", key),
                ("allowed", "=", True),
                ("outcome", "=", False),
            ]
        )

    @api.model
    def _note_uncertain(self, client_ids, key):
        """A server stopped while it handed that message over: it counts, and says so."""
        self._of_message(client_ids, key)._note_outcome("uncertain")

    def _verdict(self):
        """What the gate answered."""
        self.ensure_one()
        return Verdict(
            self.allowed, Code(self.code), self.reason or "", self.next_at or None
        )

    def _reasons(self):
        """Why these were refused, each reason once."""
        return " ".join(dict.fromkeys(filter(None, self.mapped("reason"))))
