from odoo import fields, models

from ...domain.documents.requirements import Standing


class BankDocumentGap(models.Model):
    """A paper that the bank asks of a client and that is not, or not for long, in force."""

    _name = "bank.document.gap"
    _description = "Missing Document"
    _order = "is_mandatory desc, since_date desc, client_id, id"
    _rec_name = "requirement_id"
    _log_access = False

    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade", readonly=True
    )
    requirement_id = fields.Many2one(
        "bank.document.requirement", "What", required=True, index=True,
        ondelete="cascade", readonly=True,
    )  # fmt: skip
    status = fields.Selection(
        [
            (Standing.MISSING, "Missing"),
            (Standing.EXPIRED, "Run out"),
            (Standing.DRAFT, "Entered, not sent"),
            (Standing.WAITS, "Being verified"),
            (Standing.SOON, "Runs out soon"),
        ],
        required=True,
        readonly=True,
    )
    is_mandatory = fields.Boolean("Mandatory", readonly=True)
    purpose = fields.Selection(related="requirement_id.purpose")
    until_date = fields.Date("Until", readonly=True)
    since_date = fields.Date("Since", required=True, readonly=True)
    manager_id = fields.Many2one(related="client_id.manager_id", string="Manager")
    branch_id = fields.Many2one(related="client_id.branch_id", string="Branch")

    _asked_uniq = models.Constraint(
        "UNIQUE(client_id, requirement_id)", "This is asked for once."
    )

    def action_open_client(self):
        """The card of the client."""
        self.ensure_one()
        return self.client_id.get_formview_action()

    def action_add_document(self):
        """Enter the paper that is missing."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.requirement_id.name,
            "res_model": "bank.client.document",
            "views": [
                (
                    self.env.ref("bank_crm_client.bank_client_document_view_form").id,
                    "form",
                )
            ],
            "context": {
                "default_client_id": self.client_id.id,
                "default_type_id": self.requirement_id.type_ids[:1].id,
                "default_product_id": self.requirement_id.product_id.id,
            },
        }
