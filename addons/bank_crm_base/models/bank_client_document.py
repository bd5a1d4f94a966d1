from odoo import api, fields, models

from ..domain.codes import selection

EXPIRES_SOON_DAYS = 30


class BankClientDocument(models.Model):
    """A paper that says who a client is: passport, identity card, extract from a register."""

    _name = "bank.client.document"
    _description = "Client Document"
    _inherit = ["bank.guarded.mixin"]
    _order = "client_id, expiry_date desc, id desc"
    _rec_name = "number"

    _fixed_names = ("client_id", "source")

    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(
        selection("document_kind"), required=True, default="passport"
    )
    number = fields.Char("Series and number", required=True)
    issued_by = fields.Char("Issued by")
    issued_date = fields.Date("Issued on")
    expiry_date = fields.Date("Valid until", index=True)
    source = fields.Char("Origin", default="manual", readonly=True)
    attachment_ids = fields.Many2many("ir.attachment", string="Scans")
    validity = fields.Selection(
        [("valid", "Valid"), ("soon", "Expires soon"), ("expired", "Expired")],
        compute="_compute_validity",
    )

    _identity_uniq = models.Constraint(
        "UNIQUE(client_id, kind, number)", "The client has this document already."
    )

    _digits_idx = models.Index("(regexp_replace(number, '[^0-9]', '', 'g'))")

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            # Where a paper comes from decides whether it identifies somebody.
            vals_list = [{**vals, "source": "manual"} for vals in vals_list]
        return super().create(vals_list)

    @api.depends("expiry_date")
    def _compute_validity(self):
        today = self.env["bank.business.day"]._today()
        for document in self:
            left = (document.expiry_date - today).days if document.expiry_date else None
            if left is None or left > EXPIRES_SOON_DAYS:
                document.validity = "valid"
            else:
                document.validity = "soon" if left >= 0 else "expired"
