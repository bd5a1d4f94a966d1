from datetime import timedelta

from odoo import models
from odoo.tools import format_date

YES = (True, "")
# A bureau report older than that says nothing of today.
REPORT_DAYS = 30


class BankLoanApplication(models.Model):
    """What each act needs: every `_need_<code>` answers (is it there, words if not).

    Parts of lending override their own; the codes are those of `steps.Need`. The values of
    the act that is being done are `env.context["bank_loan_act"]`.
    """

    _inherit = "bank.loan.application"

    def _doing(self):
        """The act that is being done, with its values; empty while one only looks."""
        return self.env.context.get("bank_loan_act") or {}

    def _need_client_identified(self):
        borrower = self.sudo()._borrower()
        if borrower.client_id or (
            borrower.name
            and borrower.birth_date
            and borrower.vat
            and borrower.identity_document
        ):
            return YES
        return False, self.env._(
            "Choose the client, or write the borrower's name, day of birth, tax number and "
            "identity document."
        )

    def _need_request(self):
        lacks = [
            words
            for is_there, words in (
                (self.product_id, self.env._("a product")),
                (self.amount, self.env._("a sum")),
                (self.term_months, self.env._("a term")),
            )
            if not is_there
        ]
        if lacks:
            return False, self.env._(
                "The request lacks: %(what)s.", what=", ".join(lacks)
            )
        return YES

    def _need_purpose(self):
        if (self.purpose or "").strip():
            return YES
        return False, self.env._("Write what the money is for.")

    def _need_participant_forms(self):
        open_ones = self.sudo().party_ids.filtered(lambda party: not party.is_form_done)
        if not open_ones:
            return YES
        return False, self.env._(
            "The form is not filled in: %(who)s.",
            who=", ".join(open_ones.mapped("display_name")),
        )

    def _need_income(self):
        payers = self.sudo().party_ids.filtered(lambda party: party.role != "guarantor")
        if self.track == "corporate" or payers.income_ids:
            return YES
        return False, self.env._("Write what the borrowers earn.")

    def _need_ownership(self):
        return YES

    def _need_statements(self):
        return YES

    def _need_bureau_consent(self):
        lacking = self.sudo().party_ids.filtered(
            lambda party: not (party.bureau_consent_date and party.bureau_consent_basis)
        )
        if self.track == "corporate" or not lacking:
            return YES
        return False, self.env._(
            "No agreement to a bureau report: %(who)s.",
            who=", ".join(lacking.mapped("display_name")),
        )

    def _lacking_papers(self):
        """What participants lack for a loan, whoever may see whom."""
        return (
            self.env["bank.document.gap"]
            .sudo()
            .search(
                [
                    ("client_id", "in", self.sudo().party_ids.client_id.ids),
                    ("is_mandatory", "=", True),
                    ("status", "in", ("missing", "expired")),
                    ("purpose", "in", ("opening", "lending")),
                ],
                order="client_id, id",
            )
        )

    def _need_documents(self):
        gaps = self._lacking_papers()
        if not gaps:
            return YES
        return False, self.env._(
            "Papers are missing or have run out: %(what)s.",
            what="; ".join(
                f"{gap.client_id.name}: {gap.requirement_id.name}" for gap in gaps
            ),
        )

    def _need_snapshot(self):
        # It is taken with the act itself; what it freezes is always there.
        return bool(self.product_id), self.env._("Choose a product first.")

    def _need_bureau_report(self):
        if self.track == "corporate":
            return YES
        oldest = self._today() - timedelta(days=REPORT_DAYS)
        lacking = [
            party.display_name
            for party in self.sudo().party_ids
            if not (report := party._latest_report()) or report.report_date < oldest
        ]
        if not lacking:
            return YES
        return False, self.env._(
            "No bureau report of the last %(days)s days: %(who)s.",
            days=REPORT_DAYS,
            who=", ".join(lacking),
        )

    def _need_score(self):
        if self.track == "corporate" or self.score_verdict:
            return YES
        return False, self.env._("The pre-scoring was not asked.")

    def _need_group_exposure(self):
        return YES

    def _need_valuations(self):
        return YES

    def _need_opinions(self):
        return YES

    def _need_limits(self):
        return YES

    def _need_reason(self):
        if not self._doing() or self._doing().get("words"):
            return YES
        return False, self.env._("Say why.")

    def _need_valid_decision(self):
        decision = self.sudo().decision_id
        if not decision or decision.is_void:
            return False, self.env._("No decision is in force.")
        if not decision._validity().holds_on(self._today()):
            return False, self.env._(
                "The decision held until %(day)s.",
                day=format_date(self.env, decision.valid_until),
            )
        if words := self._void_words():
            return False, words
        # All facts are read anew only when something is done, not for each look.
        if self._doing() and (words := self._fallen_words()):
            return False, self.env._(
                "%(why)s The decision is void: it has to be taken anew.", why=words
            )
        return YES

    def _need_cost_sheet(self):
        if self.cost_sheet_date:
            return YES
        return False, self.env._("Give the client the sheet of what the loan costs.")

    def _need_client_accepted(self):
        if self.accepted_date or self._doing().get("accepted_date"):
            return YES
        if not self._doing():
            return YES
        return False, self.env._("The client has not accepted the offer.")

    def _need_signed_pack(self):
        return YES

    def _need_collateral_registered(self):
        return YES

    def _need_conditions_met(self):
        return YES
