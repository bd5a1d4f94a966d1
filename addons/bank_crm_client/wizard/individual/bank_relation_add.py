from odoo import api, models

from ...domain.relations.kinds import Kind


class BankRelationAdd(models.TransientModel):
    """A relative is chosen among the words of a family alone."""

    _inherit = "bank.relation.add"

    @api.model
    def _phrases(self):
        phrases = super()._phrases()
        if not self.env.context.get("only_family"):
            return phrases
        family = self.env["bank.relation.type"].search([("kind", "=", Kind.FAMILY)])
        return [phrase for phrase in phrases if int(phrase[0][:-1]) in family._ids]
