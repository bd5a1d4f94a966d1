from odoo import api, fields, models

from ..domain.words import selection


class BankLoanOrderStep(models.Model):
    """One step: which components, and whether overdue or due today."""

    _name = "bank.loan.order.step"
    _description = "Step of an Order of Payment"
    _without_visibility_rule = "How payments are parted is known to every employee."
    _order = "order_id, sequence, id"
    _rec_name = "first"

    order_id = fields.Many2one(
        "bank.loan.order", "Order", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    timing = fields.Selection(
        [
            ("now", "Overdue and due"),
            ("overdue", "Overdue"),
            ("due", "Due today"),
        ],
        "What stands",
        required=True,
        default="now",
        help="Within a step the oldest due date is paid first.",
    )
    first = fields.Selection(selection("loan_component"), "First", required=True)
    second = fields.Selection(selection("loan_component"), "Then")
    third = fields.Selection(selection("loan_component"), "Third")
    fourth = fields.Selection(selection("loan_component"), "Last")

    @api.model_create_multi
    def create(self, vals_list):
        steps = super().create(vals_list)
        steps.order_id._check_steps()
        return steps

    def write(self, vals):
        result = super().write(vals)
        self.order_id._check_steps()
        return result

    def _components(self):
        self.ensure_one()
        chosen = [self.first, self.second, self.third, self.fourth]
        return ",".join(dict.fromkeys(filter(None, chosen)))
