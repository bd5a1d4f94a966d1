from odoo import models
from odoo.exceptions import UserError

CONTENT = frozenset({"raw", "datas", "db_datas", "url", "name", "mimetype", "type"})


class IrAttachment(models.Model):
    """Papers on which somebody decided are neither changed nor deleted by people."""

    _inherit = "ir.attachment"

    def write(self, vals):
        if not self.env.su and (CONTENT | {"res_model", "res_id"}) & vals.keys():
            self._refuse_relied_on()
        return super().write(vals)

    def unlink(self):
        if not self.env.su:
            self._refuse_relied_on()
        return super().unlink()

    def _refuse_relied_on(self):
        """UserError where one of these showed that a condition is met, or is of an opinion."""
        relied_on = self.env["bank.loan.condition"].sudo().search_count(
            [("evidence_ids", "in", self.ids), ("state", "in", ("met", "waived"))],
            limit=1,
        ) or self.env["bank.loan.opinion"].sudo().search_count(
            [("attachment_ids", "in", self.ids), ("state", "!=", "asked")], limit=1
        )  # fmt: skip
        if relied_on:
            raise UserError(
                self.env._("Somebody decided by this paper: it stays as it was.")
            )
