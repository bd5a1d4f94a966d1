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

    def _on_ended(self):
        """Refused, withdrawn or expired."""

    def _on_voided(self, decision):
        """A decision fell: what it reserved is free until it is decided anew."""
        self._on_ended()
