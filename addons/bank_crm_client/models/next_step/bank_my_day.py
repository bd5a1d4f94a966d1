from odoo import api, models

from ...domain.next_step.fate import Fate
from ..tasks.bank_my_day import DayBlock

STEPS_IN_A_DAY = 8


class BankMyDay(models.AbstractModel):
    """The ranked next steps in the manager's day."""

    _inherit = "bank.my.day"

    @api.model
    def _day_blocks(self):
        return [
            *super()._day_blocks(),
            DayBlock(
                "next_steps", self.env._("Next steps"), 15, "fa-arrow-circle-right",
                "next_steps", "bank_crm_base.group_client_editor",
            ),
        ]  # fmt: skip

    @api.model
    def _block_next_steps(self, today):
        """The first of his own clients' open steps, and how many there are."""
        Step = self.env["bank.next.step"]
        mine = [
            ("state", "=", Fate.OPEN),
            ("is_mine", "=", True),
            # The same page lists what is late above.
            ("source_id.code", "!=", "overdue_task"),
        ]
        steps = Step.search(mine, limit=STEPS_IN_A_DAY)
        steps._mark_shown()
        count = Step.search_count(mine)
        return {
            "rows": [step._as_row() for step in steps],
            "count": count,
            "is_hidden": not count,
            "empty": self.env._("Nothing waits to be done with your clients."),
        }
