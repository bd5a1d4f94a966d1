from collections import defaultdict

from odoo import models
from odoo.addons.bank_crm_base.models.bank_client_card_facts import to_decimal
from odoo.addons.bank_crm_client.domain.individual.work import Period, monthly_income
from odoo.tools import SQL, format_date

from ...domain.application.salary import months_before, shown_salary
from ...domain.money import ZERO


class BankLoanApplicationParty(models.Model):
    """Income that the bank's own accounts show: salaries that came to them."""

    _inherit = "bank.loan.application.party"

    def _with_salary_here(self, known):
        """Incomes with the salary that comes here in place of what was told of it."""
        today = self.application_id._today()
        shown = shown_salary(self._salary_by_month(today), today)
        if shown is None:
            return known
        told = [
            line
            for line in known
            if line["kind"] == "salary" and line["evidence"] != "our_account"
        ]
        if any(line["evidence"] == "our_account" for line in known):
            # The client's file has it from the same credits.
            return known
        # Of several employers the one who pays about as much pays here.
        same = min(
            told,
            key=lambda line: abs(self._month_of(line) - shown),
            default=None,
        )
        months = months_before(today)
        name = self.env._(
            "Salary to accounts here, %(first)s to %(last)s",
            first=format_date(self.env, months[0], date_format="MMM y"),
            last=format_date(self.env, months[-1], date_format="MMM y"),
        )
        if same:
            name = f"{same['name']}. {name}"
        line = {
            "kind": "salary",
            "name": name,
            "amount": float(shown),
            "period": "month",
            "evidence": "our_account",
            "source": "bank",
        }
        return [line, *(one for one in known if one is not same)]

    def _month_of(self, line):
        """An income line as a sum of a month."""
        return monthly_income(to_decimal(line["amount"]), Period(line["period"]))

    def _salary_by_month(self, today):
        """First day of a month -> what came as salary in it, in base currency.

        What was reversed did not come. The client is asked for, so his accounts are open.
        """
        months = months_before(today)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT date_trunc('month', mv.booking_date)::date, a.currency_id,
                       sum(mv.amount)::text
                  FROM bank_account a
                  JOIN bank_account_movement mv ON mv.account_id = a.id
                 WHERE a.client_id = %(client)s AND mv.kind = 'salary'
                   AND mv.amount > 0 AND NOT coalesce(mv.is_reversed, false)
                   AND mv.reverses_id IS NULL
                   AND mv.booking_date >= %(first)s AND mv.booking_date < %(end)s
                 GROUP BY 1, 2
                """,
                client=self.client_id.id,
                first=months[0],
                end=today.replace(day=1),
            )
        )
        found = defaultdict(lambda: ZERO)
        for month, currency_id, amount in rows:
            currency = self.env["res.currency"].browse(currency_id)
            found[month] += self.application_id._to_base(amount, currency)
        return found
