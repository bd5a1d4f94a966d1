from odoo import fields, models

from ...domain.contact.channels import CHANNELS, Channel

ATTEMPTS_SHOWN = 8
ICONS = {
    Channel.EMAIL: "fa-envelope-o",
    Channel.SMS: "fa-commenting-o",
    Channel.CALL: "fa-phone",
    Channel.LETTER: "fa-file-text-o",
    Channel.FAX: "fa-fax",
    Channel.VISIT: "fa-handshake-o",
    Channel.CHAT: "fa-comments-o",
}
# A clerk with the receiver in his hand asks of these.
CALL_PURPOSES = ("service", "advertising", "collection")


class ResPartner(models.Model):
    """The tab "Contact" of the card: what is allowed now, what he said, what was tried."""

    _inherit = "res.partner"

    consent_ids = fields.One2many(
        "bank.consent", "client_id", "Consents", readonly=True
    )
    contact_attempt_ids = fields.One2many(
        "bank.contact.attempt", "client_id", "Attempts to contact", readonly=True
    )

    def _get_card_panels(self, facts):
        panels = super()._get_card_panels(facts)
        return panels | {"contact": {"client_id": self.id}}

    def get_client_contact(self):
        """Verdicts now by purpose and channel; consents in force; the latest attempts."""
        self.ensure_one()
        self.check_access("read")
        Gate = self.env["bank.contact.gate"]
        purposes = self.env["bank.contact.purpose"].search(
            [("acceptance", "=", "accepted")]
        )
        verdicts = Gate._judge_matrix(self, purposes)
        channels = dict(
            self.env["bank.consent"]._fields["channel"]._description_selection(self.env)
        )
        return {
            "may_edit": self.env["bank.consent.change"].has_access("create"),
            "may_revoke": self.has_access("write"),
            "may_note_call": self.is_fully_visible
            and self.env["bank.contact.call"].has_access("create"),
            "channels": [
                {"code": channel, "name": channels[channel], "icon": ICONS[channel]}
                for channel in CHANNELS
            ],
            "purposes": [
                {
                    "id": purpose.id,
                    "name": purpose.name,
                    "description": purpose.description or "",
                    "cells": [
                        self._verdict_cell(verdicts[purpose.id, channel], channel)
                        for channel in CHANNELS
                    ],
                }
                for purpose in purposes
            ],
            "clock": self._clock_words(),
            "quiet": self._quiet_words(),
            "speakers": Gate._speaker_names(self),
            "consents": self._consent_rows(channels),
            "attempts": self._attempt_rows(channels),
            "attempt_count": self.env["bank.contact.attempt"].search_count(
                [("client_id", "=", self.id)]
            ),
        }

    def _verdict_cell(self, verdict, channel):
        return {
            "channel": channel,
            "allowed": verdict.allowed,
            "is_later": not verdict.allowed and bool(verdict.next_at),
            "reason": verdict.reason,
            "next": self.env["bank.contact.gate"]._moment_words(verdict.next_at, self)
            if verdict.next_at
            else "",
        }

    def _clock_words(self):
        """What time it is where the client is, and that it is a guess where it is one."""
        place = self.env["bank.contact.gate"]._place(self.sudo())
        local = place.local(fields.Datetime.now())  # clock: the client's wall clock
        words = f"{local:%H:%M}"
        if len(place.zones) > 1:
            return self.env._(
                "%(time)s or another hour: his country has several time zones",
                time=words,
            )
        return words

    def _quiet_words(self):
        rows = self.env["bank.contact.quiet"].search(
            [("client_id", "=", self.id)], limit=1
        )
        quiet = rows._quiet() if rows else None
        if not quiet:
            return ""
        return self.env._(
            "%(start)s–%(end)s", start=_minute(quiet.start), end=_minute(quiet.end)
        )

    def _consent_rows(self, channels):
        consents = self.env["bank.consent"].search(
            [("client_id", "=", self.id), ("is_latest", "=", True)]
        )
        sources = dict(consents._fields["source"]._description_selection(self.env))
        return [
            {
                "id": consent.id,
                "what": consent.purpose_id.name or self.env._("Any purpose"),
                "channel": channels[consent.channel],
                "state": consent.state,
                "since": fields.Datetime.to_string(consent.decided_at),
                "until": fields.Date.to_string(consent.date_to) or "",
                "source": sources[consent.source],
                "evidence": consent.evidence or "",
                "has_file": bool(consent.proof_name),
            }
            for consent in consents
        ]

    def _attempt_rows(self, channels):
        attempts = self.env["bank.contact.attempt"].search(
            [("client_id", "=", self.id)], limit=ATTEMPTS_SHOWN
        )
        outcomes = dict(attempts._fields["outcome"]._description_selection(self.env))
        return [
            {
                "id": attempt.id,
                "at": fields.Datetime.to_string(attempt.at),
                "channel": channels[attempt.channel],
                "icon": ICONS[attempt.channel],
                "purpose": attempt.purpose_id.name or "",
                "allowed": attempt.allowed,
                "reason": attempt.reason or "",
                "outcome": outcomes.get(attempt.outcome, ""),
                "who": attempt.user_id.name or "",
                "to": attempt.recipient_name or "",
            }
            for attempt in attempts
        ]

    def action_may_call(self):
        """Tell in one click whether the client may be called now, and if not, why."""
        self.ensure_one()
        self.check_access("read")
        Purpose = self.env["bank.contact.purpose"]
        purposes = Purpose.union(*(Purpose._of(code) for code in CALL_PURPOSES))
        verdicts = self.env["bank.contact.gate"]._judge_matrix(self, purposes)
        answers = [
            (purpose, verdicts[purpose.id, Channel.CALL]) for purpose in purposes
        ]
        allowed = [purpose.name for purpose, verdict in answers if verdict.allowed]
        reasons = {}  # One reason is told once, with all the purposes it holds for.
        for purpose, verdict in answers:
            if not verdict.allowed:
                why = self.env["bank.contact.gate"]._short_words(verdict, self)
                reasons.setdefault(why, []).append(purpose.name)
        refused = [
            self.env._("%(purpose)s: %(why)s", purpose=", ".join(names), why=why)
            if len(names) < len(answers)
            else why
            for why, names in reasons.items()
        ]
        if allowed:
            title = self.env._(
                "You may call: it is %(time)s there", time=self._clock_words()
            )
            words = [self.env._("For: %(purposes)s.", purposes=", ".join(allowed))]
        else:
            title = self.env._(
                "Do not call: it is %(time)s there", time=self._clock_words()
            )
            words = []
        speakers = self.env["bank.contact.gate"]._offered_instead(self)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if allowed else "danger",
                "title": title,
                "message": " · ".join([*words, *refused]),
                "sticky": not allowed,
                "speakers": speakers,
                "may_note": self.env["bank.contact.call"].has_access("create")
                and self.is_fully_visible
                and bool(allowed or speakers),
                "may_call": bool(allowed),
            },
        }


def _minute(minutes):
    return f"{minutes // 60}:{minutes % 60:02d}"
