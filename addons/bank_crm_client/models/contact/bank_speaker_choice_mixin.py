from odoo import api, fields, models


class BankSpeakerChoiceMixin(models.AbstractModel):
    """A window that offers, in one click, who speaks for the client instead of him."""

    _name = "bank.speaker.choice.mixin"
    _description = "Choice of Who is Turned To"

    speakers = fields.Json(compute="_compute_speakers")
    recipient_key = fields.Char("To whom")

    @api.depends("client_id")
    def _compute_speakers(self):
        gate = self.env["bank.contact.gate"]
        for window in self:
            window.speakers = gate._offered_instead(window.client_id)

    def _recipient(self):
        """The chosen speaker; None: the client himself."""
        self.ensure_one()
        if not self.recipient_key:
            return None
        return self.env["bank.contact.gate"]._speaker_of(
            self.client_id, self.recipient_key
        )
