from odoo import fields, models
from odoo.exceptions import AccessError

from ...domain.next_step.fate import Fate

STEPS_SHOWN = 6


class ResPartner(models.Model):
    """The panel "Next steps" of the card, asked for when the card is drawn."""

    _inherit = "res.partner"

    next_step_ids = fields.One2many(
        "bank.next.step", "client_id", "Next steps", copy=False
    )

    def _get_card_panels(self, facts):
        panels = super()._get_card_panels(facts)
        if self.is_fully_visible:
            panels["next_steps"] = {"client_id": self.id}
        return panels

    def _check_steps_seen(self):
        self.ensure_one()
        self.check_access("read")
        if not self.is_fully_visible:
            raise AccessError(
                self.env._("This is not shown at the counter: ask the client's branch.")
            )

    def get_client_next_steps(self):
        """Open steps of a client in their order, and how many wait or were answered."""
        self._check_steps_seen()
        Step = self.env["bank.next.step"]
        own = [("client_id", "=", self.id)]
        steps = Step.search([*own, ("state", "=", Fate.OPEN)])
        may_answer = self.env.user.has_group("bank_crm_base.group_client_editor")
        if may_answer and self.manager_id == self.env.user:
            steps[:STEPS_SHOWN]._mark_shown()
        counts = dict(Step._read_group(own, ["state"], ["__count"]))
        return {
            "rows": [step._as_row() for step in steps[:STEPS_SHOWN]],
            "more": max(len(steps) - STEPS_SHOWN, 0),
            "postponed": counts.get(Fate.POSTPONED, 0),
            "accepted": counts.get(Fate.ACCEPTED, 0),
            "past": sum(
                counts.get(fate, 0) for fate in (Fate.DONE, Fate.REFUSED, Fate.CLOSED)
            ),
            "may_answer": may_answer,
        }

    def refresh_next_steps(self):
        """Look anew now what to do with this client; answers the panel."""
        self._check_steps_seen()
        if not self.env.user.has_group("bank_crm_base.group_client_editor"):
            raise AccessError(
                self.env._("Next steps are looked for by those who work with the client.")
            )
        today = self.env["bank.business.day"]._today()
        self.env["bank.next.step"].sudo()._refresh(self.ids, today)
        return self.get_client_next_steps()

    def action_open_next_steps(self):
        """All steps of the client, with the past."""
        self._check_steps_seen()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_client.bank_next_step_action_all"
        )
        return {
            **action,
            "name": self.env._("Next steps with %(client)s", client=self.name),
            "domain": [("client_id", "=", self.id)],
            "context": {},
        }
