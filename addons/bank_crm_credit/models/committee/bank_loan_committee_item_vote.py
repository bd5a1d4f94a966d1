from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ...domain.committee.ballots import Ballot, BallotError, Vote, cast
from ...domain.committee.counting import Form, count
from ...domain.committee.quorum import quorum_of
from .bank_loan_committee import VOTER

# Why a member leaves an item -> it is as if he had declared an interest.
INTERESTS = ("declared", "participant", "related", "decided")


class BankLoanCommitteeItem(models.Model):
    """Who counts for an item, votes cast one by one, and the count."""

    _inherit = "bank.loan.committee.item"

    @api.depends("state", "cast_count", "conflict_ids")
    @api.depends_context("uid")
    def _compute_voters(self):
        for item in self:
            if item.state != "voting":
                item.voter_count = item.cast_count
                item.is_my_vote = False
                continue
            people = item._voter_ids()
            item.voter_count = len(people)
            item.is_my_vote = item._waits_for(self.env.user)

    def _search_is_my_vote(self, operator, value):
        if operator != "in":
            return NotImplemented
        called = self.sudo().search(
            [
                ("state", "=", "voting"),
                ("sitting_id.place_ids", "any",
                 [("user_id", "=", self.env.uid), ("is_present", "=", True)]),
            ]
        )  # fmt: skip
        mine = called.filtered(lambda item: item._waits_for(self.env.user))
        return [("id", "in", mine.ids)]

    # --- who counts

    def _quorum(self):
        """The quorum of this item as domain code tells it: who counts, who not and why."""
        self.ensure_one()
        item = self.sudo()
        sitting, committee = item.sitting_id, item.committee_id
        interested = frozenset(
            item.conflict_ids.filtered(lambda one: one.origin in INTERESTS).user_id.ids
        )
        entered = frozenset(
            item.conflict_ids.filtered(lambda one: one.origin == "entered").user_id.ids
        )
        absent = sitting._absent_ids()
        # Who gave his seat up keeps the votes that he had cast.
        replaced = sitting._replaced_ids() - frozenset(
            item._current_ballots().user_id.ids
        )
        places = committee._places(
            sitting.date,
            away=absent | interested | replaced,
            late=sitting._late_stand_ins(),
            called=sitting._called_themselves(),
        )
        present = {place.person for place in places} - absent
        voting = {place.person for place in places if place.has_vote}
        present -= item._without_post(present & voting)
        return quorum_of(
            places,
            committee._quorum_rule(),
            present=present,
            conflicts=interested,
            entered=entered,
        )

    def _without_post(self, people):
        """Ids of those whose post ended before they voted: they make no quorum either."""
        held = set(self._current_ballots().user_id.ids)
        users = self.env["res.users"].sudo().browse(people - held)
        return {user.id for user in users if not user.has_group(VOTER)}

    def _voter_ids(self):
        return {place.person for place in self._quorum().counted}

    def _current_ballots(self):
        """Votes on the terms as they are put now; for the rules, not for people."""
        return self.sudo().ballot_ids.filtered(
            lambda ballot: ballot.motion == ballot.item_id.motion
        )

    def _waits_for(self, user):
        """Whether this user has a vote on it as it is put now and has not cast it."""
        self.ensure_one()
        return (
            self.state == "voting"
            and user.id in self._voter_ids()
            and user not in self._current_ballots().user_id
        )

    def _my_ballot(self):
        self.ensure_one()
        return self._current_ballots().filtered(
            lambda ballot: ballot.user_id == self.env.user
        )

    # --- the vote

    def _open(self):
        """Begin the vote: who may not decide this one leaves it before it starts."""
        self.ensure_one()
        self.write({"state": "voting", "opened_at": self._now()})
        if self.application_id:
            called = self.sitting_id.committee_id._may_be_called(self.sitting_id.date)
            for person, origin in self.application_id._barred_people().items():
                if person in called:
                    self._leave(person, origin)

    def _leave(self, person, origin, reason=""):
        """`person` (a user's id) leaves the item; whoever stands in for him is called."""
        self.ensure_one()
        if person in self.sudo().conflict_ids.user_id.ids:
            raise UserError(self.env._("You have left this item already."))
        self.env["bank.loan.committee.conflict"].sudo().create(
            {
                "item_id": self.id,
                "user_id": person,
                "origin": origin,
                "reason": reason,
                "declared_at": self._now(),
            }
        )
        if origin in INTERESTS:
            sitting = self.sudo().sitting_id
            sitting._call_places(
                away=self.sudo()
                .conflict_ids.filtered(lambda one: one.origin in INTERESTS)
                .user_id.ids
            )
            if sitting.kind == Form.CIRCULAR:
                sitting._seat_late_substitutes()

    def action_declare_conflict(self, reason):
        """I have an interest in it: I leave the item, and its quorum."""
        self.ensure_one()
        self.check_access("read")
        self._check_member()
        if self.state not in ("waiting", "voting"):
            raise UserError(self.env._("The vote on this item is over."))
        if not (reason or "").strip():
            raise UserError(self.env._("Say what connects you with the borrower."))
        self._lock()
        self._leave(self.env.uid, "declared", reason.strip())
        self._settle_if_all_voted()
        return True

    def action_vote(self, vote, reason=""):
        """Cast my vote on the terms as they are now: once, and with a reason unless for."""
        self.ensure_one()
        self.check_access("read")
        if vote not in set(Vote):
            raise UserError(
                self.env._("Vote for, against, abstain, defer or return it.")
            )
        if vote == Vote.RETURN and self.kind != "application":
            raise UserError(self.env._("Only an application is returned: defer this."))
        if self.env.uid not in self._voter_ids():
            raise AccessError(self.env._("You have no vote on this item."))
        if self.state != "voting":
            raise UserError(self.env._("No vote is going on about this item."))
        reason = (reason or "").strip()
        self._lock()
        now = self._now()
        quorum = self._quorum()
        ballots = [one._as_ballot() for one in self.sudo().ballot_ids]
        try:
            cast(
                ballots,
                Ballot(self.env.uid, self.motion, Vote(vote), now, reason),
                quorum,
                motion=self.motion,
                closes_at=self.sudo().closes_at or None,
            )
        except BallotError as error:
            raise UserError(self._ballot_error_words(vote, reason, now)) from error
        place = next(one for one in quorum.counted if one.person == self.env.uid)
        self.env["bank.loan.committee.ballot"].sudo().create(
            {
                "item_id": self.id,
                "user_id": self.env.uid,
                "holder_id": place.holder,
                "motion": self.motion,
                "vote": vote,
                "reason": reason,
                "cast_at": now,
            }
        )
        self.sudo().write({"cast_count": self.cast_count + 1, "trouble": False})
        self._settle_if_all_voted()
        self._done_for_me()
        return True

    def _ballot_error_words(self, vote, reason, now):
        if vote == Vote.RETURN and not reason:
            return self.env._("Write what is missing: it goes back with these words.")
        if vote != Vote.FOR and not reason:
            return self.env._("Who does not vote for it says why.")
        if self._my_ballot():
            return self.env._("You have voted. A vote is not changed.")
        if self.sudo().closes_at and now > self.sudo().closes_at:
            return self.env._("The time to vote is over.")
        return self.env._("You have no vote on this item.")

    def _done_for_me(self):
        """My task goes once I have voted on everything."""
        sitting = self.sudo().sitting_id
        left = sitting._all_items().filtered(
            lambda item: item._waits_for(self.env.user)
        )
        if not left:
            sitting.activity_ids.filtered(
                lambda activity: activity.user_id == self.env.user
            ).unlink()

    def _put_other_terms(self):
        """The committee votes on another motion: who has voted votes anew."""
        self.ensure_one()
        if not self.sudo().ballot_ids.filtered(lambda one: one.motion == self.motion):
            return
        self.sudo().write({"motion": self.motion + 1, "cast_count": 0})
        sitting = self.sudo().sitting_id
        if sitting.kind == Form.CIRCULAR:
            # Who had voted and fell ill since then votes anew by his substitute.
            sitting._seat_late_substitutes()
        sitting._ask_members()

    def _condition_was_put(self):
        """Another condition is another motion too: one votes on what it all comes to."""
        for item in self:
            if item.state == "voting":
                item._put_other_terms()

    # --- the count

    def _count(self, is_closed=False):
        self.ensure_one()
        item = self.sudo()
        quorum = item._quorum()
        return quorum, count(
            [ballot._as_ballot() for ballot in item.ballot_ids],
            quorum,
            item.committee_id._voting_rule(),
            motion=item.motion,
            form=Form(item.sitting_id.kind),
            is_closed=is_closed,
        )

    def _settle_if_all_voted(self):
        """The last vote ends it: nothing is left to wait for."""
        self.ensure_one()
        if self.state != "voting":
            return
        quorum, result = self._count()
        # Where nobody counts at all, the chairman closes it: no vote is missing.
        if quorum.counted and result.result != "open":
            self._settle(quorum, result)

    def action_close(self):
        """End the vote on this item now, whoever has not voted."""
        for item in self:
            item.committee_id._check_runs()
            if item.state != "voting":
                raise UserError(self.env._("No vote is going on about this item."))
            item._lock()
            item._settle(*item._count(is_closed=True))
        return True

    def _lock(self):
        """One vote at a time: the row is written, so that two never count past each other."""
        self.ensure_one()
        self.env.flush_all()
        # Waits, unlike `lock_for_update`: two vote in the same second, both in time. The row
        # is written and not only locked: whoever comes second begins anew and sees the first.
        self.env.execute_query(
            SQL(
                "UPDATE bank_loan_committee_item SET id = id WHERE id = %s RETURNING id",
                self.id,
            )
        )
        self.invalidate_recordset()

    @api.model
    def _now(self):
        return fields.Datetime.now()  # clock: people vote by the clock
