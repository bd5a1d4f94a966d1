from odoo import api, fields, models

from ...models.contact.vouched import vouch


class SmsComposer(models.TransientModel):
    """Who writes says why, or the template says it; a refusal is told at once."""

    _inherit = "sms.composer"

    bank_purpose_id = fields.Many2one(
        "bank.contact.purpose", "Purpose", compute="_compute_bank_purpose_id",
        store=True, readonly=False, precompute=True,
        domain=[("is_exempt", "=", False)],
        help="Without it the message reaches no client.",
    )  # fmt: skip

    speaker_names = fields.Char(
        "Who speaks for him", compute="_compute_speaker_names",
        help="The client himself is not written to; one click writes to them.",
    )  # fmt: skip

    @api.depends("res_model", "res_id", "res_ids", "composition_mode")
    def _compute_speaker_names(self):
        for composer in self:
            speakers = self.env["bank.contact.gate"]._offered_instead(
                composer._one_client()
            )
            composer.speaker_names = ", ".join(one["name"] for one in speakers)

    def _one_client(self):
        """The client whom this window writes to, where it is one."""
        self.ensure_one()
        if self.res_model != "res.partner" or self.composition_mode != "comment":
            return self.env["res.partner"]
        records = self._get_records()
        return records if len(records) == 1 and records.is_client else records.browse()

    def action_write_to_speaker(self):
        """Write to who speaks for the client, with the words typed so far."""
        self.ensure_one()
        client = self._one_client()
        speakers = self.env["bank.contact.gate"]._offered_instead(client)
        action = client.action_write_message()
        action["context"] |= {
            "default_recipient_key": speakers[0]["key"] if speakers else False,
            "default_kind": "sms",
            "default_body": self.body,
        }
        return action

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
        return bool("mailing_id" in self._fields and self.mailing_id)

    def _action_send_sms(self):
        self.ensure_one()
        self.bank_purpose_id._check_chosen(self.template_id.sudo().bank_purpose_id)
        if self.bank_purpose_id._exempt():
            # The template's words, not what was made of them in the window.
            self._compute_body()
        composer = vouch(self, self.bank_purpose_id)
        return super(SmsComposer, composer)._action_send_sms()

    def action_send_sms(self):
        Attempt = self.env["bank.contact.attempt"].sudo()
        last = Attempt.search([], order="id desc", limit=1).id or 0
        result = super().action_send_sms()
        refused = Attempt.search(
            [
                ("id", ">", last),
                ("user_id", "=", self.env.uid),
                ("allowed", "=", False),
                ("channel", "=", "sms"),
            ]
        )
        return self._tell_refused(refused) if refused else result

    def _tell_refused(self, refused):
        is_later = all(attempt.outcome == "waits" for attempt in refused)
        if is_later:
            title = self.env._("Goes later")
        elif len(refused) > 1:
            title = self.env._("Not sent to %(count)s", count=len(refused))
        else:
            title = self.env._("Not sent")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info" if is_later else "danger",
                "sticky": True,
                "title": title,
                "message": refused._reasons(),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
