from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..domain.access import Scope


class BankUnitDay(models.Model):
    """Figures of one manager's portfolio in one branch at the end of a bank day.

    The home screens compare days with it; month ends before the first day are filled from
    account-months.
    """

    _name = "bank.unit.day"
    _description = "Day of a Portfolio"
    _order = "date desc, branch_id"
    _log_access = False

    date = fields.Date(required=True, index=True)
    branch_id = fields.Many2one("bank.branch", "Branch", index=True, ondelete="cascade")
    manager_id = fields.Many2one("res.users", "Manager", index=True, ondelete="set null")
    is_private_banking = fields.Boolean("Private banking")
    base_currency_id = fields.Many2one("res.currency", compute="_compute_base_currency_id")
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

    is_visible = fields.Boolean(compute="_compute_is_visible", search="_search_is_visible")

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
    def _refresh(self, day):
        """Count the portfolios as they stand at the end of `day`, and fill missing months."""
        self._refresh_day(day)
        if not self.search_count([("date", "<", day)], limit=1):
            self._fill_month_ends(day)
        self.invalidate_model()

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
                           sum(mv.amount * coalesce(m.rate, 1)) FILTER (WHERE mv.amount > 0) AS inflow,
                           -sum(mv.amount * coalesce(m.rate, 1)) FILTER (WHERE mv.amount < 0) AS outflow
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
    def _fill_month_ends(self, day):
        """Before the first counted day: month ends of the last two years and yesterday.

        Balances are today's less the movements since, clients by their dates, portfolios as
        they are now: good for a comparison, and replaced by counted days as they come.
        """
        self.env.execute_query(
            SQL(
                """
                WITH dates AS (
                    SELECT (date_trunc('month', %(day)s::date) - make_interval(months => n)
                            - interval '1 day')::date AS date
                      FROM generate_series(0, 23) AS n
                    UNION SELECT %(day)s::date - n FROM generate_series(1, 7) AS n
                ), held AS (
                    SELECT d.date, a.client_id,
                           coalesce(p.closing_balance, a.opening_balance, 0)
                           + coalesce((
                               SELECT sum(mv.amount) FROM bank_account_movement mv
                                WHERE mv.account_id = a.id AND mv.booking_date <= d.date
                                  AND mv.booking_date >= date_trunc('month', d.date)::date), 0)
                           AS balance,
                           coalesce(fx.rate, 1) AS rate
                      FROM dates d CROSS JOIN bank_account a
                      LEFT JOIN LATERAL (
                           SELECT m.closing_balance FROM bank_account_month m
                            WHERE m.account_id = a.id AND m.month < date_trunc('month', d.date)::date
                            ORDER BY m.month DESC LIMIT 1) p ON true
                      LEFT JOIN LATERAL (
                           SELECT (%(rate)s) AS rate) fx ON true
                ), money AS (
                    SELECT date, client_id, sum(greatest(balance * rate, 0)) AS funds,
                           -sum(least(balance * rate, 0)) AS owed
                      FROM held GROUP BY date, client_id
                )
                INSERT INTO bank_unit_day (
                    date, branch_id, manager_id, is_private_banking, client_count, new_count,
                    lost_count, funds_base, owed_base, inflow_base, outflow_base)
                SELECT d.date, p.branch_id, p.manager_id, coalesce(p.is_private_banking, false),
                       count(*) FILTER (WHERE p.client_since <= d.date
                                          AND (p.client_until IS NULL OR p.client_until > d.date)),
                       count(*) FILTER (WHERE p.client_since = d.date),
                       count(*) FILTER (WHERE p.client_until = d.date),
                       round(sum(coalesce(money.funds, 0)), 2),
                       round(sum(coalesce(money.owed, 0)), 2), 0, 0
                  FROM dates d CROSS JOIN res_partner p
                  LEFT JOIN money ON money.client_id = p.id AND money.date = d.date
                 WHERE p.is_client
                 GROUP BY d.date, p.branch_id, p.manager_id, coalesce(p.is_private_banking, false)
                ON CONFLICT DO NOTHING
                RETURNING id
                """,
                day=day,
                rate=self.env["bank.fx.rate"]._unit_rate_sql(
                    SQL("a.currency_id"), SQL("d.date")
                ),
            )
        )
