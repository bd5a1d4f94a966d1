from odoo import models
from odoo.exceptions import AccessError, UserError

from ...domain.collateral.lifecycle import (
    SECURES,
    Facts,
    Need,
    State,
    can_move,
    missing,
)
from ...domain.collateral.values import COUNTS
from ...domain.money import ZERO

DECISIONS = {
    State.RELEASED: "collateral_release",
    State.SUBSTITUTED: "collateral_substitute",
    State.FORECLOSED: "collateral_foreclose",
}
BY_DECISION = frozenset((Need.DECISION, Need.NO_DEBT_OR_DECISION))


class BankCollateral(models.Model):
    """The way of a collateral: each step asks for all that is missing, in words, at once."""

    _inherit = "bank.collateral"

    def _facts(self, *, has_decision=False, substitute=None):
        """What the lifecycle asks about one collateral."""
        self.ensure_one()
        kept = self.sudo()
        kind, pledges = kept.kind_id, kept._current_pledges()
        seen = kept.inspection_ids[:1]
        entry = kept.register_number and kept.register_date and kept.register_body
        return Facts(
            has_title=bool(kept.title_document),
            has_valuation=kept.valuation_standing in COUNTS,
            is_inspected=not kind.inspection_months
            or bool(seen and seen.condition != "missing"),
            is_third_party=kept.is_third_party,
            has_owner_consent=bool(kept.owner_consent_date),
            is_joint=kept.is_joint,
            has_spouse_consent=bool(kept.spouse_consent_date),
            must_insure=kind.must_insure,
            is_insured=not kept.insurance_fault,
            has_agreement=bool(pledges.filtered("agreement_date")),
            has_register_entry=bool(entry) or not kind.register_name,
            secured_debt=kept._secured_debt(),
            has_decision=has_decision,
            has_substitute=bool(substitute) and kept._is_replaced_by(substitute.sudo()),
        )

    def _secured_debt(self):
        """What is owed today on all loans that these secure, in base currency."""
        loans = self._current_pledges().loan_id
        owed = self.env["bank.loan.cover"].sudo()._owed_of(loans.ids)
        return sum(owed.values(), ZERO)

    def _is_replaced_by(self, other):
        """Whether another secures today every loan that this one does."""
        loans = self._current_pledges().loan_id
        return other.state in SECURES and not (
            loans - other._current_pledges().filtered("is_in_force").loan_id
        )

    def _need_words(self, need, facts):
        kept = self.sudo()
        fault = dict(self._fields["insurance_fault"]._description_selection(self.env))
        owner = self.owner_words
        words = {
            Need.TITLE: self.env._("the proof of ownership"),
            Need.VALUATION: self.env._("a valid valuation by an accredited appraiser"),
            Need.INSPECTION: self.env._("an inspection at which it was found"),
            Need.OWNER_CONSENT: self.env._(
                "the consent of the owner (%(owner)s)", owner=owner
            ),
            Need.SPOUSE_CONSENT: self.env._("the consent of the spouse"),
            Need.INSURANCE: self.env._(
                "insurance (%(fault)s)", fault=fault.get(kept.insurance_fault, "").lower()
            ),
            Need.AGREEMENT: self.env._("a signed pledge agreement"),
            Need.REGISTER_ENTRY: self.env._(
                "the entry in the register: number, day and who made it (%(register)s)",
                register=kept.kind_id.register_name or "",
            ),
            Need.NO_DEBT_OR_DECISION: self.env._(
                "a decision, because %(debt)s is still owed",
                debt=self.env.company.currency_id.format(float(facts.secured_debt)),
            ),
            Need.DECISION: self.env._("a decision"),
            Need.SUBSTITUTE: self.env._(
                "another pledged collateral that secures the same loans"
            ),
        }
        return words[need]

    def _check_may_move(self, target):
        """Who may, and whether the way leads there; no word yet of what is missing."""
        self.check_access("write")
        if not self.env.su and not self.env.user.has_group(
            "bank_crm_credit.group_collateral_officer"
        ):
            raise AccessError(
                self.env._("The collateral officer checks, pledges and releases.")
            )
        names = dict(self._fields["state"]._description_selection(self.env))
        for collateral in self:
            if not can_move(State(collateral.state), target):
                raise UserError(
                    self.env._(
                        "%(name)s is %(state)s: it cannot become %(target)s.",
                        name=collateral.display_name,
                        state=names[collateral.state].lower(),
                        target=names[target].lower(),
                    )
                )

    def _check_nothing_missing(self, target, facts):
        needs = missing(target, facts)
        if needs:
            raise UserError(
                self.env._(
                    "%(name)s still needs: %(needs)s.",
                    name=self.display_name,
                    needs="; ".join(self._need_words(need, facts) for need in needs),
                )
            )

    def _step(self, target, **values):
        self._check_may_move(target)
        for collateral in self:
            collateral._check_nothing_missing(target, collateral._facts())
        self.sudo().write({"state": target, **values})
        self.sudo()._recount()

    def action_check(self):
        """Looked at, valued, and his who offers it."""
        self._step(State.CHECKED)

    def action_pledge(self):
        """The agreement is signed, and nothing stands against it."""
        self._step(
            State.PLEDGED, pledged_date=self.env["bank.business.day"]._today()
        )

    def action_register(self):
        """The pledge is in the register: it holds against everybody."""
        self._step(State.REGISTERED)

    def action_end(self):
        """Release, substitute, foreclose or decline: a window asks which and why."""
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("End of %(name)s", name=self.display_name),
            "res_model": "bank.collateral.end",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_collateral_id": self.id},
        }

    def _end(self, target, reason, substitute=None):
        """End it now, or propose the decision to a second person; returns the act, if any."""
        self.ensure_one()
        target = State(target)
        self._check_may_move(target)
        if not (reason or "").strip():
            raise UserError(self.env._("Write why: it stays with the collateral."))
        facts = self._facts(substitute=substitute)
        needs = missing(target, facts)
        arguments = {
            "target": target.value,
            "reason": reason.strip(),
            "substitute_id": substitute.id if substitute else False,
        }
        if not needs:
            self.sudo()._carry_out_end(**arguments, has_decision=False)
            return self.env["bank.act"]
        if set(needs) - BY_DECISION:
            decided = self._facts(has_decision=True, substitute=substitute)
            self._check_nothing_missing(target, decided)
        return self.env["bank.act"]._propose_call(
            DECISIONS[target],
            self,
            "_carry_out_end",
            arguments,
            watched=("state",),
            reason=reason.strip(),
            amount=float(facts.secured_debt),
        )

    def _carry_out_end(self, target, reason, substitute_id=False, has_decision=True):
        """Accepted, or needing no decision: it secures nothing from today."""
        target, substitute = State(target), self.browse(substitute_id or [])
        for collateral in self:
            facts = collateral._facts(has_decision=has_decision, substitute=substitute)
            collateral._check_may_move(target)
            collateral._check_nothing_missing(target, facts)
        self.sudo().write(
            {
                "state": target,
                "end_reason": reason,
                "substitute_id": substitute.id,
                "ended_date": self.env["bank.business.day"]._today(),
            }
        )
        self._current_pledges()._end()
        self.sudo()._recount()
