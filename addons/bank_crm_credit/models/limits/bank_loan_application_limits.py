from odoo import fields, models

from ...domain.limits.tree import Answer


class BankLoanApplication(models.Model):
    """Limits along the way of an application: looked at, reserved, kept, used, freed."""

    _inherit = "bank.loan.application"

    commitment_ids = fields.One2many(
        "bank.loan.commitment", "application_id", "Held of limits", readonly=True
    )
    limit_words = fields.Char("Limits", compute="_compute_limit_words")

    def _compute_limit_words(self):
        for application in self:
            is_met, words = application._need_limits()
            fits = self.env._("Within all limits") if application.amount else ""
            application.limit_words = words or (fits if is_met else "")

    def _open_commitment(self):
        """What the application holds of limits now."""
        self.ensure_one()
        return self.sudo().commitment_ids.filtered(
            lambda promise: promise.stage in ("reserved", "kept")
        )[:1]

    def _need_limits(self):
        """Whether what is asked for, or the tranche that goes out, fits every limit."""
        is_met, words = super()._need_limits()
        if not is_met or not self.amount:
            return is_met, words
        application = self.sudo()
        promise = application._open_commitment()
        if promise:
            # What was checked at approval is held; the tranche is checked as it goes out.
            return True, ""
        decision = self.env["bank.loan.decision"].sudo()
        decision = decision.browse(self._doing().get("decision_id"))
        amount = decision.amount or application._terms_now()[0]
        Limit = self.env["bank.loan.limit"]
        check, by_number = Limit._check_step(
            application.client_id,
            application.product_id.product_id,
            application.branch_id,
            application.currency_id,
            reserved=amount,
        )
        found = Limit._words_of_check(check, by_number)
        if check.answer is Answer.WITHIN:
            return True, ""
        if check.answer is Answer.HIGHER_AUTHORITY and self._may_pass_limits():
            return True, found
        return False, self.env._("This would pass a limit. %(words)s.", words=found)

    def _may_pass_limits(self):
        """Whether who decides stands on the highest level, or a committee does."""
        if self.env.context.get("bank_loan_committee") and self.env.su:
            return True
        Authority = self.env["bank.loan.authority"]
        highest = max(Authority.sudo().search([]).mapped("level"), default=0)
        return bool(highest) and Authority._level_of(self.env.user) >= highest

    def _on_approved(self, decision):  # pylint: disable=missing-return
        """The sum decided is taken up at every limit before anybody else can have it."""
        super()._on_approved(decision)
        for application in self:
            application._open_commitment()._free()
            self.env["bank.loan.commitment"]._reserve(
                {
                    "application_id": application.id,
                    "client_id": application.client_id.id,
                    "product_id": application.product_id.product_id.id,
                    "branch_id": application.branch_id.id,
                    "currency_id": (decision.currency_id or application.currency_id).id,
                    "amount": decision.amount or application.amount,
                },
                may_pass=application._may_pass_limits(),
            )

    def _on_signed(self):  # pylint: disable=missing-return
        super()._on_signed()
        for application in self:
            promise = application._open_commitment()
            promise.sudo().client_id = application.client_id
            promise._keep(application._terms_now()[0])

    def _on_disbursed(self, loan, tranche):  # pylint: disable=missing-return
        super()._on_disbursed(loan, tranche)
        for application in self:
            promise = application._open_commitment()
            promise.sudo().client_id = loan.holding_id.client_id
            promise._pay_out(
                tranche, loan.holding_id, is_booked=loan.ledger_mode == "own"
            )

    def _on_ended(self):  # pylint: disable=missing-return
        super()._on_ended()
        for application in self:
            application._open_commitment()._free()
