from dateutil.relativedelta import relativedelta
from odoo import api, fields, models


class BankClientStandingChange(models.TransientModel):
    """Putting clients into a class or taking them out of it by hand, with the reason."""

    _name = "bank.client.standing.change"
    _description = "Class by Hand"
    _inherit = ["bank.named.client.mixin"]

    client_ids = fields.Many2many(
        "res.partner",
        string="Clients",
        required=True,
        domain=[("is_client", "=", True)],
    )
    standing_id = fields.Many2one(
        "bank.client.standing", "Class", required=True, ondelete="cascade",
        domain=[("may_set", "=", True)],
    )  # fmt: skip
    meaning = fields.Text(related="standing_id.meaning")
    verdict = fields.Selection(
        [("is", "Belongs to it"), ("is_not", "Does not belong to it")],
        "The client",
        required=True,
        default="is",
    )
    reason = fields.Char("Why", required=True)
    review_date = fields.Date(
        "Holds through",
        compute="_compute_review_date",
        store=True,
        readonly=False,
        required=True,
        help="The day of the review: after it the rule speaks again.",
    )

    @api.depends("standing_id")
    def _compute_review_date(self):
        today = self.env["bank.business.day"]._today()
        for change in self:
            months = change.standing_id.review_months or 6
            change.review_date = today + relativedelta(months=months)

    def action_apply(self):
        """Set it at once: the lists and the card show it."""
        self.ensure_one()
        self.check_access("read")
        self.env["bank.client.standing.hand"]._set(
            self.standing_id,
            self.client_ids,
            self.verdict,
            self.reason,
            self.review_date,
        )
        return {"type": "ir.actions.act_window_close"}
