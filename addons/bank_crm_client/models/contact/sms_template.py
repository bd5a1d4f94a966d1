from odoo import fields, models


class SmsTemplate(models.Model):
    """A template says for what purpose its text messages go out."""

    _name = "sms.template"
    _inherit = ["sms.template", "bank.legal.template.mixin"]

    bank_purpose_id = fields.Many2one(
        "bank.contact.purpose", "Purpose", index="btree_not_null", ondelete="restrict",
        help="Without it what is written by this template reaches no client.",
    )  # fmt: skip
