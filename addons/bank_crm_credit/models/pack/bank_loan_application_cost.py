from odoo import api, fields, models
from odoo.addons.bank_crm_base.models.bank_client_card_facts import to_decimal
from odoo.exceptions import UserError

from ...domain.application.cost_sheet import Payee, ThirdPartyCost
from ...domain.application.lifecycle import Stage

PAYEES = [
    (Payee.INSURER, "Insurer"),
    (Payee.APPRAISER, "Appraiser"),
    (Payee.NOTARY, "Notary"),
    (Payee.REGISTER, "Public register"),
    (Payee.OTHER, "Other"),
]


class BankLoanApplicationCost(models.Model):
    """What the borrower pays others for the loan: insurer, appraiser, notary."""

    _name = "bank.loan.application.cost"
    _description = "Cost Paid to Others"
    _order = "application_id, id"

    application_id = fields.Many2one(
        "bank.loan.application", required=True, index=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="application_id.currency_id")
    payee = fields.Selection(PAYEES, "To whom", required=True, default=Payee.INSURER)
    name = fields.Char("What for", required=True)
    amount = fields.Monetary(required=True)
    date = fields.Date("On", help="Empty: on the day the loan is paid out.")
    is_required = fields.Boolean(
        "No loan without it",
        default=True,
        help="Only what is required counts into the total cost; a notary never does.",
    )

    _amount_positive = models.Constraint("CHECK(amount > 0)", "A cost is above zero.")

    @api.model_create_multi
    def create(self, vals_list):
        costs = super().create(vals_list)
        costs._check_open()
        costs._tell_anew()
        return costs

    def write(self, vals):
        self._check_open()
        result = super().write(vals)
        self._check_open()
        self._tell_anew()
        return result

    def unlink(self):
        self._check_open()
        self._tell_anew()
        return super().unlink()

    def _tell_anew(self):
        """A sheet that was given tells another cost now: it is given again."""
        told = self.application_id.sudo().filtered(
            lambda one: one.stage == Stage.OFFER and one.cost_sheet_date
        )
        told.write({"cost_sheet_date": False})

    def _check_open(self):
        """UserError once the pack is signed: what was told to the client then stays."""
        if self.env.su:
            return
        self.application_id.check_access("read")
        self.application_id._check_may_prepare()
        if any(one._is_plan_settled() for one in self.application_id):
            raise UserError(
                self.env._("The papers are signed: the costs told to the client stay.")
            )

    def _costs(self, day):
        """The costs as the rules take them; those without a day are due on `day`."""
        return [
            ThirdPartyCost(
                max(cost.date or day, day),
                Payee(cost.payee),
                to_decimal(cost.amount),
                cost.is_required,
            )
            for cost in self
        ]
