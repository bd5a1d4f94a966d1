from odoo import api, fields, models
from odoo.exceptions import UserError

from ..domain.words import selection


class BankLoanOperation(models.Model):
    """What happened to a loan: dated, never changed, taken back by another operation."""

    _name = "bank.loan.operation"
    _description = "Operation of a Loan"
    _order = "value_date desc, id desc"
    _rec_name = "kind"

    loan_id = fields.Many2one(
        "bank.loan", "Loan", required=True, index=True, ondelete="restrict"
    )
    client_id = fields.Many2one(
        related="loan_id.holding_id.client_id", string="Borrower"
    )
    currency_id = fields.Many2one(related="loan_id.currency_id")
    kind = fields.Selection(selection("loan_operation"), "What", required=True)
    value_date = fields.Date(
        "Counts from", required=True, help="The day from which it counts for interest."
    )
    booking_date = fields.Date("Booked on", help="The day on which the bank knew it.")
    amount = fields.Monetary()
    component = fields.Selection(selection("loan_component"), "Of")
    early = fields.Selection(
        selection("early_repayment"), "Over what is due", required=True, default="hold"
    )
    annual_rate = fields.Float("New rate", digits=(9, 6))
    has_new_rate = fields.Boolean(default=False)
    new_instalments = fields.Integer("Instalments from now on")
    principal_holiday = fields.Integer("Without principal")
    interest_holiday = fields.Integer("Without interest")
    capitalise = fields.Char("Joins the principal")
    new_first_due = fields.Date("Next due date")
    reverses_id = fields.Many2one(
        "bank.loan.operation", "Takes back", index="btree_not_null", ondelete="restrict"
    )
    reversed_by_ids = fields.One2many(
        "bank.loan.operation", "reverses_id", "Taken back by"
    )
    is_reversed = fields.Boolean("Taken back", compute="_compute_is_reversed")
    is_back_dated = fields.Boolean("Dated back", compute="_compute_is_back_dated")
    is_cancelled = fields.Boolean("Cancelled by the core system", readonly=True)
    request_number = fields.Char("Our request", index="btree_not_null")
    source = fields.Char("System", required=True, default="own", readonly=True)
    external_id = fields.Char("Number there", readonly=True)
    note = fields.Char()
    reason = fields.Char("Why")
    user_id = fields.Many2one(
        "res.users", "Entered by", index="btree_not_null", ondelete="restrict"
    )
    fed_at = fields.Datetime("As of", readonly=True)

    _identity_uniq = models.UniqueIndex(
        "(source, external_id) WHERE external_id IS NOT NULL",
        "The core system's operation is here already.",
    )
    _loan_day_idx = models.Index("(loan_id, value_date)")
    _reversed_once = models.UniqueIndex(
        "(reverses_id) WHERE reverses_id IS NOT NULL AND is_cancelled IS NOT TRUE",
        "It is taken back already.",
    )

    @api.depends("reversed_by_ids.is_cancelled")
    def _compute_is_reversed(self):
        for operation in self:
            operation.is_reversed = bool(
                operation.reversed_by_ids.filtered(lambda one: not one.is_cancelled)
            )

    @api.depends("value_date", "booking_date")
    def _compute_is_back_dated(self):
        for operation in self:
            operation.is_back_dated = bool(
                operation.booking_date
                and operation.value_date
                and operation.booking_date > operation.value_date
            )

    def write(self, vals):
        """Facts are not changed; only the product itself notes what the core told of them."""
        if not self.env.su:
            raise UserError(
                self.env._(
                    "What is booked is not changed: take it back and enter it anew."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_booked(self):
        if self:
            raise UserError(
                self.env._("What is booked is not deleted: take it back instead.")
            )

    def action_take_back(self):
        """Ask why, then book a reversal of this operation."""
        self.ensure_one()
        self.check_access("read")
        return self.loan_id._entry_action(
            {"default_kind": "reverse", "default_reverses_id": self.id}
        )
