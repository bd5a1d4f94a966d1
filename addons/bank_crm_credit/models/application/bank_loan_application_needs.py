from odoo import models

YES = (True, "")


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
        return YES

    def _need_ownership(self):
        return YES

    def _need_statements(self):
        return YES

    def _need_bureau_consent(self):
        return YES

    def _need_documents(self):
        return YES

    def _need_snapshot(self):
        return YES

    def _need_no_stop_factor(self):
        return YES

    def _need_bureau_report(self):
        return YES

    def _need_score(self):
        return YES

    def _need_group_exposure(self):
        return YES

    def _need_valuations(self):
        return YES

    def _need_opinions(self):
        return YES

    def _need_limits(self):
        return YES

    def _need_authority(self):
        return YES

    def _need_reason(self):
        if not self._doing() or self._doing().get("words"):
            return YES
        return False, self.env._("Say why.")

    def _need_valid_decision(self):
        return YES

    def _need_cost_sheet(self):
        return YES

    def _need_client_accepted(self):
        return YES

    def _need_signed_pack(self):
        return YES

    def _need_collateral_registered(self):
        return YES

    def _need_conditions_met(self):
        return YES
