from odoo import api, models
from odoo.addons.bank_crm_exchange.engine.upsert import Fed, Upsert
from odoo.tools import SQL

DEFAULTS = {
    "frequency": "month",
    "every": 1,
    "day_count": "ACT/365F",
    "interest_base": "declining",
    "shift": "none",
}


class BankFeedPublishLoans(models.AbstractModel):
    """Loan contracts, each by its agreement; the first rate is dated from the first day."""

    _name = "bank.feed.publish.loans"
    _inherit = ["bank.feed.publish"]
    _description = "Publishing of Loan Contracts"
    _fills = ("bank_loan", "bank_loan_rate")

    @api.model
    def _add_checks(self, run, checks):
        """A sum, a number of instalments and a first due date that a loan can have."""
        for name in ("amount", "instalments"):
            value = checks.values[name]
            checks.must("bad_amount", name, SQL("%s IS NULL OR %s > 0", value, value))

    @api.model
    def _publish_rows(self, run, rows):
        same = {
            "method": "method", "amount": "amount", "first_due": "first_due_date",
            "due_day": "due_day", "last_due": "last_due_date", "instalments": "instalments",
            "frequency": "frequency", "every": "every", "day_count": "day_count",
            "is_equal_periods": "is_equal_periods", "interest_base": "interest_base",
            "principal_grace": "principal_grace", "interest_grace": "interest_grace",
            "is_capitalised": "is_grace_capitalised", "balloon": "balloon",
            "amortise_over": "amortise_over", "instalment": "fixed_instalment",
            "weights": "weights", "minimum_share": "minimum_share",
            "minimum_amount": "minimum_amount", "credit_limit": "credit_limit",
            "shift": "shift",
        }  # fmt: skip
        kept = {"frequency", "every", "day_count", "interest_base", "shift"}
        required = {"method", "amount", "first_due", "instalments"}
        fed = {
            field: Fed(
                SQL("t.%s", SQL.identifier(column)),
                "" if column in kept | required else column,
            )
            for column, field in same.items()
        }
        opened = SQL(
            "(SELECT h.opened_date FROM bank_holding h WHERE h.id = t.holding_id)"
        )
        fed["start_date"] = Fed(SQL("t.start"))
        upsert = Upsert(
            table="bank_loan",
            match={"holding_id": SQL("t.holding_id")},
            fed=fed,
            once={
                "start_date": SQL("coalesce(t.start, %s, t.first_due)", opened),
                "ledger_mode": SQL("'core'"),
            },
            template=self._loan_template(),
            stamp={"fed_at": self._fed_at(run)},
            # The book of a loan that this system keeps is not the core's to change.
            update_where=SQL("x.ledger_mode = 'core' AND %s", self._not_older(run)),
        )
        for name, value in DEFAULTS.items():
            upsert.once[name] = SQL("%s", value)
        ids = self._write(run, upsert, rows)
        self._write_rates(run, rows)
        if not ids:
            return
        self.env.cr.execute(
            "UPDATE bank_loan SET counted_date = NULL WHERE id = ANY(%s)", [ids]
        )
        self.env["bank.loan"].invalidate_model()

    @api.model
    def _loan_template(self):
        """What the ORM fills in a new contract, so that SQL leaves none of it empty."""
        return {
            **self.env["bank.feed.publish.client_keys"]._log_columns(),
            "company_id": self.env.company.id,
            "rounding": "cent",
        }

    @api.model
    def _write_rates(self, run, rows):
        """The rate of the first day; later ones come as operations."""
        upsert = Upsert(
            table="bank_loan_rate",
            match={
                "loan_id": SQL(
                    "(SELECT l.id FROM bank_loan l WHERE l.holding_id = t.holding_id)"
                ),
                "date_from": SQL(
                    "(SELECT l.start_date FROM bank_loan l "
                    "WHERE l.holding_id = t.holding_id)"
                ),
            },
            fed={"annual_rate": Fed(SQL("t.annual_rate"))},
            template=self.env["bank.feed.publish.client_keys"]._log_columns(),
        )
        self._write(run, upsert, rows, count=False)
        self.env["bank.loan.rate"].invalidate_model()

    @api.model
    def _steps(self, run):
        return ["_publish_ranges", "_tell_planner", "_count_loans"]

    @api.model
    def _count_loans(self, run, deadline):
        """Count the loans that the file touched."""
        return self.env["bank.loan"].sudo()._count_waiting(deadline)


class BankFeedPublishLoanSchedules(models.AbstractModel):
    """The core system's plans, to be compared with ours."""

    _name = "bank.feed.publish.loan_schedules"
    _inherit = ["bank.feed.publish"]
    _description = "Publishing of Schedules of Loans"
    _fills = ("bank_loan_instalment",)

    @api.model
    def _publish_rows(self, run, rows):
        upsert = Upsert(
            table="bank_loan_instalment",
            match={
                "loan_id": SQL("t.holding_id"),
                "number": SQL("t.number"),
                "source": SQL("'core'"),
            },
            fed={
                "due_date": Fed(SQL("t.due")),
                "principal": Fed(SQL("t.principal")),
                "interest": Fed(SQL("t.interest")),
                "fees": Fed(SQL("t.fees"), "fees"),
            },
            template=self.env["bank.feed.publish.client_keys"]._log_columns(),
            returning="loan_id",
        )
        loans = self._write(run, upsert, rows)
        self.env.cr.execute(
            "UPDATE bank_loan SET counted_date = NULL WHERE id = ANY(%s)", [loans]
        )
        self.env["bank.loan.instalment"].invalidate_model()

    @api.model
    def _steps(self, run):
        return ["_publish_ranges", "_tell_planner", "_count_loans"]

    @api.model
    def _count_loans(self, run, deadline):
        """Compare the plans that came with ours."""
        return self.env["bank.loan"].sudo()._count_waiting(deadline)


class BankFeedPublishAgreementOverdue(models.AbstractModel):
    """What the core system says is owed and overdue, at the end of a day."""

    _name = "bank.feed.publish.agreement_overdue"
    _inherit = ["bank.feed.publish"]
    _description = "Publishing of Overdue Sums"
    _fills = ("bank_holding_overdue",)

    @api.model
    def _publish_rows(self, run, rows):
        same = {
            "principal": "principal", "overdue_principal": "overdue_principal",
            "overdue_interest": "overdue_interest", "overdue_fee": "overdue_fee",
            "overdue_penalty": "overdue_penalty", "oldest_due": "oldest_due_date",
            "days": "days",
        }  # fmt: skip
        upsert = Upsert(
            table="bank_holding_overdue",
            match={"holding_id": SQL("t.holding_id"), "date": SQL("t.date")},
            fed={
                field: Fed(SQL("t.%s", SQL.identifier(column)), column)
                for column, field in same.items()
            },
            template=self.env["bank.feed.publish.client_keys"]._log_columns(),
            stamp={"fed_at": self._fed_at(run)},
            returning="holding_id",
        )
        holdings = self._write(run, upsert, rows)
        self.env.cr.execute(
            "UPDATE bank_loan SET counted_date = NULL WHERE holding_id = ANY(%s)",
            [holdings],
        )
        self.env["bank.holding.overdue"].invalidate_model()

    @api.model
    def _steps(self, run):
        return ["_publish_ranges", "_tell_planner", "_count_loans"]

    @api.model
    def _count_loans(self, run, deadline):
        """Show what the core says, and what we count otherwise."""
        return self.env["bank.loan"].sudo()._count_waiting(deadline)
