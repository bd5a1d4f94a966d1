from dataclasses import dataclass

from odoo import api, models
from odoo.exceptions import AccessError

ROWS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class DayBlock:
    """A block of "My day": `bank.my.day._block_<code>(today)` gives its rows.

    `kind` is the component that draws it ("tasks", "rows", or an addon's own of the
    registry `bank_my_day_blocks`); `groups` narrow it.
    """

    code: str
    title: str
    sequence: int
    icon: str = ""
    kind: str = "rows"
    groups: str = ""


class BankMyDay(models.AbstractModel):
    """The day of an employee: what to do first, whom he meets, what waits for his word.

    Blocks are a hook: an addon extends `_day_blocks` and adds `_block_<code>`.
    """

    _name = "bank.my.day"
    _description = "My Day"

    @api.model
    def get_my_day(self):
        """Everything that the screen shows, in one call."""
        self._check_employee()
        today = self.env["bank.business.day"]._today()
        results = self.env["mail.activity"]._fields["task_result"]
        return {
            "today": today,
            "results": [
                {"code": code, "name": name}
                for code, name in results._description_selection(self.env)
            ],
            "blocks": [
                {
                    "code": block.code,
                    "title": block.title,
                    "icon": block.icon,
                    "kind": block.kind,
                    **getattr(self, f"_block_{block.code}")(today),
                }
                for block in sorted(
                    self._day_blocks(), key=lambda block: (block.sequence, block.code)
                )
                if not block.groups or self.env.user.has_groups(block.groups)
            ],
        }

    @api.model
    def _check_employee(self):
        if not self.env.user._is_internal():
            raise AccessError(self.env._("This is for the bank's employees."))

    @api.model
    def _day_blocks(self):
        """Blocks of all installed addons; an addon adds its own to the list of super()."""
        return self._own_blocks()
