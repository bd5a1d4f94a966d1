from datetime import timedelta

from dateutil.relativedelta import relativedelta
from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..domain.access import Scope

WEEK_DAYS = 7
MONTHS_BACK = 24


class BankUnitDay(models.Model):
    """Figures of one manager's portfolio in one branch at the end of a bank day.

    The home screens compare days with it; month ends before the first day are filled from
    account-months.
    """

    _name = "bank.unit.day"
    _description = "Day of a Portfolio"
    _inherit = ["bank.base.currency.mixin"]
    _order = "date desc, branch_id"
    _log_access = False

    date = fields.Date(required=True, index=True)
    branch_id = fields.Many2one("bank.branch", index=True, ondelete="cascade")
    manager_id = fields.Many2one("res.users", index=True, ondelete="set null")
    is_private_banking = fields.Boolean("Private banking")
    base_currency_id = fields.Many2one(
        "res.currency", compute="_compute_base_currency_id"
    )
    client_count = fields.Integer("Clients")
    new_count = fields.Integer("New clients")
    lost_count = fields.Integer("Lost clients")
    funds_base = fields.Monetary("Funds", currency_field="base_currency_id")
    owed_base = fields.Monetary("Owed", currency_field="base_currency_id")
    inflow_base = fields.Monetary("Received", currency_field="base_currency_id")
    outflow_base = fields.Monetary("Paid out", currency_field="base_currency_id")

    _portfolio_uniq = models.UniqueIndex(
        "(date, coalesce(branch_id, 0), coalesce(manager_id, 0), "
        "coalesce(is_private_banking, false))",
        "This day is here already.",
    )

    is_visible = fields.Boolean(
        compute="_compute_is_visible", search="_search_is_visible"
    )

    def _compute_base_currency_id(self):
        self.base_currency_id = self.env.company.currency_id

    @api.depends("branch_id", "manager_id", "is_private_banking")
    @api.depends_context("uid")
    def _compute_is_visible(self):
        seen = self.sudo().filtered_domain(self._visible_domain())
        for day in self:
            day.is_visible = day in seen

    def _search_is_visible(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._visible_domain()

    @api.model
    def _visible_domain(self):
        if self.env.uid == SUPERUSER_ID:
            return Domain.TRUE
        viewer, branch_ids = self.env["res.partner"]._viewer()
        scopes = {post.scope for post in viewer.posts}
        if viewer.is_auditor:
            return Domain.TRUE
        seen = Domain("branch_id", "in", sorted(branch_ids))
        if Scope.BANK in scopes:
            seen = Domain.TRUE
        if not viewer.sees_wall:
            seen &= Domain("is_private_banking", "!=", True)
        if scopes - {Scope.NONE}:
            seen |= Domain("manager_id", "=", viewer.user_id)
        return seen

    @api.model
    def _refresh_day(self, day):
        self.env.execute_query(
            SQL("DELETE FROM bank_unit_day WHERE date = %s RETURNING id", day)
        )
        self.env.execute_query(
            SQL(
                """
                WITH flows AS (
                    SELECT a.client_id,
                           sum(mv.amount * coalesce(m.rate, 1)) FILTER (
                               WHERE mv.amount > 0) AS inflow,
                           -sum(mv.amount * coalesce(m.rate, 1)) FILTER (
                               WHERE mv.amount < 0) AS outflow
                      FROM bank_account_movement mv
                      JOIN bank_account a ON a.id = mv.account_id
                      LEFT JOIN bank_account_month m ON m.account_id = a.id
                       AND m.month = date_trunc('month', %(day)s::date)::date
                     WHERE mv.booking_date = %(day)s AND NOT mv.is_reversed
                       AND mv.kind != 'revaluation'
                     GROUP BY a.client_id
                )
                INSERT INTO bank_unit_day (
                    date, branch_id, manager_id, is_private_banking, client_count, new_count,
                    lost_count, funds_base, owed_base, inflow_base, outflow_base)
                SELECT %(day)s, p.branch_id, p.manager_id, coalesce(p.is_private_banking, false),
                       count(*) FILTER (WHERE p.client_state = 'client'),
                       count(*) FILTER (WHERE p.client_since = %(day)s),
                       count(*) FILTER (WHERE p.client_until = %(day)s),
                       sum(coalesce(p.funds_base, 0)), sum(coalesce(p.owed_base, 0)),
                       sum(coalesce(flows.inflow, 0)), sum(coalesce(flows.outflow, 0))
                  FROM res_partner p LEFT JOIN flows ON flows.client_id = p.id
                 WHERE p.is_client
                 GROUP BY p.branch_id, p.manager_id, coalesce(p.is_private_banking, false)
                RETURNING id
                """,
                day=day,
            )
        )

    @api.model
    def _has_days_before(self, day):
        return bool(self.search_count([("date", "<", day)], limit=1))

    @api.model
    def _dates_before(self, day):
        """Dates that `day` is compared with: the last week and two years of month ends."""
        week = [day - timedelta(days=back) for back in range(1, WEEK_DAYS + 1)]
        first = day.replace(day=1)
        months = [
            first - relativedelta(months=back) - timedelta(days=1)
            for back in range(MONTHS_BACK)
        ]
        return list(dict.fromkeys(week + months))

    @api.model
    def _fill_date(self, date):
        """Count a date before the first counted day, out of what is known of it now.

        Balances are what the movements up to it add up to, clients go by their dates,
        portfolios are those of today: good for a comparison, and days that are counted as
        they come replace it.
        """
        month = date.replace(day=1)
        rate = self.env["bank.fx.rate"]._unit_rate_sql(
            SQL("c.currency_id"), SQL("%s", date)
        )
        self.env.execute_query(
            SQL(
                """
                WITH rates AS MATERIALIZED (
                    SELECT c.currency_id, coalesce((%(rate)s), 1) AS rate
                      FROM (SELECT DISTINCT currency_id FROM bank_account) c
                ), closed AS (
                    SELECT DISTINCT ON (account_id) account_id, closing_balance
                      FROM bank_account_month WHERE month < %(month)s
                     ORDER BY account_id, month DESC
                ), moved AS (
                    SELECT account_id, sum(amount) AS net FROM bank_account_movement
                     WHERE booking_date >= %(month)s AND booking_date <= %(date)s
                     GROUP BY account_id
                ), held AS (
                    SELECT a.client_id, rates.rate
                           * (coalesce(closed.closing_balance, a.opening_balance, 0)
                              + coalesce(moved.net, 0)) AS balance
                      FROM bank_account a
                      JOIN rates ON rates.currency_id = a.currency_id
                      LEFT JOIN closed ON closed.account_id = a.id
                      LEFT JOIN moved ON moved.account_id = a.id
                ), money AS (
                    SELECT client_id, sum(greatest(balance, 0)) AS funds,
                           -sum(least(balance, 0)) AS owed
                      FROM held GROUP BY client_id
                )
                INSERT INTO bank_unit_day (
                    date, branch_id, manager_id, is_private_banking, client_count, new_count,
                    lost_count, funds_base, owed_base, inflow_base, outflow_base)
                SELECT %(date)s, p.branch_id, p.manager_id,
                       coalesce(p.is_private_banking, false),
                       count(*) FILTER (
                           WHERE p.client_since <= %(date)s
                             AND (p.client_until IS NULL OR p.client_until > %(date)s)),
                       count(*) FILTER (WHERE p.client_since = %(date)s),
                       count(*) FILTER (WHERE p.client_until = %(date)s),
                       round(sum(coalesce(money.funds, 0)), 2),
                       round(sum(coalesce(money.owed, 0)), 2), 0, 0
                  FROM res_partner p LEFT JOIN money ON money.client_id = p.id
                 WHERE p.is_client
                 GROUP BY p.branch_id, p.manager_id, coalesce(p.is_private_banking, false)
                ON CONFLICT DO NOTHING
                RETURNING id
                """,
                date=date,
                month=month,
                rate=rate,
            )
        )
