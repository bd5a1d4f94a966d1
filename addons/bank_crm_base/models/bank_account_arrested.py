from odoo import fields, models
from odoo.fields import Domain


class BankAccount(models.Model):
    """What of the account is under arrest: list, form and a filter show it."""

    _inherit = "bank.account"

    arrest_words = fields.Char("Arrested", compute="_compute_arrest_words")
    is_arrested = fields.Boolean(
        "Under arrest", compute="_compute_arrest_words", search="_search_is_arrested"
    )

    def _compute_arrest_words(self):
        arrests = self.env["bank.account.arrest"]._in_force_on(self.sudo())
        for account in self:
            found = arrests.get(account.id, self.env["bank.account.arrest"])
            account.arrest_words = "; ".join(arrest._words() for arrest in found)
            account.is_arrested = bool(found)

    def _search_is_arrested(self, operator, value):
        if operator != "in":
            return NotImplemented
        arrests = (
            self.env["bank.account.arrest"].sudo().search([("is_in_force", "=", True)])
        )
        of_all = arrests.filtered(lambda arrest: not arrest.account_id)
        return Domain("id", "in", arrests.account_id.ids) | Domain(
            "client_id", "in", of_all.client_id.ids
        )

    def action_view_arrests(self):
        """The arrests that bind this account, with their documents."""
        self.ensure_one()
        self.check_access("read")
        arrests = self.env["bank.account.arrest"]._in_force_on(self)[self.id]
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "bank_crm_base.bank_account_arrest_action"
            ),
            "domain": [("id", "in", arrests.ids)],
            "context": {"create": False},
        }
