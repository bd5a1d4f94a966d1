from odoo import api, fields, models
from odoo.tools import SQL

from ..domain.behaviour import full_months, full_years
from ..domain.segment_tree import Unit

# Whole units that have passed since a date: the field, the date, the unit.
PASSED = {
    "age_years": ("birth_date", Unit.YEAR),
    "tenure_months": ("client_since", Unit.MONTH),
    "idle_days": ("last_operation_date", Unit.DAY),
}


class ResPartner(models.Model):
    """Facts about a client that follow from his dates, for rules and segments."""

    _inherit = "res.partner"

    behaviour_ids = fields.One2many("bank.client.behaviour", "client_id", readonly=True)
    decision_result_ids = fields.One2many(
        "bank.decision.result",
        "client_id",
        "What the rules say",
        domain=[("run_id.is_current", "=", True)],
        readonly=True,
    )
    age_years = fields.Integer("Age", compute="_compute_ages")
    tenure_months = fields.Integer("Months with the bank", compute="_compute_ages")
    idle_days = fields.Integer("Days without an operation", compute="_compute_ages")

    @api.depends("birth_date", "client_since", "last_operation_date")
    def _compute_ages(self):
        today = self.env["bank.business.day"]._today()
        for partner in self:
            born, since = partner.birth_date, partner.client_since
            last = partner.last_operation_date
            partner.age_years = full_years(born, today) if born else False
            partner.tenure_months = full_months(since, today) if since else False
            partner.idle_days = (today - last).days if last else False

    def _field_to_sql(self, alias, field_expr, query=None):
        if field_expr not in ("age_years", "tenure_months", "idle_days"):
            return super()._field_to_sql(alias, field_expr, query)
        # The same whole years and months as `domain.behaviour`, for everybody at once.
        today = self.env["bank.business.day"]._today()
        if field_expr == "idle_days":
            last = self._field_to_sql(alias, "last_operation_date", query)
            return SQL("(%s::date - %s)", today, last)
        months = SQL(
            # date_part is some times faster than extract, which makes numerics.
            "(12 * (date_part('year', %(today)s::date) - date_part('year', %(since)s))"
            " + date_part('month', %(today)s::date) - date_part('month', %(since)s)"
            " - (date_part('day', %(today)s::date) < date_part('day', %(since)s))::int)",
            today=today,
            since=self._field_to_sql(
                alias,
                "birth_date" if field_expr == "age_years" else "client_since",
                query,
            ),
        )
        if field_expr == "tenure_months":
            return SQL("%s::int", months)
        return SQL("floor(%s / 12)::int", months)
