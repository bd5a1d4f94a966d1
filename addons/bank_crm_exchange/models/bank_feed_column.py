from odoo import api, fields, models
from odoo.exceptions import ValidationError


class BankFeedColumn(models.Model):
    """The name under which the sending system delivers one of our columns."""

    _name = "bank.feed.column"
    _description = "Column of a Feed"
    _without_visibility_rule = "Names of columns."
    _order = "feed_id, id"
    _rec_name = "header"

    feed_id = fields.Many2one(
        "bank.feed", required=True, index=True, ondelete="cascade"
    )
    header = fields.Char("Their header", required=True)
    column = fields.Char("Our column", required=True)

    _header_uniq = models.Constraint(
        "UNIQUE(feed_id, header)", "The header has a meaning already."
    )

    @api.constrains("column")
    def _check_column(self):
        for line in self:
            names = line.feed_id._layout().column_names
            if line.column not in names:
                raise ValidationError(
                    self.env._(
                        "The layout has no column %(name)s. It has: %(known)s.",
                        name=line.column,
                        known=", ".join(names),
                    )
                )
