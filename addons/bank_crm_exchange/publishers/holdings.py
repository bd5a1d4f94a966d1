from odoo import api, models
from odoo.tools import SQL

from ..engine.upsert import Fed, Upsert


class BankFeedPublishHoldings(models.AbstractModel):
    """Agreements of any kind; one of ours that waits is found by its request number."""

    _name = "bank.feed.publish.holdings"
    _inherit = ["bank.feed.publish"]
    _description = "Publishing of Holdings"
    _fills = ("bank_holding",)

    @api.model
    def _publish_rows(self, run, rows):
        cr = run.env.cr
        source = run.feed_id.source
        cr.execute(
            SQL(
                "UPDATE bank_holding x SET source = %(source)s, external_id = t.holding_id "
                "FROM %(rows)s WHERE x.external_id IS NULL AND x.state = 'pending' "
                "AND x.request_number = t.request_number AND x.client_id = t.client_id "
                "AND NOT EXISTS (SELECT 1 FROM bank_holding y WHERE y.source = %(source)s "
                "AND y.external_id = t.holding_id)",
                source=source,
                rows=rows,
            )
        )
        fed = {
            "client_id": Fed(SQL("t.client_id")),
            "product_id": Fed(SQL("t.product_id")),
            "state": Fed(SQL("t.state")),
        }
        same = {
            "branch_id": "branch_id", "number": "number", "request_number": "request_number",
            "opened": "opened_date", "ends": "end_date", "closed": "closed_date",
            "currency": "currency_id", "amount": "amount", "balance": "balance",
            "annual_rate": "annual_rate", "payment": "payment", "status_note": "status_note",
        }  # fmt: skip
        for column, field in same.items():
            fed[field] = Fed(SQL("t.%s", SQL.identifier(column)), column)
        upsert = Upsert(
            table="bank_holding",
            match={"source": SQL("%s", source), "external_id": SQL("t.holding_id")},
            fed=fed,
            once={
                "state": SQL("'active'"),
                "currency_id": SQL(
                    "coalesce((SELECT p.currency_id FROM bank_product p "
                    "WHERE p.id = t.product_id), %s)",
                    self.env.company.currency_id.id,
                ),
            },
            template=self.env["bank.feed.publish.client_keys"]._log_columns(),
            stamp={"fed_at": self._fed_at(run), "missing_since": SQL("NULL::date")},
            update_where=self._not_older(run),
            returning="client_id",
        )
        self._touch_clients(run, self._write(run, upsert, rows))
        self.env["bank.holding"].invalidate_model()

    @api.model
    def _write_missing(self, run):
        return self._missing_in(run, "bank_holding", "external_id")


class BankFeedPublishHoldingMonths(models.AbstractModel):
    """What agreements earned and cost, by month."""

    _name = "bank.feed.publish.holding_months"
    _inherit = ["bank.feed.publish"]
    _description = "Publishing of Months of Holdings"

    @api.model
    def _publish_rows(self, run, rows):
        columns = (
            "interest_income", "interest_expense", "fees", "average_balance",
            "transfer_result", "provision", "stage", "direct_cost",
        )  # fmt: skip
        upsert = Upsert(
            table="bank_holding_month",
            match={
                "holding_id": SQL("t.holding_id"),
                "month": SQL("date_trunc('month', t.month)::date"),
            },
            fed={
                name: Fed(SQL("t.%s", SQL.identifier(name)), name) for name in columns
            },
        )
        self._write(run, upsert, rows)
        self.env["bank.holding.month"].invalidate_model()

    @api.model
    def _steps(self, run):
        return ["_publish_ranges"]
