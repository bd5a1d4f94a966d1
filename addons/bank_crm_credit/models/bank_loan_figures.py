import time

from odoo import api, models
from odoo.tools import SQL

from ..domain.reconciliation import compare_balances, compare_schedules
from ..domain.standing import standing_of
from ..tools.night_figures import write_figures

WAITING_AT_ONCE = 200
FIGURES = {
    "counted_date": "date",
    "figures_source": "varchar",
    "principal_owed": "numeric",
    "owed_amount": "numeric",
    "overdue_amount": "numeric",
    "days_past_due": "integer",
    "oldest_due_date": "date",
    "next_due_date": "date",
    "next_amount": "numeric",
    "trouble": "varchar",
}


class BankLoan(models.Model):
    """Counting loans: figures for lists and cards, plans, differences from the core."""

    _inherit = "bank.loan"

    @api.model
    def _count(self, ids, day):
        """Replay these loans for a day and keep what came out; sets in, sets out.

        A loan that cannot be counted says why and stops no other.
        """
        books = self.browse(ids)._books()
        rows, plans, differences = [], {}, {}
        for loan_id, book in books.items():
            state = book.on(day)
            standing = standing_of(
                state,
                is_own=book.mode == "own",
                told=book.core,
                told_oldest=book.core_oldest,
            )
            rows.append(
                (
                    loan_id, day, standing.source.value, standing.principal_owed,
                    standing.due_now, standing.overdue, standing.days_past_due,
                    standing.oldest_due, standing.next_due, standing.next_amount,
                    book.trouble or None,
                )
            )  # fmt: skip
            if state is not None:
                plans[loan_id] = state.schedules
            if book.mode == "core":
                differences[loan_id] = self._differences(book, day, state)
        self._write_figures(rows)
        self.env["bank.loan.schedule"]._keep(plans, day)
        self.env["bank.loan.difference"]._keep(differences, day)
        self.env["bank.loan"].invalidate_model()

    @api.model
    def _differences(self, book, day, state):
        """What the core says otherwise, of the day it speaks of; none where nothing can be
        compared."""
        if state is None:
            return []
        found = []
        if book.core_lines and state.schedules:
            plan = state.schedules[-1][2]
            first = plan.instalments[0].number
            lines = [line for line in book.core_lines if line.number >= first]
            found += compare_schedules(plan, lines, book.tolerance)
        if book.core is not None:
            known = state if book.core_date == day else book.on(book.core_date)
            if known is not None:
                found += compare_balances(known, book.core, book.tolerance)
        return found

    @api.model
    def _write_figures(self, rows):
        """Write figures by one statement; rows that are as before are left alone."""
        write_figures(self.env.cr, "bank_loan", FIGURES, rows)

    @api.model
    def _count_waiting(self, deadline):
        """Count loans about which something came since; True while some are left."""
        today = self.env["bank.business.day"]._today()
        self.env.flush_all()
        while True:
            ids = [
                loan_id
                for (loan_id,) in self.env.execute_query(
                    SQL(
                        "SELECT id FROM bank_loan WHERE counted_date IS NULL "
                        "ORDER BY id LIMIT %s",
                        WAITING_AT_ONCE,
                    )
                )
            ]
            if not ids:
                return False
            self._count(ids, today)
            if time.monotonic() >= deadline:
                return True

    def _recount(self):
        """Count these loans for today, after something was booked."""
        self._count(self.ids, self.env["bank.business.day"]._today())
