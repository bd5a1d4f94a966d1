from odoo import fields, models


class BankFinancialStatementLine(models.Model):
    """A figure in a statement. A line that was not filled in is not here."""

    _name = "bank.financial.statement.line"
    _description = "Figure of a Financial Statement"
    _order = "statement_id, item_id"

    statement_id = fields.Many2one(
        "bank.financial.statement", required=True, index=True, ondelete="cascade"
    )
    item_id = fields.Many2one(
        "bank.statement.item", "Line", required=True, index=True, ondelete="restrict"
    )
    amount = fields.Float(
        digits=(20, 2),
        required=True,
        help="In the currency and unit of the statement.",
    )

    _item_uniq = models.Constraint(
        "UNIQUE(statement_id, item_id)", "This line is filled in already."
    )
