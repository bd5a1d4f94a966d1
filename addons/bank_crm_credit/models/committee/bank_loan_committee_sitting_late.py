from odoo import api, fields, models

from ...domain.committee.composition import Post, StandIn
from ...domain.committee.counting import Form
from .bank_loan_committee_item_vote import INTERESTS


class BankLoanCommitteeSitting(models.Model):
    """Who takes a seat after a vote without a sitting began.

    A vote of days outlasts the people: a member falls ill, and somebody is named for him.
    He takes the seat on every item on which it has not voted; a vote that was cast stands.
    """

    _inherit = "bank.loan.committee.sitting"

    @api.model
    def _call_late_substitutes(self, committees=None):
        """Seat whoever stands in today for a member of a vote that is going on."""
        now = fields.Datetime.now()  # clock: people vote by the clock
        domain = [
            ("state", "=", "open"),
            ("kind", "=", Form.CIRCULAR.value),
            ("closes_at", ">=", now),
        ]
        if committees is not None:
            domain.append(("committee_id", "in", committees.ids))
        for sitting in self.sudo().search(domain):
            sitting._seat_late_substitutes()

    def _seat_late_substitutes(self):
        self.ensure_one()
        today = self.env["bank.business.day"]._today()
        committee = self.committee_id
        away = committee._on_leave(today)
        # For whoever entered an application nobody votes.
        left = self._all_items().conflict_ids.filtered(
            lambda one: one.origin in INTERESTS
        )
        gone = away | frozenset(left.user_id.ids)
        called = {place.user_id.id: place for place in self.place_ids}
        for seat in committee._places(today, away=gone):
            held = called.get(seat.holder)
            is_free = held and not held.replaced_at and self._left_to(held.user_id)
            if seat.person not in called and is_free:
                self._seat(held, seat.person, is_for_all=seat.holder in away)
                called = {place.user_id.id: place for place in self.place_ids}

    def _left_to(self, user):
        """Items that go on and on which this member has not voted."""
        self.ensure_one()
        return self._all_items().filtered(
            lambda item: (
                item.state == "voting" and user not in item._current_ballots().user_id
            )
        )

    def _seat(self, held, person, *, is_for_all):
        """`person` takes the seat that `held` is of: it is noted, and he is asked to vote."""
        self.ensure_one()
        items = self._left_to(held.user_id)
        for item in items:
            # Waits for a vote that is being cast this moment: whichever is first stands.
            item._lock()
        now = fields.Datetime.now()  # clock: people vote by the clock
        place = self.env["bank.loan.committee.place"].create(
            {
                "sitting_id": self.id,
                "user_id": person,
                "holder_id": held.holder_id.id,
                "post": held.post,
                "post_order": held.post_order,
                "is_required": held.is_required,
                "has_veto": held.has_veto,
                "joined_at": now,
            }
        )
        if is_for_all:
            held.replaced_at = now
            if not held._cast():
                held.is_present = False
        for item in items:
            if item.application_id and (
                origin := item.application_id._barred_people().get(person)
            ):
                item._leave(person, origin)
        self.message_post(
            body=self.env._(
                "%(substitute)s takes the seat of %(member)s from now on; what was voted "
                "stands.",
                substitute=place.user_id.name,
                member=held.holder_id.name,
            )
        )
        self._ask_members()
        if not any(item._waits_for(held.user_id) for item in items):
            self.activity_ids.filtered(
                lambda activity: activity.user_id == held.user_id
            ).unlink()
        for item in items:
            item._settle_if_all_voted()

    def _late_stand_ins(self):
        """Those who took a seat while the vote went on, as the rules take them."""
        self.ensure_one()
        return [
            StandIn(place.holder_id.id, place.user_id.id, self.date, self.date)
            for place in self.place_ids.filtered("joined_at")
        ]

    def _called_themselves(self):
        """Ids of those who were called on seats of their own."""
        self.ensure_one()
        return frozenset(
            self.place_ids.filtered(
                lambda place: place.user_id == place.holder_id
            ).user_id.ids
        )

    def _replaced_ids(self):
        """Holders whose seat somebody took for the rest of the vote."""
        self.ensure_one()
        return frozenset(self.place_ids.filtered("replaced_at").holder_id.ids)

    def _late_rows(self):
        """What the protocol says of those who took a seat while the vote went on."""
        self.ensure_one()
        return [
            {
                "name": place.user_id.name,
                "seat_of": place.holder_id.name,
                "at": fields.Datetime.to_string(place.joined_at),
            }
            for place in self.place_ids.filtered(
                lambda one: one.joined_at and one.post != Post.SECRETARY
            )
        ]
