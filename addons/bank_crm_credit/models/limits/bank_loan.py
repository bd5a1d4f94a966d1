from odoo import models
from odoo.exceptions import UserError

from ...domain.limits.tree import Answer


class BankLoan(models.Model):
    """Each tranche of a loan is checked at every limit that it reaches."""

    _inherit = "bank.loan"

    def _carry_out(self, values):
        if values.get("kind") == "disburse":
            self.sudo()._take_up_limits(values.get("amount") or 0)
        return super()._carry_out(values)

    def _take_up_limits(self, amount):
        """Use what was promised for this loan, or ask the limits for the tranche alone."""
        self.ensure_one()
        promise = self.env["bank.loan.commitment"].search(
            [("holding_id", "=", self.holding_id.id), ("stage", "=", "kept")]
        )
        if promise:
            promise._pay_out(amount)
            return
        # The first tranche of an application is taken up by its own step.
        if self.env["bank.loan.application"].search_count(
            [("loan_id", "=", self.id)], limit=1
        ):
            return
        Limit = self.env["bank.loan.limit"]
        holding = self.holding_id
        is_line = self.principal_owed + amount <= self.credit_limit
        # Of a line the factor's share is taken up already.
        taken = (self._rules().undrawn_factor if self._rules() else 1) if is_line else 0
        if taken == 1:
            return
        check, by_number = Limit._check_step(
            holding.client_id,
            holding.product_id,
            holding.branch_id,
            self.currency_id,
            drawn=amount * (1 - taken),
            is_taken=True,
        )
        if check.answer is not Answer.WITHIN:
            raise UserError(
                self.env._(
                    "This tranche would pass a limit. %(words)s.",
                    words=Limit._words_of_check(check, by_number),
                )
            )
