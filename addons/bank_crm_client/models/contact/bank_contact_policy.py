from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

from ...domain.contact.channels import Channel, channel_selection
from ...domain.contact.consent import Need
from ...domain.contact.hours import DAY_MINUTES, Hours, Window
from ...domain.contact.policy import Rule

WEEKENDS = {
    "sat_sun": frozenset({6, 7}),
    "fri_sat": frozenset({5, 6}),
    "sun": frozenset({7}),
}
DAYS = ("workday", "weekend", "holiday")
GUARDED = {"two_person": "contact_policy"}


class BankContactPolicy(models.Model):
    """A dated rule of contact, with the law it comes from. All that fit bind together.

    A law that changes ends the row and begins a new one: what was allowed then stays seen.
    """

    _name = "bank.contact.policy"
    _description = "Contact Rule"
    _without_visibility_rule = "Rules of contact; nothing about clients."
    _inherit = ["bank.acceptance.mixin", "bank.dated.mixin"]
    _order = "country_id, purpose_id, channel, date_from desc, id"
    _two_person_create = "contact_policy"

    name = fields.Char("Rule", required=True, translate=True, **GUARDED)
    country_id = fields.Many2one(
        "res.country", "Clients in", index="btree_not_null", ondelete="restrict",
        help="Empty: in any country.", **GUARDED,
    )  # fmt: skip
    purpose_id = fields.Many2one(
        "bank.contact.purpose", index="btree_not_null", ondelete="restrict",
        help="Empty: any purpose.", **GUARDED,
    )  # fmt: skip
    channel = fields.Selection(
        channel_selection(), help="Empty: any channel.", **GUARDED
    )
    date_from = fields.Date(
        "From", required=True, default=lambda self: self.env["bank.business.day"]._today(),
        **GUARDED,
    )  # fmt: skip
    date_to = fields.Date("Until", **GUARDED)

    need = fields.Selection(
        [
            (Need.NONE, "Not asked"),
            (Need.OPT_OUT, "Until he objects"),
            (Need.CONSENT, "Only with consent"),
        ],
        "Client's will",
        help="Empty: this rule says nothing of it. The strictest rule wins.",
        **GUARDED,
    )
    has_hours = fields.Boolean("Limits the hours", **GUARDED)
    workday_from = fields.Float("Working days from", default=9.0, **GUARDED)
    workday_to = fields.Float("Working days until", default=20.0, **GUARDED)
    is_weekend_allowed = fields.Boolean("At weekends", **GUARDED)
    weekend_from = fields.Float("Weekends from", default=9.0, **GUARDED)
    weekend_to = fields.Float("Weekends until", default=20.0, **GUARDED)
    is_holiday_allowed = fields.Boolean("On holidays", **GUARDED)
    holiday_from = fields.Float("Holidays from", default=9.0, **GUARDED)
    holiday_to = fields.Float("Holidays until", default=20.0, **GUARDED)
    weekend_days = fields.Selection(
        [("sat_sun", "Saturday and Sunday"), ("fri_sat", "Friday and Saturday"), ("sun", "Sunday")],
        "Weekend is", required=True, default="sat_sun", **GUARDED,
    )  # fmt: skip
    has_cap_day = fields.Boolean("Limit a day", **GUARDED)
    cap_day = fields.Integer(
        "Times a day", **GUARDED,
        help="All attempts of a calendar day of the client, answered or not.",
    )  # fmt: skip
    has_cap_week = fields.Boolean("Limit a week", **GUARDED)
    cap_week = fields.Integer(
        "Times in seven days", **GUARDED,
        help="All attempts of seven days in a row, today the last of them.",
    )  # fmt: skip
    source = fields.Char(
        "By which law", required=True, **GUARDED,
        help="Act and article, or the bank's own order.",
    )  # fmt: skip
    source_url = fields.Char("Text of the law", **GUARDED)
    hours_words = fields.Char("Hours", compute="_compute_words")
    cap_words = fields.Char("How often", compute="_compute_words")

    _dates_in_order = models.Constraint(
        "CHECK(date_to >= date_from)", "The last day is before the first."
    )
    _caps_positive = models.Constraint(
        "CHECK(cap_day >= 0 AND cap_week >= 0)", "A limit is not negative."
    )

    @api.constrains(
        "has_hours", "workday_from", "workday_to", "is_weekend_allowed", "weekend_from",
        "weekend_to", "is_holiday_allowed", "holiday_from", "holiday_to",
    )  # fmt: skip
    def _check_hours(self):
        for rule in self:
            try:
                rule._hours()
            except ValueError as error:
                raise ValidationError(
                    self.env._("Hours begin before they end, within one day.")
                ) from error

    @api.constrains("need", "has_hours", "has_cap_day", "has_cap_week")
    def _check_says_something(self):
        for rule in self:
            if not (
                rule.need or rule.has_hours or rule.has_cap_day or rule.has_cap_week
            ):
                raise ValidationError(
                    self.env._(
                        "A rule says something: the client's will, hours or how often."
                    )
                )

    @api.depends(
        "has_hours", "workday_from", "workday_to", "is_weekend_allowed", "weekend_from",
        "weekend_to", "is_holiday_allowed", "has_cap_day", "cap_day", "has_cap_week",
        "cap_week",
    )  # fmt: skip
    def _compute_words(self):
        for rule in self:
            rule.hours_words = rule._hours_words() if rule.has_hours else False
            caps = []
            if rule.has_cap_day:
                caps.append(self.env._("%(count)s a day", count=rule.cap_day))
            if rule.has_cap_week:
                caps.append(self.env._("%(count)s in seven days", count=rule.cap_week))
            rule.cap_words = ", ".join(caps) or False

    def _hours_words(self):
        self.ensure_one()
        words = [
            self.env._(
                "%(start)s–%(end)s",
                start=_clock(self.workday_from),
                end=_clock(self.workday_to),
            )
        ]
        if self.is_weekend_allowed:
            words.append(
                self.env._(
                    "weekends %(start)s–%(end)s",
                    start=_clock(self.weekend_from),
                    end=_clock(self.weekend_to),
                )
            )
        else:
            words.append(self.env._("not at weekends"))
        if not self.is_holiday_allowed:
            words.append(self.env._("not on holidays"))
        return ", ".join(words)

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        self.env.registry.clear_cache()
        return rules

    def write(self, vals):
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_force(self):
        self._refuse_removal()

    @api.model
    @tools.ormcache()
    def _rules(self):
        """All accepted rules of any day, as the domain takes them."""
        rows = self.sudo().search([("acceptance", "=", "accepted")])
        return tuple(
            row._rule() for row in rows if not row.purpose_id or row.purpose_id.active
        )

    def _rule(self):
        return Rule(
            since=self.date_from,
            until=self.date_to or None,
            country=self.country_id.code or None,
            purpose=self.purpose_id.code or None,
            channel=Channel(self.channel) if self.channel else None,
            need=Need(self.need) if self.need else None,
            hours=self._hours() if self.has_hours else None,
            cap_day=self.cap_day if self.has_cap_day else None,
            cap_week=self.cap_week if self.has_cap_week else None,
            source=self.source or "",
        )

    def _hours(self):
        windows = {
            day: Window(_minutes(self[f"{day}_from"]), _minutes(self[f"{day}_to"]))
            if day == "workday" or self[f"is_{day}_allowed"]
            else None
            for day in DAYS
        }
        return Hours(**windows, weekend_days=WEEKENDS[self.weekend_days])


def _minutes(hours):
    """Hours of a Float field as whole minutes; 24 is the end of the day."""
    return min(round(hours * 60), DAY_MINUTES)


def _clock(hours):
    minutes = _minutes(hours)
    return f"{minutes // 60}:{minutes % 60:02d}"
