from odoo import api, models
from odoo.tools import format_datetime

from ...domain.contact.verdict import Code


class BankContactGate(models.AbstractModel):
    """Why a contact is refused, in words a clerk can repeat to the client."""

    _inherit = "bank.contact.gate"

    @api.model
    def _reason_words(self, verdict, client):
        """One sentence: why not, by which law, and from when it is allowed."""
        words = self._code_words(verdict.code)
        if verdict.code is Code.REPRESENTED:
            names = self._speaker_names(client)
            words = (
                self.env._(
                    "Speak with %(names)s instead of him.", names=", ".join(names)
                )
                if names
                else self.env._("Under eighteen: find out who his guardian is.")
            )
        elif verdict.code is Code.STOPPED:
            words = self._stopped(client).get(client.id) or words
        if verdict.source:
            words = self.env._("%(why)s (%(law)s)", why=words, law=verdict.source)
        if verdict.next_at:
            return self.env._(
                "%(why)s Allowed from %(moment)s.",
                why=words,
                moment=self._moment_words(verdict.next_at, client),
            )
        return words

    @api.model
    def _moment_words(self, moment, client):
        """The moment as the client's clock shows it."""
        zone = self._place(client.sudo()).zones[0]
        return format_datetime(self.env, moment, tz=zone, dt_format="d MMM, HH:mm")

    @api.model
    def _code_words(self, code):
        return {
            Code.NO_PURPOSE: self.env._("Say for what purpose: no purpose is given."),
            Code.STOPPED: self.env._("Contact with him is stopped."),
            Code.DECEASED: self.env._("The client has died."),
            Code.THIRD_PARTY: self.env._(
                "This is not the client: he may only be asked to have him call back."
            ),
            Code.REPRESENTED: self.env._("Somebody speaks for him."),
            Code.COMPLAINT: self.env._(
                "His complaint is open: no advertising until it is answered."
            ),
            Code.BARRED: self.env._("The client asked not to be contacted this way."),
            Code.NO_RULE: self.env._("No contact rule allows this."),
            Code.WITHDRAWN: self.env._("The client withdrew his consent to this."),
            Code.EXPIRED: self.env._("The client's consent to this has expired."),
            Code.NO_CONSENT: self.env._("The client has not agreed to this."),
            Code.DAY_OFF: self.env._("Not on days off."),
            Code.HOURS: self.env._("Not at this hour where the client is."),
            Code.QUIET: self.env._("The client asked for quiet at this hour."),
            Code.CAP: self.env._("He has been contacted as often as allowed."),
        }.get(code, "")
