from datetime import UTC, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.fields import Domain

from ...domain.tasks.escalation import Side, Step, Whom
from ...domain.tasks.working_time import Shift, WorkingWeek
from .mail_activity import PRIORITIES

MINUTES_AN_HOUR = 60
MINUTES_A_DAY = 24 * MINUTES_AN_HOUR
# Closings this far from now are read: a step looks back and ahead no further.
CLOSED_DAYS = 450


class BankTaskEscalation(models.Model):
    """A step of escalation: after so many working hours of delay somebody is told.

    Each level of a task tells once. The first step that fits a task at a level counts:
    one for its kind or priority before one for all.
    """

    _name = "bank.task.escalation"
    _description = "Step of Escalation"
    _without_visibility_rule = "Rules of work, without anybody in them."
    _order = "level, sequence, id"

    name = fields.Char(compute="_compute_name")
    level = fields.Integer(
        required=True, default=1, help="Each level of a task tells somebody once."
    )
    sequence = fields.Integer(default=10)
    side = fields.Selection(
        [(Side.BEFORE, "before the due day ends"), (Side.AFTER, "after the due day")],
        "When",
        required=True,
        default=Side.AFTER,
    )
    hours = fields.Float("Working hours", required=True, default=4.0)
    whom = fields.Selection(
        [(Whom.ASSIGNEE, "Who has the task"), (Whom.HEAD, "The head above him")],
        "Who is told",
        required=True,
        default=Whom.HEAD,
    )
    heads_up = fields.Integer(
        "Heads up",
        required=True,
        default=1,
        help="1: the nearest head, 2: the head above.",
    )
    activity_type_id = fields.Many2one(
        "mail.activity.type", "Kind of task", index="btree_not_null", ondelete="cascade",
        help="Empty: all kinds.",
    )  # fmt: skip
    task_priority = fields.Selection(
        PRIORITIES, "Priority", help="Empty: all priorities."
    )
    date_from = fields.Date(
        "For tasks due since",
        default=lambda self: self.env["bank.business.day"]._today(),
        help="Older delays are not told of, so that nobody is flooded on the first day.",
    )
    active = fields.Boolean(default=True)
    told_ids = fields.One2many("bank.task.escalated", "rule_id", "Told by it")
    told_count = fields.Integer("Told", compute="_compute_told_count")

    _level_positive = models.Constraint("CHECK(level >= 1)", "Levels begin with 1.")
    _hours_positive = models.Constraint(
        "CHECK(hours >= 0 AND hours <= 400)", "Hours are between 0 and 400."
    )
    _heads_positive = models.Constraint(
        "CHECK(heads_up BETWEEN 1 AND 9)", "The nearest head is 1, the one above him 2."
    )
    _before_is_for_him = models.Constraint(
        "CHECK(side != 'before' OR whom = 'assignee')",
        "Before a task falls due only who has it is reminded.",
    )

    @api.depends("level", "side", "hours", "whom", "heads_up")
    def _compute_name(self):
        sides = dict(self._fields["side"]._description_selection(self.env))
        whom = dict(self._fields["whom"]._description_selection(self.env))
        for rule in self:
            told = whom.get(rule.whom, "")
            if rule.whom == Whom.HEAD and rule.heads_up > 1:
                told = self.env._("%(whom)s, %(n)s up", whom=told, n=rule.heads_up)
            rule.name = self.env._(
                "%(hours)g working hours %(side)s: %(whom)s",
                hours=rule.hours,
                side=sides.get(rule.side, ""),
                whom=told,
            )

    def _compute_told_count(self):
        counts = dict(
            self.env["bank.task.escalated"]._read_group(
                [("rule_id", "in", self.ids)], ["rule_id"], ["__count"]
            )
        )
        for rule in self:
            rule.told_count = counts.get(rule, 0)

    def _step(self):
        """The rule as the domain code reads it."""
        self.ensure_one()
        return Step(
            self.level,
            Side(self.side),
            Decimal(str(self.hours)),
            Whom(self.whom),
            self.heads_up,
        )

    def _before_it(self):
        """Rules of the same level that a task is tried on first."""
        self.ensure_one()
        return self.search([("level", "=", self.level)]).filtered(
            lambda rule: rule._rank() < self._rank()
        )

    def _rank(self):
        """One for a kind of task goes first, then one for a priority, then by hand."""
        return (
            not self.activity_type_id,
            not self.task_priority,
            self.sequence,
            self.id,
        )

    # --- the bank's clock

    @api.model
    def _bank_zone(self):
        company = self.env.company.sudo()
        return ZoneInfo(
            company.resource_calendar_id.tz or company.partner_id.tz or "UTC"
        )

    @api.model
    def _on_the_wall(self, moment):
        """A moment kept in UTC as the bank's clock shows it."""
        zone = self._bank_zone()
        return moment.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)

    @api.model
    def _working_week(self, now):
        """The bank's working hours, and when it is closed around `now` (on the wall).

        A bank without a calendar works around the clock.
        """
        calendar = self.env.company.sudo().resource_calendar_id
        if not calendar:
            whole = [Shift(day, time(), time.max) for day in range(7)]
            return WorkingWeek(tuple(whole))
        shifts = tuple(
            Shift(
                int(line.dayofweek),
                _clock(line.hour_from),
                _clock(line.hour_to),
                int(line.week_type) if calendar.two_weeks_calendar else None,
            )
            for line in calendar.attendance_ids
            if line.day_period != "lunch"
            and not line.display_type
            and _clock(line.hour_to) > _clock(line.hour_from)
        )
        around = Domain("date_to", ">=", now - timedelta(days=CLOSED_DAYS)) & Domain(
            "date_from", "<=", now + timedelta(days=CLOSED_DAYS)
        )
        leaves = self.env["resource.calendar.leaves"].sudo().search(
            around
            & Domain("resource_id", "=", False)
            & Domain("calendar_id", "in", (False, calendar.id))
        )  # fmt: skip
        closed = tuple(
            (self._on_the_wall(leave.date_from), self._on_the_wall(leave.date_to))
            for leave in leaves
        )
        return WorkingWeek(shifts, closed)


def _clock(hours: float) -> time:
    """Hours of a day as core keeps them: 13.5 is half past one; 24 is the day's end."""
    minutes = round(hours * MINUTES_AN_HOUR)
    if minutes >= MINUTES_A_DAY:
        return time.max
    return time(*divmod(minutes, MINUTES_AN_HOUR))
