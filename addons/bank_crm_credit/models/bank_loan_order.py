from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..domain.allocation import AllocationError
from ..domain.book_rows import order_of


class BankLoanOrder(models.Model):
    """Whom a payment pays first: steps, taken one after another."""

    _name = "bank.loan.order"
    _description = "Order of Payment"
    _without_visibility_rule = "How payments are parted is known to every employee."
    _inherit = ["bank.guarded.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    source = fields.Char(
        "By which law", help="Act and article that ask for this order."
    )
    step_ids = fields.One2many("bank.loan.order.step", "order_id", "Steps", copy=True)
    active = fields.Boolean(default=True)

    @api.constrains("step_ids")
    def _check_steps(self):
        """Every component is paid by some step, overdue and due."""
        for order in self:
            try:
                order_of(order._step_rows())
            except AllocationError as error:
                raise ValidationError(
                    self.env._(
                        "“%(order)s” never pays some component: name all four, overdue and "
                        "due.",
                        order=order.name,
                    )
                ) from error

    def _step_rows(self):
        return [
            {"components": step._components(), "timing": step.timing}
            for step in self.step_ids.sorted("sequence")
        ]
