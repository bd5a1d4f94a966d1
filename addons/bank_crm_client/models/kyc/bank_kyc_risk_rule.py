from odoo import api, fields, models

from ...domain.kyc.risk import Criterion, Risk
from .bank_kyc_term import LEVELS


class BankKycRiskRule(models.Model):
    """What raises a client's risk, and to which level: set without code."""

    _name = "bank.kyc.risk.rule"
    _description = "Criterion of Risk"
    _inherit = ["bank.starting.value.mixin"]
    _without_visibility_rule = "Criteria, without anybody in them."
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    criterion = fields.Selection(
        [
            (Criterion.EXPOSED, "Politically exposed himself"),
            (Criterion.EXPOSED_RELATIVE, "Relative or associate of one"),
            (Criterion.FOREIGN, "Tax resident of another country"),
            (Criterion.RISKY_COUNTRY, "Tax resident of a listed country"),
            (Criterion.TURNOVER, "Turnover a month from"),
            (Criterion.NO_SOURCE, "Source of funds not known"),
            (Criterion.OWNERS, "Owners not verified"),
            (Criterion.PRIVATE, "Private-banking client"),
            (Criterion.MATCH, "Found on a sanctions list"),
        ],
        required=True,
    )
    risk = fields.Selection(LEVELS, required=True, default=Risk.MEDIUM)
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    amount = fields.Monetary("From amount")
    country_ids = fields.Many2many("res.country", string="Countries")
    source = fields.Char("Law or decision")
    sequence = fields.Integer(default=50)
    active = fields.Boolean("In use", default=True)

    _once = models.UniqueIndex(
        "(criterion) WHERE active", "This criterion has a rule already."
    )

    def _compute_currency_id(self):
        self.currency_id = self.env.company.currency_id

    @api.model
    def _levels(self):
        """Criterion -> its level, of the rules in use."""
        return {
            Criterion(rule.criterion): Risk(rule.risk)
            for rule in self.sudo().search([])
        }
