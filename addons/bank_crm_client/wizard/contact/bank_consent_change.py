from odoo import fields, models
from odoo.exceptions import UserError

from ...domain.contact.channels import LABELS, Channel
from ...models.contact.bank_consent import GIVEN, WITHDRAWN

# Fields of the window by channel: what people tick.
TICKS = {f"by_{channel}": channel for channel in Channel}


class BankConsentChange(models.TransientModel):
    """A client says how he may be contacted: noted with the proof, for each tick one word."""

    _name = "bank.consent.change"
    _description = "What a Client Says about Being Contacted"

    client_id = fields.Many2one("res.partner", required=True, readonly=True)
    decision = fields.Selection(
        [(GIVEN, "He allows it"), (WITHDRAWN, "He forbids it")],
        "What he says",
        required=True,
        default=GIVEN,
    )
    scope = fields.Selection(
        [("purposes", "For these purposes"), ("all", "At all: the way itself")],
        "About",
        required=True,
        default="purposes",
        help="The way itself: do not call me, do not write to me, whatever it is about.",
    )
    purpose_ids = fields.Many2many(
        "bank.contact.purpose", string="Purposes",
        domain=[("is_exempt", "=", False), ("acceptance", "=", "accepted")],
        default=lambda self: self.env["bank.contact.purpose"]._of("advertising"),
    )  # fmt: skip
    by_email = fields.Boolean(LABELS[Channel.EMAIL])
    by_sms = fields.Boolean(LABELS[Channel.SMS])
    by_call = fields.Boolean(LABELS[Channel.CALL])
    by_letter = fields.Boolean(LABELS[Channel.LETTER])
    by_fax = fields.Boolean(LABELS[Channel.FAX])
    by_visit = fields.Boolean(LABELS[Channel.VISIT])
    by_chat = fields.Boolean(LABELS[Channel.CHAT])
    date_to = fields.Date("Until", help="Empty: until he withdraws it.")
    source = fields.Selection(
        [
            ("branch", "In the branch"),
            ("call", "By telephone"),
            ("contract", "In an agreement"),
            ("letter", "By letter"),
        ],
        "Said",
        required=True,
        default="branch",
    )
    evidence = fields.Char(
        "Proven by", help="Number of the form, of the agreement, of the recorded call."
    )
    proof = fields.Binary("File")
    proof_name = fields.Char()
    note = fields.Char()

    def action_note(self):
        """Write one row for each purpose and way ticked."""
        self.ensure_one()
        self.client_id.check_access("read")
        channels = [channel for name, channel in TICKS.items() if self[name]]
        if not channels:
            raise UserError(self.env._("Tick how: by e-mail, by SMS, by call…"))
        purposes = (
            self.purpose_ids
            if self.scope == "purposes"
            else self.env["bank.contact.purpose"]
        )
        if self.scope == "purposes" and not purposes:
            raise UserError(self.env._("Choose for what purposes."))
        if self.decision == GIVEN and not (self.proof or (self.evidence or "").strip()):
            raise UserError(
                self.env._(
                    "A consent has to be proven: give the number of the form, of the "
                    "agreement or of the recorded call, or put the file."
                )
            )
        self.env["bank.consent"]._note(
            self.client_id,
            channels,
            purposes,
            self.decision,
            date_to=self.date_to if self.decision == GIVEN else False,
            source=self.source,
            evidence=self.evidence,
            proof=self.proof,
            proof_name=self.proof_name,
            note=self.note,
        )
        return {"type": "ir.actions.act_window_close"}


class BankContactQuietChange(models.TransientModel):
    """A client asks to be left alone at some hours."""

    _name = "bank.contact.quiet.change"
    _description = "Quiet Hours a Client Asks for"

    client_id = fields.Many2one("res.partner", required=True, readonly=True)
    time_from = fields.Float("Quiet from", default=21.0)
    time_to = fields.Float("Quiet until", default=9.0)
    source = fields.Selection(
        [
            ("branch", "In the branch"),
            ("call", "By telephone"),
            ("letter", "By letter"),
        ],
        "Said",
        required=True,
        default="call",
    )

    def action_note(self):
        self.ensure_one()
        self.client_id.check_access("read")
        self.env["bank.contact.quiet"].sudo().create(
            {
                "client_id": self.client_id.id,
                "time_from": self.time_from,
                "time_to": self.time_to,
                "source": self.source,
                "recorded_by_id": self.env.uid,
            }
        )
        return {"type": "ir.actions.act_window_close"}

    def action_lift(self):
        """No quiet hours any more: the same hour twice."""
        self.time_to = self.time_from
        return self.action_note()
