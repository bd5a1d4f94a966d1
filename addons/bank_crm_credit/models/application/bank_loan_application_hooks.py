from odoo import models


class BankLoanApplication(models.Model):
    """Where the parts of lending take part in an application.

    Limits reserve, keep, use and free here; collateral changes its state, a committee
    makes its conditions. Each is called as the superuser, after the move is written.
    """

    _inherit = "bank.loan.application"

    def _on_approved(self, decision):
        """An approval stands."""

    def _on_signed(self):
        """The pack is signed."""

    def _on_disbursed(self, loan, tranche):
        """Money went out: `tranche` is its sum in the currency of the loan."""

    def _snapshot_parts(self):
        """The facts that freeze on submission, by part (`submission.Part`)."""
        self.ensure_one()
        return {"form": {}, "participants": {}, "documents": {}, "bureau": {}, "exposure": {}, "rules": {"way": "1"}}

    def _on_ended(self):
        """Refused, withdrawn or expired; also a decision made void."""
