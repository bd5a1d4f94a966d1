from odoo import api, fields, models

# What the product writes by itself in answer to somebody.
ANSWERS = ("out_of_office", "auto_comment")


class MailMessage(models.Model):
    """A message knows for what purpose the bank writes: the gate asks for it."""

    _name = "mail.message"
    _inherit = ["mail.message", "bank.vouched.mixin"]
    _vouched_fields = frozenset({"body", "subject", "partner_ids"})

    bank_purpose_id = fields.Many2one(
        "bank.contact.purpose", "Purpose", index="btree_not_null", ondelete="restrict",
        copy=False,
        help="Without it the message reaches no client.",
    )  # fmt: skip

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if not vals.get("bank_purpose_id"):
                purpose = self._own_purpose(vals)
                if purpose:
                    vals["bank_purpose_id"] = purpose.id
        return super().create(vals_list)

    @api.model
    def _own_purpose(self, vals):
        """The purpose of the door through which the message comes."""
        Purpose = self.env["bank.contact.purpose"]
        purpose = Purpose._given()
        if not purpose and vals.get("message_type") in ANSWERS:
            purpose = Purpose._of("service")
        model = self.env.get(vals.get("model") or "")
        if not purpose and model is not None and hasattr(model, "_contact_purpose"):
            purpose = Purpose._of(model._contact_purpose())
        return purpose
