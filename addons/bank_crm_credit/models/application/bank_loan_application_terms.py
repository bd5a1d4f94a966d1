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

    @api.depends("product_id")
    def _compute_currency_id(self):
        for application in self:
            application.currency_id = (
                application.product_id.currency_id
                or application.currency_id
                or self.env.company.currency_id
            )

    @api.depends("product_id")
    def _compute_rate(self):
        for application in self:
            application.rate = application.product_id.offer_rate or application.rate
