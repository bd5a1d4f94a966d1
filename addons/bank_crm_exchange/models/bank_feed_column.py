from odoo import api, fields, models
from odoo.exceptions import ValidationError


class BankFeedColumn(models.Model):
    """The name under which the sending system delivers one of our columns."""

    _name = "bank.feed.column"
    _description = "Column of a Feed"
    _without_visibility_rule = "Names of columns."
    _inherit = ["bank.acceptance.mixin"]
    _order = "feed_id, id"
    _rec_name = "header"

    _two_person_create = "feed_mapping"

    active = fields.Boolean("In use", default=True, two_person="feed_mapping")
    feed_id = fields.Many2one(
        "bank.feed", required=True, index=True, ondelete="cascade",
        two_person="feed_mapping",
    )  # fmt: skip
    header = fields.Char("Their header", required=True, two_person="feed_mapping")
    column = fields.Char("Our column", required=True, two_person="feed_mapping")

    _header_once = models.UniqueIndex(
        "(feed_id, header) WHERE active AND acceptance != 'refused'",
        "The header has a meaning already.",
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_force(self):
        self._refuse_removal()

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
