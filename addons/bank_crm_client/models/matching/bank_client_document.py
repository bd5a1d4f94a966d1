from odoo import api, models


class BankClientDocument(models.Model):
    """A document is one of the keys by which a client entered twice is known."""

    _inherit = "bank.client.document"

    @api.model_create_multi
    def create(self, vals_list):
        documents = super().create(vals_list)
        documents.client_id.sudo()._refresh_derived()
        return documents

    def write(self, vals):
        result = super().write(vals)
        if {"number", "client_id", "expiry_date"} & vals.keys():
            self.client_id.sudo()._refresh_derived()
        return result
