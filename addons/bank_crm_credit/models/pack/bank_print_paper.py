from odoo import api, fields, models
from odoo.fields import Domain

APPLICATION = "bank.loan.application"


class BankPrintPaper(models.Model):
    """Papers of an application: also of a stranger's, on whose card nothing can lie yet."""

    _inherit = "bank.print.paper"

    loan_pack_id = fields.Many2one(
        "bank.loan.pack", "Pack", index="btree_not_null", ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    loan_application_id = fields.Many2one(
        APPLICATION, "Application", index="btree_not_null", ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip

    @api.model_create_multi
    def create(self, vals_list):
        papers = super().create(vals_list)
        for paper in papers:
            record = self.env[paper.res_model].browse(paper.res_id)
            application = record if paper.res_model == APPLICATION else (
                record.application_id
                if "application_id" in record._fields
                and record._fields["application_id"].comodel_name == APPLICATION
                else self.env[APPLICATION]
            )  # fmt: skip
            if application:
                paper.sudo().loan_application_id = application
        return papers

    @api.model
    def _visible_domain(self):
        domain = super()._visible_domain()
        if domain is Domain.TRUE or domain.is_true():
            return domain
        strangers = Domain("client_id", "=", False) & Domain(
            "loan_application_id.is_visible", "=", True
        )
        closed = self.env["bank.print.context"].sudo(False)._closed_entries()
        if closed:
            strangers &= Domain("fact_ids", "not in", closed.ids)
        return domain | strangers

    def _make_pdf(self):
        """The job: after the last paper of a pack, its pack is ready too."""
        result = super()._make_pdf()
        self.sudo().loan_pack_id._say_that_pdf_is_ready()
        return result
