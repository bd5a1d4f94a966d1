from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...domain.corporate import statement
from ...domain.corporate.sheet import Line


class BankStatementLayout(models.Model):
    """A form of financial statements: which lines it has and how its totals are made."""

    _name = "bank.statement.layout"
    _description = "Form of Financial Statements"
    _without_visibility_rule = "Printed forms; nothing of a client."
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    description = fields.Char(translate=True)
    item_ids = fields.One2many("bank.statement.item", "layout_id", "Lines", copy=True)
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE(code)", "Another form has this code.")

    @api.constrains("item_ids")
    def _check_items(self):
        for layout in self:
            try:
                statement.in_order(layout._chart())
            except statement.ChartError as error:
                raise ValidationError(layout._chart_words(error)) from error

    def _chart_words(self, error):
        words = {
            "formula": self.env._(
                "“%(code)s” is no sum of lines: write it as 1095 + 1195 - 1200.",
                code=error.code,
            ),
            "twice": self.env._("Line %(code)s stands here twice.", code=error.code),
            "circle": self.env._(
                "The sum of line %(code)s leads back to itself.", code=error.code
            ),
            "unknown": self.env._(
                "Line %(code)s sums up line %(other)s, which the form does not have.",
                code=error.code,
                other=error.other,
            ),
        }
        return words.get(error.why, self.env._("A line needs a code."))

    def _chart(self):
        """The lines as the rules know them, in the order of the form."""
        self.ensure_one()
        return [item._as_item() for item in self.sudo().item_ids]

    def _lines_by_code(self):
        """How each code of a table is read, the codes of losses among them."""
        self.ensure_one()
        lines = {}
        for item in self.item_ids:
            lines[item.code] = Line(item.code, is_expense=item.is_expense)
            if item.loss_code:
                lines[item.loss_code] = Line(item.code, is_loss=True)
        return lines

    def copy_data(self, default=None):
        return [
            {**values, "name": self.env._("%(name)s (copy)", name=layout.name),
             "code": f"{layout.code}_copy", **(default or {})}
            for layout, values in zip(self, super().copy_data(default), strict=True)
        ]  # fmt: skip
