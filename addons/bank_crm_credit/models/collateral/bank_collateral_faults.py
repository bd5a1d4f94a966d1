from odoo import api, fields, models


class BankCollateral(models.Model):
    """What is wrong with a collateral today, in words, and its row on a card."""

    _inherit = "bank.collateral"

    fault_words = fields.Char("What is wrong", compute="_compute_fault_words")

    is_late = fields.Boolean("Overdue", compute="_compute_is_late")

    @api.depends("next_due_date")
    def _compute_is_late(self):
        today = self.env["bank.business.day"]._today()
        for collateral in self:
            due = collateral.next_due_date
            collateral.is_late = bool(due and due < today)

    @api.depends("valuation_standing", "insurance_fault", "haircut", "ended_date")
    def _compute_fault_words(self):
        for collateral in self:
            words = [] if collateral.ended_date else collateral._fault_words()
            collateral.fault_words = ". ".join(words)

    def _fault_words(self):
        """Each fault a sentence; none: nothing is wrong."""
        self.ensure_one()
        words = []
        standings = dict(
            self._fields["valuation_standing"]._description_selection(self.env)
        )
        faults = dict(self._fields["insurance_fault"]._description_selection(self.env))
        if not self.valuation_standing:
            words.append(self.env._("Not valued"))
        elif self.valuation_standing not in ("valid", "ends_soon"):
            words.append(
                self.env._(
                    "Valuation: %(how)s", how=standings[self.valuation_standing].lower()
                )
            )
        if self.insurance_fault:
            words.append(faults[self.insurance_fault])
        is_valid = self.valuation_standing in ("valid", "ends_soon")
        if is_valid and self.market_value and not self.pledge_value:
            words.append(self.env._("The bank lends nothing on such things"))
        return words

    def _client_row(self):
        self.ensure_one()
        states = self._fields["state"]._description_selection(self.env)
        return {
            "id": self.id,
            "name": self.display_name,
            "kind": self.kind_id.name,
            "state": dict(states)[self.state],
            "is_over": bool(self.ended_date),
            "owner": self.owner_words,
            "market": self.market_value,
            "counts": self.pledge_value,
            "currency_id": self.currency_id.id,
            "faults": [] if self.ended_date else self._fault_words(),
        }
