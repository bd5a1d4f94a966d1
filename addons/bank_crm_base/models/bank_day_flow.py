from odoo import api, fields, models
from odoo.tools import SQL

from ..domain.codes import OUTSIDE_TURNOVER, selection

DAYS_KEPT = 14
FLOWS_A_BRANCH = 20
FLOWS_A_MANAGER = 10


class BankDayFlow(models.Model):
    """The largest payments of a bank day: the first of each branch and of each manager.

    Whoever looks sees a union of branches or portfolios, so the ten largest of what he
    sees are always among these; the movements themselves are not read again.
    """

    _name = "bank.day.flow"
    _description = "Large Payment"
    _order = "date desc, size_base desc, id"
    _log_access = False
    _rec_name = "counterparty_name"

    date = fields.Date("Booked on", required=True, readonly=True)
    client_id = fields.Many2one(
        "res.partner",
        required=True,
        index=True,
        ondelete="cascade",
        readonly=True,
    )
    account_id = fields.Many2one(
        "bank.account", index=True, ondelete="cascade", readonly=True
    )
    currency_id = fields.Many2one("res.currency", index=True, readonly=True)
    base_currency_id = fields.Many2one(
        "res.currency", compute="_compute_base_currency_id"
    )
    amount = fields.Monetary(readonly=True)
    amount_base = fields.Monetary(
        "In base currency", currency_field="base_currency_id", readonly=True
    )
    size_base = fields.Monetary(
        "Size", currency_field="base_currency_id", readonly=True
    )
    direction = fields.Selection(
        [("in", "Received"), ("out", "Paid out")], required=True, readonly=True
    )
    kind = fields.Selection(selection("operation"), "Operation", readonly=True)
    counterparty_name = fields.Char("Counterparty", readonly=True)
    purpose = fields.Char(readonly=True)

    _largest_idx = models.Index("(date, direction, size_base)")

    def _compute_base_currency_id(self):
        self.base_currency_id = self.env.company.currency_id

    def action_open_movements(self):
        """The account's movements of that day."""
        self.ensure_one()
        return self.env["bank.home"]._list_action(
            self.account_id.display_name,
            "bank.account.movement",
            [("account_id", "=", self.account_id.id), ("booking_date", "=", self.date)],
        )

    @api.model
    def _refresh(self, day):
        """Keep the largest payments of `day`, and drop those too old to be shown."""
        self.env.execute_query(
            SQL(
                "DELETE FROM bank_day_flow WHERE date = %s OR date < %s RETURNING 1",
                day,
                fields.Date.subtract(day, days=DAYS_KEPT),
            )
        )
        self.env.execute_query(self._largest_sql(day))
        self.invalidate_model()

    @api.model
    def _largest_sql(self, day):
        return SQL(
            """
            WITH moved AS (
                SELECT mv.id, mv.booking_date AS date, a.client_id, a.id AS account_id,
                       a.currency_id, mv.amount, mv.kind, mv.counterparty_name, mv.purpose,
                       round(mv.amount * coalesce(m.rate, 1), 2) AS amount_base,
                       p.branch_id, p.manager_id,
                       coalesce(p.is_private_banking, false) AS is_walled
                  FROM bank_account_movement mv
                  JOIN bank_account a ON a.id = mv.account_id
                  JOIN res_partner p ON p.id = a.client_id
                  LEFT JOIN bank_account_month m ON m.account_id = a.id
                   AND m.month = date_trunc('month', mv.booking_date)::date
                 WHERE mv.booking_date = %(day)s
                   AND NOT mv.is_reversed AND mv.kind != ALL(%(outside)s)
                   AND mv.amount != 0
            ), ranked AS (
                SELECT moved.*,
                       row_number() OVER (
                           PARTITION BY amount > 0, branch_id, is_walled
                           ORDER BY abs(amount_base) DESC, id) AS in_branch,
                       row_number() OVER (
                           PARTITION BY amount > 0, manager_id, is_walled
                           ORDER BY abs(amount_base) DESC, id) AS in_portfolio
                  FROM moved
            )
            INSERT INTO bank_day_flow (
                date, client_id, account_id, currency_id, amount, amount_base, size_base,
                direction, kind, counterparty_name, purpose)
            SELECT date, client_id, account_id, currency_id, amount, amount_base,
                   abs(amount_base),
                   CASE WHEN amount > 0 THEN 'in' ELSE 'out' END, kind, counterparty_name, purpose
              FROM ranked
             WHERE in_branch <= %(a_branch)s
                OR (manager_id IS NOT NULL AND in_portfolio <= %(a_manager)s)
             ORDER BY date, abs(amount_base) DESC
            RETURNING 1
            """,
            day=day,
            outside=list(OUTSIDE_TURNOVER),
            a_branch=FLOWS_A_BRANCH,
            a_manager=FLOWS_A_MANAGER,
        )
