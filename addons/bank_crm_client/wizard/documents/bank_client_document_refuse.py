from odoo import fields, models


class BankClientDocumentRefuse(models.TransientModel):
    """Why a client's document is not accepted."""

    _name = "bank.client.document.refuse"
    _description = "Refusal of a Document"

    # No link: a link's name would tell the number past the access settings.
    document_key = fields.Integer(required=True, readonly=True)
    reason = fields.Char("Why", required=True)

    def action_refuse(self):
        """Refuse, and open the next document that waits."""
        self.ensure_one()
        Document = self.env["bank.client.document"]
        Document.browse(self.document_key).action_refuse(self.reason)
        return Document._next_of_queue()
