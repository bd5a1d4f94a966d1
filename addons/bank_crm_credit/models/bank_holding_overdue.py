from odoo import fields, models


class BankHoldingOverdue(models.Model):
    """What the core system says an agreement owes and how late it is, at the end of a day."""

    _name = "bank.holding.overdue"
    _description = "Overdue of an Agreement"
    _order = "holding_id, date desc"
    _rec_name = "date"

    holding_id = fields.Many2one(
        "bank.holding", "Agreement", required=True, index=True, ondelete="restrict"
    )
    client_id = fields.Many2one(related="holding_id.client_id")
    currency_id = fields.Many2one(related="holding_id.currency_id")
    date = fields.Date("Bank day", required=True)
    principal = fields.Monetary("Principal owed")
    overdue_principal = fields.Monetary()
    overdue_interest = fields.Monetary()
    overdue_fee = fields.Monetary("Overdue fees")
    overdue_penalty = fields.Monetary("Penalty")
    oldest_due_date = fields.Date("Late since")
    days = fields.Integer("Days late")
    fed_at = fields.Datetime("As of", readonly=True)

    _day_uniq = models.Constraint(
        "UNIQUE(holding_id, date)", "This day of the agreement is here already."
    )
