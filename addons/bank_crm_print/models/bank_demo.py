from odoo import api, models


class BankDemo(models.AbstractModel):
    """Papers of the demonstration's month, and a version that waits for approval."""

    _inherit = "bank.demo"

    @api.model
    def _live_a_month(self):
        result = super()._live_a_month()
        self._live_print_forms()
        return result

    @api.model
    def _live_print_forms(self):
        """A manager prints for his clients; the letter gets a new version."""
        manager = self._employee("retail_manager")
        accounts = self.env["bank.account"].search(
            [("state", "=", "open"), ("client_id.manager_id", "=", manager.id)],
            order="id",
            limit=20,
        )
        clients = accounts.client_id.filtered(
            lambda client: client.with_user(manager).is_fully_visible
        )
        administrator = self._employee("business_administrator")
        if not (clients and administrator):
            return
        papers = self.env["bank.print.paper"].with_user(manager)
        for code in ("client_card", "consent", "accounts"):
            form = self.env.ref(f"bank_crm_print.print_form_{code}")
            for client in clients[:2]:
                papers._print(form.with_user(manager), client.with_user(manager))
        letter = self.env.ref("bank_crm_print.print_form_letter")
        version = letter.with_user(administrator)._new_version(letter.version_id)
        version.note = self.env._("Wording agreed with the legal department")
        version.action_submit()
