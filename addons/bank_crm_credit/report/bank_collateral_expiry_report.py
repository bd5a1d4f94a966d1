from odoo import fields, models
from odoo.tools import SQL

from ..domain.collateral.lifecycle import SECURES


class BankCollateralExpiryReport(models.Model):
    """What runs out at collateral that secures loans: its valuation, its insurance.

    As of the last count of the collateral; a row for each of the two. Kinds that need no
    insurance have none.
    """

    _name = "bank.collateral.expiry.report"
    _description = "What Runs Out at Collateral"
    _auto = False
    _order = "date, id"
    _rec_name = "collateral_id"
    _depends = {
        "bank.collateral": [
            "valued_until", "insured_until", "state", "kind_id", "pledge_value"
        ],
        "bank.collateral.kind": ["must_insure"],
    }  # fmt: skip

    collateral_id = fields.Many2one("bank.collateral", readonly=True)
    kind_id = fields.Many2one("bank.collateral.kind", readonly=True)
    what = fields.Selection(
        [("valuation", "Valuation"), ("insurance", "Insurance")], readonly=True
    )
    date = fields.Date("Holds until", readonly=True, help="Empty: there is none.")
    standing = fields.Selection(
        [
            ("1_none", "There is none"),
            ("2_over", "Over"),
            ("3_month", "Within 30 days"),
            ("4_quarter", "In 31 to 90 days"),
            ("5_later", "Later"),
        ],
        "When",
        readonly=True,
    )
    days_left = fields.Integer(
        aggregator="min", readonly=True, help="Below nought: so many days over."
    )
    base_currency_id = fields.Many2one("res.currency", readonly=True)
    pledge_value = fields.Monetary(
        "Counts for", "base_currency_id", readonly=True,
        help="Pledge value in base currency at today's rate.",
    )  # fmt: skip

    @property
    def _table_query(self):
        today = self.env["bank.business.day"]._today()
        return SQL(
            """
            SELECT x.*, x.date - %(today)s AS days_left, %(base)s AS base_currency_id,
                   CASE WHEN x.date IS NULL THEN '1_none'
                        WHEN x.date < %(today)s THEN '2_over'
                        WHEN x.date <= %(today)s + 30 THEN '3_month'
                        WHEN x.date <= %(today)s + 90 THEN '4_quarter'
                        ELSE '5_later' END AS standing
              FROM (
                SELECT 2 * c.id + part.place AS id, c.id AS collateral_id, c.kind_id,
                       part.what, part.date,
                       round(coalesce(c.pledge_value, 0)::numeric
                             * coalesce(%(rate)s, 0), 2) AS pledge_value
                  FROM bank_collateral c
                  JOIN bank_collateral_kind k ON k.id = c.kind_id
                 CROSS JOIN LATERAL (VALUES
                    (0, 'valuation', c.valued_until, true),
                    (1, 'insurance', c.insured_until, coalesce(k.must_insure, false)))
                       part (place, what, date, is_needed)
                 WHERE part.is_needed AND c.state = ANY(%(states)s)
              ) x
            """,
            today=today,
            base=self.env.company.currency_id.id,
            rate=self.env["bank.fx.rate"]._unit_rate_sql(
                SQL("c.currency_id"), SQL("%s::date", today)
            ),
            states=sorted(map(str, SECURES)),
        )

    def action_open(self):
        """The collateral."""
        self.ensure_one()
        self.check_access("read")
        return self.collateral_id.get_formview_action()
