from datetime import timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.tools import SQL

from ..domain.book_rows import (
    contract_of,
    money,
    operation_of,
    order_of,
    terms_of,
)
from ..domain.due_dates import ALWAYS_OPEN, BusinessCalendar
from ..domain.reconciliation import CoreBalances, CoreLine
from ..tools.loan_book import LoanBook

# Free days that a schedule may need, both ways from today.
CALENDAR_YEARS = 30
# Of a product for which no rules are set.
PLAIN_RULES = {
    "is_overdue_accrued": True,
    "due_day_count": "from_next_day",
    "grace_days": 0,
    "tolerance": 0,
    "difference_tolerance": Decimal("0.02"),
}


class BankLoan(models.Model):
    """Reading books of loans: sets of rows in, domain objects out."""

    _inherit = "bank.loan"

    def _books(self):
        """Loan id -> its book, by a fixed number of queries however many loans there are."""
        ids = self.ids
        self.env.flush_all()
        rates = self._rows_by_loan(
            "SELECT loan_id, date_from, annual_rate::text AS annual_rate "
            "FROM bank_loan_rate WHERE loan_id = ANY(%s) ORDER BY loan_id, date_from",
            ids,
        )
        fees = self._rows_by_loan(
            "SELECT loan_id, name, base, amount::text AS amount, share::text AS share, day, "
            "first, every, last FROM bank_loan_fee WHERE loan_id = ANY(%s) ORDER BY id",
            ids,
        )
        operations = self._rows_by_loan(
            """
            SELECT loan_id, id, kind, value_date, booking_date, amount::text AS amount,
                   component, early, annual_rate::text AS annual_rate, has_new_rate,
                   new_instalments, principal_holiday, interest_holiday, capitalise,
                   new_first_due, reverses_id
              FROM bank_loan_operation
             WHERE loan_id = ANY(%s) AND is_cancelled IS NOT TRUE
             ORDER BY loan_id, id
            """,
            ids,
        )
        lines = self._rows_by_loan(
            "SELECT loan_id, number, due_date, principal::text AS principal, "
            "interest::text AS interest, fees::text AS fees FROM bank_loan_instalment "
            "WHERE source = 'core' AND loan_id = ANY(%s) ORDER BY loan_id, number",
            ids,
        )
        core = {row["loan_id"]: row for row in self._core_rows(ids)}
        rules = self._rules_by_product()
        calendar = self._calendar()
        books = {}
        for row in self._term_rows(ids):
            loan_id, product = row["id"], rules.get(row["product_id"], rules[None])
            book = LoanBook(
                loan_id, row["ledger_mode"], money(product["difference_tolerance"])
            )
            books[loan_id] = book
            self._note_core(book, core.get(loan_id), lines.get(loan_id, ()))
            try:
                terms = terms_of(
                    row,
                    [
                        (rate["date_from"], rate["annual_rate"])
                        for rate in rates.get(loan_id, ())
                    ],
                    fees.get(loan_id, ()),
                    calendar if row["shift"] != "none" else ALWAYS_OPEN,
                )
                book.contract = contract_of(
                    product, terms, product["order"], product["penalties"]
                )
                book.operations = [
                    operation_of(operation) for operation in operations.get(loan_id, ())
                ]
            except ValueError as error:
                book.contract, book.trouble = None, str(error)
        return books

    @api.model
    def _rows_by_loan(self, query, ids):
        found = {}
        self.env.cr.execute(query, [ids])
        for row in self.env.cr.dictfetchall():
            found.setdefault(row["loan_id"], []).append(row)
        return found

    @api.model
    def _term_rows(self, ids):
        return self.env.execute_query_dict(
            SQL(
                """
                SELECT l.id, l.ledger_mode, l.method, l.amount::text AS amount,
                       l.credit_limit::text AS credit_limit, l.start_date, l.first_due_date,
                       l.due_day, l.last_due_date, l.instalments, l.frequency, l.every,
                       l.day_count, l.is_equal_periods, l.interest_base, l.rounding,
                       l.principal_grace, l.interest_grace, l.is_grace_capitalised,
                       l.balloon::text AS balloon, l.amortise_over,
                       l.fixed_instalment::text AS fixed_instalment, l.weights,
                       l.minimum_share::text AS minimum_share,
                       l.minimum_amount::text AS minimum_amount, l.shift, h.product_id
                  FROM bank_loan l JOIN bank_holding h ON h.id = l.holding_id
                 WHERE l.id = ANY(%s) ORDER BY l.id
                """,
                ids,
            )
        )

    @api.model
    def _core_rows(self, ids):
        """The newest word of the core system about each loan."""
        return self.env.execute_query_dict(
            SQL(
                """
                SELECT DISTINCT ON (l.id) l.id AS loan_id, o.date,
                       o.principal::text AS principal,
                       o.overdue_principal::text AS overdue_principal,
                       o.overdue_interest::text AS overdue_interest,
                       o.overdue_fee::text AS overdue_fee,
                       o.overdue_penalty::text AS overdue_penalty,
                       o.oldest_due_date, o.days
                  FROM bank_loan l JOIN bank_holding_overdue o ON o.holding_id = l.holding_id
                 WHERE l.id = ANY(%s) AND o.date <= %s
                 ORDER BY l.id, o.date DESC
                """,
                ids,
                self.env["bank.business.day"]._today(),
            )
        )

    @api.model
    def _note_core(self, book, row, lines):
        book.core_lines = [
            CoreLine(
                line["number"],
                line["due_date"],
                money(line["principal"]),
                money(line["interest"]),
                money(line["fees"]),
            )
            for line in lines
        ]
        if not row:
            return

        def told(name):
            return None if row[name] is None else Decimal(row[name])

        book.core_date, book.core_oldest = row["date"], row["oldest_due_date"]
        book.core = CoreBalances(
            principal_owed=told("principal"),
            overdue_principal=told("overdue_principal"),
            overdue_interest=told("overdue_interest"),
            overdue_fee=told("overdue_fee"),
            overdue_penalty=told("overdue_penalty"),
            days_past_due=row["days"],
        )

    @api.model
    def _rules_by_product(self):
        """Product id -> how its loans are counted; None -> where nothing is set."""
        found = {None: {**PLAIN_RULES, "order": order_of(()), "penalties": ()}}
        for rule in self.env["bank.loan.product"].sudo().search([]):
            found[rule.product_id.id] = {
                **{name: rule[name] for name in PLAIN_RULES},
                "order": order_of(rule.order_id._step_rows()),
                "penalties": tuple(
                    penalty._rule()
                    for penalty in rule.penalty_ids.filtered("is_accepted")
                ),
            }
        return found

    @api.model
    def _calendar(self):
        """The days on which the bank is open: weekends and its free days are not."""
        today = self.env["bank.business.day"]._today()
        leaves = self.env["resource.calendar.leaves"].sudo().search(
            [
                ("resource_id", "=", False),
                ("company_id", "in", [self.env.company.id, False]),
                ("date_to", ">=", today - relativedelta(years=CALENDAR_YEARS)),
            ]
        )  # fmt: skip
        local = self.with_context(tz=self.env["bank.feed"]._bank_tz())
        free = set()
        for leave in leaves:
            first, last = (
                fields.Datetime.context_timestamp(local, moment).date()
                for moment in (leave.date_from, leave.date_to)
            )
            free |= {first + timedelta(days=n) for n in range((last - first).days + 1)}
        return BusinessCalendar(holidays=frozenset(free))
