from odoo import models
from odoo.exceptions import UserError


class BankCounterparty(models.Model):
    """A counterparty that is not our client becomes a prospect in one click."""

    _inherit = "bank.counterparty"

    def action_make_prospect(self):
        """A new client's form with what is known, introduced by the client who pays him."""
        self.ensure_one()
        self.check_access("read")
        if self.our_client_id:
            raise UserError(self.env._("This counterparty is a client already."))
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_base.bank_client_action"
        )
        return {
            **action,
            "views": [(self.env.ref("bank_crm_base.bank_client_view_form").id, "form")],
            "res_id": False,
            "context": {
                "default_is_client": True,
                "default_client_state": "prospect",
                "default_client_kind": "legal_entity",
                "default_name": self.name or self.account,
                "default_introduced_by_id": self.client_id.id,
            },
        }
