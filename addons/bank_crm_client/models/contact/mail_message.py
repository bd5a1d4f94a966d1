from odoo import api, fields, models

# What the product writes by itself in answer to somebody.
ANSWERS = ("out_of_office", "auto_comment")


class MailMessage(models.Model):
    """A message knows for what purpose the bank writes: the gate asks for it."""

    _inherit = "mail.message"

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
        given = self.env.context.get("bank_purpose")
        if not given and vals.get("message_type") in ANSWERS:
            given = "service"
        model = self.env.get(vals.get("model") or "")
        if not given and model is not None and hasattr(model, "_contact_purpose"):
            given = model._contact_purpose()
        return Purpose._of(given)
