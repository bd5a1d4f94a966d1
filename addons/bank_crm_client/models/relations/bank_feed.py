from odoo import api, models

from ...domain.relations.layouts import RELATION_LAYOUTS


class BankFeed(models.Model):
    """Files about relations of clients, beside those that the exchange knows."""

    _inherit = "bank.feed"

    @api.model
    def _layouts(self):
        return {**super()._layouts(), **RELATION_LAYOUTS}

    @api.model
    def _relation_types(self):
        return self.env["bank.relation.type"].sudo().search([])

    @api.model
    def _own_codes(self, code_list):
        if code_list == "relation_type":
            return {kind.code: kind.code for kind in self._relation_types()}
        return super()._own_codes(code_list)

    @api.model
    def _words_of(self, code_list):
        if code_list == "relation_type":
            return [(kind.code, kind.name) for kind in self._relation_types()]
        return super()._words_of(code_list)
