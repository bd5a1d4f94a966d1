from odoo import fields, models

from ..domain.words import selection


class BankLoanProduct(models.Model):
    """How the loans of a product are counted: the rules besides what each borrower signs."""

    _name = "bank.loan.product"
    _description = "Rules of a Loan Product"
    _without_visibility_rule = "What the bank sells is known to every employee."
    _inherit = ["bank.guarded.mixin"]
    _order = "product_id"
    _rec_name = "product_id"

    product_id = fields.Many2one(
        "bank.product", required=True, index=True, ondelete="restrict",
        domain=[("kind", "=", "loan")],
    )  # fmt: skip
    ledger_mode = fields.Selection(
        [("core", "The core system"), ("own", "This system")],
        "Who keeps the book",
        required=True,
        default="core",
        help="Where the core system keeps it, what is owed comes from there, ours stands "
        "beside it, and every change is asked of the core.",
    )
    order_id = fields.Many2one(
        "bank.loan.order", "Order of payment", index=True, ondelete="restrict",
        two_person="loan_tariff",
    )  # fmt: skip
    early = fields.Selection(
        selection("early_repayment"), "Money over what is due", required=True,
        default="reduce",
    )  # fmt: skip
    is_overdue_accrued = fields.Boolean(
        "Interest on overdue principal", default=True, two_person="loan_tariff"
    )
    due_day_count = fields.Selection(
        [("from_next_day", "The day after is day 1"), ("from_due_day", "It is day 1")],
        "The due date itself",
        required=True,
        default="from_next_day",
    )
    grace_days = fields.Integer("Days of grace")
    tolerance = fields.Float(
        "Too little to be late", digits=(16, 2), help="Money, in the loan's currency."
    )
    difference_tolerance = fields.Float(
        "Differences above",
        digits=(16, 2),
        default=0.02,
        help="Smaller differences from the core system are not listed.",
    )
    reconciler_id = fields.Many2one(
        "res.users", "Differences go to", index="btree_not_null", ondelete="set null"
    )
    discount_rate = fields.Float(
        "The bank's own rate",
        digits=(9, 6),
        default=0.15,
        help="By which offers are valued for the bank: 0.15 is 15 % a year.",
    )
    penalty_ids = fields.One2many("bank.loan.penalty", "rule_id", "Penalties")
    active = fields.Boolean(default=True)

    _product_uniq = models.Constraint(
        "UNIQUE(product_id)", "This product has its rules already."
    )
    _not_negative = models.Constraint(
        "CHECK(grace_days >= 0 AND tolerance >= 0 AND difference_tolerance >= 0 "
        "AND discount_rate >= 0)",
        "Days, sums and rates are not below zero.",
    )
