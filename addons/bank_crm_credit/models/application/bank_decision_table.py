from datetime import date

from odoo import api, models
from odoo.addons.bank_crm_rules.domain.dmn.model import (
    HitPolicy,
    Input,
    Kind,
    Output,
    Rule,
    Table,
)
from odoo.addons.bank_crm_rules.domain.dmn.xml_write import write_table

from .bank_loan_application_score import TABLE_CODE

FIRST_DAY = date(1990, 1, 1)
INPUTS = (
    Input("scoring_age", "Age", Kind.NUMBER),
    Input("scoring_work_months", "Months in the present work", Kind.NUMBER),
    Input("scoring_income_month", "Income that counts", Kind.NUMBER),
    Input("scoring_dsti_after", "Payments to income with the loan", Kind.NUMBER),
    Input("scoring_has_report", "Has a bureau report", Kind.FLAG),
    Input("scoring_bureau_score", "Score of the bureau", Kind.NUMBER),
    Input("scoring_bureau_overdue", "Overdue by the bureau", Kind.NUMBER),
    Input("scoring_worst_days", "Longest delay by the bureau", Kind.NUMBER),
)
# Verdict, reason, and the one input that it is about.
ROWS = (
    ("no", "Younger than 21 years", "scoring_age", "< 21"),
    ("no", "Older than 75 years", "scoring_age", "> 75"),
    ("no", "No income that counts", "scoring_income_month", "<= 0"),
    ("no", "Payments would take more than 70 % of the income", "scoring_dsti_after", "> 0.7"),
    ("look", "Payments would take more than 50 % of the income", "scoring_dsti_after",
     "(0.5..0.7]"),
    ("look", "Less than three months in the present work", "scoring_work_months", "< 3"),
    ("look", "No bureau report", "scoring_has_report", "false"),
    ("no", "Overdue elsewhere today", "scoring_bureau_overdue", "> 0"),
    ("no", "Was more than 90 days late", "scoring_worst_days", "> 90"),
    ("look", "Was more than 30 days late", "scoring_worst_days", "(30..90]"),
    ("no", "Score of the bureau below 400", "scoring_bureau_score", "[1..400)"),
    ("look", "Score of the bureau below 550", "scoring_bureau_score", "[400..550)"),
)  # fmt: skip


class BankDecisionTable(models.Model):
    """Pre-scoring as the bank gets it first; it draws its own versions after."""

    _inherit = "bank.decision.table"

    @api.model
    def _ship_loan_scoring(self):
        """The scoring table with its first version in force, once."""
        if self.sudo().search_count([("code", "=", TABLE_CODE)], limit=1):
            return
        rules = tuple(
            Rule(
                number,
                tuple(test if one.code == code else "-" for one in INPUTS),
                (f'"{verdict}"', f'"{reason}"'),
                "",
            )
            for number, (verdict, reason, code, test) in enumerate(ROWS, 1)
        )
        table = Table(
            "Pre-scoring of retail loans",
            HitPolicy.RULE_ORDER,
            INPUTS,
            (
                Output("verdict", "Verdict", Kind.TEXT, ('"yes"', '"look"', '"no"')),
                Output("reason", "Reason", Kind.TEXT),
            ),
            rules,
        )
        made = self.sudo().create(
            {
                "name": table.name,
                "code": TABLE_CODE,
                "description": "Yes, no or to be looked at, with every reason in words. "
                "Where no row holds, the answer is yes.",
                "model_id": self.env["ir.model"]._get_id("bank.loan.application"),
            }
        )
        made.draft_id.xml = write_table(table)
        made.draft_id.write(
            {
                "state": "approved",
                "date_from": FIRST_DAY,
                "note": "As shipped with the product.",
            }
        )
