from odoo import fields, models
from odoo.tools import SQL

from ..models.limits.bank_loan_limit_wide import NARROW

_NONE = SQL(
    "SELECT 0 AS id, 0.0 AS amount, 0.0 AS drawn, 0.0 AS undrawn, 0.0 AS reserved, "
    "0.0 AS used"
)


class BankLoanLimitReport(models.Model):
    """How far limits that are in force are used today: a row for each, to chart and add up.

    A part and its whole both stand here: group by the level before sums are read.
    """

    _name = "bank.loan.limit.report"
    _description = "Use of Limits"
    _auto = False
    _order = "used_percent desc, id"
    _rec_name = "limit_id"

    limit_id = fields.Many2one("bank.loan.limit", "Limit of", readonly=True)
    level = fields.Selection(
        lambda self: self.env["bank.loan.limit"]._fields["level"].selection,
        "On",
        readonly=True,
    )
    client_id = fields.Many2one("res.partner", readonly=True)
    group_id = fields.Many2one("bank.client.group", readonly=True)
    product_id = fields.Many2one("bank.product", readonly=True)
    branch_id = fields.Many2one("bank.branch", "Unit", readonly=True)
    date_to = fields.Date("Until", readonly=True)
    base_currency_id = fields.Many2one("res.currency", readonly=True)
    amount = fields.Monetary("Limit", "base_currency_id", readonly=True)
    drawn = fields.Monetary(currency_field="base_currency_id", readonly=True)
    undrawn = fields.Monetary("Not drawn yet", "base_currency_id", readonly=True)
    reserved = fields.Monetary(
        "Approved, not signed", "base_currency_id", readonly=True
    )
    used = fields.Monetary(currency_field="base_currency_id", readonly=True)
    free = fields.Monetary("Left", "base_currency_id", readonly=True)
    used_percent = fields.Float(
        "Used, %", digits=(16, 1), aggregator="avg", readonly=True
    )
    band = fields.Selection(
        [
            ("low", "Under half"),
            ("half", "Half to 90 %"),
            ("nearly", "90 % and more"),
            ("over", "Over it"),
        ],
        "How far",
        readonly=True,
    )

    @property
    def _table_query(self):
        Limit = self.env["bank.loan.limit"].sudo()
        self.env.flush_all()
        today = self.env["bank.business.day"]._today()
        limits = Limit.search(Limit._in_force_domain(today))
        narrow = limits.filtered(lambda one: one.level in NARROW)
        wide = limits - narrow
        uses = [Limit._uses_sql(narrow.ids)] if narrow else []
        uses += [Limit._wide_uses_sql(wide.ids)] if wide else []
        if not uses:
            return SQL("SELECT * FROM (%s) x WHERE false", self._rows_sql(_NONE))
        return self._rows_sql(
            SQL(" UNION ALL ").join(
                SQL(
                    "SELECT id, coalesce(amount, '0')::numeric AS amount, "
                    "drawn::numeric, undrawn::numeric, reserved::numeric, "
                    "used::numeric FROM (%s) x",
                    one,
                )
                for one in uses
            )
        )

    def _rows_sql(self, uses):
        """SQL: a row for each limit whose use stands in `uses` (an SQL)."""
        return SQL(
            """
            SELECT l.id, l.id AS limit_id, l.level, l.client_id, l.group_id, l.product_id,
                   l.branch_id, l.date_to, %(base)s AS base_currency_id, u.amount, u.drawn,
                   u.undrawn, u.reserved, u.used, u.amount - u.used AS free,
                   round(100 * u.used / nullif(u.amount, 0), 1) AS used_percent,
                   CASE WHEN u.used > u.amount THEN 'over'
                        WHEN u.used >= 0.9 * u.amount THEN 'nearly'
                        WHEN u.used >= 0.5 * u.amount THEN 'half'
                        ELSE 'low' END AS band
              FROM (%(uses)s) u JOIN bank_loan_limit l ON l.id = u.id
            """,
            base=self.env.company.currency_id.id,
            uses=uses,
        )

    def action_open(self):
        """The limit with what takes it up."""
        self.ensure_one()
        self.check_access("read")
        return self.limit_id.get_formview_action()
