from odoo import api, models


class BankFilePartMixin(models.AbstractModel):
    """Rows that are a part of a client's file: the file is judged anew when they change."""

    _name = "bank.file.part.mixin"
    _description = "Part of a Client File"

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts.client_id._refresh_profile()
        return parts

    def write(self, vals):
        clients = self.client_id
        result = super().write(vals)
        (clients | self.client_id)._refresh_profile()
        return result
