from odoo import api, fields, models
from odoo.exceptions import UserError

from ...domain.contact.channels import Channel
from ...models.contact.bank_contact_gate import Ask
from ...models.contact.vouched import vouch


class MailComposeMessage(models.TransientModel):
    """Who writes says why, or the template says it."""

    _inherit = "mail.compose.message"

    bank_purpose_id = fields.Many2one(
        "bank.contact.purpose", "Purpose", compute="_compute_bank_purpose_id",
        store=True, readonly=False, precompute=True,
        help="Without it the message reaches no client.",
    )  # fmt: skip
    has_own_purpose = fields.Boolean(compute="_compute_has_own_purpose")

    @api.depends("template_id")
    def _compute_bank_purpose_id(self):
        Purpose = self.env["bank.contact.purpose"]
        given = Purpose._of(self.env.context.get("bank_purpose"))
        for composer in self:
            composer.bank_purpose_id = (
                composer.template_id.bank_purpose_id
                or composer.bank_purpose_id
                or given
                or Purpose._of(composer._is_mailing() and "advertising")
            )

    def _is_mailing(self):
        """Whether a mailing sends this, where the bank has mailings: then it advertises."""
        name = "mass_mailing_id"
        return bool(name in self._fields and self[name])

    @api.depends("template_id")
    def _compute_has_own_purpose(self):
        for composer in self:
            composer.has_own_purpose = bool(composer.template_id.bank_purpose_id)

    def action_send_mail(self):
        """Sent, and told when it goes where it may not go at this hour."""
        later = self._words_of_later()
        result = super().action_send_mail()
        if not later:
            return result
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "sticky": True,
                "title": self.env._("Goes later"),
                "message": " ".join(later),
                "next": result,
            },
        }

    def _words_of_later(self):
        """Of the addressees who are clients: who gets it only later, and when."""
        gate = self.env["bank.contact.gate"].sudo()
        words = []
        for composer in self.filtered(lambda one: one.composition_mode == "comment"):
            partners = composer.partner_ids.sudo()
            clients = gate._clients_of_partners(partners.ids)
            asks = [
                Ask(
                    partners.browse(clients[partner.id]), Channel.EMAIL,
                    composer.bank_purpose_id,
                    recipient=partner if clients[partner.id] != partner.id else None,
                )
                for partner in partners if partner.id in clients
            ]  # fmt: skip
            now = fields.Datetime.now()  # clock: it is sent at this moment
            for ask, verdict in zip(asks, gate._judge_all(asks, now), strict=True):
                moment = gate._goes_at(ask, verdict, now)
                if moment:
                    words.append(gate._waiting_words(verdict, moment, ask.client))
        return list(dict.fromkeys(words))

    def _action_send_mail(self, auto_commit=False):
        results = self.env["mail.mail"].sudo(), self.env["mail.message"]
        for composer in self:
            composer.bank_purpose_id._check_chosen(
                composer.template_id.sudo().bank_purpose_id
            )
            if composer.bank_purpose_id._exempt():
                # The template's words, not what was made of them in the window.
                composer._compute_subject()
                composer._compute_body()
            one = vouch(composer, composer.bank_purpose_id)
            sent = super(MailComposeMessage, one)._action_send_mail(
                auto_commit=auto_commit
            )
            results = tuple(
                total + some.with_env(total.env)
                for total, some in zip(results, sent, strict=True)
            )
        return results

    def _prepare_schedule_message_post_values(self, post_values):
        """The purpose waits with the message; what the law demands goes at once."""
        if self.bank_purpose_id._exempt():
            raise UserError(
                self.env._(
                    "A message that the law demands is not put off: send it now."
                )
            )
        values = super()._prepare_schedule_message_post_values(post_values)
        values["send_context"] = {
            **values["send_context"], "bank_purpose": self.bank_purpose_id.id
        }  # fmt: skip
        return values
