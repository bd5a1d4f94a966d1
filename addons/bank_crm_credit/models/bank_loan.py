from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..domain.book_rows import INSTALMENT_ROUNDINGS
from ..domain.words import selection

ROUNDING_WORDS = {
    "cent": "To the cent",
    "unit": "To whole units",
    "unit_up": "Up to whole units",
}


class BankLoan(models.Model):
    """A credit contract: what the borrower signed, and how its book stands.

    The agreement itself is `bank.holding`, whose client is the borrower: a loan follows
    it. Balances are replayed from operations by `domain/`; what is stored of them here is
    the last night's count.
    """

    _name = "bank.loan"
    _description = "Loan"
    _inherit = ["bank.sealed.mixin", "bank.guarded.mixin"]
    _order = "days_past_due desc, id desc"
    _rec_names_search = ["holding_id.number", "holding_id.client_id.name"]

    holding_id = fields.Many2one(
        "bank.holding", "Agreement", required=True, index=True, ondelete="restrict"
    )
    client_id = fields.Many2one(related="holding_id.client_id", string="Borrower")
    product_id = fields.Many2one(related="holding_id.product_id")
    branch_id = fields.Many2one(related="holding_id.branch_id")
    manager_id = fields.Many2one(related="holding_id.client_id.manager_id")
    number = fields.Char(related="holding_id.number", string="Agreement number")
    state = fields.Selection(related="holding_id.state")
    opened_date = fields.Date(related="holding_id.opened_date")
    end_date = fields.Date(related="holding_id.end_date")
    currency_id = fields.Many2one(related="holding_id.currency_id")
    company_id = fields.Many2one(
        "res.company", "Bank", required=True, index=True,
        default=lambda self: self.env.company,
    )  # fmt: skip
    ledger_mode = fields.Selection(
        [("core", "The core system"), ("own", "This system")],
        "Who keeps the book",
        required=True,
        default="core",
    )

    # What was signed
    method = fields.Selection(
        selection("loan_method"), "Repaid by", required=True, default="annuity"
    )
    amount = fields.Monetary("Agreed sum", required=True)
    credit_limit = fields.Monetary("Limit of the line")
    start_date = fields.Date("Interest from", required=True)
    first_due_date = fields.Date("First due date", required=True)
    due_day = fields.Integer(
        "Due day", help="Day of the month where the first date does not show it: 31 is the last."
    )  # fmt: skip
    last_due_date = fields.Date("Last due date, if irregular")
    instalments = fields.Integer("Instalments", required=True, default=1)
    frequency = fields.Selection(
        selection("loan_frequency"), required=True, default="month"
    )
    every = fields.Integer("Every", required=True, default=1)
    day_count = fields.Selection(
        selection("day_count"), "Day count", required=True, default="ACT/365F"
    )
    is_equal_periods = fields.Boolean(
        "Equal periods", help="Each period is an equal part of the year, whatever its days."
    )  # fmt: skip
    interest_base = fields.Selection(
        selection("interest_base"), "Interest on", required=True, default="declining"
    )
    rounding = fields.Selection(
        [(code, ROUNDING_WORDS[code]) for code in INSTALMENT_ROUNDINGS],
        "Instalment is rounded",
        required=True,
        default="cent",
    )
    principal_grace = fields.Integer("Instalments without principal")
    interest_grace = fields.Integer("Instalments without interest")
    is_grace_capitalised = fields.Boolean("Interest of the grace joins the principal")
    balloon = fields.Monetary("Left for the last instalment")
    amortise_over = fields.Integer("Calculated over instalments")
    fixed_instalment = fields.Monetary("Agreed instalment")
    weights = fields.Char(
        "Weights of instalments", help="Divided by blanks; 0 for a month without principal."
    )  # fmt: skip
    minimum_share = fields.Float("Minimum payment, share", digits=(9, 6))
    minimum_amount = fields.Monetary("Minimum payment, sum")
    shift = fields.Selection(
        selection("due_day_shift"), "Due on a free day", required=True, default="none"
    )
    rate_ids = fields.One2many("bank.loan.rate", "loan_id", "Rates")
    fee_ids = fields.One2many("bank.loan.fee", "loan_id", "Fees")
    purpose = fields.Char()

    # What happened
    operation_ids = fields.One2many("bank.loan.operation", "loan_id", "Operations")
    schedule_ids = fields.One2many("bank.loan.schedule", "loan_id", "Schedules")
    request_ids = fields.One2many("bank.loan.request", "loan_id", "Asked of the core")
    restructuring_ids = fields.One2many(
        "bank.loan.restructuring", "loan_id", "Restructurings"
    )
    difference_ids = fields.One2many("bank.loan.difference", "loan_id", "Differences")

    # As of the last count
    counted_date = fields.Date("Counted for", readonly=True, sealed=True, copy=False)
    figures_source = fields.Selection(
        [("core", "Core system"), ("own", "Our book"), ("shadow", "Counted by us")],
        "Figures from",
        readonly=True,
        sealed=True,
        copy=False,
    )
    principal_owed = fields.Monetary(
        "Principal owed", readonly=True, sealed=True, copy=False
    )
    owed_amount = fields.Monetary("Due now", readonly=True, sealed=True, copy=False)
    overdue_amount = fields.Monetary("Overdue", readonly=True, sealed=True, copy=False)
    days_past_due = fields.Integer("Days late", readonly=True, sealed=True, copy=False)
    oldest_due_date = fields.Date("Late since", readonly=True, sealed=True, copy=False)
    next_due_date = fields.Date("Next due", readonly=True, sealed=True, copy=False)
    next_amount = fields.Monetary(
        "Next instalment", readonly=True, sealed=True, copy=False
    )
    trouble = fields.Char(
        "Why it cannot be counted", readonly=True, sealed=True, copy=False
    )
    fed_at = fields.Datetime("As of", readonly=True, sealed=True, copy=False)
    open_difference_count = fields.Integer(
        "Open differences", compute="_compute_open_difference_count"
    )
    may_enter = fields.Boolean(compute="_compute_may_enter")

    _holding_uniq = models.Constraint(
        "UNIQUE(holding_id)", "This agreement has its loan contract already."
    )
    _positive = models.Constraint(
        "CHECK(amount > 0 AND instalments > 0 AND every > 0)",
        "Sum, number of instalments and the time between them are above zero.",
    )
    _waiting_idx = models.Index("(id) WHERE counted_date IS NULL")
    _late_idx = models.Index("(days_past_due) WHERE days_past_due > 0")

    @api.depends("holding_id")
    def _compute_display_name(self):
        for loan in self:
            loan.display_name = " ".join(
                filter(None, [loan.product_id.name, loan.number])
            )

    def _compute_open_difference_count(self):
        counts = dict(
            self.env["bank.loan.difference"]
            .sudo()
            ._read_group(
                [("loan_id", "in", self.ids), ("state", "!=", "gone")],
                ["loan_id"],
                ["__count"],
            )
        )
        for loan in self:
            loan.open_difference_count = counts.get(loan, 0)

    @api.depends_context("uid")
    def _compute_may_enter(self):
        self.may_enter = self.env.user.has_group(
            "bank_crm_credit.group_loan_administrator"
        )

    @api.constrains("amount", "start_date", "first_due_date", "instalments", "method",
                    "principal_grace", "interest_grace", "balloon", "amortise_over",
                    "weights", "minimum_share", "minimum_amount", "credit_limit",
                    "interest_base", "fixed_instalment", "due_day")  # fmt: skip
    def _check_terms(self):
        """Terms that contradict themselves are told when they are entered."""
        self.env.flush_all()
        books = self._books()
        for loan in self.filtered("rate_ids"):
            if books[loan.id].trouble:
                raise ValidationError(
                    self.env._(
                        "These terms cannot be kept: %(why)s.",
                        why=books[loan.id].trouble,
                    )
                )

    def write(self, vals):
        """What was signed changes by operations, once money has gone out."""
        if self._term_names() & vals.keys():
            self._check_terms_free()
        return super().write(vals)

    def _check_terms_free(self):
        """UserError where a person would change what is signed after money went out."""
        if not self.env.su and any(
            loan.ledger_mode == "core" or loan.operation_ids for loan in self.sudo()
        ):
            raise UserError(
                self.env._(
                    "What was signed is changed by a restructuring or a new rate, not here."
                )
            )

    @api.model
    def _term_names(self):
        return {
            "holding_id", "method", "amount", "credit_limit", "start_date", "ledger_mode",
            "first_due_date", "due_day", "last_due_date", "instalments", "frequency", "every",
            "day_count", "is_equal_periods", "interest_base", "rounding", "principal_grace",
            "interest_grace", "is_grace_capitalised", "balloon", "amortise_over", "weights",
            "fixed_instalment", "minimum_share", "minimum_amount", "shift", "rate_ids",
            "fee_ids",
        }  # fmt: skip

    def _rules(self):
        """The rules of the loan's product; an empty record where none are set."""
        self.ensure_one()
        return (
            self.env["bank.loan.product"]
            .sudo()
            .search([("product_id", "=", self.sudo().product_id.id)], limit=1)
        )

    # --- buttons

    def action_open_operations(self):
        """All operations of the loan, with totals."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_credit.bank_loan_operation_action"
        )
        return {**action, "domain": [("loan_id", "=", self.id)], "context": {}}

    def action_open_differences(self):
        """What differs from the core system."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_credit.bank_loan_difference_action"
        )
        return {**action, "domain": [("loan_id", "=", self.id)], "context": {}}

    def action_open_card(self):
        """The borrower's card."""
        self.ensure_one()
        self.check_access("read")
        return self.client_id.get_formview_action()
