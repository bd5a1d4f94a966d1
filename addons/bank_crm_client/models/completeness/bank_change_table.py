from odoo import api, models


class BankChangeTable(models.Model):
    """Columns that follow from others are no changes that anybody made."""

    _inherit = "bank.change.table"

    @api.model
    def _leave_out(self, model, names):
        """Keep no changes of these columns of a watched model; called at every update."""
        watched = self.with_context(active_test=False).sudo()
        for table in watched.search([("model", "=", model)]):
            known = table._left_out_names()
            new = [name for name in names if name not in known]
            if new:
                table.left_out = ", ".join([*known, *new])
