from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..domain.book_rows import operation_of

# These cost the bank money, or change what was signed: a second person looks at them.
TWO_PERSON = {
    "waive": "loan_waiver",
    "write_off": "loan_write_off",
    "rate_change": "loan_change",
}
VALUES = (
    "kind", "value_date", "amount", "component", "early", "annual_rate", "has_new_rate",
    "new_instalments", "principal_holiday", "interest_holiday", "capitalise",
    "new_first_due", "reverses_id", "note", "reason",
)  # fmt: skip


class BankLoan(models.Model):
    """Changing a loan: booked where this system keeps the book, else asked of the core."""

    _inherit = "bank.loan"

    def _check_may_enter(self):
        """AccessError unless the user books for loan administration and sees the loans."""
        self.check_access("read")
        if not self.env.user.has_group("bank_crm_credit.group_loan_administrator"):
            raise AccessError(
                self.env._("Loan administration books on loans: ask them to do it.")
            )

    def _enter(self, values, reason=""):
        """Do `values` of an operation now, or propose it to a second person.

        Returns the act that waits, if it does.
        """
        self.ensure_one()
        self._check_may_enter()
        plain = self._plain_values(values)
        self._check_fits(plain)
        plain["user_id"] = self.env.uid
        kind = TWO_PERSON.get(plain["kind"])
        if kind:
            return self.env["bank.act"]._propose_call(
                kind,
                self,
                "_carry_out",
                {"values": plain},
                reason=reason,
                amount=self._in_base(plain.get("amount") or self._owed_whole(plain)),
            )
        self.sudo()._carry_out(plain)
        return self.env["bank.act"]

    def _owed_whole(self, values):
        """The sum that is at stake where the operation names none."""
        return self.principal_owed if values["kind"] == "write_off" else 0

    def _in_base(self, amount):
        """The amount in base currency, by today's official rate."""
        today = self.env["bank.business.day"]._today()
        currency = self.sudo().currency_id or self.env.company.currency_id
        rate = self.env["bank.fx.rate"]._unit_rate_sql(
            SQL("%s", currency.id), SQL("%s", today)
        )
        [(value,)] = self.env.execute_query(SQL("SELECT %s", rate))
        return float(amount or 0) * float(value or 1)

    def _plain_values(self, values):
        """The operation as plain values: what an act and a request can carry."""
        plain = {name: values[name] for name in VALUES if values.get(name)}
        for name in ("value_date", "new_first_due"):
            if plain.get(name):
                plain[name] = fields.Date.to_string(plain[name])
        return plain

    def _check_fits(self, values):
        """UserError where the loan cannot take the operation."""
        self.ensure_one()
        book = self.sudo()._books()[self.id]
        if book.contract is None:
            raise UserError(
                self.env._("This loan cannot be counted: %(why)s.", why=book.trouble)
            )
        today = self.env["bank.business.day"]._today()
        day = fields.Date.to_date(values.get("value_date")) or today
        try:
            operation = operation_of(self._domain_row(values, book))
        except ValueError as error:
            raise UserError(
                self.env._("This cannot be booked: %(why)s.", why=error)
            ) from error
        book.operations.append(operation)
        if book.on(max(day, today)) is None:
            raise UserError(
                self.env._("This cannot be booked: %(why)s.", why=book.trouble)
            )

    def _domain_row(self, values, book):
        number = max((one.id for one in book.operations), default=0) + 1
        today = self.env["bank.business.day"]._today()
        row = dict.fromkeys((*VALUES, "booking_date", "id"), None)
        row |= values | {"id": number, "booking_date": today}
        for name in ("value_date", "new_first_due"):
            row[name] = fields.Date.to_date(row[name])
        return row

    def _carry_out(self, values):
        """Book an operation, or ask it of the core system; accepted by who had to."""
        self.ensure_one()
        self._check_fits(values)
        if self.ledger_mode == "core":
            return self.env["bank.loan.request"]._send(self, values)
        return self._book(values)

    def _book(self, values):
        """Write one operation of our own book and count the loan anew."""
        self.ensure_one()
        today = self.env["bank.business.day"]._today()
        operation = (
            self.env["bank.loan.operation"]
            .sudo()
            .create(
                {
                    "loan_id": self.id,
                    "booking_date": today,
                    "source": "own",
                    "user_id": self.env.uid,
                    **values,
                }
            )
        )
        self.sudo()._recount()
        self._note_holding()
        return operation

    def _note_holding(self):
        """The agreement of a loan whose book we keep shows what is still owed."""
        for loan in self.sudo().filtered(lambda loan: loan.ledger_mode == "own"):
            loan.invalidate_recordset(["principal_owed"])
            values = {"balance": loan.principal_owed}
            if loan.operation_ids and loan.holding_id.state == "pending":
                values["state"] = "active"
            loan.holding_id.write(values)

    # --- buttons

    def _entry_action(self, context):
        self.ensure_one()
        self._check_may_enter()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Enter")
            if self.ledger_mode == "own"
            else self.env._("Ask the core system"),
            "res_model": "bank.loan.entry",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_loan_id": self.id, **context},
        }

    def action_enter(self):
        """A payment or another operation."""
        return self._entry_action({"default_kind": "repay"})

    def action_quote(self):
        """What an early repayment costs and brings."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Early repayment"),
            "res_model": "bank.loan.quote",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_loan_id": self.id},
        }

    def action_restructure(self):
        """Three offers side by side, to choose one."""
        self.ensure_one()
        restructuring = self.env["bank.loan.restructuring"]._begin(self)
        return restructuring.get_formview_action()
