from odoo import api, models
from odoo.addons.bank_crm_base.domain.codes import IDENTITY_PAPERS
from odoo.fields import Domain


class BankHome(models.AbstractModel):
    """The tile of documents that expire is about those by which a client is known."""

    _inherit = "bank.home"

    @api.model
    def _documents_domain(self, at):
        return super()._documents_domain(at) & Domain("kind", "in", IDENTITY_PAPERS)
