from odoo import models
from odoo.exceptions import UserError

from ...domain.application.outcomes import Outcome, approval_of
from ...domain.committee.ballots import Vote
from ...domain.committee.counting import Because, Form, Result

# Results that are entered as a decision.
DECIDES = (Result.CARRIED, Result.REFUSED, Result.RETURNED)


class BankLoanCommitteeItem(models.Model):
    """The result of a vote: written down with its working, then entered as a decision."""

    _inherit = "bank.loan.committee.item"

    def _settle(self, quorum, result):
        """Write down how it ended; what it means for the application follows at once.

        Where the application is not ready for it (a limit is gone, say), the result stands
        and the secretary enters the decision once that is mended.
        """
        self.ensure_one()
        there = len(quorum.counted)
        if self.sudo().sitting_id.kind == Form.CIRCULAR:
            there = sum(result.tally.values())
        self.sudo().write(
            {
                "state": str(result.result),
                "closed_at": self._now(),
                "because": str(result.because),
                "tally": {str(vote): number for vote, number in result.tally.items()},
                "base": result.base,
                "needed": str(result.needed),
                "quorum_there": there,
                "quorum_needed": quorum.needed,
            }
        )
        self._enter_decision_if_it_may()
        self.sudo().sitting_id._close_if_done()

    def _enter_decision_if_it_may(self):
        try:
            with self.env.cr.savepoint():
                self.sudo()._enter_decision()
        except UserError as error:
            self.invalidate_recordset()
            self.sudo().trouble = str(error.args[0] if error.args else error)
        else:
            self.sudo().trouble = False

    def action_enter_decision(self):
        """Enter what was voted, now that what stood in the way is gone."""
        for item in self:
            item.committee_id._check_runs()
            if item.decision_id or item.state not in DECIDES:
                raise UserError(self.env._("There is no result left to enter."))
            item.sudo()._enter_decision()
            item.sudo().trouble = False
        return True

    def _enter_decision(self):
        """Turn the result into what it decides; called as the superuser."""
        self.ensure_one()
        if self.state == Result.CARRIED and self.kind == "waiver":
            self.condition_id._waive_by_committee(self)
        elif self.kind == "application" and self.state == Result.CARRIED:
            self._decide(
                self._approval(),
                {
                    "amount": self.amount,
                    "term_months": self.term_months,
                    "rate": self.rate,
                },
            )
        elif self.kind == "application" and self.state == Result.REFUSED:
            self._decide(Outcome.REFUSED, {})
        elif self.kind == "application" and self.state == Result.RETURNED:
            self._decide(Outcome.RETURNED, {})

    def _approval(self):
        """Approved as asked, or on other terms."""
        application = self.application_id
        return approval_of(
            application._asked_terms(),
            application._terms_of(self.amount, self.term_months, self.rate),
        )

    def _decide(self, outcome, terms):
        decision = self.application_id._decide_by_committee(self, outcome, terms)
        self.decision_id = decision
        if outcome in (Outcome.APPROVED, Outcome.APPROVED_CHANGED):
            self.condition_ids._come_into_force(decision)
        else:
            self.condition_ids._fall_away()

    # --- in words

    def _compute_result_words(self):
        for item in self:
            item.result_words = item._result_text()

    def _result_text(self):
        """How it ended and why, with the working: what a member would tell a colleague."""
        self.ensure_one()
        if not self.because:
            return ""
        tally = self.tally or {}
        words = {
            "in_favour": tally.get(Vote.FOR, 0),
            "against": tally.get(Vote.AGAINST, 0),
            "abstain": tally.get(Vote.ABSTAIN, 0),
            "defer": tally.get(Vote.DEFER, 0),
            "back": tally.get(Vote.RETURN, 0),
            "base": self.base,
            "there": self.quorum_there,
            "asked": self.quorum_needed,
        }
        why = {
            Because.TOO_FEW: self.env._(
                "No quorum: %(there)s votes were there, %(asked)s are needed.", **words
            ),
            Because.REQUIRED_MISSING: self.env._(
                "No quorum: a member without whom the committee does not decide was missing."
            ),
            Because.VETO: self.env._(
                "Refused by the veto of the risk service; for %(in_favour)s, against "
                "%(against)s.",
                **words,
            ),
            Because.MORE_DEFER: self.env._(
                "Deferred: %(defer)s wanted more time, %(in_favour)s were for and "
                "%(against)s against.",
                **words,
            ),
            Because.MORE_RETURN: self.env._(
                "Returned for completion: %(back)s found something missing, %(defer)s "
                "wanted more time, %(in_favour)s were for and %(against)s against.",
                **words,
            ),
            Because.ENOUGH_FOR: self.env._(
                "Carried: %(in_favour)s of %(base)s for, %(against)s against, %(abstain)s "
                "abstained.",
                **words,
            ),
            Because.NOT_ENOUGH_FOR: self.env._(
                "Not carried: %(in_favour)s of %(base)s for, %(against)s against, "
                "%(abstain)s abstained.",
                **words,
            ),
            Because.CASTING_VOTE: self.env._(
                "A tie of %(in_favour)s to %(against)s: the chairman's vote decided.",
                **words,
            ),
            Because.TIE: self.env._(
                "Not carried: a tie of %(in_favour)s to %(against)s.", **words
            ),
        }
        return why.get(Because(self.because), "")

    def _decision_words(self):
        """Why it was so decided, for the bank: the count, and what the others said."""
        self.ensure_one()
        if self.state == Result.RETURNED:
            return f"{self._missing_words()}\n{self._result_text()}"
        told = [self._terms_words(), self._result_text()]
        for ballot in self.ballot_ids:
            if ballot.motion == self.motion and ballot.reason:
                # Who said it is known to the committee alone.
                told.append(f"– {ballot.reason}")
        return "\n".join(filter(None, told))

    def _missing_words(self):
        """What those who returned it found missing: the officer completes that."""
        self.ensure_one()
        return "\n".join(
            ballot.reason
            for ballot in self.ballot_ids
            if ballot.motion == self.motion and ballot.vote == Vote.RETURN
        )

    def _reasons(self, outcome):
        """Reasons that the committee chose and that fit; else that it did not agree, or asks."""
        self.ensure_one()
        is_return = outcome == Outcome.RETURNED
        flag = "is_for_return" if is_return else "is_for_refusal"
        code = "committee_return" if is_return else "committee"
        return self.reason_ids.filtered(flag) or self.env.ref(
            f"bank_crm_credit.loan_reason_{code}"
        )
