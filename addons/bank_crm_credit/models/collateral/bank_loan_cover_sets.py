from odoo import api, models
from odoo.tools import SQL

from ...domain.collateral.lifecycle import SECURES


class BankLoanCover(models.Model):
    """Cover over the whole bank: by SQL, but where collateral secures several loans.

    What secures one loan alone needs no sharing out: the loan takes of each asset what is
    free of liens and under its cap, up to its debt and the cushion asked for over it.
    """

    _inherit = "bank.loan.cover"

    @api.model
    def _refresh(self, loan_ids):
        """Count these loans; returns how many of them the rules had to share out."""
        if not loan_ids:
            return 0
        self.env.flush_all()
        shared = self._sharing(loan_ids)
        plain = sorted(set(loan_ids) - set(shared))
        found = self._plain_sql(plain)
        self._keep_found(
            SQL("SELECT * FROM (%s) x WHERE x.assets > 0 OR x.shortfall > 0", found)
        )
        self.env.cr.execute(
            SQL(
                "DELETE FROM bank_loan_cover k USING (%s) x WHERE k.loan_id = x.loan_id "
                "AND x.assets = 0 AND x.shortfall = 0",
                found,
            )
        )
        self.invalidate_model()
        if shared:
            self._count(shared)
        return len(shared)

    @api.model
    def _sharing(self, loan_ids):
        """Of these loans, those whose collateral secures another one too."""
        return [
            loan_id
            for (loan_id,) in self.env.execute_query(
                SQL(
                    """
                    SELECT DISTINCT p.loan_id FROM bank_collateral_pledge p
                      JOIN bank_collateral c ON c.id = p.collateral_id
                     WHERE p.loan_id = ANY(%(ids)s) AND p.date_to IS NULL
                       AND p.agreement_date IS NOT NULL AND c.state = ANY(%(states)s)
                       AND EXISTS (
                         SELECT 1 FROM bank_collateral_pledge o
                          WHERE o.collateral_id = p.collateral_id AND o.id != p.id
                            AND o.loan_id IS NOT NULL AND o.date_to IS NULL
                            AND o.agreement_date IS NOT NULL)
                     ORDER BY 1
                    """,
                    ids=loan_ids,
                    states=sorted(SECURES),
                )
            )
        ]

    @api.model
    def _plain_sql(self, loan_ids):
        """SQL: the cover of loans whose collateral secures no other; as `covers` has it."""
        today = self.env["bank.business.day"]._today()
        Rate = self.env["bank.fx.rate"]
        return SQL(
            """
            SELECT x.loan_id, %(today)s::date AS counted_date, x.owed, x.covered,
                   greatest(x.target - x.covered, 0) AS shortfall,
                   round(x.covered / nullif(x.owed, 0), 4) AS ratio,
                   round((x.owed + x.liens) / nullif(x.market, 0), 4) AS ltv,
                   x.assets
              FROM (
                SELECT d.loan_id, d.owed, d.target, d.assets, d.liens, d.market,
                       least(d.covers, greatest(d.owed, d.target)) AS covered
                  FROM (
                    SELECT d.*, round(d.owed * coalesce(nullif(d.required, 0),
                                      CASE WHEN d.assets > 0 THEN 1 ELSE 0 END), 2) AS target
                      FROM (
                        SELECT l.id AS loan_id,
                               round(greatest(l.principal_owed, l.owed_amount, 0)::numeric
                                     * coalesce(%(loan_rate)s, 1), 2) AS owed,
                               coalesce(r.required_cover, 0)::numeric(9, 4) AS required,
                               coalesce(a.assets, 0)::int AS assets,
                               coalesce(a.covers, 0) AS covers,
                               coalesce(a.liens, 0) AS liens,
                               coalesce(a.market, 0) AS market
                          FROM bank_loan l
                          JOIN bank_holding h ON h.id = l.holding_id
                          LEFT JOIN bank_loan_product r ON r.product_id = h.product_id
                          LEFT JOIN (%(assets)s) a ON a.loan_id = l.id
                         WHERE l.id = ANY(%(ids)s)
                      ) d
                  ) d
              ) x
            """,
            today=today,
            loan_rate=Rate._unit_rate_sql(SQL("h.currency_id"), SQL("%s", today)),
            assets=self._plain_assets_sql(loan_ids),
            ids=loan_ids,
        )

    @api.model
    def _plain_assets_sql(self, loan_ids):
        """SQL: what the collateral of each loan comes to, in base currency."""
        today = self.env["bank.business.day"]._today()
        rate = self.env["bank.fx.rate"]._unit_rate_sql(
            SQL("c.currency_id"), SQL("%s", today)
        )
        return SQL(
            """
            SELECT v.loan_id, count(*) AS assets, sum(v.market) AS market,
                   sum(v.liens) AS liens,
                   sum(least(greatest(v.pledge - v.liens, 0), v.cap)) AS covers
              FROM (
                SELECT v.loan_id,
                       round(coalesce(v.pledge_value, 0) * coalesce(v.rate, 0), 2) AS pledge,
                       round(coalesce(v.market_value, 0) * coalesce(v.rate, 0), 2) AS market,
                       round(coalesce(v.prior_liens, 0) * coalesce(v.rate, 0), 2) AS liens,
                       round(v.cap * coalesce(v.rate, 1), 2) AS cap
                  FROM (
                    SELECT p.loan_id, p.cap, c.pledge_value, c.market_value,
                           c.prior_liens, (%(rate)s)::numeric AS rate
                      FROM bank_collateral_pledge p
                      JOIN bank_collateral c ON c.id = p.collateral_id
                     WHERE p.loan_id = ANY(%(ids)s) AND p.date_to IS NULL
                       AND p.agreement_date IS NOT NULL AND c.state = ANY(%(states)s)
                  ) v
              ) v
             GROUP BY v.loan_id
            """,
            rate=rate,
            ids=loan_ids,
            states=sorted(SECURES),
        )
