from odoo import api, fields, models

from ...models.signals.bank_watch_rule import LEVELS


class BankWatchPut(models.TransientModel):
    """A client whom a person of credit risk puts on the watch list, and why."""

    _name = "bank.watch.put"
    _description = "Client Put on the Watch List"
    _inherit = ["bank.named.client.mixin", "bank.loan.window.mixin"]

    client_id = fields.Many2one(
        "res.partner", required=True, domain="[('is_client', '=', True)]"
    )
    level = fields.Selection(LEVELS, required=True, default=LEVELS[0][0])
    reason = fields.Char("Why", required=True)
    measures = fields.Text("What is done", required=True)
    owner_id = fields.Many2one(
        "res.users", "Looks after it", required=True, compute="_compute_owner_id",
        store=True, readonly=False, domain="[('share', '=', False)]",
    )  # fmt: skip
    review_on = fields.Date(
        "Review on", required=True, compute="_compute_review_on", store=True,
        readonly=False,
    )  # fmt: skip

    @api.depends("client_id")
    def _compute_owner_id(self):
        for put in self:
            put.owner_id = put.client_id.manager_id or put.owner_id

    @api.depends("level")
    def _compute_review_on(self):
        """Within the days that the table gives this level."""
        days = self.env["bank.watch.rule"]._review_days()
        days = {str(level.value): count for level, count in days.items()}
        today = self.env["bank.business.day"]._today()
        for put in self:
            put.review_on = fields.Date.add(today, days=days.get(put.level, 30))

    def action_put_on(self):
        """Put the client on the list and show him there."""
        self.ensure_one()
        entry = self.env["bank.watch.entry"]._put_on(
            self.client_id,
            self.level,
            self.reason,
            self.review_on,
            self.owner_id,
            self.measures,
        )
        return entry.get_formview_action()
