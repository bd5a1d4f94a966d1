from odoo import api, fields, models
from odoo.exceptions import UserError

from ...domain.kyc.risk import Risk

LEVELS = [(Risk.LOW, "Low"), (Risk.MEDIUM, "Medium"), (Risk.HIGH, "High")]


class BankKycTerm(models.Model):
    """After how many months a client of a level of risk is reviewed again, from which day."""

    _name = "bank.kyc.term"
    _description = "Term of a Review"
    _inherit = ["bank.starting.value.mixin"]
    _without_visibility_rule = "Terms of reviews, without anybody in them."
    _order = "risk, date_from desc"
    _rec_name = "risk"

    risk = fields.Selection(LEVELS, required=True)
    months = fields.Integer("Reviewed every, months", required=True)
    date_from = fields.Date("From", required=True)
    source = fields.Char(
        "Law or decision", required=True, help="Where the term comes from."
    )

    _once = models.Constraint(
        "UNIQUE(risk, date_from)", "There is a term from that day already."
    )
    _months_possible = models.Constraint(
        "CHECK(months BETWEEN 1 AND 120)", "Months are between 1 and 120."
    )

    @api.model
    def _months_of(self, risk, day):
        """The term in force on `day`."""
        term = self.sudo().search(
            [("risk", "=", risk), ("date_from", "<=", day)],
            order="date_from desc",
            limit=1,
        )
        if not term:
            raise UserError(
                self.env._("No term of review is set for this level of risk yet.")
            )
        return term.months
