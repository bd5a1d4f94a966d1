from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...domain.limits import commitment as rules
from ...domain.limits.commitment import Stage
from ...domain.limits.tree import Answer, LimitError

_SEALED = {"readonly": True, "sealed": True, "copy": False}


class BankLoanCommitment(models.Model):
    """What an approval holds of limits: reserved, kept at signing, used, freed.

    Written by the steps of an application and of its loan, by nobody's hand. What is owed
    comes from the loan's own book.
    """

    _name = "bank.loan.commitment"
    _description = "Promised Money"
    _inherit = ["bank.sealed.mixin"]
    _order = "id desc"

    application_id = fields.Many2one(
        "bank.loan.application", index="btree_not_null", ondelete="restrict", **_SEALED
    )
    client_id = fields.Many2one(
        "res.partner", index=True, ondelete="restrict", **_SEALED,
        help="Empty while the borrower is no client of the bank yet.",
    )  # fmt: skip
    product_id = fields.Many2one(
        "bank.product", index="btree_not_null", ondelete="restrict", **_SEALED
    )
    branch_id = fields.Many2one(
        "bank.branch", index="btree_not_null", ondelete="restrict", **_SEALED
    )
    holding_id = fields.Many2one(
        "bank.holding", "Agreement", index="btree_not_null", ondelete="restrict",
        **_SEALED,
    )  # fmt: skip
    currency_id = fields.Many2one("res.currency", required=True, **_SEALED)
    amount = fields.Monetary("Promised", required=True, **_SEALED)
    paid_out = fields.Monetary("Went out", **_SEALED)
    paid_date = fields.Date("Last tranche on", **_SEALED)
    owed_then = fields.Monetary(
        "Owed after it", **_SEALED,
        help="Counts until the book of the loan is told of that day.",
    )  # fmt: skip
    left_amount = fields.Monetary("Still to draw", compute="_compute_left_amount")
    factor = fields.Float(
        "Not drawn counts for", digits=(5, 4), default=1, required=True, **_SEALED
    )
    is_revolving = fields.Boolean("What is repaid is drawn again", **_SEALED)
    stage = fields.Selection(
        [
            (Stage.RESERVED, "Approved, not signed"),
            (Stage.KEPT, "Signed"),
            (Stage.USED, "All went out"),
            (Stage.FREED, "Freed"),
        ],
        required=True, default=Stage.RESERVED, **_SEALED,
    )  # fmt: skip
    reserved_date = fields.Date("Approved on", required=True, **_SEALED)
    ended_date = fields.Date("Used up or freed on", **_SEALED)
    checked_date = fields.Date("Limits looked at on", **_SEALED)
    checked_rate = fields.Float("Rate of that day", digits=(18, 8), **_SEALED)
    check_words = fields.Text(
        "What was checked", **_SEALED,
        groups="bank_crm_credit.group_credit_risk,bank_crm_base.group_auditor",
    )  # fmt: skip

    _application_uniq = models.UniqueIndex(
        "(application_id) WHERE stage IN ('reserved', 'kept')",
        "This application holds its limits already.",
    )
    _holding_uniq = models.UniqueIndex(
        "(holding_id) WHERE holding_id IS NOT NULL",
        "This agreement has its promise already.",
    )
    _positive = models.Constraint(
        "CHECK(amount > 0 AND paid_out >= 0 AND factor BETWEEN 0 AND 1)",
        "A promise is above zero.",
    )
    _open_idx = models.Index("(client_id) WHERE stage IN ('reserved', 'kept')")

    @api.depends("client_id", "amount", "stage")
    def _compute_display_name(self):
        names = dict(self._fields["stage"]._description_selection(self.env))
        for promise in self:
            promise.display_name = self.env._(
                "%(sum)s, %(stage)s",
                sum=promise.currency_id.format(promise.amount),
                stage=names[promise.stage].lower(),
            )

    @api.depends("amount", "paid_out", "stage", "is_revolving")
    def _compute_left_amount(self):
        for promise in self:
            taken = promise._outstanding() if promise.is_revolving else promise.paid_out
            is_open = promise.stage in (Stage.RESERVED, Stage.KEPT)
            promise.left_amount = (
                max(promise.amount - float(taken), 0) if is_open else 0
            )

    # --- the steps

    @api.model
    def _reserve(self, values, *, may_pass=False):
        """Take up limits for an approval; UserError where a limit forbids it.

        `values`: client_id, product_id, branch_id, currency_id, amount, is_revolving.
        `may_pass`: a higher authority decided, so that only hard limits forbid. Two
        approvals at once are settled one after the other (`bank.loan.limit._claim`).
        """
        promise = self.sudo().new(values)
        factor = self._factor_of(promise.product_id)
        words, rate = self._check(
            promise, reserved=promise.amount, factor=factor, may_pass=may_pass
        )
        today = self.env["bank.business.day"]._today()
        return self.sudo().create(
            {
                **values,
                "factor": factor,
                "stage": Stage.RESERVED,
                "reserved_date": today,
                "checked_date": today,
                "checked_rate": rate,
                "check_words": words,
            }
        )

    def _keep(self, amount=None, holding=None):
        """Signed: for `amount`, never more than was approved."""
        for promise in self:
            promise._take(
                lambda one: rules.kept(one, _decimal(amount)), holding=holding
            )

    def _pay_out(self, amount, holding=None, *, is_booked=False, may_pass=False):
        """A tranche goes out; it is checked at every limit that it reaches.

        `is_booked`: the book of the loan has it already, so that it was owed without it.
        """
        tranche = _decimal(amount)
        for promise in self:
            if holding:
                promise.sudo().holding_id = holding
            owed = promise._outstanding()
            if is_booked:
                owed = max(owed - tranche, Decimal(0))
            promise._take(
                lambda one: rules.paid_out(one, tranche, owed),  # noqa: B023
                owed_before=owed,
                owed_after=owed + tranche,
                may_pass=may_pass,
            )

    def _free(self):
        """Refused, expired, withdrawn, closed: what was not drawn is free again."""
        for promise in self.filtered(lambda one: one.stage in ("reserved", "kept")):
            promise._take(rules.freed, is_checked=False)

    def _take(
        self, step, *, holding=None, owed_before=None, owed_after=None, may_pass=False,
        is_checked=True,
    ):  # fmt: skip
        """Do one step of the rules: check it at the limits, then write what it came to."""
        self.ensure_one()
        try:
            after = step(self._as_commitment())
        except LimitError as error:
            raise UserError(
                self.env._(
                    "This cannot be done with what was promised: %(why)s.", why=error
                )
            ) from error
        values = {
            "amount": float(after.amount),
            "paid_out": float(after.paid_out),
            "stage": str(after.stage),
        }
        today = self.env["bank.business.day"]._today()
        if owed_after is not None:
            values |= {"paid_date": today, "owed_then": float(owed_after)}
        if after.stage in (Stage.USED, Stage.FREED):
            values["ended_date"] = today
        if holding:
            values["holding_id"] = holding.id
        if is_checked:
            owed = self._outstanding() if owed_after is None else owed_after
            line = after.as_line(owed)
            words, rate = self._check(
                self,
                drawn=line.drawn,
                undrawn=line.undrawn,
                reserved=line.reserved,
                factor=line.factor,
                commitment=self,
                owed_before=owed_before,
                may_pass=may_pass,
            )
            values |= {
                "checked_date": today, "checked_rate": rate, "check_words": words,
            }  # fmt: skip
        self.sudo().write(values)

    @api.model
    def _check(self, promise, *, may_pass, commitment=None, **step):
        """Ask every limit; returns the words of what was found and today's rate."""
        Limit = self.env["bank.loan.limit"]
        check, by_number = Limit._check_step(
            promise.client_id,
            promise.product_id,
            promise.branch_id,
            promise.currency_id,
            commitment=commitment,
            is_taken=True,
            **step,
        )
        words = Limit._words_of_check(check, by_number)
        is_refused = check.answer is Answer.BLOCKED or (
            check.answer is Answer.HIGHER_AUTHORITY and not may_pass
        )
        if is_refused:
            raise UserError(
                self.env._("This would pass a limit. %(words)s.", words=words)
            )
        return self._place_words(check, by_number), float(
            Limit._rate_of(promise.currency_id)
        )

    @api.model
    def _place_words(self, check, by_number):
        """What was used before and after at each level, kept with the step."""
        return "\n".join(
            f"{by_number[place.limit.number].display_name}: "
            f"{place.before:,.2f} → {place.after:,.2f} / {place.amount:,.2f}"
            for place in check.places
        )

    @api.model
    def _factor_of(self, product):
        rule = (
            self.env["bank.loan.product"]
            .sudo()
            .search([("product_id", "=", product.id)], limit=1)
        )
        return rule.undrawn_factor if rule else 1

    def _outstanding(self):
        """What is owed today of the promise's agreement, as the limits count it."""
        self.ensure_one()
        if not self.holding_id:
            return Decimal(0)
        self.env.flush_all()
        Limit = self.env["bank.loan.limit"].sudo()
        rows = self.env.execute_query(Limit._owed_sql(self.sudo().holding_id.id))
        return Decimal(rows[0][0]) if rows else Decimal(0)

    def _as_commitment(self, limits=frozenset()):
        """The promise as the rules know it."""
        self.ensure_one()
        promise = self.sudo()
        return rules.Commitment(
            promise.id,
            limits,
            promise.currency_id.name,
            _decimal(promise.amount),
            _decimal(promise.paid_out),
            _decimal(promise.factor),
            promise.is_revolving,
            Stage(promise.stage),
        )

    def _as_line(self, limits, owed=None):
        """What it takes up before a step; `owed` where it is known better than the book."""
        return self._as_commitment(limits).as_line(
            self._outstanding() if owed is None else owed
        )


def _decimal(value):
    return None if value is None else Decimal(str(value))
