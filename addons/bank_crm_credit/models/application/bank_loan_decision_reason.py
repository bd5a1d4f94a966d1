from odoo import fields, models

from ...domain.application.outcomes import Outcome, Reason
from .bank_loan_reason_words import shipped_words


class BankLoanDecisionReason(models.Model):
    """Why an application is refused, returned or withdrawn: for the bank, and for the client."""

    _name = "bank.loan.decision.reason"
    _description = "Reason of a Decision"
    _without_visibility_rule = "The bank's own wordings, nobody's data."
    _order = "sequence, id"
    _rec_name = "internal"

    sequence = fields.Integer(default=10)
    code = fields.Char(required=True)
    internal = fields.Char("For the bank", required=True, translate=True)
    for_client = fields.Char("For the client", translate=True)
    is_silent = fields.Boolean(
        "Nothing is told to the client", help="Where the law forbids to tell him why."
    )
    is_for_refusal = fields.Boolean("Refused", default=True)
    is_for_return = fields.Boolean("Returned")
    is_for_withdrawal = fields.Boolean("Withdrawn")
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE(code)", "There is such a reason already.")
    _silent_or_told = models.Constraint(
        "CHECK(is_silent = (for_client IS NULL))",
        "A reason has a wording for the client, or nothing is told to him.",
    )

    def _reason(self):
        """The reason as the rules take it."""
        self.ensure_one()
        flags = {
            Outcome.REFUSED: self.is_for_refusal,
            Outcome.RETURNED: self.is_for_return,
            Outcome.WITHDRAWN: self.is_for_withdrawal,
        }
        return Reason(
            self.code,
            self.internal,
            "" if self.is_silent else self._told(),
            frozenset(outcome for outcome, is_so in flags.items() if is_so),
            self.is_silent,
        )

    def _told(self):
        """What the client is told, in the language of his paper, else in that of the screen."""
        self.ensure_one()
        screen = self.env.lang or "en_US"
        paper = self.env.context.get("bank_paper_lang") or screen
        source = self.with_context(lang="en_US").for_client or ""
        own = self.for_client or ""
        # What the bank worded itself in that language goes before what is shipped.
        return (
            own if paper == screen and own != source else shipped_words(source, paper)
        )
