from odoo import fields, models


class BankFeedDecision(models.TransientModel):
    """A named person's decision about a file or its rows, with the reason."""

    _name = "bank.feed.decision"
    _description = "Decision about a Feed"

    kind = fields.Selection(
        [("publish", "Publish anyway"), ("discard", "Give up rows")], required=True
    )
    run_id = fields.Many2one("bank.feed.run", "File")
    reject_ids = fields.Many2many("bank.feed.reject", string="Rows")
    rejected_count = fields.Integer(related="run_id.rejected_count")
    rejected_sum = fields.Float(related="run_id.rejected_sum")
    accepted_count = fields.Integer(related="run_id.accepted_count")
    row_count = fields.Integer(compute="_compute_row_count")
    reason = fields.Char(required=True)

    def _compute_row_count(self):
        for decision in self:
            decision.row_count = len(decision.reject_ids)

    def action_confirm(self):
        """Do what was decided, in the name of who decides."""
        self.ensure_one()
        if self.kind == "publish":
            self.run_id._propose_publishing(self.reason)
        else:
            self.reject_ids._discard(self.reason)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
