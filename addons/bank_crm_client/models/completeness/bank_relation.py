from odoo import api, models

from ...domain.relations.kinds import Kind

IN_FILES = frozenset({Kind.FAMILY, Kind.ROLE, Kind.OWNERSHIP, Kind.STATE})


class BankRelation(models.Model):
    """Family, directors and owners are parts of a client's file."""

    _inherit = "bank.relation"

    @api.model_create_multi
    def create(self, vals_list):
        relations = super().create(vals_list)
        relations._refresh_files()
        return relations

    def write(self, vals):
        result = super().write(vals)
        if {"state", "date_to", "type_id"} & vals.keys():
            self._refresh_files()
        return result

    def _refresh_files(self):
        parts = self.sudo().filtered(lambda relation: relation.kind in IN_FILES)
        (parts.from_client_id | parts.to_client_id)._refresh_profile()
