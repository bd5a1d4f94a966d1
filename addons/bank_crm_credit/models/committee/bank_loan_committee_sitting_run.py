from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...domain.committee.composition import Post
from ...domain.committee.counting import Form


class BankLoanCommitteeSitting(models.Model):
    """The course of a sitting: who is called, the vote begun and ended."""

    _inherit = "bank.loan.committee.sitting"

    # --- its course

    def action_open(self):
        """Begin the vote: who sits is now settled, and each member is asked."""
        for sitting in self:
            sitting.committee_id._check_runs()
            sitting._check_state("draft")
            if not sitting.item_ids:
                raise UserError(self.env._("Nothing is on the agenda yet."))
            values = {"state": "open"}
            if sitting.kind == Form.CIRCULAR and not sitting.closes_at:
                now = fields.Datetime.now()  # clock: people vote by the clock
                values["closes_at"] = now + timedelta(
                    days=sitting.committee_id.circular_days
                )
            sitting.sudo().write(values)
            sitting.sudo()._call_places()
            for item in sitting._all_items():
                item._open()
            sitting.sudo()._ask_members()
        return True

    def action_close(self):
        """End the vote on everything that is left, and count it."""
        for sitting in self:
            sitting.committee_id._check_runs()
            sitting._check_state("open")
            for item in sitting._all_items():
                if item.state == "voting":
                    item.action_close()
            sitting.sudo()._close_if_done()
        return True

    def action_call_off(self):
        """Nobody has voted, and it does not take place: the items wait again."""
        for sitting in self:
            sitting.committee_id._check_runs()
            if sitting.state not in ("draft", "open"):
                raise UserError(self.env._("It has been decided already."))
            if sitting._all_items().ballot_ids:
                raise UserError(
                    self.env._("Somebody has voted: close the vote instead.")
                )
            sitting._all_items().write({"state": "withdrawn"})
            sitting.sudo().write({"state": "cancelled"})
            sitting.sudo().activity_ids.unlink()
        return True

    def _close_if_done(self):
        """Decided once no item is left to vote on."""
        for sitting in self:
            left = sitting._all_items().filtered(
                lambda item: item.state in ("waiting", "voting")
            )
            if sitting.state == "open" and not left:
                sitting.state = "closed"
                sitting.activity_ids.unlink()

    @api.model
    def _cron_close_votes(self):
        """Votes without a sitting end by the clock; until then leaves begin in them."""
        self._call_late_substitutes()
        while self._close_next_late_vote():
            if not self.env["ir.cron"]._commit_progress(1):
                break

    @api.model
    def _close_next_late_vote(self):
        """Close one vote whose time is over; an empty record where none is left."""
        now = fields.Datetime.now()  # clock: people vote by the clock
        sitting = self.sudo().search(
            [
                ("state", "=", "open"),
                ("kind", "=", Form.CIRCULAR.value),
                ("closes_at", "<", now),
            ],
            limit=1,
        )
        sitting.action_close()
        return sitting

    # --- who is called

    def _absent_ids(self):
        return frozenset(
            self.place_ids.filtered(lambda place: not place.is_present).user_id.ids
        )

    def _call_places(self, away=()):
        """Call who sits; where somebody is away, whoever stands in for him is called too."""
        order = list(Post)
        for sitting in self:
            known = {place.user_id.id for place in sitting.place_ids}
            missing = frozenset(away) | sitting._absent_ids()
            for place in sitting.committee_id._places(
                sitting.date,
                away=missing,
                late=sitting._late_stand_ins(),
                called=sitting._called_themselves(),
            ):
                if place.person not in known:
                    self.env["bank.loan.committee.place"].create(
                        {
                            "sitting_id": sitting.id,
                            "user_id": place.person,
                            "holder_id": place.holder,
                            "post": str(place.post),
                            "post_order": order.index(place.post),
                            "is_required": place.is_required,
                            "has_veto": place.has_veto,
                            "is_present": place.person
                            not in sitting.committee_id._on_leave(sitting.date),
                        }
                    )

    def _person_on(self, post):
        """Who is here on a post; nobody: an empty user."""
        self.ensure_one()
        return (
            self.sudo()
            .place_ids.filtered(lambda place: place.post == post and place.is_present)
            .user_id[:1]
        )

    def _quorum_words(self):
        if not self.place_ids:
            return ""
        seats = len(
            {
                place.holder_id.id
                for place in self.place_ids
                if place.post != Post.SECRETARY
            }
        )
        return self.env._(
            "%(present)s of %(seats)s votes are here, %(needed)s are needed",
            present=self.present_count,
            seats=seats,
            needed=self.committee_id._quorum_rule().needed(seats),
        )

    def _ask_members(self):
        """A task for each who has a vote; it goes when he has voted on everything."""
        for sitting in self:
            until = sitting.closes_at and sitting.closes_at.date()
            asked = sitting.activity_ids.user_id
            for place in sitting.place_ids.filtered(
                lambda one: one.user_id not in asked  # noqa: B023
            ):
                if place.is_present and place.post != Post.SECRETARY:
                    sitting.with_context(
                        mail_activity_quick_update=True
                    ).activity_schedule(
                        "mail.mail_activity_data_todo",
                        date_deadline=until or sitting.date,
                        summary=self.env._("Vote"),
                        user_id=place.user_id.id,
                    )

    def _check_state(self, state):
        for sitting in self:
            if sitting.state != state:
                states = dict(self._fields["state"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "This sitting is at “%(state)s”.", state=states[sitting.state]
                    )
                )
