from odoo import api, fields, models
from odoo.fields import Domain


class BankDatedMixin(models.AbstractModel):
    """What holds from a day until a day: posts, grants, stand-ins, delegations, arrests.

    The model has `date_from` and `date_to`; what else decides is added to
    `_in_force_domain`, and the fields it asks to `_in_force_fields`.
    """

    _name = "bank.dated.mixin"
    _description = "In Force by Dates"
    _in_force_fields = ("date_from", "date_to")

    is_in_force = fields.Boolean(
        "In force", compute="_compute_is_in_force", search="_search_is_in_force"
    )

    @api.depends(lambda self: self._in_force_fields)
    def _compute_is_in_force(self):
        today = self.env["bank.business.day"]._today()
        in_force = set(self.filtered_domain(self._in_force_domain(today))._ids)
        for record in self:
            record.is_in_force = record._ids[0] in in_force

    def _search_is_in_force(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._in_force_domain(self.env["bank.business.day"]._today())

    @api.model
    def _in_force_domain(self, today):
        """In force on `today`; a row without a last day has no end."""
        return Domain("date_from", "<=", today) & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", today)
        )
