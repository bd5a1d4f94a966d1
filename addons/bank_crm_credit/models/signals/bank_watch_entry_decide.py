from odoo import api, models
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

    def action_put_on(self):
        """The window in which credit risk puts a client on the list by hand."""
        self._check_may_decide()
        client_id = self.env.context.get("default_client_id")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Put on the watch list"),
            "res_model": "bank.watch.put",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_client_id": client_id} if client_id else {},
        }

    @api.model
    def _put_on(self, client, level, reason, review_on, owner, measures):
        """Put a client on the list by a person's hand; the night may raise him only.

        AccessError unless the user is of credit risk and sees the whole client; UserError
        without a reason or measures, for one who is on the list already, and for an owner
        who does not see the client.
        """
        self._check_may_decide()
        client.ensure_one()
        client.check_access("read")
        if not (client.is_client and client.is_fully_visible):
            raise AccessError(
                self.env._("Whom you do not see whole, you cannot put on the list.")
            )
        client.sudo().lock_for_update()
        if self.sudo().search_count(
            [("client_id", "=", client.id), ("off_date", "=", False)], limit=1
        ):
            raise UserError(
                self.env._(
                    "This client is on the watch list already: review him there."
                )
            )
        today = self.env["bank.business.day"]._today()
        self._check_words(reason, measures)
        self._check_review_day(review_on, today)
        if not (owner and client.with_user(owner).is_fully_visible):
            raise UserError(
                self.env._(
                    "%(who)s does not see this client and cannot look after him.",
                    who=owner.name or self.env._("Nobody"),
                )
            )
        entry = self.sudo().create(
            {
                "client_id": client.id,
                "level": level,
                "since": today,
                "put_on_date": today,
                "put_on_by_id": self.env.uid,
                "review_on": review_on,
                "by_hand": True,
                "owner_id": owner.id,
                "measures": measures.strip(),
            }
        )
        entry._note("put_on", False, level, reason.strip(), today, self.env.user)
        return entry.with_env(self.env)

    def _check_words(self, reason, measures):
        if not (reason or "").strip():
            raise UserError(self.env._("Say why: the next review will read it."))
        if not (measures or "").strip():
            raise UserError(self.env._("Say what is done with the client."))

    def _check_review_day(self, review_on, today):
        if not review_on or not 0 < (review_on - today).days <= LONGEST_DAYS:
            raise UserError(
                self.env._("The next review is after today and within a year.")
            )

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
        self._check_review_day(review_on, today)
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
