from decimal import Decimal

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL, format_amount

from ...domain.limits.tree import (
    NARROWEST_FIRST,
    Answer,
    Level,
    LimitTree,
    Line,
    check_step,
)

BASE = "base"


class BankLoanLimit(models.Model):
    """Whether a step fits every limit that it reaches; two at once settled one by one."""

    _inherit = "bank.loan.limit"

    @api.model
    def _reached_by(self, client, product, branch):
        """The limits that a loan of this client, product and branch takes up."""
        self.env.flush_all()
        today = self.env["bank.business.day"]._today()
        rows = self.env.execute_query(
            SQL(
                """
                WITH line AS (
                    SELECT 'asked'::varchar AS line_key, %(client)s::int AS client_id,
                           %(product)s::int AS product_id, %(branch)s::int AS branch_id)
                SELECT r.limit_id FROM (%(reached)s) r
                  JOIN bank_loan_limit l ON l.id = r.limit_id
                 WHERE l.date_from <= %(today)s OR l.date_from IS NULL
                 ORDER BY 1
                """,
                client=client.id or None,
                product=product.id or None,
                branch=(branch or client.sudo().branch_id).id or None,
                reached=self._reached_sql(),
                today=today,
            )
        )
        return self.sudo().browse([limit_id for (limit_id,) in rows])

    def _claim(self):
        """Take these limits for this transaction; fails where another has just done so.

        Rows are locked in the order of their numbers, so that two never wait for each
        other. A row lock alone would not do: who waited for it still reads the bank as it
        was before. A changed row makes the database refuse (serialization failure), and
        the request is tried again with the other's reservation before its eyes.
        """
        if not self:
            return
        self.env.cr.execute(
            SQL(
                "SELECT id FROM bank_loan_limit WHERE id = ANY(%s) ORDER BY id FOR UPDATE",
                self.ids,
            )
        )
        self.env.cr.execute(
            SQL(
                "UPDATE bank_loan_limit SET takes = coalesce(takes, 0) + 1 "
                "WHERE id = ANY(%s)",
                self.ids,
            )
        )

    @api.model
    def _check_step(
        self, client, product, branch, currency, *,
        drawn=0, undrawn=0, reserved=0, factor=1,
        commitment=None, owed_before=None, is_taken=False,
    ):  # fmt: skip
        """What a step does to every limit that it reaches; sums in `currency`.

        `commitment`: the approval that the step changes; `owed_before`: what its loan owed
        before it, where the book has the step already; `is_taken`: the step is being taken,
        so that the limits are locked until the transaction ends. Returns the check and the
        limits by the numbers that the check has for them.
        """
        limits = self._reached_by(client, product, branch)
        if is_taken:
            limits._claim()
        rate = self._rate_of(currency)
        uses = limits._uses(commitment.id if commitment else None)
        ordered = limits._narrowest_first()
        by_number = dict(enumerate(ordered, 1))
        today = self.env["bank.business.day"]._today()
        domain_limits, lines = [], []
        for number, limit in by_number.items():
            use = uses[limit.id]
            if use["without_rate"]:
                raise UserError(
                    self.env._(
                        "A loan under the limit of %(whom)s is in a currency without an "
                        "official rate: its use cannot be counted.",
                        whom=limit.display_name,
                    )
                )
            # Whose parts they are is in the sums already: here each stands alone.
            domain_limits.append(limit._as_limit(use["amount"], number))
            lines.append(
                Line(
                    -number,
                    frozenset({number}),
                    BASE,
                    drawn=max(use["used"], Decimal(0)),
                )
            )
        tree = LimitTree(domain_limits)
        every = frozenset(by_number)
        before = None
        if commitment:
            before = commitment._as_line(every, owed_before)
        after = Line(
            commitment.id if commitment else 0,
            every,
            currency.name,
            drawn=Decimal(str(drawn)),
            undrawn=Decimal(str(undrawn)),
            reserved=Decimal(str(reserved)),
            factor=Decimal(str(factor)),
        )
        rates = {BASE: Decimal(1), currency.name: rate}
        check = check_step(tree, lines, rates, today, before=before, after=after)
        return check, by_number

    def _narrowest_first(self):
        """The limits as a person reads them: the client's own first, the bank's last."""
        return sorted(
            self,
            key=lambda one: (
                NARROWEST_FIRST.index(Level(one.level)),
                -(one.parent_path or "").count("/"),
                one.id,
            ),
        )

    @api.model
    def _rate_of(self, currency):
        """Base currency for one unit today; UserError where no official rate is known."""
        today = self.env["bank.business.day"]._today()
        [(rate,)] = self.env.execute_query(
            SQL(
                "SELECT (%s)::text",
                self.env["bank.fx.rate"]._unit_rate_sql(
                    SQL("%s::int", currency.id), SQL("%s::date", today)
                ),
            )
        )
        if rate is None:
            raise UserError(
                self.env._(
                    "There is no official rate of %(currency)s: limits cannot be checked.",
                    currency=currency.name,
                )
            )
        return Decimal(rate)

    @api.model
    def _words_of_check(self, check, by_number):
        """Which limits break, with sums for who may read the limit; else what is left."""
        base = self.env.company.currency_id
        words = []
        for place in check.broken:
            limit = by_number[place.limit.number]
            seen = limit.with_env(self.env)
            if not seen.has_access("read"):
                words.append(self._words_unseen(limit))
                continue
            words.append(
                self.env._(
                    "%(whom)s: the limit is %(amount)s, %(before)s is used, it would be "
                    "%(after)s",
                    whom=seen.display_name,
                    amount=format_amount(self.env, float(place.amount), base),
                    before=format_amount(self.env, float(place.before), base),
                    after=format_amount(self.env, float(place.after), base),
                )
            )
        if words and check.answer is Answer.HIGHER_AUTHORITY:
            words.append(self.env._("over it a higher authority may decide"))
        return "; ".join(words)

    @api.model
    def _words_unseen(self, limit):
        """Who may not read a limit hears which one it is, and no sum."""
        names = dict(limit._fields["level"]._description_selection(self.env))
        return self.env._(
            "A limit would be passed (%(level)s)", level=names[limit.level].lower()
        )
