from odoo import api, models
from odoo.addons.bank_crm_client.models.assignment.bank_handover_moves import Moved
from odoo.tools import SQL

from ...domain.application.lifecycle import ENDS


class BankHandover(models.Model):
    """Applications that go on go along with their client; what ended stays with who did it."""

    _inherit = "bank.handover"

    @api.model
    def _handover_models(self):
        return [
            *super()._handover_models(),
            Moved(
                "bank.loan.application", "officer_id",
                self.env._("Applications for loans"), SQL("t.client_id"),
                SQL("t.stage <> ALL(%s)", sorted(ENDS)),
            ),
        ]  # fmt: skip
