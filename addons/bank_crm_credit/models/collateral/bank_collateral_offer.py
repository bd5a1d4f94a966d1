from odoo import api, models

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

    @api.onchange("register_number")
    def _onchange_register_number(self):
        """Entered on the day of the entry, most often."""
        if self.register_number and not self.register_date:
            self.register_date = self.env["bank.business.day"]._today()

    def action_open_pledges(self):
        """The loans and applications that it secures, of clients in sight."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What %(number)s secures", number=self.number),
            "res_model": "bank.collateral.pledge",
            "views": [(False, "list"), (False, "form")],
            "domain": [("collateral_id", "=", self.id)],
        }
