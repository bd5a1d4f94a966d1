from odoo import api, fields, models
from odoo.addons.bank_crm_base.models.bank_client_card_facts import to_decimal
from odoo.addons.bank_crm_client.domain.individual.work import Period
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...domain.application.affordability import (
    Debt,
    DebtKind,
    Evidence,
    Expense,
    Income,
    IncomeKind,
    burden,
)
from ...domain.application.largest_loan import Bound, largest_loan
from ...domain.money import ZERO
from ...domain.schedule_builder import build_schedule
from .bank_loan_product import TERM_MONTHS_MOST

PAYERS = ("borrower", "co_borrower")
FIGURES = (
    "payment", "income_month", "living_month", "payments_before", "payments_after",
    "dsti_before", "dsti_after", "dti_before", "dti_after", "left_over",
)  # fmt: skip


class BankLoanApplication(models.Model):
    """The burden: what the borrowers earn, live on and pay, before and after this loan.

    All sums are of a month, in base currency.
    """

    _inherit = "bank.loan.application"

    base_currency_id = fields.Many2one(
        "res.currency", compute="_compute_base_currency_id"
    )
    payment = fields.Monetary(
        "Greatest instalment", "base_currency_id", compute="_compute_burden", store=True
    )
    income_month = fields.Monetary(
        "Income that counts", "base_currency_id", compute="_compute_burden", store=True
    )
    living_month = fields.Monetary(
        "Living", "base_currency_id", compute="_compute_burden", store=True
    )
    payments_before = fields.Monetary(
        "Payments now", "base_currency_id", compute="_compute_burden", store=True
    )
    payments_after = fields.Monetary(
        "Payments with this loan", "base_currency_id", compute="_compute_burden",
        store=True,
    )  # fmt: skip
    left_over = fields.Monetary(
        "Left after everything", "base_currency_id", compute="_compute_burden",
        store=True,
    )  # fmt: skip
    dsti_before = fields.Float(
        "Payments to income now", digits=(9, 4), compute="_compute_burden", store=True,
        aggregator="avg",
    )  # fmt: skip
    dsti_after = fields.Float(
        "Payments to income with it", digits=(9, 4), compute="_compute_burden",
        store=True, aggregator="avg",
    )  # fmt: skip
    dti_before = fields.Float(
        "Debt to income of a year now", digits=(9, 4), compute="_compute_burden",
        store=True, aggregator="avg",
    )  # fmt: skip
    dti_after = fields.Float(
        "Debt to income of a year with it", digits=(9, 4), compute="_compute_burden",
        store=True, aggregator="avg",
    )  # fmt: skip
    most_dsti = fields.Float(related="product_id.most_dsti")
    largest_amount = fields.Monetary("Can be lent at most", compute="_compute_largest")
    largest_words = fields.Char("What holds it there", compute="_compute_largest")

    def _compute_base_currency_id(self):
        self.base_currency_id = self.env.company.currency_id

    @api.depends("product_id", "currency_id", "amount", "term_months", "rate", "decision_id",
                 "party_ids.role", "party_ids.household",
                 "party_ids.income_ids.kind", "party_ids.income_ids.amount",
                 "party_ids.income_ids.period", "party_ids.income_ids.evidence",
                 "party_ids.expense_ids.amount", "party_ids.expense_ids.period",
                 "party_ids.debt_ids.kind", "party_ids.debt_ids.owed",
                 "party_ids.debt_ids.payment", "party_ids.debt_ids.limit",
                 "party_ids.debt_ids.is_repaid")  # fmt: skip
    def _compute_burden(self):
        for application in self:
            found = application._burden()
            payment = application._new_payment()
            for name in FIGURES:
                application[name] = 0
            application.payment = float(payment)
            if found is None:
                continue
            application.income_month = float(found.income)
            application.living_month = float(found.living)
            application.payments_before = float(found.payments_before)
            application.payments_after = float(found.payments_after)
            application.left_over = float(found.left_over)
            for name in ("dsti_before", "dsti_after", "dti_before", "dti_after"):
                application[name] = float(getattr(found, name) or 0)

    def _burden(self, *, with_loan=True, asked=False, terms=None):
        """The burden as the rules count it; None where no product says by which policy.

        `asked`: with the loan that was asked for, whatever was decided since; `terms`: with
        this sum, these months and this rate.
        """
        self.ensure_one()
        if not self.product_id:
            return None
        payers = self.party_ids.filtered(lambda party: party.role in PAYERS)
        if asked:
            terms = self.amount, self.term_months, self.rate
        terms = terms or self._terms_now()
        guaranteed = self._guaranteed_debts()
        return burden(
            [
                Income(
                    IncomeKind(line.kind),
                    max(to_decimal(line.amount), ZERO),
                    Period(line.period),
                    Evidence(line.evidence),
                )
                for line in payers.income_ids
                if line.kind and line.period and line.evidence
            ],
            [
                Expense(
                    line.name or "",
                    max(to_decimal(line.amount), ZERO),
                    Period(line.period),
                )
                for line in payers.expense_ids
                if line.period
            ],
            [
                Debt(
                    DebtKind(line.kind),
                    max(to_decimal(line.owed), ZERO),
                    max(to_decimal(line.payment), ZERO),
                    max(to_decimal(line.limit), ZERO),
                    line.is_repaid,
                )
                for line in payers.debt_ids
                if line.kind
            ]
            + guaranteed,
            self.product_id.sudo()._policy(),
            payment=self._new_payment(terms) if with_loan else ZERO,
            amount=self._to_base(terms[0]) if with_loan else ZERO,
            persons=sum(payers.mapped("household")) or 1,
        )

    def _guaranteed_debts(self):
        """Debts of others that the payers guarantee; the part of guarantees adds them."""
        return []

    def _new_payment(self, terms=None):
        """The greatest instalment of this loan, in base currency; nought where it cannot be."""
        self.ensure_one()
        amount, months, rate = terms or self._terms_now()
        if not self.product_id or not amount or not 0 < months <= TERM_MONTHS_MOST:
            return ZERO
        try:
            signed = self.product_id.sudo()._plan_terms(
                amount, months, rate or 0, self._today()
            )
            schedule = build_schedule(signed)
        except (ValueError, ArithmeticError):
            return ZERO
        return self._to_base(max(line.total for line in schedule.instalments))

    def _to_base(self, amount, currency=None):
        """A sum in base currency by today's official rate; UserError without a rate."""
        currency = currency or self.currency_id
        if not currency or currency == self.env.company.currency_id:
            return to_decimal(amount)
        rate = self.env["bank.fx.rate"]._unit_rate_sql(
            SQL("%s", currency.id), SQL("%s", self._today())
        )
        [(value,)] = self.env.execute_query(SQL("SELECT (%s)::text", rate))
        if value is None:
            raise UserError(
                self.env._(
                    "The bank has no rate of %(currency)s for today.",
                    currency=currency.name,
                )
            )
        return round(to_decimal(amount) * to_decimal(value), 2)

    @api.depends("income_month", "payments_before", "living_month", "product_id",
                 "term_months", "rate", "currency_id")  # fmt: skip
    def _compute_largest(self):
        for application in self:
            application.largest_amount, application.largest_words = 0, ""
            found = application._largest()
            if found is not None:
                application.largest_amount = float(found.amount)
                application.largest_words = application._bound_said(found.bound)

    def _largest(self):
        """The greatest loan on the asked term and rate; None while that is not told."""
        self.ensure_one()
        _amount, months, rate = self._terms_now()
        product = self.product_id.sudo()
        before = self._burden(with_loan=False)
        if before is None or not 0 < months <= TERM_MONTHS_MOST:
            return None
        unit = self._to_base(1)
        policy, today = product._policy(), self._today()
        most = to_decimal(product.most_amount or self.amount or 0)
        try:
            return largest_loan(
                before,
                policy,
                lambda amount: product._plan_terms(amount, months, rate or 0, today),
                most=most,
                unit=unit,
            )
        except (ValueError, ArithmeticError):
            return None

    def _bound_said(self, bound):
        return {
            Bound.NO_INCOME: self.env._("No income that counts is told."),
            Bound.DSTI: self.env._("Payments would pass the share of income allowed."),
            Bound.LIVING: self.env._("The household has to live on the rest."),
            Bound.DTI: self.env._("All debts would pass the share of income allowed."),
            Bound.ASKED: self.env._("The product gives no more."),
        }[bound]

    def get_burden(self):
        """The working of the burden, line by line, for the screen."""
        self.ensure_one()
        self.check_access("read")
        found = self.sudo()._burden()
        if found is None:
            return {"lines": []}
        return {
            "lines": [
                {
                    "kind": str(line.kind),
                    "code": line.code,
                    "monthly": float(line.monthly),
                    "share": float(line.share),
                    "counted": float(line.counted),
                }
                for line in found.lines
            ]
        }
