from odoo import fields, models


class BankSanctionsDecide(models.TransientModel):
    """Is the client who stands on the list, and by what is that known."""

    _name = "bank.sanctions.decide"
    _description = "Decide a Match"

    hit_ids = fields.Many2many("bank.sanctions.hit", required=True)
    verdict = fields.Selection(
        [("false", "It is not he"), ("true", "It is he")], "Decision", required=True
    )
    reason = fields.Char("By what it is known", required=True)

    def action_apply(self):
        self.ensure_one()
        self.hit_ids._decide(self.verdict, self.reason)
        return {"type": "ir.actions.act_window_close"}
