from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...domain.signals import money, standing
from ...domain.signals.signal import Code, SignalError

_GUARDED = {"two_person": "signal_rule"}
CODE_LABELS = {
    Code.GROUP_OVERDUE: "A member of the group is late",
    Code.COVENANT_BREACH: "A covenant is broken",
    Code.ARREST: "An account is arrested",
    Code.RETURNED_PAYMENTS: "Payments came back",
    Code.SALARY_STOPPED: "The salary stopped",
    Code.TURNOVER_DROP: "Turnover fell",
    Code.LARGE_OUTFLOW: "Much money went out",
    Code.OVERDRAFT_AT_LIMIT: "The overdraft is used up",
    Code.BUREAU_DOWNGRADE: "The bureau's score fell",
    Code.NEW_LENDER: "Borrowed elsewhere",
}


class BankSignalRule(models.Model):
    """When a sign of trouble is one: the thresholds of each signal, set by the bank."""

    _name = "bank.signal.rule"
    _description = "Signal"
    _without_visibility_rule = "The bank's thresholds; nothing of a client."
    _inherit = ["bank.sealed.mixin", "bank.guarded.mixin"]
    _order = "sequence, id"

    sequence = fields.Integer(default=100)
    code = fields.Selection(
        [(str(code), label) for code, label in CODE_LABELS.items()],
        "Signal", required=True, sealed=True, copy=False,
    )  # fmt: skip
    description = fields.Char("When", translate=True)
    active = fields.Boolean("Looked for", default=True, **_GUARDED)
    scope = fields.Selection(
        [("borrowers", "Who owes the bank"), ("all", "All clients")],
        "Of", required=True, default="borrowers", **_GUARDED,
    )  # fmt: skip
    share = fields.Float("From share", digits=(7, 4), **_GUARDED)
    days = fields.Integer("Within days", **_GUARDED)
    times = fields.Integer("From times", **_GUARDED)
    months_recent = fields.Integer("Last months", **_GUARDED)
    months_base = fields.Integer("Against months before", **_GUARDED)
    points = fields.Integer("From points", **_GUARDED)
    amount = fields.Float("From sum", digits=(16, 2), **_GUARDED)
    retention_amount = fields.Float(
        "Keep the client from", digits=(16, 2), **_GUARDED,
        help="From this sum on the manager is asked the same morning to keep the client.",
    )  # fmt: skip

    _code_uniq = models.Constraint("UNIQUE(code)", "This signal has its row already.")
    _not_below_zero = models.Constraint(
        "CHECK(coalesce(amount, 0) >= 0 AND coalesce(retention_amount, 0) >= 0)",
        "A sum is not below zero.",
    )

    @api.depends("code")
    @api.depends_context("lang")
    def _compute_display_name(self):
        names = dict(self._fields["code"]._description_selection(self.env))
        for rule in self:
            rule.display_name = names.get(rule.code, "")

    @api.constrains("share", "days", "times", "months_recent", "months_base", "points")
    def _check_threshold(self):
        for rule in self:
            try:
                rule._threshold()
            except SignalError as error:
                raise ValidationError(
                    self.env._(
                        "%(signal)s: with this everything or nothing would be a signal "
                        "(%(why)s).",
                        signal=rule.display_name,
                        why=error,
                    )
                ) from error

    def _threshold(self):
        """The thresholds as the rules take them; None where a signal has none."""
        self.ensure_one()
        share, amount = Decimal(str(self.share)), Decimal(str(self.amount))
        makers = {
            Code.TURNOVER_DROP: lambda: money.TurnoverDrop(
                share, self.months_recent, self.months_base, amount
            ),
            Code.SALARY_STOPPED: lambda: money.SalaryStopped(self.days, self.times),
            Code.RETURNED_PAYMENTS: lambda: money.ReturnedPayments(
                self.times, self.days
            ),
            Code.OVERDRAFT_AT_LIMIT: lambda: money.OverdraftAtLimit(share, self.days),
            Code.LARGE_OUTFLOW: lambda: money.LargeOutflow(
                share, amount, Decimal(str(self.retention_amount)), self.days
            ),
            Code.NEW_LENDER: lambda: standing.NewLender(self.days, amount),
            Code.BUREAU_DOWNGRADE: lambda: standing.BureauDowngrade(
                self.points, self.days
            ),
            Code.GROUP_OVERDUE: lambda: standing.GroupOverdue(self.days, amount),
        }
        maker = makers.get(Code(self.code))
        return maker() if maker else None
