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

from .bank_loan_application_company import RATING_TABLE

FIRST_DAY = date(1990, 1, 1)
EQUITY, DEBT, COVER, CURRENT = (
    "ratio_equity_ratio", "ratio_net_debt_to_ebitda", "ratio_interest_cover",
    "ratio_current",
)  # fmt: skip
INPUTS = (
    Input(EQUITY, "Equity ratio, %", Kind.NUMBER),
    Input(DEBT, "Net debt to EBITDA", Kind.NUMBER),
    Input(COVER, "Interest cover", Kind.NUMBER),
    Input(CURRENT, "Current ratio", Kind.NUMBER),
)
# Class, why, and the tests: the first row that holds is the answer, the worst first.
ROWS = (
    (7, "Owes more than it owns", {EQUITY: "< 0"}),
    (6, "Operating profit does not pay the interest", {COVER: "< 1"}),
    (6, "Debt of more than six years of EBITDA", {DEBT: "> 6"}),
    (5, "Equity below a tenth of the assets", {EQUITY: "< 10"}),
    (5, "Debt of more than four years of EBITDA", {DEBT: "> 4"}),
    (5, "Current assets do not cover what is due in a year", {CURRENT: "< 1"}),
    (4, "Operating profit pays the interest less than twice", {COVER: "< 2"}),
    (1, "Half of the assets is its own, little debt, ample profit",
     {EQUITY: ">= 50", DEBT: "<= 1", COVER: ">= 6"}),
    (2, "Equity and debt are sound", {EQUITY: ">= 35", DEBT: "<= 2.5"}),
    (3, "Nothing stands out", {}),
)  # fmt: skip


class BankDecisionTable(models.Model):
    """The rating of companies as the bank gets it first; it draws its own versions after."""

    _inherit = "bank.decision.table"

    @api.model
    def _ship_company_rating(self):
        """The rating table with its first version in force, once."""
        if self.sudo().search_count([("code", "=", RATING_TABLE)], limit=1):
            return
        table = Table(
            "Rating of a company",
            HitPolicy.FIRST,
            INPUTS,
            (Output("rating", "Class", Kind.NUMBER), Output("why", "Why", Kind.TEXT)),
            tuple(
                Rule(
                    number,
                    tuple(tests.get(one.code, "-") for one in INPUTS),
                    (str(rating), f'"{why}"'),
                    "",
                )
                for number, (rating, why, tests) in enumerate(ROWS, 1)
            ),
        )
        made = self.sudo().create(
            {
                "name": table.name,
                "code": RATING_TABLE,
                "description": "Class 1 is the best, 7 the worst, by the last confirmed "
                "year. The matrix of authority asks it.",
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
