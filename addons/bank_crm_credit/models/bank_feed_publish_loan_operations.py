from odoo import api, models
from odoo.addons.bank_crm_exchange.domain.reasons import PARKED
from odoo.addons.bank_crm_exchange.engine.upsert import Fed, Upsert
from odoo.tools import SQL

WITH_AMOUNT = ("disburse", "fee", "penalty", "repay", "waive")


class BankFeedPublishLoanOperations(models.AbstractModel):
    """Operations of loans by their numbers; a cancelled one stays and counts no more."""

    _name = "bank.feed.publish.loan_operations"
    _inherit = ["bank.feed.publish"]
    _description = "Publishing of Operations of Loans"
    _fills = ("bank_loan_operation",)

    @api.model
    def _add_checks(self, run, checks):
        """Each kind brings what it needs, so that no row can stop a loan's replay."""
        kind, amount = checks.values["kind"], checks.values["amount"]
        cancels = SQL("coalesce(%s, 'new') = 'cancel'", checks.values["operation"])
        checks.must(
            "bad_amount",
            "amount",
            SQL(
                "%s OR CASE WHEN %s IN %s THEN %s > 0 ELSE true END",
                cancels,
                kind,
                WITH_AMOUNT,
                amount,
            ),
        )
        for word, column in (
            ("waive", "component"),
            ("rate_change", "annual_rate"),
            ("reverse", "reverses_id"),
        ):
            checks.must(
                "missing",
                column,
                SQL(
                    "%s OR %s != %s OR %s", cancels, kind, word, checks.is_given(column)
                ),
            )
        checks.must(
            "missing",
            "instalments",
            SQL(
                "%s OR %s != 'restructure' OR %s",
                cancels,
                kind,
                SQL(" OR ").join(
                    checks.is_given(name)
                    for name in (
                        "instalments", "principal_holiday", "interest_holiday",
                        "annual_rate", "capitalise", "first_due",
                    )
                ),
            ),
        )  # fmt: skip
        if "reverses_id" not in checks.present:
            return
        target = checks.text("reverses_id")
        checks.must(
            PARKED,
            "reverses_id",
            SQL(
                "%(text)s IS NULL OR EXISTS (SELECT 1 FROM bank_loan_operation o "
                "WHERE o.source = %(source)s AND o.external_id = %(text)s) "
                "OR EXISTS (SELECT 1 FROM %(stage)s other "
                "WHERE btrim(other.operation_id) = %(text)s)",
                text=target,
                source=run.feed_id.source,
                stage=checks.stage,
            ),
            waits_for="loan_operations",
        )

    @api.model
    def _publish_rows(self, run, rows):
        source = run.feed_id.source
        same = {
            "booking_date": "booking_date", "amount": "amount", "component": "component",
            "annual_rate": "annual_rate", "instalments": "new_instalments",
            "principal_holiday": "principal_holiday", "interest_holiday": "interest_holiday",
            "first_due": "new_first_due", "request_number": "request_number", "note": "note",
        }  # fmt: skip
        fed = {
            field: Fed(SQL("t.%s", SQL.identifier(column)), column)
            for column, field in same.items()
        }
        fed |= {
            "loan_id": Fed(SQL("t.holding_id")),
            "kind": Fed(SQL("t.kind")),
            "value_date": Fed(SQL("t.value_date")),
            "early": Fed(SQL("t.early")),
            "capitalise": Fed(
                SQL("translate(lower(t.capitalise), ' ', '')"), "capitalise"
            ),
            "has_new_rate": Fed(
                SQL("t.kind = 'restructure' AND t.annual_rate IS NOT NULL")
            ),
            "is_cancelled": Fed(SQL("coalesce(t.operation, 'new') = 'cancel'")),
        }
        upsert = Upsert(
            table="bank_loan_operation",
            match={"source": SQL("%s", source), "external_id": SQL("t.operation_id")},
            fed=fed,
            once={
                "early": SQL("'hold'"),
                "booking_date": SQL("t.value_date"),
            },
            template=self.env["bank.feed.publish.client_keys"]._log_columns(),
            stamp={"fed_at": self._fed_at(run)},
            returning="id",
        )
        ids = self._write(run, upsert, rows)
        self.env.cr.execute(
            SQL(
                "UPDATE bank_loan_operation x SET reverses_id = o.id FROM %s "
                "JOIN bank_loan_operation o ON o.source = %s AND o.external_id = t.reverses_id "
                "WHERE x.source = %s AND x.external_id = t.operation_id "
                "AND x.reverses_id IS DISTINCT FROM o.id",
                rows,
                source,
                source,
            )
        )
        if ids:
            self.env.cr.execute(
                "UPDATE bank_loan SET counted_date = NULL WHERE id IN "
                "(SELECT loan_id FROM bank_loan_operation WHERE id = ANY(%s))",
                [ids],
            )
            self.env.invalidate_all()
            self.env["bank.loan.request"]._confirm_fed(ids)

    @api.model
    def _steps(self, run):
        return ["_publish_ranges", "_tell_planner", "_count_loans"]

    @api.model
    def _count_loans(self, run, deadline):
        """Count the loans that the file touched."""
        return self.env["bank.loan"].sudo()._count_waiting(deadline)
