from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...domain.corporate import statement
from ...domain.corporate.statement import ChartError, Figure, Section

# What a confirmed statement was read by stays as it was.
MEANING = ("code", "section", "formula", "loss_code", "is_expense", "layout_id")


class BankStatementItem(models.Model):
    """A line of a form of financial statements."""

    _name = "bank.statement.item"
    _description = "Line of Financial Statements"
    _without_visibility_rule = "Lines of printed forms; nothing of a client."
    _order = "layout_id, sequence, id"
    _rec_names_search = ["code", "name"]

    layout_id = fields.Many2one(
        "bank.statement.layout", "Form", required=True, index=True, ondelete="cascade"
    )
    code = fields.Char(required=True)
    name = fields.Char("Line", required=True, translate=True)
    sequence = fields.Integer(default=10)
    section = fields.Selection(
        [
            (Section.ASSETS, "Assets"),
            (Section.EQUITY, "Equity"),
            (Section.LIABILITIES, "Liabilities"),
            (Section.PROFIT, "Profit and loss"),
        ],
        required=True,
        default=Section.ASSETS,
    )
    formula = fields.Char(
        "Sum of", help="Codes of lines: 1095 + 1195, or 2000 - 2050. Empty: no total."
    )
    is_expense = fields.Boolean(
        "Expense",
        help="Entered without a minus; brackets in a file are no minus either.",
    )
    loss_code = fields.Char(
        "Code for losses",
        help="Where the form prints a loss under a code of its own: 2355 for 2350.",
    )
    is_required = fields.Boolean(
        "Must be there", help="Without this line a statement cannot be confirmed."
    )
    figure = fields.Selection(
        "_figures",
        "For ratios",
        help="What ratios take this line for; several lines are summed.",
    )

    _code_uniq = models.Constraint(
        "UNIQUE(layout_id, code)", "The form has a line with this code already."
    )

    @api.model
    def _figures(self):
        return [
            (Figure.CASH, self.env._("Cash")),
            (Figure.SHORT_INVESTMENTS, self.env._("Short-term investments")),
            (Figure.RECEIVABLES, self.env._("Receivables")),
            (Figure.INVENTORIES, self.env._("Inventories")),
            (Figure.CURRENT_ASSETS, self.env._("Current assets")),
            (Figure.TOTAL_ASSETS, self.env._("Total assets")),
            (Figure.RETAINED_EARNINGS, self.env._("Retained earnings")),
            (Figure.EQUITY, self.env._("Equity")),
            (Figure.LONG_DEBT, self.env._("Long-term borrowings")),
            (Figure.SHORT_DEBT, self.env._("Short-term borrowings")),
            (Figure.PAYABLES, self.env._("Payables to suppliers")),
            (Figure.CURRENT_LIABILITIES, self.env._("Current liabilities")),
            (Figure.TOTAL_SOURCES, self.env._("Total equity and liabilities")),
            (Figure.REVENUE, self.env._("Revenue")),
            (Figure.COST_OF_SALES, self.env._("Cost of sales")),
            (Figure.GROSS_PROFIT, self.env._("Gross profit")),
            (Figure.OPERATING_PROFIT, self.env._("Operating profit")),
            (Figure.DEPRECIATION, self.env._("Depreciation and amortisation")),
            (Figure.INTEREST, self.env._("Interest expense")),
            (Figure.NET_PROFIT, self.env._("Net profit")),
        ]

    @api.depends("code", "name")
    def _compute_display_name(self):
        for item in self:
            item.display_name = f"{item.code} {item.name}"

    @api.constrains("formula", "code", "layout_id")
    def _check_formula(self):
        for item in self:
            try:
                statement.parse_formula(item.formula or "")
            except ChartError as error:
                raise ValidationError(item.layout_id._chart_words(error)) from error
        self.layout_id._check_items()

    def write(self, vals):
        changed = [name for name in MEANING if name in vals]
        if changed and self._is_used():
            for item in self:
                if any(
                    item._fields[name].convert_to_write(item[name], item) != vals[name]
                    for name in changed
                ):
                    raise UserError(
                        self.env._(
                            "Confirmed statements were read by line %(code)s: copy the "
                            "form and change the copy.",
                            code=item.code,
                        )
                    )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if self._is_used():
            raise UserError(
                self.env._("Statements have figures in this line: it stays.")
            )

    def _is_used(self):
        lines = self.env["bank.financial.statement.line"].sudo()
        return bool(lines.search_count([("item_id", "in", self.ids)], limit=1))

    def _as_item(self):
        self.ensure_one()
        return statement.Item(
            code=self.code,
            section=Section(self.section),
            formula=statement.parse_formula(self.formula or ""),
            figure=Figure(self.figure) if self.figure else None,
            is_required=self.is_required,
        )
