from odoo import api, fields, models
from odoo.addons.bank_crm_base.models.bank_client_card_facts import to_decimal

from ...domain.application.outcomes import Terms


class BankLoanApplication(models.Model):
    """The terms that hold now: those decided where there is a decision, else those asked."""

    _inherit = "bank.loan.application"

    decision_id = fields.Many2one(
        "bank.loan.decision", "Decision in force", index="btree_not_null",
        ondelete="restrict", sealed=True, copy=False,
    )  # fmt: skip
    decided_amount = fields.Monetary("Sum decided", related="decision_id.amount")
    decided_term_months = fields.Integer(
        "Term decided, months", related="decision_id.term_months"
    )
    decided_rate = fields.Float("Rate decided", related="decision_id.rate")
    valid_until = fields.Date("Decision holds until", related="decision_id.valid_until")

    def _asked_terms(self):
        """What is asked for, as the rules take it."""
        self.ensure_one()
        return Terms(
            to_decimal(self.amount),
            self.currency_id.name,
            self.term_months,
            to_decimal(self.rate),
        )

    def _terms_now(self):
        """(sum, months, rate a year) that hold: decided ones before those asked for."""
        self.ensure_one()
        decision = self.decision_id
        if decision.outcome in ("approved", "approved_changed"):
            return decision.amount, decision.term_months, decision.rate
        return self.amount, self.term_months, self.rate

    @api.onchange("product_id")
    def _onchange_product_id(self):
        """A product brings its kind, rate and currency."""
        if self.product_id:
            self.track = self.product_id.track
            self.rate = self.product_id.offer_rate
            if self.product_id.currency_id:
                self.currency_id = self.product_id.currency_id
