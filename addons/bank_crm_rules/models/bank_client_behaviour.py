from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.tools import SQL

from ..domain.behaviour import COMPARED_WINDOWS, MONTHS_KEPT, WINDOWS, Measure

_IN_BASE = {"currency_field": "base_currency_id", "readonly": True}


class BankClientBehaviour(models.Model):
    """How a client uses his accounts, in one row: turnover, frequency, average balance.

    Windows are full calendar months before today's; sums are in base currency at the rates
    of their months. A change is in percent of the equally long window before, and empty
    where there was nothing before. The nightly run keeps the rows.
    """

    _name = "bank.client.behaviour"
    _description = "Behaviour of a Client"
    _log_access = False
    _rec_name = "client_id"
    # A client has one row, so a path may lead through it as through a link.
    _single_inverse = "client_id"

    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade", readonly=True
    )
    base_currency_id = fields.Many2one(
        "res.currency", compute="_compute_base_currency_id"
    )
    credit_1m = fields.Monetary("Received, last month", **_IN_BASE)
    credit_3m = fields.Monetary("Received, 3 months", **_IN_BASE)
    credit_6m = fields.Monetary("Received, 6 months", **_IN_BASE)
    credit_12m = fields.Monetary("Received, 12 months", **_IN_BASE)
    debit_1m = fields.Monetary("Paid out, last month", **_IN_BASE)
    debit_3m = fields.Monetary("Paid out, 3 months", **_IN_BASE)
    debit_6m = fields.Monetary("Paid out, 6 months", **_IN_BASE)
    debit_12m = fields.Monetary("Paid out, 12 months", **_IN_BASE)
    operations_1m = fields.Integer("Operations, last month", readonly=True)
    operations_3m = fields.Integer("Operations, 3 months", readonly=True)
    operations_6m = fields.Integer("Operations, 6 months", readonly=True)
    operations_12m = fields.Integer("Operations, 12 months", readonly=True)
    balance_1m = fields.Monetary("Average funds, last month", **_IN_BASE)
    balance_3m = fields.Monetary("Average funds, 3 months", **_IN_BASE)
    balance_6m = fields.Monetary("Average funds, 6 months", **_IN_BASE)
    balance_12m = fields.Monetary("Average funds, 12 months", **_IN_BASE)
    credit_change_1m = fields.Float("Received: change in a month, %", readonly=True)
    credit_change_3m = fields.Float("Received: change in 3 months, %", readonly=True)
    credit_change_6m = fields.Float("Received: change in 6 months, %", readonly=True)
    debit_change_1m = fields.Float("Paid out: change in a month, %", readonly=True)
    debit_change_3m = fields.Float("Paid out: change in 3 months, %", readonly=True)
    debit_change_6m = fields.Float("Paid out: change in 6 months, %", readonly=True)
    operations_change_1m = fields.Float(
        "Operations: change in a month, %", readonly=True
    )
    operations_change_3m = fields.Float(
        "Operations: change in 3 months, %", readonly=True
    )
    operations_change_6m = fields.Float(
        "Operations: change in 6 months, %", readonly=True
    )
    balance_change_1m = fields.Float(
        "Average funds: change in a month, %", readonly=True
    )
    balance_change_3m = fields.Float(
        "Average funds: change in 3 months, %", readonly=True
    )
    balance_change_6m = fields.Float(
        "Average funds: change in 6 months, %", readonly=True
    )

    _client_uniq = models.Constraint(
        "UNIQUE(client_id)", "The client's behaviour is here already."
    )

    def _compute_base_currency_id(self):
        self.base_currency_id = self.env.company.currency_id

    @api.model
    def _refresh(self, client_ids, day):
        """Sum the months of these clients anew, as of the bank day `day`."""
        names, values = zip(*self._columns_sql(), strict=True)
        columns = SQL(", ").join(map(SQL.identifier, names))
        first = day.replace(day=1)
        self.env["bank.account.month"].flush_model()
        self.env.execute_query(
            SQL(
                """
                WITH months AS (
                    SELECT client_id,
                           (12 * (extract(year FROM %(first)s::date) - extract(year FROM month))
                             + extract(month FROM %(first)s::date)
                             - extract(month FROM month))::int AS back,
                           sum(coalesce(credit_base, 0)) AS credit,
                           sum(coalesce(debit_base, 0)) AS debit,
                           sum(credit_count + debit_count) AS operations,
                           sum(greatest(coalesce(average_balance, 0), 0)
                               * coalesce(rate, 0)) AS balance
                      FROM bank_account_month
                     WHERE client_id = ANY(%(ids)s)
                       AND month >= %(oldest)s AND month < %(first)s
                     GROUP BY client_id, back
                ), behaviour AS (
                    SELECT wanted.id AS client_id, %(values)s
                      FROM unnest(%(ids)s) AS wanted (id)
                      LEFT JOIN months ON months.client_id = wanted.id
                     GROUP BY wanted.id
                )
                INSERT INTO bank_client_behaviour AS kept (client_id, %(columns)s)
                SELECT client_id, %(columns)s FROM behaviour
                ON CONFLICT (client_id) DO UPDATE
                   SET (%(columns)s) = ROW(%(excluded)s)
                 WHERE ROW(%(kept)s) IS DISTINCT FROM ROW(%(excluded)s)
                RETURNING kept.id
                """,
                ids=list(client_ids),
                first=first,
                oldest=first - relativedelta(months=MONTHS_KEPT),
                values=SQL(", ").join(
                    SQL("%s AS %s", value, SQL.identifier(name))
                    for name, value in zip(names, values, strict=True)
                ),
                columns=columns,
                kept=SQL(", ").join(SQL.identifier("kept", name) for name in names),
                excluded=SQL(", ").join(
                    SQL.identifier("excluded", name) for name in names
                ),
            )
        )
        self.invalidate_model()

    @api.model
    def _columns_sql(self):
        """(column, SQL over `months`) of every window; the rules are `domain.behaviour`."""
        for measure in Measure:
            for window in WINDOWS:
                total = self._window_sql(measure, 0, window)
                if measure is Measure.BALANCE:
                    total = SQL("round(%s / %s, 2)", total, window)
                yield f"{measure}_{window}m", total
            for window in COMPARED_WINDOWS:
                now = self._window_sql(measure, 0, window)
                before = self._window_sql(measure, window, window)
                yield (
                    f"{measure}_change_{window}m",
                    SQL(
                        "round((%(now)s - %(before)s) * 100 / nullif(%(before)s, 0), 2)",
                        now=now,
                        before=before,
                    ),
                )

    @api.model
    def _window_sql(self, measure, skip, window):
        return SQL(
            "coalesce(sum(months.%s) FILTER (WHERE months.back BETWEEN %s AND %s), 0)",
            SQL.identifier(str(measure)),
            skip + 1,
            skip + window,
        )
