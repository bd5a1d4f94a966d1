from odoo import api, fields, models, tools

from ...domain.contact.hours import Holidays


class BankContactHoliday(models.Model):
    """A day off of a country, on which the policy's hours of holidays hold."""

    _name = "bank.contact.holiday"
    _description = "Holiday"
    _without_visibility_rule = "Public holidays; nothing about clients."
    _inherit = ["bank.acceptance.mixin"]
    _order = "country_id, date"
    _two_person_create = "contact_policy"

    name = fields.Char(required=True, translate=True)
    country_id = fields.Many2one(
        "res.country", required=True, index=True, ondelete="restrict",
        two_person="contact_policy",
        default=lambda self: self.env.company.country_id,
    )  # fmt: skip
    date = fields.Date(required=True, two_person="contact_policy")
    is_yearly = fields.Boolean(
        "Every year", two_person="contact_policy",
        help="On this day and month of each year from then on.",
    )  # fmt: skip
    source = fields.Char("By which law", required=True)
    active = fields.Boolean(default=True, two_person="contact_policy")

    _day_uniq = models.UniqueIndex(
        "(country_id, date) WHERE active", "This day is in the list already."
    )

    @api.model_create_multi
    def create(self, vals_list):
        days = super().create(vals_list)
        self.env.registry.clear_cache()
        return days

    def write(self, vals):
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_force(self):
        self._refuse_removal()

    @api.model
    @tools.ormcache("code")
    def _of_country(self, code):
        days = self.sudo().search(
            [("country_id.code", "=", code), ("acceptance", "=", "accepted")]
        )
        return Holidays(
            frozenset(day.date for day in days if not day.is_yearly),
            frozenset((day.date.month, day.date.day) for day in days if day.is_yearly),
        )
