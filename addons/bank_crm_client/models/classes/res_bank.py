from odoo import fields, models
from odoo.fields import Domain


class ResBank(models.Model):
    """Another bank: core's register, with the code by which the central bank lists it."""

    _inherit = "res.bank"

    national_code = fields.Char(
        "Bank code", help="By which the central bank of its country lists it."
    )

    _national_code_uniq = models.UniqueIndex(
        "(COALESCE(country, 0), national_code) WHERE national_code IS NOT NULL",
        "Another bank has this code.",
    )

    def _search_display_name(self, operator, value):
        found = super()._search_display_name(operator, value)
        if operator in ("ilike", "=", "=ilike", "like") and value:
            found = Domain(found) | Domain("national_code", "=", value)
        return found
