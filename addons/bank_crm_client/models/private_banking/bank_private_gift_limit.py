from odoo import api, fields, models


class BankPrivateGiftLimit(models.Model):
    """How much a client may be given in a calendar year, from which day."""

    _name = "bank.private.gift.limit"
    _description = "Limit of Gifts"
    _inherit = ["bank.starting.value.mixin"]
    _without_visibility_rule = "Limits, without anybody in them."
    _order = "date_from desc"
    _rec_name = "date_from"

    date_from = fields.Date("From", required=True)
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    amount = fields.Monetary("A year to a client", required=True)
    source = fields.Char("Law or decision", required=True)

    _once = models.Constraint("UNIQUE(date_from)", "There is a limit from that day.")
    _positive = models.Constraint("CHECK(amount >= 0)", "A limit is not negative.")

    def _compute_currency_id(self):
        self.currency_id = self.env.company.currency_id

    @api.model
    def _amount_on(self, day):
        """The limit in force on `day`, in base currency; none set: nothing may be given."""
        limit = self.sudo().search(
            [("date_from", "<=", day)], order="date_from desc", limit=1
        )
        return limit.amount
