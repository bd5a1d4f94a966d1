from odoo import api, fields, models


class ResPartner(models.Model):
    """What was printed for a client, and printing from his card."""

    _inherit = "res.partner"

    print_paper_ids = fields.One2many("bank.print.paper", "client_id", "Printed papers")
    has_print_forms = fields.Boolean(compute="_compute_has_print_forms")

    @api.depends("is_client")
    @api.depends_context("uid")
    def _compute_has_print_forms(self):
        has_forms = bool(self.env["bank.print.form"]._printable_for("res.partner"))
        for partner in self:
            partner.has_print_forms = (
                has_forms and partner.is_client and partner.is_fully_visible
            )

    def action_print_forms(self):
        """Choose a form and print it for this client."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Print"),
            "res_model": "bank.print.ask",
            "views": [(False, "form")],
            "target": "new",
            "context": {"active_model": self._name, "active_ids": self.ids},
        }
