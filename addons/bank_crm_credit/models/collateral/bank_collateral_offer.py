from odoo import models

from ...domain.collateral.lifecycle import State


class BankCollateral(models.Model):
    """Offering a thing, and whether the pledge holds."""

    _inherit = "bank.collateral"

    def _holds_against_all(self):
        """In the register, or pledged where no register is asked for."""
        self.ensure_one()
        if self.state == State.PLEDGED:
            return not self.kind_id.register_name
        return self.state == State.REGISTERED

    def _offer_action(self, context):
        """The window by which a thing is offered, new or known already."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Offer collateral"),
            "res_model": "bank.collateral.offer",
            "views": [(False, "form")],
            "target": "new",
            "context": context,
        }
