from odoo import api, fields, models


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

    def _action_send_mail(self, auto_commit=False):
        results = self.env["mail.mail"].sudo(), self.env["mail.message"]
        for composer in self:
            composer.bank_purpose_id._check_chosen(
                composer.template_id.sudo().bank_purpose_id
            )
            one = composer.with_context(bank_purpose=composer.bank_purpose_id.id)
            sent = super(MailComposeMessage, one)._action_send_mail(
                auto_commit=auto_commit
            )
            results = tuple(
                total + some.with_env(total.env)
                for total, some in zip(results, sent, strict=True)
            )
        return results
