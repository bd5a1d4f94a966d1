from decimal import Decimal

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_amount

from ...domain.limits.breaches import Breach, breach_of
from ...domain.limits.tree import Level, Limit

PERCENT = 100
NEARLY_USED_PERCENT = 90


class BankLoanLimit(models.Model):
    """How far limits are used today: a question to the database for all that are asked.

    drawn + undrawn x factor + reserved, at today's rates, of every loan and approval that
    reaches the limit; `domain/limits/tree.py` says the same in Python.
    """

    _inherit = "bank.loan.limit"

    base_currency_id = fields.Many2one(
        "res.currency", compute="_compute_use", string="Base currency"
    )
    amount_base = fields.Monetary(
        "Limit today", "base_currency_id", compute="_compute_use"
    )
    drawn_base = fields.Monetary("Drawn", "base_currency_id", compute="_compute_use")
    undrawn_base = fields.Monetary(
        "Not drawn yet", "base_currency_id", compute="_compute_use",
        help="What was signed and not paid out, by the factor of its product.",
    )  # fmt: skip
    reserved_base = fields.Monetary(
        "Approved, not signed", "base_currency_id", compute="_compute_use"
    )
    used_base = fields.Monetary("Used", "base_currency_id", compute="_compute_use")
    free_base = fields.Monetary("Left", "base_currency_id", compute="_compute_use")
    used_percent = fields.Float("Used, %", compute="_compute_use", digits=(16, 1))
    line_count = fields.Integer("Loans and approvals", compute="_compute_use")
    standing = fields.Selection(
        [
            ("room", "Has room"),
            ("nearly", "Nearly used up"),
            (Breach.BY_RATE, "Over it by the rate alone"),
            (Breach.ENDED, "Used after its end"),
            (Breach.ACTIVE, "Over it"),
        ],
        compute="_compute_use",
        search="_search_standing",
    )
    standing_words = fields.Char("How it stands", compute="_compute_use")

    @api.depends("amount", "currency_id", "date_from", "date_to", "acceptance")
    def _compute_use(self):
        base = self.env.company.currency_id
        today = self.env["bank.business.day"]._today()
        # Sums are of every loan that the limit counts, whoever looks at the limit.
        uses = self.sudo()._uses()
        for limit in self:
            use = uses.get(limit._origin.id or limit.id) or dict.fromkeys(
                ("drawn", "undrawn", "reserved", "used", "then", "amount", "count"), 0
            )
            limit.base_currency_id = base
            limit.amount_base = float(use["amount"] or 0)
            limit.drawn_base = float(use["drawn"])
            limit.undrawn_base = float(use["undrawn"])
            limit.reserved_base = float(use["reserved"])
            limit.used_base = float(use["used"])
            limit.line_count = use["count"]
            limit._tell_standing(use, today)

    def _tell_standing(self, use, today):
        base = self.env.company.currency_id
        amount, used = Decimal(use["amount"] or 0), Decimal(use["used"])
        self.free_base = float(amount - used)
        self.used_percent = float(used / amount * PERCENT) if amount else 0.0
        broken = breach_of(self._as_limit(amount), used, Decimal(use["then"]), today)
        if broken:
            self.standing = str(broken.breach)
            over = format_amount(self.env, float(broken.over), base)
            words = {
                Breach.ACTIVE: self.env._("Over it by %(sum)s", sum=over),
                Breach.BY_RATE: self.env._(
                    "Over it by %(sum)s, by the exchange rate alone", sum=over
                ),
                Breach.ENDED: self.env._("Not in force, and %(sum)s is used", sum=over),
            }
            self.standing_words = words[broken.breach]
        elif self.used_percent >= NEARLY_USED_PERCENT:
            self.standing = "nearly"
            self.standing_words = self.env._(
                "%(sum)s left", sum=format_amount(self.env, self.free_base, base)
            )
        else:
            self.standing = "room"
            self.standing_words = ""

    def _as_limit(self, amount, number=None, parent=None):
        """The limit as the rules know it; `amount` in base currency."""
        self.ensure_one()
        return Limit(
            number or self._origin.id or 1,
            Level(self.level),
            Decimal(amount),
            parent,
            self.is_hard,
            self.date_from or None,
            self.date_to or None,
        )

    def _search_standing(self, operator, value):
        if operator != "in":
            return NotImplemented
        wanted = set(value)
        every = self.sudo().search([("acceptance", "=", "accepted")])
        return Domain("id", "in", [one.id for one in every if one.standing in wanted])

    # --- SQL

    @api.model
    def _uses_sql(self, ids, without=None):
        today = self.env["bank.business.day"]._today()
        return SQL(
            """
            WITH asked AS (SELECT id FROM unnest(%(ids)s::int[]) one(id)),
                 line AS MATERIALIZED (%(lines)s),
                 reached AS (%(reached)s)
            SELECT l.id,
                   round(l.amount::numeric * (%(rate)s), 2)::text AS amount,
                   count(x.line_key) AS count,
                   count(x.line_key) FILTER (WHERE x.weight IS NULL) AS without_rate,
                   coalesce(sum(x.drawn_base), 0)::text AS drawn,
                   coalesce(sum(x.undrawn_base), 0)::text AS undrawn,
                   coalesce(sum(x.reserved_base), 0)::text AS reserved,
                   coalesce(sum(x.weight), 0)::text AS used,
                   coalesce(sum(x.weight_then), 0)::text AS "then"
              FROM asked JOIN bank_loan_limit l ON l.id = asked.id
              LEFT JOIN reached r ON r.limit_id = l.id
              LEFT JOIN line x ON x.line_key = r.line_key
             GROUP BY l.id
            """,
            ids=ids,
            lines=self._lines_sql(ids, without),
            reached=self._reached_sql(ids),
            rate=self.env["bank.fx.rate"]._unit_rate_sql(
                SQL("l.currency_id"), SQL("%s::date", today)
            ),
        )

    @api.model
    def _reached_sql(self, ids=None):
        """SQL: which line of `line` reaches which limit (of these), each pair once."""
        return SQL(
            """
            WITH closure AS MATERIALIZED (
                SELECT l.id, up.id AS limit_id
                  FROM bank_loan_limit l
                 CROSS JOIN unnest(string_to_array(trim(l.parent_path, '/'), '/')) path(id)
                  JOIN bank_loan_limit up ON up.id = path.id::int
                 WHERE up.acceptance = 'accepted' AND %(asked)s
            )
            SELECT DISTINCT t.line_key, closure.limit_id
              FROM (
                SELECT x.line_key, l.id
                  FROM line x JOIN bank_loan_limit l
                    ON l.level = 'client' AND l.client_id = x.client_id
                 WHERE l.acceptance = 'accepted'
                   AND (l.product_id IS NULL OR l.product_id = x.product_id)
                UNION ALL
                SELECT x.line_key, l.id
                  FROM line x
                  JOIN bank_client_group_member m ON m.client_id = x.client_id
                   AND m.date_from <= %(today)s AND NOT coalesce(m.is_kept_out, false)
                   AND (m.date_to IS NULL OR m.date_to >= %(today)s)
                  JOIN bank_loan_limit l ON l.level = 'group' AND l.group_id = m.group_id
                 WHERE l.acceptance = 'accepted'
                   AND (l.product_id IS NULL OR l.product_id = x.product_id)
                UNION ALL
                SELECT x.line_key, l.id
                  FROM line x JOIN bank_loan_limit l
                    ON l.level = 'product' AND l.product_id = x.product_id
                 WHERE l.acceptance = 'accepted'
                UNION ALL
                SELECT x.line_key, l.id
                  FROM line x
                  JOIN bank_branch b ON b.id = x.branch_id
                 CROSS JOIN unnest(string_to_array(trim(b.parent_path, '/'), '/')) up(id)
                  JOIN bank_loan_limit l
                    ON l.level = 'branch' AND l.branch_id = up.id::int
                 WHERE l.acceptance = 'accepted'
                UNION ALL
                SELECT x.line_key, l.id
                  FROM line x JOIN bank_loan_limit l ON l.level = 'bank'
                 WHERE l.acceptance = 'accepted'
              ) t
              JOIN closure ON closure.id = t.id
            """,
            asked=SQL("up.id = ANY(%s)", ids) if ids else SQL("true"),
            today=self.env["bank.business.day"]._today(),
        )

    @api.model
    def _clients_sql(self, ids):
        """SQL: whose loans alone can reach these limits; nothing: everybody's can."""
        below = self.sudo().search([("id", "child_of", ids)])
        if below.filtered(lambda one: not (one.client_id or one.group_id)):
            return SQL("true")
        return SQL(
            # An array and no subquery: so it reaches the index of the agreements.
            "x.client_id = ANY(ARRAY(SELECT unnest(%s::int[]) UNION SELECT client_id "
            "FROM bank_client_group_member WHERE group_id = ANY(%s)))",
            below.client_id.ids,
            below.group_id.ids,
        )
