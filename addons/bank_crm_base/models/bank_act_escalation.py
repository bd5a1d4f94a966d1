from datetime import UTC, timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..domain.acts import State


class BankAct(models.Model):
    """Who is shown an act first, and when it moves one unit up."""

    _inherit = "bank.act"

    @api.model
    def _cron_escalate_acts(self):
        """Show undecided acts one unit higher when their working hours are over."""
        late = Domain("state", "=", State.WAITING) & Domain(
            "due_at",
            "<=",
            fields.Datetime.now(),  # clock: working hours
        )
        for act in self.search(late, order="due_at", limit=1000):
            act._escalate()

    def _escalate(self):
        self.ensure_one()
        below = self.addressee_id or self.unit_id
        above = self._addressee(below.parent_id, self.group_id, self.maker_id)
        self.sudo().write(
            {
                "addressee_id": (above or self.addressee_id).id,
                "escalation_count": self.escalation_count + 1,
                "due_at": self._due_at(self.kind_id) if above else False,
            }
        )

    @api.model
    def _due_at(self, kind):
        if not kind.escalation_hours:
            return False
        now = fields.Datetime.now()  # clock: working hours
        calendar = self.env.company.resource_calendar_id
        if not calendar:
            return now + timedelta(hours=kind.escalation_hours)
        due = calendar.plan_hours(
            kind.escalation_hours, now.replace(tzinfo=UTC), compute_leaves=True
        )
        return due and due.astimezone(UTC).replace(tzinfo=None)

    @api.model
    def _addressee(self, unit, group, maker):
        """The nearest unit, from this one upwards, where somebody may decide."""
        while unit:
            posts = (
                self.env["bank.post"]
                .sudo()
                .search([("branch_id", "=", unit.id), ("is_in_force", "=", True)])
            )
            people = posts.user_id.filtered("active") - maker
            if people.filtered(lambda user: group in user.all_group_ids):
                return unit
            unit = unit.parent_id
        return unit
