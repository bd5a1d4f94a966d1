from odoo import fields, models
from odoo.exceptions import UserError

from .vouched import Vouched, vouch

# What a caller may say of a letter whose text is the template's.
FREE_VALUES = frozenset(
    {"auto_delete", "mail_server_id", "scheduled_date", "message_type"}
)


class MailTemplate(models.Model):
    """A template says for what purpose its letters go out."""

    _name = "mail.template"
    _inherit = ["mail.template", "bank.legal.template.mixin"]

    bank_purpose_id = fields.Many2one(
        "bank.contact.purpose", "Purpose", index="btree_not_null", ondelete="restrict",
        help="Without it what is written by this template reaches no client.",
    )  # fmt: skip

    def send_mail_batch(self, res_ids, **kwargs):
        self.ensure_one()
        if self.bank_purpose_id:
            self._check_own_text(kwargs.get("email_values"))
            self = vouch(self, self.bank_purpose_id)
        return super().send_mail_batch(res_ids, **kwargs)

    def _check_own_text(self, values):
        """What the law demands says what its template says, and goes where it says."""
        is_vouched = isinstance(self.env.context.get("bank_purpose"), Vouched)
        if (
            self.sudo().bank_purpose_id._exempt()
            and not is_vouched
            and not FREE_VALUES.issuperset(values or ())
        ):
            raise UserError(
                self.env._(
                    "A message that the law demands goes out as its template has it."
                )
            )
