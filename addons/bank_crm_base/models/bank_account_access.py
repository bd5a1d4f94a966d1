from odoo import api, fields, models
from odoo.fields import Domain


class BankAccount(models.Model):
    """Who may see an account: whoever may see one of its holders."""

    _inherit = "bank.account"

    is_visible = fields.Boolean(
        "May be seen", compute="_compute_is_visible", search="_search_is_visible"
    )

    @api.depends("holder_ids.client_id")
    @api.depends_context("uid")
    def _compute_is_visible(self):
        for account in self:
            # The rule itself asks: reading the holders must not ask it again.
            clients = account.sudo().holder_ids.client_id
            account.is_visible = any(clients.mapped("is_visible"))

    def _search_is_visible(self, operator, value):
        """Nested selections rather than the ORM's outer joins.

        From a holder to his client the ORM joins by LEFT JOIN; PostgreSQL then reads every
        holder of the bank for a manager of two hundred clients.
        """
        if operator != "in":
            return NotImplemented
        visible = self.env["res.partner"]._visible_domain()
        everybody = self.env["res.partner"].sudo().with_context(active_test=False)
        holders = (
            self.env["bank.account.holder"]
            .sudo()
            ._search([("client_id", "in", everybody._search(visible))])
        )
        return Domain("id", "in", holders.subselect("account_id"))
