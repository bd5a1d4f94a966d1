from datetime import timedelta

from odoo import api, models

from ...domain.next_step.fate import Fate

# What managers answered to the first steps of each source, over and over.
ANSWERS = ("accept", "shown", "refuse", "done", "shown", "postpone", "accept", "shown")
ANSWERED_A_SOURCE = 16


class BankDemo(models.AbstractModel):
    """What to do next with the demonstration bank's clients, and what managers answered."""

    _inherit = "bank.demo"

    @api.model
    def _live_next_steps(self):
        """The night found the steps; managers answered some of each source."""
        today = self.env["bank.business.day"]._today()
        clients = self.env["res.partner"].search([("is_client", "=", True)], order="id")
        Step = self.env["bank.next.step"]
        Step._refresh(clients.ids, today)
        reasons = self.env["bank.next.step.reason"].search(
            [("is_note_required", "=", False)]
        )
        for source in self.env["bank.next.step.source"].search([], order="id"):
            steps = Step.search(
                [("source_id", "=", source.id), ("state", "=", Fate.OPEN)],
                order="due_date, id",
                limit=ANSWERED_A_SOURCE,
            )
            # Rarer steps keep some open.
            for place, step in enumerate(steps[: max(len(steps) * 2 // 3, 1)]):
                answer = ANSWERS[place % len(ANSWERS)]
                self._demo_answer(step, answer, reasons[place % len(reasons)], today)

    @api.model
    def _demo_answer(self, step, answer, reason, today):
        manager = step.client_id.manager_id
        own = step.with_user(manager)
        if (
            not manager.has_group("bank_crm_base.group_client_editor")
            or not step.client_id.with_user(manager).is_fully_visible
        ):
            return
        if answer == "shown":
            own._mark_shown()
        elif answer == "postpone":
            own._postpone(today + timedelta(days=5))
        elif answer == "refuse":
            own._refuse(reason.with_user(manager))
        else:
            own.action_accept()
            if answer == "done" and step.activity_id:
                step.activity_id.with_user(manager).action_done()
            elif answer == "done":
                own.sudo()._mark_done()
