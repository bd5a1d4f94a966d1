from odoo import models
from odoo.exceptions import AccessError, UserError

from ...domain.collateral.guarantee import Facts, Need, State, can_move, missing
from ...domain.money import ZERO

SIGNERS = (
    "bank_crm_credit.group_collateral_officer",
    "bank_crm_credit.group_loan_administrator",
)


class BankGuarantee(models.Model):
    """The way of a guarantee: signed, ended at zero debt or by a decision of two people."""

    _inherit = "bank.guarantee"

    def _facts(self, *, has_decision=False):
        self.ensure_one()
        kept = self.sudo()
        owed = self.env["bank.loan.cover"].sudo()._owed_of(kept.loan_id.ids)
        return Facts(
            has_agreement=bool(kept.agreement_number and kept.agreement_date),
            needs_spouse=kept.is_spouse_asked,
            has_spouse_consent=bool(kept.spouse_consent_date),
            secured_debt=sum(owed.values(), ZERO),
            has_decision=has_decision,
        )

    def _missing(self, target, *, has_decision=False):
        """What a step lacks, in words."""
        facts = self._facts(has_decision=has_decision)
        currency = self.env.company.currency_id
        words = {
            Need.AGREEMENT: self.env._("the number and the day of the signed agreement"),
            Need.SPOUSE_CONSENT: self.env._("the consent of the spouse"),
            Need.NO_DEBT_OR_DECISION: self.env._(
                "a decision, because %(debt)s is still owed",
                debt=currency.format(float(facts.secured_debt)),
            ),
        }
        return [words[need] for need in missing(target, facts)]

    def _check_may_move(self, target, groups=SIGNERS):
        self.check_access("write")
        if not self.env.su and not any(map(self.env.user.has_group, groups)):
            raise AccessError(
                self.env._(
                    "Loan administration and the collateral officer sign guarantees and "
                    "end them."
                )
            )
        names = dict(self._fields["state"]._description_selection(self.env))
        for guarantee in self:
            if not can_move(guarantee.state, target):
                raise UserError(
                    self.env._(
                        "%(number)s: “%(state)s” cannot become “%(target)s”.",
                        number=guarantee.number,
                        state=names[guarantee.state],
                        target=names[target],
                    )
                )

    def _check_nothing_missing(self, target, *, has_decision=False):
        for guarantee in self:
            if lacks := guarantee._missing(target, has_decision=has_decision):
                raise UserError(
                    self.env._(
                        "%(number)s still needs: %(needs)s.",
                        number=guarantee.number,
                        needs="; ".join(lacks),
                    )
                )

    def action_sign(self):
        """Signed: from its first day the guarantor answers."""
        self._check_may_move(State.IN_FORCE)
        self._check_nothing_missing(State.IN_FORCE)
        for guarantee in self.sudo():
            guarantee.write(
                {
                    "state": State.IN_FORCE,
                    "date_from": guarantee.date_from or guarantee.agreement_date,
                }
            )
        self._mirror()

    def action_cancel(self):
        """It never came to a signature."""
        self._check_may_move(
            State.CANCELLED, (*SIGNERS, "bank_crm_credit.group_loan_applications")
        )
        self.sudo().write({"state": State.CANCELLED})

    def action_end(self):
        """At once where nothing is owed; else a second person decides."""
        self.ensure_one()
        self._check_may_move(State.ENDED)
        reason = self.env.context.get("reason") or self.env._("Asked to be let go.")
        if not self._missing(State.ENDED):
            self.sudo()._carry_out_end(self.env._("The debt is paid."), False)
            return False
        self.env["bank.act"]._propose_call(
            "guarantee_release",
            self,
            "_carry_out_end",
            {"reason": reason},
            watched=("state",),
            reason=reason,
            amount=float(self._facts().secured_debt),
        )
        return False

    def _carry_out_end(self, reason, has_decision=True):
        """Accepted, or nothing is owed: he answers until today."""
        self._check_may_move(State.ENDED)
        self._check_nothing_missing(State.ENDED, has_decision=has_decision)
        today = self.env["bank.business.day"]._today()
        self.sudo().write(
            {"state": State.ENDED, "ended_date": today, "end_reason": reason}
        )
        self._mirror()

    def _drop(self, reason):
        """No loan comes of it: drafts are cancelled, what secures no loan ends."""
        drafts = self.filtered(lambda one: one.state == State.DRAFT)
        drafts.write({"state": State.CANCELLED, "end_reason": reason})
        signed = self.filtered(
            lambda one: one.state == State.IN_FORCE and not one.loan_id
        )
        if signed:
            signed._carry_out_end(reason)

    def _mirror(self):
        """Relations follow at once."""
        kept = self.sudo()
        clients = kept.guarantor_client_id | kept.client_id
        self.env["bank.relation"].sudo()._mirror_guarantees(clients.ids)
