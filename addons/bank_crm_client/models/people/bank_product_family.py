from odoo import fields, models


class BankProductFamily(models.Model):
    """A family of products is the line that an employee may sell, if certified."""

    _inherit = "bank.product.family"

    certificate_id = fields.Many2one(
        "hr.skill", "Certificate needed", index="btree_not_null", ondelete="restrict",
        domain="[('skill_type_id.is_certification', '=', True)]",
        help="Who has none in force may not sell this line and cannot be its specialist.",
    )  # fmt: skip
