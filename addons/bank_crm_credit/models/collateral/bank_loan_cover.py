from decimal import ROUND_HALF_UP, Decimal

from odoo import api, fields, models
from odoo.tools import SQL

LOANS_A_BATCH = 10_000
SHARE = Decimal("0.0001")


class BankLoanCover(models.Model):
    """How far collateral covers a loan, as of the last count; one row a secured loan."""

    _name = "bank.loan.cover"
    _description = "Cover of a Loan"
    _order = "shortfall desc, id"
    _rec_name = "loan_id"

    loan_id = fields.Many2one(
        "bank.loan",
        required=True,
        index=True,
        ondelete="cascade",
        readonly=True,
    )
    client_id = fields.Many2one(
        related="loan_id.holding_id.client_id", string="Borrower"
    )
    product_id = fields.Many2one(
        "bank.product", index=True, ondelete="cascade", readonly=True
    )
    branch_id = fields.Many2one(
        "bank.branch",
        "Unit",
        index="btree_not_null",
        ondelete="set null",
        readonly=True,
    )
    base_currency_id = fields.Many2one(
        "res.currency", compute="_compute_base_currency_id"
    )
    counted_date = fields.Date("As of", readonly=True)
    owed = fields.Monetary(currency_field="base_currency_id", readonly=True)
    covered = fields.Monetary(currency_field="base_currency_id", readonly=True)
    shortfall = fields.Monetary(
        "Lacking", "base_currency_id", readonly=True,
        help="Of the cover that the product asks for; of the debt, where it asks for none.",
    )  # fmt: skip
    ratio = fields.Float(
        "Covered, share", digits=(9, 4), readonly=True, aggregator="avg"
    )
    loan_to_value = fields.Float(
        "Loan to value", digits=(9, 4), readonly=True, aggregator="avg",
        help="The loan and what the same collateral secures before it, to the market value.",
    )  # fmt: skip
    asset_count = fields.Integer("Collateral", readonly=True)

    _loan_uniq = models.Constraint(
        "UNIQUE(loan_id)", "The cover of this loan is counted once."
    )
    _short_idx = models.Index("(loan_id) WHERE shortfall > 0")

    def _compute_base_currency_id(self):
        self.base_currency_id = self.env.company.currency_id

    @api.model
    def _count(self, loan_ids):
        """Count these loans and all that share collateral with them; keep what came out."""
        wanted = set(loan_ids)
        if not wanted:
            return 0
        found = self._allocated(wanted)
        counts = {}
        for row in found["rows"]:
            counts[row["debt"]] = counts.get(row["debt"], 0) + 1
        today = self.env["bank.business.day"]._today()
        rows = [
            (
                cover.loan, today, cover.owed, cover.covered, cover.shortfall,
                _share(cover.ratio), _share(cover.loan_to_value),
                counts.get(cover.loan, 0),
            )
            for cover in found["covers"].values()
            if counts.get(cover.loan) or (cover.owed and found["required"][cover.loan])
        ]  # fmt: skip
        self._keep(rows)
        gone = wanted - {row[0] for row in rows}
        self.env.execute_query(
            SQL(
                "DELETE FROM bank_loan_cover WHERE loan_id = ANY(%s) RETURNING id",
                sorted(gone),
            )
        )
        self.invalidate_model()
        return len(rows)

    @api.model
    def _keep(self, rows):
        """Keep rows that the rules counted."""
        if not rows:
            return
        values = SQL(", ").join(
            SQL(
                "(%s::int, %s::date, %s::numeric, %s::numeric, %s::numeric, %s::numeric, "
                "%s::numeric, %s::int)",
                *row,
            )
            for row in rows
        )
        self._keep_found(
            SQL(
                "SELECT * FROM (VALUES %s) AS v (loan_id, counted_date, owed, covered, "
                "shortfall, ratio, ltv, assets)",
                values,
            )
        )

    @api.model
    def _keep_found(self, found):
        """Keep what an SQL found, in one statement; what is as before is left alone."""
        names = SQL(
            "counted_date, owed, covered, shortfall, ratio, loan_to_value, asset_count"
        )
        self.env.execute_query(
            SQL(
                """
                INSERT INTO bank_loan_cover (loan_id, %(names)s, product_id, branch_id,
                       create_uid, write_uid, create_date, write_date)
                SELECT v.loan_id, v.counted_date, v.owed, v.covered, v.shortfall, v.ratio,
                       v.ltv, v.assets, h.product_id, h.branch_id, %(user)s, %(user)s,
                       now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'
                  FROM (%(found)s) AS v
                  JOIN bank_loan l ON l.id = v.loan_id
                  JOIN bank_holding h ON h.id = l.holding_id
                ON CONFLICT (loan_id) DO UPDATE
                   SET counted_date = EXCLUDED.counted_date, owed = EXCLUDED.owed,
                       covered = EXCLUDED.covered, shortfall = EXCLUDED.shortfall,
                       ratio = EXCLUDED.ratio, loan_to_value = EXCLUDED.loan_to_value,
                       asset_count = EXCLUDED.asset_count,
                       product_id = EXCLUDED.product_id, branch_id = EXCLUDED.branch_id,
                       write_date = EXCLUDED.write_date
                 WHERE (bank_loan_cover.owed, bank_loan_cover.covered,
                        bank_loan_cover.shortfall, bank_loan_cover.loan_to_value,
                        bank_loan_cover.asset_count, bank_loan_cover.counted_date,
                        bank_loan_cover.branch_id)
                       IS DISTINCT FROM (EXCLUDED.owed, EXCLUDED.covered,
                        EXCLUDED.shortfall, EXCLUDED.loan_to_value,
                        EXCLUDED.asset_count, EXCLUDED.counted_date, EXCLUDED.branch_id)
                RETURNING id
                """,
                names=names,
                found=found,
                user=self.env.uid,
            )
        )

    @api.model
    def _next_loans(self, cursor):
        """The next loans whose cover is to be counted, by id."""
        return [
            loan_id
            for (loan_id,) in self.env.execute_query(
                SQL(
                    """
                    SELECT l.id FROM bank_loan l
                      JOIN bank_holding h ON h.id = l.holding_id
                      LEFT JOIN bank_loan_product r ON r.product_id = h.product_id
                     WHERE l.id > %s
                       AND (r.required_cover > 0
                            OR EXISTS (SELECT 1 FROM bank_collateral_pledge p
                                        WHERE p.loan_id = l.id AND p.date_to IS NULL)
                            OR EXISTS (SELECT 1 FROM bank_loan_cover k
                                        WHERE k.loan_id = l.id))
                     ORDER BY l.id LIMIT %s
                    """,
                    cursor,
                    LOANS_A_BATCH,
                )
            )
        ]

    def action_open_loan(self):
        """The loan itself."""
        self.ensure_one()
        self.check_access("read")
        return self.loan_id.get_formview_action()


def _share(value):
    """A fraction as it is kept; half goes up, as in the database."""
    return value and value.quantize(SHARE, ROUND_HALF_UP)
