from odoo import fields, models


class BankClientDocumentRefuse(models.TransientModel):
    """Why a client's document is not accepted."""

    _name = "bank.client.document.refuse"
    _description = "Refusal of a Document"

    document_id = fields.Many2one(
        "bank.client.document", required=True, ondelete="cascade", readonly=True
    )
    reason = fields.Char("Why", required=True)

    def action_refuse(self):
        """Refuse, and open the next document that waits."""
        self.ensure_one()
        self.document_id.action_refuse(self.reason)
        return {"type": "ir.actions.act_window_close"}
