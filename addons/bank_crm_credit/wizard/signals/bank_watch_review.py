from odoo import api, fields, models
from odoo.exceptions import UserError

from ...models.signals.bank_watch_rule import LEVELS


class BankWatchReview(models.TransientModel):
    """What a person decides on a client of the watch list, and why."""

    _name = "bank.watch.review"
    _description = "Review of a Client on the Watch List"
    _inherit = ["bank.loan.window.mixin"]

    entry_id = fields.Many2one("bank.watch.entry", "Client", required=True)
    level_now = fields.Selection(related="entry_id.level", string="Level now")
    signal_words = fields.Char(related="entry_id.signal_words")
    decision = fields.Selection(
        [
            ("keep", "Keep on this level"),
            ("change", "Set another level"),
            ("off", "Take off the list"),
        ],
        required=True,
        default="keep",
    )
    level = fields.Selection(LEVELS, "New level")
    reason = fields.Char("Why", required=True)
    review_on = fields.Date("Next review on")
    measures = fields.Text("What is done")

    @api.model
    def default_get(self, names):
        values = super().default_get(names)
        entry = self.env["bank.watch.entry"].browse(values.get("entry_id"))
        if entry:
            days = self.env["bank.watch.rule"]._review_days()
            today = self.env["bank.business.day"]._today()
            values |= {
                "measures": entry.measures,
                "review_on": fields.Date.add(
                    today,
                    days={level.value: one for level, one in days.items()}[
                        int(entry.level)
                    ],
                ),
            }
        return values

    def action_decide(self):
        """Write the decision."""
        self.ensure_one()
        level = self.level_now if self.decision == "keep" else self.level
        if self.decision == "change" and not level:
            raise UserError(self.env._("Choose the new level."))
        self.entry_id._decide(
            False if self.decision == "off" else level,
            self.reason,
            self.review_on,
            self.measures or "",
        )
        return {"type": "ir.actions.act_window_close"}
