import logging

from odoo import api, fields, models
from odoo.tools import SQL

from .bank_loan_limit_sums import LINE_COLUMNS

_logger = logging.getLogger(__name__)

AGREEMENTS_A_BATCH = 20_000
LINES_TOLD = 20


class BankLoanLimitRecount(models.Model):
    """A night's recount of what takes up limits: every loan again, and what was kept wrong.

    A difference is mended as it is found and stands here; there should be none.
    """

    _name = "bank.loan.limit.recount"
    _description = "Recount of Limits"
    _without_visibility_rule = "Numbers of the whole bank; no client is named."
    _order = "date desc, id desc"
    _rec_name = "date"

    date = fields.Date("Night of", required=True, index=True, readonly=True)
    line_count = fields.Integer("Loans and approvals", readonly=True)
    difference_count = fields.Integer("Kept otherwise", readonly=True)
    missing_count = fields.Integer("Of them not kept at all", readonly=True)
    gone_count = fields.Integer("Of them over already", readonly=True)
    base_currency_id = fields.Many2one(
        "res.currency", compute="_compute_base_currency_id"
    )
    difference_base = fields.Monetary(
        "Sum that was wrong", "base_currency_id", readonly=True,
        help="What all of them take up, counted anew less kept.",
    )  # fmt: skip
    is_done = fields.Boolean("Finished", readonly=True)
    words = fields.Char("What was found", compute="_compute_words")

    def _compute_base_currency_id(self):
        self.base_currency_id = self.env.company.currency_id

    @api.depends("line_count", "difference_count", "is_done")
    @api.depends_context("lang")
    def _compute_words(self):
        for recount in self:
            if not recount.is_done:
                recount.words = self.env._("Not finished")
            elif recount.difference_count:
                recount.words = self.env._(
                    "%(count)s were kept otherwise and are mended",
                    count=recount.difference_count,
                )
            else:
                recount.words = self.env._("All as it was kept")

    @api.model
    def _of_night(self, day, *, is_new):
        """The recount of this night; `is_new`: begun again."""
        found = self.search([("date", "=", day), ("is_done", "=", False)], limit=1)
        if is_new or not found:
            found.is_done = True
            return self.create({"date": day})
        return found

    def _compare(self, first):
        """Compare a batch from agreement and approval `first` on and mend what differs.

        Returns the last one compared, or nothing at the end.
        """
        self.ensure_one()
        [(last,)] = self.env.execute_query(
            SQL(
                "SELECT max(id) FROM (SELECT id FROM (SELECT id FROM bank_holding "
                "UNION ALL SELECT id FROM bank_loan_commitment) x "
                "WHERE id > %s ORDER BY id LIMIT %s) x",
                first,
                AGREEMENTS_A_BATCH,
            )
        )
        rows = self._differences(first, last)
        self.missing_count += sum(row["is_missing"] for row in rows)
        self.gone_count += sum(row["is_gone"] for row in rows)
        self.difference_count += len(rows)
        self.difference_base += float(sum(row["difference"] or 0 for row in rows))
        if rows:
            keys = [row["line_key"] for row in rows]
            _logger.warning(
                "%s lines of limits were kept otherwise: %s",
                len(rows),
                keys[:LINES_TOLD],
            )
            self.env["bank.loan.limit"]._touch(keys)
        return last

    @api.model
    def _differences(self, first, last):
        """Lines of these numbers that are kept otherwise than they are; none is touched."""
        Limit = self.env["bank.loan.limit"]
        # The last batch takes what is kept of agreements that are there no more.
        until = last or 2**31 - 1
        fresh = SQL(
            "SELECT x.* FROM (%s UNION ALL %s) x "
            "WHERE x.drawn != 0 OR x.undrawn != 0 OR x.reserved != 0",
            Limit._agreement_lines_sql(_between("h", first, until)),
            Limit._approval_lines_sql(_between("c", first, until)),
        )
        return self.env.execute_query_dict(
            SQL(
                """
                WITH fresh AS MATERIALIZED (%(fresh)s), kept AS MATERIALIZED (
                    SELECT * FROM bank_loan_limit_counted
                     WHERE line_key > 2 * %(first)s::bigint + 1
                       AND line_key <= 2 * %(until)s::bigint + 1)
                SELECT coalesce(f.line_key, k.line_key) AS line_key,
                       k.line_key IS NULL AS is_missing, f.line_key IS NULL AS is_gone,
                       coalesce(f.weight, 0) - coalesce(k.weight, 0) AS difference
                  FROM (%(weighed_fresh)s) f
                  FULL JOIN (%(weighed_kept)s) k ON k.line_key = f.line_key
                 WHERE ROW(%(of_fresh)s) IS DISTINCT FROM ROW(%(of_kept)s)
                   AND NOT EXISTS (SELECT 1 FROM bank_loan_limit_touched t
                                    WHERE t.line_key = coalesce(f.line_key, k.line_key))
                 ORDER BY 1
                """,
                fresh=fresh,
                first=first,
                until=until,
                weighed_fresh=Limit._weighed_sql(SQL("SELECT * FROM fresh")),
                weighed_kept=Limit._weighed_sql(SQL("SELECT * FROM kept")),
                of_fresh=_columns("f"),
                of_kept=_columns("k"),
            )
        )

    def _finish(self):
        """Sum all cells anew; what differs from what was kept is told and kept right."""
        self.ensure_one()
        Limit = self.env["bank.loan.limit"]
        Limit._settle()
        wrong = Limit._wrong_cells()
        if wrong:
            _logger.warning(
                "Sums of limits were kept otherwise: %s", wrong[:LINES_TOLD]
            )
            Limit._sum_cells(wrong)
            self.difference_count += len(wrong)
        [(count,)] = self.env.execute_query(
            SQL("SELECT count(*) FROM bank_loan_limit_counted")
        )
        self.write({"line_count": count, "is_done": True})


def _between(row, first, last):
    key = SQL.identifier(row, "id")
    return SQL("%s > %s AND %s <= %s", key, first, key, last)


def _columns(row):
    return SQL(", ").join(SQL.identifier(row, name) for name in LINE_COLUMNS)
