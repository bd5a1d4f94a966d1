from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..domain.allocation import Component
from ..domain.apr import eu_apr
from ..domain.postings import Account
from ..domain.standing import Source, standing_of

# Longer than any loan; beyond it there is nothing to count.
YEARS_AHEAD = 60


class BankLoan(models.Model):
    """What the loan's screen asks: the loan on a day, its plan, and why a balance is so."""

    _inherit = "bank.loan"

    def get_loan_book(self, as_of=None):
        """The loan at the end of a day (today's by default): headline, balances, plan."""
        self.ensure_one()
        self.check_access("read")
        today = self.env["bank.business.day"]._today()
        day = self._day_asked(as_of) or today
        loan = self.sudo()
        book = loan._books()[self.id]
        state = book.on(day)
        is_told = book.core is not None and book.core_date == day
        standing = standing_of(
            state,
            is_own=book.mode == "own",
            told=book.core if is_told or day == today else None,
            told_oldest=book.core_oldest,
        )
        currency = loan.currency_id or self.env.company.currency_id
        return {
            "id": self.id,
            "today": fields.Date.to_string(today),
            "as_of": fields.Date.to_string(day),
            "currency": {
                "symbol": currency.symbol,
                "position": currency.position,
                "digits": currency.decimal_places,
            },
            "mode": book.mode,
            "source": self._source_words(standing, book, day),
            "trouble": book.trouble,
            "is_paid_out": bool(state and state.schedules),
            "headline": loan._headline(standing, day == today)
            if not book.trouble or book.core
            else [],
            "balances": self._balance_rows(state),
            "payoff": float(state.payoff) if state else 0,
            "plan": self._plan_rows(state, day),
            "annual_cost": self._annual_cost(state),
            "versions": len(state.schedules) if state else 0,
            "may_enter": self.may_enter,
            "may_offer": self.env.user.has_group("bank_crm_credit.group_loan_officer"),
        }

    def _day_asked(self, value):
        """The day that the screen asks about; UserError for what is none."""
        today = self.env["bank.business.day"]._today()
        try:
            day = fields.Date.to_date(value)
        except (TypeError, ValueError) as error:
            raise UserError(self.env._("This is no day.")) from error
        if day and day.year > today.year + YEARS_AHEAD:
            raise UserError(self.env._("No loan is counted so far ahead."))
        return day

    def _source_words(self, standing, book, day):
        if standing.source is Source.OWN:
            return self.env._("Our own book, replayed for this day.")
        if standing.source is Source.SHADOW:
            return self.env._(
                "Counted by us from the core system's operations: it told no balance of "
                "this day."
            )
        told = self.env._(
            "The core system, for %(day)s.", day=format_date(self.env, book.core_date)
        )
        if book.core_date < day:
            return told + " " + self.env._("What came after is counted by us.")
        return told

    def _balance_rows(self, state):
        """Balances of the ledger; each opens to what made it."""
        if state is None:
            return []
        names = self._account_words()
        due = state.due
        amounts = {
            Account.PRINCIPAL: state.principal,
            Account.PRINCIPAL_DUE: due[Component.PRINCIPAL],
            Account.INTEREST_DUE: due[Component.INTEREST],
            Account.FEE_DUE: due[Component.FEE],
            Account.PENALTY_DUE: due[Component.PENALTY],
            Account.ADVANCE: -state.advance,
            Account.WRITTEN_OFF: state.written_off,
        }
        shown = {Account.PRINCIPAL, Account.PRINCIPAL_DUE, Account.INTEREST_DUE}
        rows = [
            {"account": account.value, "name": names[account], "amount": float(amount)}
            for account, amount in amounts.items()
            if amount or account in shown
        ]
        for name, amount in (
            (self.env._("Interest since, not yet due"), state.accrued_interest),
            (self.env._("Penalty grown, not yet charged"), state.growing_penalty),
        ):
            if amount:
                rows.append({"account": "", "name": name, "amount": float(amount)})
        return rows

    def _plan_rows(self, state, day):
        """The plan in force on the day with what fell due before it, oldest first."""
        if state is None or not state.schedules:
            return []
        lines = {}
        for _since, _operation, schedule in state.schedules:
            first = schedule.instalments[0].number
            lines = {number: line for number, line in lines.items() if number < first}
            lines |= {line.number: line for line in schedule.instalments}
        rows = []
        for line in lines.values():
            stands = "ahead"
            if line.due <= day:
                is_late = state.oldest_due and line.due >= state.oldest_due
                stands = "late" if is_late and line.due < day else "paid"
                if is_late and line.due == day:
                    stands = "due"
            rows.append(
                {
                    "number": line.number,
                    "due": fields.Date.to_string(line.due),
                    "principal": float(line.principal),
                    "interest": float(line.interest),
                    "fees": float(line.fees),
                    "total": float(line.total),
                    "balance": float(line.closing),
                    "stands": stands,
                }
            )
        return rows

    def _annual_cost(self, state):
        """The yearly rate of everything the first plan asks for (Directive 2008/48/EC)."""
        if state is None or not state.schedules:
            return None
        plan = state.schedules[0][2]
        try:
            return float(eu_apr(plan.flows(), plan.terms.frequency.unit))
        except ValueError:
            return None

    def get_loan_explanation(self, account, as_of=None):
        """Every change that a balance is the sum of: day, what, rule, how interest came."""
        self.ensure_one()
        self.check_access("read")
        if account not in list(Account):
            raise UserError(self.env._("There is no such balance."))
        today = self.env["bank.business.day"]._today()
        day = self._day_asked(as_of) or today
        loan = self.sudo()
        state = loan._books()[self.id].on(day)
        rules = self._rule_words()
        operations = {operation.id: operation for operation in loan.operation_ids}
        kinds = dict(
            self.env["bank.loan.operation"]
            ._fields["kind"]
            ._description_selection(self.env)
        )
        rows, total = [], 0
        for posting in state.explain(Account(account)) if state else ():
            total += posting.amount
            operation = operations.get(posting.operation)
            rows.append(
                {
                    "day": fields.Date.to_string(posting.day),
                    "amount": float(posting.amount),
                    "balance": float(total),
                    "rule": rules[posting.rule],
                    "instalment": posting.instalment or 0,
                    "operation_id": operation.id if operation else False,
                    "operation": kinds.get(operation.kind, "") if operation else "",
                    "booked": fields.Date.to_string(operation.booking_date)
                    if operation and operation.booking_date
                    else "",
                    "shares": [
                        {
                            "from": fields.Date.to_string(share.start),
                            "to": fields.Date.to_string(share.end),
                            "balance": float(share.balance),
                            "rate": float(share.annual_rate) * 100,
                        }
                        for share in posting.shares
                    ],
                }
            )
        return {
            "name": self._account_words()[Account(account)],
            "rows": rows,
            "total": float(total),
        }
