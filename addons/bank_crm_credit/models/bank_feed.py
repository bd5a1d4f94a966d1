from odoo import api, models
from odoo.tools import SQL

from ..domain.layouts import LOAN_LAYOUTS
from ..domain.words import LABELS


class BankFeed(models.Model):
    """Files about loans, beside those that the exchange knows."""

    _inherit = "bank.feed"

    @api.model
    def _layouts(self):
        return {**super()._layouts(), **LOAN_LAYOUTS}

    @api.model
    def _own_codes(self, code_list):
        if code_list in LABELS:
            return {word: word for word in LABELS[code_list]}
        return super()._own_codes(code_list)

    @api.model
    def _words_of(self, code_list):
        if code_list in LABELS:
            return list(LABELS[code_list].items())
        return super()._words_of(code_list)

    def _reference_loans(self, alias, text):
        """A loan is named by its agreement."""
        joins, holding = self._simple_reference(
            f"{alias}_holding", text, "bank_holding", "external_id"
        )
        name = SQL.identifier(alias)
        joins.append(
            SQL("LEFT JOIN bank_loan %s ON %s.holding_id = %s", name, name, holding)
        )
        return joins, SQL("%s.id", name)
