from odoo import fields, models
from odoo.addons.bank_crm_base.models.bank_client_card_facts import to_decimal
from odoo.exceptions import UserError

from ...domain.application.lifecycle import Act, Stage
from ...domain.application.outcomes import (
    ACT_OF,
    Cap,
    Outcome,
    OutcomeError,
    Terms,
    Validity,
    approval_of,
    check_reasons,
    over_caps,
)

APPROVALS = (Outcome.APPROVED, Outcome.APPROVED_CHANGED)
CAP_NAMES = ("most_amount", "most_months", "least_rate", "most_burden")


class BankLoanApplication(models.Model):
    """Decisions: by one person within his authority, or by a committee through `_decide`."""

    _inherit = "bank.loan.application"

    def _decide(self, outcome, *, amount=None, term_months=None, rate=None, currency=None,
                reasons=None, words="", caps=None, valid_until=None, by_table=False,
                **more):  # fmt: skip
        """Take a decision and move the application by it; returns the decision.

        An approval carries the terms (those asked for where none are given) and holds
        until `valid_until` or the days of the product. A committee calls this as the
        superuser with `bank_loan_committee={"level": ..}` in the context and its own
        fields in `more` (`committee_item_id`, `decider_words`).
        """
        self.ensure_one()
        self.check_access("read")
        outcome = Outcome(outcome)
        reasons = reasons or self.env["bank.loan.decision.reason"]
        # Words in the context of a person open nothing: a committee acts as the superuser.
        committee = (self.env.su and self.env.context.get("bank_loan_committee")) or {}
        if outcome in APPROVALS:
            self._check_terms_decided(amount or self.amount, term_months, rate)
            self._check_override_reason(words)
        try:
            check_reasons(outcome, [reason._reason() for reason in reasons])
        except OutcomeError as error:
            raise UserError(
                self.env._("Choose a reason that fits this decision.")
            ) from error
        values = {
            "application_id": self.id,
            "decider_id": False if committee or by_table else self.env.uid,
            "decided_on": self._today(),
            "snapshot_id": self.snapshot_id.id,
            "reason_ids": [(6, 0, reasons.ids)],
            "words": words or False,
            "is_by_table": by_table,
            **more,
        }
        if outcome in APPROVALS:
            asked, terms = self._asked_terms(), self._decided_terms(
                amount, term_months, rate, currency
            )  # fmt: skip
            outcome = approval_of(asked, terms)
            values |= self._approval_values(terms, currency, caps or {}, valid_until)
        elif outcome is not Outcome.WITHDRAWN and not (committee or by_table):
            self._check_may_refuse()
        values["outcome"] = str(outcome)
        decision = self.env["bank.loan.decision"].sudo().create(values)
        if self.stage == Stage.DECISION:
            decision.write(self._authority_values(decision, committee))
        moved = {"is_refused_by_table": by_table}
        if outcome in APPROVALS:
            moved["decision_id"] = decision.id
        if outcome is Outcome.RETURNED:
            moved |= {
                "snapshot_id": False,
                "score_verdict": False,
                "score_words": False,
            }
        told = "; ".join(filter(None, [*reasons.mapped("internal"), words]))
        self._act(
            ACT_OF[outcome],
            words=told,
            doing={"amount": amount or self.amount},
            **moved,
        )
        if outcome in APPROVALS:
            self.sudo()._on_approved(decision)
        return decision

    def _authority_values(self, decision, committee):
        """By what authority it is taken, which was asked for on its terms, and why."""
        deciding = self.sudo().with_context(bank_loan_act={"decision_id": decision.id})
        required = deciding._required(decision.amount or None)
        return {
            "level": committee.get("level") or self._level_here(self.env.user),
            "required_level": required.level,
            "level_words": self._level_words(required),
            "security": str(int(deciding._security())),
            "is_override": decision.outcome in APPROVALS and self._is_score_against(),
        }

    def _check_override_reason(self, words):
        """UserError where somebody sets the score aside and does not say why."""
        if self._is_score_against() and not (words or "").strip():
            raise UserError(self.env._("It goes against the score: write why."))

    def _check_may_refuse(self):
        """Who may not say yes says neither no, nor sends it back, at that stage."""
        # Of an act that a person's context speaks of nothing is known.
        asking = self.with_context(bank_loan_act={})
        if self.stage == Stage.DECISION and (
            why := asking._why_may_not_decide(self.env.user)
        ):
            raise UserError("\n".join(why))

    def _check_terms_decided(self, amount, months, rate):
        """UserError where the product gives no such loan, or the decision lacks its stage."""
        if self.stage != Stage.DECISION:
            raise UserError(self._why_not_words(Act.APPROVE))
        words = self.product_id.sudo()._bound_words(
            amount, months or self.term_months, self.rate if rate is None else rate
        )
        if words:
            raise UserError(words)

    def _decided_terms(self, amount, months, rate, currency):
        return Terms(
            to_decimal(amount or self.amount),
            (currency or self.currency_id).name,
            months or self.term_months,
            to_decimal(self.rate if rate is None else rate),
        )

    def _approval_values(self, terms, currency, caps, valid_until):
        today = self._today()
        if valid_until and valid_until < today:
            raise UserError(self.env._("A decision does not end before it is taken."))
        validity = Validity.of_days(today, self.product_id.sudo().decision_days)
        # A committee has days of its own.
        if valid_until and valid_until > validity.last_day and not self.env.su:
            raise UserError(
                self.env._(
                    "A decision for this product holds until %(day)s at most.",
                    day=fields.Date.to_string(validity.last_day),
                )
            )
        return {
            "amount": float(terms.amount),
            "currency_id": (currency or self.currency_id).id,
            "term_months": terms.months,
            "rate": float(terms.annual_rate),
            "product_rate": self.product_id.sudo().offer_rate,
            "valid_until": valid_until or validity.last_day,
            **{name: caps[name] for name in CAP_NAMES if caps.get(name)},
        }

    def _refuse_by_table(self):
        """The table says no and nobody else was asked: refused, a person may review it."""
        reason = self.env.ref("bank_crm_credit.loan_reason_score")
        self.sudo().with_context(bank_loan_night=True)._decide(
            Outcome.REFUSED, reasons=reason, words=self.score_words or "", by_table=True
        )

    def _void_words(self):
        """Why the terms do not fit the decision; empty: they do."""
        decision = self.sudo().decision_id
        terms = Terms(
            to_decimal(decision.amount),
            decision.currency_id.name,
            decision.term_months,
            to_decimal(decision.rate),
        )
        broken = over_caps(decision._caps(), terms, to_decimal(self.dsti_after))
        said = {
            Cap.AMOUNT: self.env._("the sum"),
            Cap.MONTHS: self.env._("the term"),
            Cap.RATE: self.env._("the rate"),
            Cap.BURDEN: self.env._("payments to income"),
        }
        if not broken:
            return ""
        return self.env._(
            "Outside of what the decision allows: %(what)s.",
            what=", ".join(said[cap] for cap in broken),
        )
