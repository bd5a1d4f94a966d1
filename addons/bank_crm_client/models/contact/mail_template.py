from odoo import fields, models


class MailTemplate(models.Model):
    """A template says for what purpose its letters go out."""

    _inherit = "mail.template"

    bank_purpose_id = fields.Many2one(
        "bank.contact.purpose", "Purpose", index="btree_not_null", ondelete="restrict",
        help="Without it what is written by this template reaches no client.",
    )  # fmt: skip

    def send_mail_batch(self, res_ids, **kwargs):
        self.ensure_one()
        if self.bank_purpose_id:
            self = self.with_context(bank_purpose=self.bank_purpose_id.id)
        return super().send_mail_batch(res_ids, **kwargs)
