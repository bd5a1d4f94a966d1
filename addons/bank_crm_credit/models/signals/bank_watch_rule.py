from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...domain.signals.signal import Code, SignalError
from ...domain.signals.watch_list import Level, Row

_GUARDED = {"two_person": "signal_rule"}
LEVELS = [
    (str(Level.ATTENTION.value), "Attention"),
    (str(Level.WATCH.value), "Watch"),
    (str(Level.SUBSTANDARD.value), "Substandard"),
]


class BankWatchRule(models.Model):
    """A row of the table by which signals put a client on the watch list."""

    _name = "bank.watch.rule"
    _description = "Row of the Watch List's Table"
    _without_visibility_rule = "The bank's rules; nothing of a client."
    _inherit = ["bank.guarded.mixin"]
    _order = "level desc, sequence, id"

    sequence = fields.Integer(default=10)
    level = fields.Selection(LEVELS, required=True, **_GUARDED)
    least = fields.Integer(
        "So many signals", default=1, required=True, **_GUARDED,
        help="Different ones, that hold on one day.",
    )  # fmt: skip
    signal_ids = fields.Many2many(
        "bank.signal.rule", "bank_watch_rule_signal_rel", string="Of these", **_GUARDED,
        help="Empty: of all.",
    )  # fmt: skip
    all_signal_ids = fields.Many2many(
        "bank.signal.rule", "bank_watch_rule_all_rel", string="And all of these",
        **_GUARDED,
    )  # fmt: skip
    review_days = fields.Integer(
        "Reviewed within, days", default=30, required=True, **_GUARDED
    )
    measures = fields.Text("What is done", translate=True)
    active = fields.Boolean("In use", default=True, **_GUARDED)

    _possible = models.Constraint(
        "CHECK(least > 0 AND review_days BETWEEN 1 AND 366)",
        "A row asks for one signal or more; a review comes within a year.",
    )

    @api.depends("level", "least", "signal_ids", "all_signal_ids")
    @api.depends_context("lang")
    def _compute_display_name(self):
        levels = dict(self._fields["level"]._description_selection(self.env))
        for row in self:
            row.display_name = self.env._(
                "%(level)s from %(least)s",
                level=levels.get(row.level, ""),
                least=row.least,
            )

    @api.constrains("level", "least", "signal_ids", "all_signal_ids")
    def _check_row(self):
        for row in self:
            try:
                row._as_row()
            except SignalError as error:
                raise ValidationError(
                    self.env._("This row can never hold: %(why)s.", why=error)
                ) from error

    def _as_row(self):
        """The row as the rules know it."""
        self.ensure_one()
        return Row(
            Level(int(self.level)),
            self.least,
            frozenset(Code(code) for code in self.signal_ids.mapped("code")),
            frozenset(Code(code) for code in self.all_signal_ids.mapped("code")),
        )

    @api.model
    def _review_days(self):
        """Level -> days to its review: of the strictest row of the level."""
        days = {Level.ATTENTION: 90, Level.WATCH: 30, Level.SUBSTANDARD: 14}
        for row in self.sudo().search([], order="review_days desc"):
            days[Level(int(row.level))] = row.review_days
        return days
