from odoo import api, fields, models
from odoo.tools import consteq, hmac

from ...domain.contact import preference_token
from ...domain.contact.channels import CHANNELS
from ...domain.contact.consent import Need, Will, is_barred, is_enough, will_of
from ...domain.contact.policy import binding, strictest_need

SCOPE = "bank-preferences"


class ResPartner(models.Model):
    """A client's own page: what he allows, by channel and purpose, without signing in."""

    _inherit = "res.partner"

    preference_url = fields.Char(
        "His page of preferences", compute="_compute_preference_url",
        groups="bank_crm_base.group_client_editor",
        help="For letters and templates; it lives about three months.",
    )  # fmt: skip

    def _compute_preference_url(self):
        for partner in self:
            partner.preference_url = (
                partner._preference_url() if partner.is_client and partner.id else False
            )

    def _preference_url(self):
        """The address of the client's page, the same all through a month."""
        self.ensure_one()
        today = fields.Date.context_today(self)  # clock: a link lives by the calendar
        token = preference_token.Token(
            self.id,
            preference_token.valid_until(today),
            self.env["bank.preference.link"]._serial_of(self),
        )
        text = preference_token.write(token, self._preference_seal(token))
        return f"{self.get_base_url()}/my/contact-preferences/{text}"

    @api.model
    def _preference_seal(self, token):
        return hmac(self.env(su=True), SCOPE, token.payload())

    @api.model
    def _of_preference_token(self, text):
        """The client whose link it is; nobody where it is false, old or revoked."""
        nobody = self.sudo().browse()
        try:
            token, seal = preference_token.read(text)
        except preference_token.TokenError:
            return nobody
        if not consteq(seal, self._preference_seal(token)):
            return nobody
        if token.until < fields.Date.context_today(self):  # clock: by the calendar
            return nobody
        client = self.sudo().browse(token.client_id).exists()
        if not client.is_client or not client.active or client.deceased_date:
            return nobody
        if self.env["bank.preference.link"]._serial_of(client) != token.serial:
            return nobody
        return client

    def action_revoke_preference_links(self):
        """Links given out so far open nothing: one was passed on, a mailbox was broken."""
        self.ensure_one()
        self.check_access("write")
        self.env["bank.preference.link"]._revoke(self)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("Links given out so far open nothing any more."),
            },
        }

    def _preference_grid(self):
        """What his page shows: purposes with a tick per channel, and channels barred.

        Only what depends on his will is there, and only ways by which he is known.
        """
        self.ensure_one()
        at = fields.Datetime.now()  # clock: his page shows this moment
        situation = self.env["bank.contact.gate"].sudo()._situations(self, at)[self.id]
        today = situation.place.day_at(at)
        purposes = self.env["bank.contact.purpose"].sudo().search(
            [
                ("is_offered", "=", True),
                ("is_exempt", "=", False),
                ("acceptance", "=", "accepted"),
            ]
        )  # fmt: skip
        rules = self.env["bank.contact.policy"]._rules()
        grid = {}
        for purpose in purposes:
            for channel in CHANNELS:
                fitting = binding(
                    rules, situation.country, purpose.code, channel, today
                )
                need = strictest_need(fitting)
                if need in (Need.CONSENT, Need.OPT_OUT):
                    will = will_of(situation.entries, purpose.code, channel, at, today)
                    grid[purpose, channel] = is_enough(need, Will(will))
        barred = {
            channel for channel in CHANNELS if is_barred(situation.entries, channel, at)
        }
        return {
            "purposes": purposes.filtered(
                lambda purpose: any((purpose, channel) in grid for channel in CHANNELS)
            ),
            "ticks": grid,
            "barred": barred,
            "quiet": situation.quiet,
        }

    def _save_preferences(self, ticked, barred, quiet=None):
        """Write what changed on his page, and nothing else; return how many words.

        `ticked` are (purpose id, channel), `barred` channels, `quiet` hours from and until.
        """
        self.ensure_one()
        before = self._preference_grid()
        Consent = self.env["bank.consent"].sudo()
        count = 0
        for (purpose, channel), was in before["ticks"].items():
            now = (purpose.id, channel) in ticked
            if now != was:
                Consent._note(
                    self, [channel], purpose, "given" if now else "withdrawn",
                    source="page",
                )  # fmt: skip
                count += 1
        for channel in CHANNELS:
            if (channel in barred) != (channel in before["barred"]):
                Consent._note(
                    self, [channel], self.env["bank.contact.purpose"],
                    "withdrawn" if channel in barred else "given", source="page",
                )  # fmt: skip
                count += 1
        return count + self._save_quiet(before["quiet"], quiet)

    def _save_quiet(self, before, quiet):
        start, end = quiet or (0.0, 0.0)
        was = (before.start / 60, before.end / 60) if before else (0.0, 0.0)
        if (round(start * 60), round(end * 60)) == tuple(
            round(hour * 60) for hour in was
        ):
            return 0
        self.env["bank.contact.quiet"].sudo().create(
            {
                "client_id": self.id,
                "time_from": start,
                "time_to": end,
                "source": "page",
            }
        )
        return 1

    def _masked_contacts(self):
        """Where he is reached, so masked that only he knows it again."""
        self.ensure_one()
        points = self.sudo().contact_point_ids.filtered(
            lambda point: point.is_main and not point.date_to
        )
        return [_masked(point.value) for point in points]


def _masked(value):
    """An address with its middle hidden: o***a@u***t, ***4417."""
    if "@" in value:
        return "@".join(
            f"{part[:1]}***{part[-1:] if len(part) > 3 else ''}"
            for part in value.split("@", 1)
        )
    return f"***{value[-4:]}" if len(value) > 8 else "***"
