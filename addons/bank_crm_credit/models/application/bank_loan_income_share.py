from odoo import api, fields, models
from odoo.addons.bank_crm_base.models.bank_client_card_facts import to_decimal

from ...domain.application.affordability import Evidence, IncomeKind
from ...domain.application.labels import EVIDENCES, INCOMES, choices


class BankLoanIncomeShare(models.Model):
    """How much of an income counts, by what it is and how it is shown: the bank's policy."""

    _name = "bank.loan.income.share"
    _description = "Share of an Income That Counts"
    _without_visibility_rule = "The bank's own rules, nobody's data."
    _inherit = ["bank.acceptance.mixin"]
    _order = "kind, share desc, id"
    _rec_name = "kind"

    _two_person_create = "loan_tariff"

    kind = fields.Selection(choices(INCOMES), required=True)
    evidence = fields.Selection(choices(EVIDENCES), "Shown by", required=True)
    share = fields.Float(
        "Counts", digits=(9, 4), required=True, two_person="loan_tariff",
        help="0.8: four fifths of it. What is not listed counts nothing.",
    )  # fmt: skip

    _once = models.Constraint("UNIQUE(kind, evidence)", "This is listed already.")
    _possible = models.Constraint(
        "CHECK(share BETWEEN 0 AND 1)", "A share is between 0 and 100 %."
    )

    @api.model
    def _accepted(self):
        """(kind, evidence) -> share, as the rules take it."""
        return {
            (IncomeKind(row.kind), Evidence(row.evidence)): to_decimal(row.share)
            for row in self.sudo().search([("acceptance", "=", "accepted")])
        }
