from odoo import api, fields, models


class BankGuarantee(models.Model):
    """What the agreement of a guarantor says of him, to who sees him."""

    _inherit = "bank.guarantee"

    guarantor_name = fields.Char("Guarantor's name", compute="_compute_guarantor_name")

    @api.depends("guarantor_client_id")
    @api.depends_context("uid")
    def _compute_guarantor_name(self):
        for guarantee in self:
            guarantee.guarantor_name = guarantee.guarantor_id.name

    def _prepare_to_print(self):
        """The agreement tells the terms of the loan as they are now."""
        self.sudo().application_id._renew_plan()
        return super()._prepare_to_print()
