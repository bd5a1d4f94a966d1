from odoo import models
from odoo.exceptions import AccessError, UserError

LONGEST_DAYS = 366


class BankWatchEntry(models.Model):
    """A person's part of the watch list: kept, raised, lowered, taken off, with a reason."""

    _inherit = "bank.watch.entry"

    def _check_may_decide(self):
        """AccessError unless the user keeps the watch list and sees the clients."""
        self.check_access("read")
        if not self.env.user.has_group("bank_crm_credit.group_credit_risk"):
            raise AccessError(self.env._("The watch list is decided by credit risk."))

    def action_review(self):
        """The window of a review."""
        self.ensure_one()
        self._check_may_decide()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Review"),
            "res_model": "bank.watch.review",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_entry_id": self.id},
        }

    def _decide(self, level, reason, review_on, measures=None):
        """Set the level by hand (nothing: take off the list) until the next review."""
        self.ensure_one()
        self._check_may_decide()
        self.sudo().lock_for_update()
        self.invalidate_recordset()
        today = self.env["bank.business.day"]._today()
        if self.off_date:
            raise UserError(self.env._("This client is off the list already."))
        if not (reason or "").strip():
            raise UserError(self.env._("Say why: the next review will read it."))
        before = self.level
        if not level:
            self.sudo().off_date = today
            return self._note(
                "taken_off", before, False, reason.strip(), today, self.env.user
            )
        if not review_on or not 0 < (review_on - today).days <= LONGEST_DAYS:
            raise UserError(
                self.env._("The next review is after today and within a year.")
            )
        verb = "kept"
        if level != before:
            verb = "raised" if int(level) > int(before) else "lowered"
        self.sudo().write(
            {
                "level": level,
                "review_on": review_on,
                "by_hand": True,
                "since": self.since if level == before else today,
                "measures": self.measures if measures is None else measures,
            }
        )
        return self._note(verb, before, level, reason.strip(), today, self.env.user)
