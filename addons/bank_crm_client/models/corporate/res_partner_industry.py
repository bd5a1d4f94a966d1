from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ...domain.corporate import nace

# Of core's own industries: they are the sections, and carry no code.
SECTION_XML_ID = "base.res_partner_industry_%s"
SECTIONS = "ABCDEFGHIJKLMNOPQRSTU"


class ResPartnerIndustry(models.Model):
    """An industry by NACE Rev. 2: a section, a division, or a group or class below it."""

    _inherit = "res.partner.industry"
    _order = "code, name, id"
    _rec_names_search = ["code", "name"]
    _parent_name = "parent_id"

    code = fields.Char("NACE code", index="btree_not_null")
    parent_id = fields.Many2one(
        "res.partner.industry", "Part of", index="btree_not_null", ondelete="restrict"
    )

    _code_uniq = models.UniqueIndex(
        "(code) WHERE code IS NOT NULL", "This code is here already."
    )

    @api.depends("code", "name")
    def _compute_display_name(self):
        for industry in self:
            industry.display_name = " ".join(
                filter(None, [industry.code, industry.name])
            )

    @api.constrains("code")
    def _check_code(self):
        for industry in self.filtered("code"):
            try:
                is_written_right = nace.normalise(industry.code) == industry.code
            except nace.NaceError:
                is_written_right = False
            if not is_written_right:
                raise ValidationError(
                    self.env._(
                        "%(code)s is no code of NACE: a letter, or digits such as 62.01.",
                        code=industry.code,
                    )
                )

    @api.model
    def _code_sections(self):
        """Core's twenty-one industries are the sections: give them their letters."""
        for letter in SECTIONS:
            section = self.env.ref(SECTION_XML_ID % letter, raise_if_not_found=False)
            if section and section.code != letter:
                section.code = letter

    @api.model
    def _ids_by_code(self, codes):
        """NACE code -> the industry nearest to it that the register holds."""
        rows = self.env.execute_query(
            SQL("SELECT code, id FROM res_partner_industry WHERE code IS NOT NULL")
        )
        known, found = dict(rows), {}
        for code in set(codes):
            try:
                above = nace.ancestors(code)
            except nace.NaceError:
                continue
            nearest = next((one for one in above if one in known), None)
            if nearest:
                found[code] = known[nearest]
        return found
