from odoo import api, fields, models
from odoo.addons.bank_crm_base.models.bank_client_card_facts import to_decimal
from odoo.exceptions import UserError

from ...domain.collateral.upkeep import InsuranceFault, Policy

FAULTS = [
    (InsuranceFault.NONE_IN_FORCE, "No policy in force"),
    (InsuranceFault.NOT_FOR_BANK, "The bank is not the beneficiary"),
    (InsuranceFault.TOO_LITTLE, "Insured for too little"),
]


class BankCollateralInsurance(models.Model):
    """An insurance policy of a collateral: for how much, until when, paid to whom."""

    _name = "bank.collateral.insurance"
    _description = "Insurance of Collateral"
    _order = "date_to desc, id desc"
    _rec_name = "policy_number"

    collateral_id = fields.Many2one(
        "bank.collateral", required=True, index=True, ondelete="restrict"
    )
    currency_id = fields.Many2one(related="collateral_id.currency_id")
    insurer = fields.Char(required=True)
    policy_number = fields.Char("Policy", required=True)
    date_from = fields.Date("From", required=True)
    date_to = fields.Date("Until", required=True)
    amount = fields.Monetary("Insured for", required=True)
    is_for_bank = fields.Boolean(
        "The bank is the beneficiary", default=True,
        help="A policy that pays somebody else protects no loan.",
    )  # fmt: skip
    paid_until = fields.Date(
        "Premium paid until", help="Empty: paid for the whole term."
    )
    is_in_force = fields.Boolean("In force", compute="_compute_is_in_force")

    _dates_in_order = models.Constraint(
        "CHECK(date_to >= date_from)", "A policy does not end before it begins."
    )
    _amount_positive = models.Constraint(
        "CHECK(amount > 0)", "A policy is for a sum above zero."
    )

    def _as_domain(self):
        self.ensure_one()
        return Policy(
            self.date_from,
            self.date_to,
            to_decimal(self.amount),
            self.is_for_bank,
            self.paid_until or None,
        )

    @api.depends("date_from", "date_to", "paid_until")
    def _compute_is_in_force(self):
        today = self.env["bank.business.day"]._today()
        for policy in self:
            is_whole = policy.date_from and policy.date_to
            policy.is_in_force = bool(is_whole) and policy._as_domain().covers(today)

    @api.model_create_multi
    def create(self, vals_list):
        policies = super().create(vals_list)
        policies.sudo().collateral_id._recount()
        return policies

    def write(self, vals):
        if "collateral_id" in vals and not self.env.su:
            raise UserError(self.env._("A policy stays with its collateral."))
        result = super().write(vals)
        self.sudo().collateral_id._recount()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_kept(self):
        if not self.env.su:
            raise UserError(self.env._("A policy stays on record: shorten its term."))
