from odoo import fields, models

from ...domain.committee.ballots import seen_by
from ...domain.committee.composition import Post


class BankLoanCommitteeItem(models.Model):
    """The whole case on one page: what a member reads before he votes, and the vote itself."""

    _inherit = "bank.loan.committee.item"

    def get_case(self):
        """What is asked, about whom, against what risk, and how the vote stands."""
        self.ensure_one()
        self.check_access("read")
        item = self
        return {
            "id": item.id,
            "kind": item.kind,
            "state": item.state,
            "state_words": dict(self._fields["state"]._description_selection(self.env))[
                item.state
            ],
            "result": item._result_text(),
            "trouble": item.trouble or "",
            "question": item.question or "",
            "asked": item._asked_row(),
            "terms": item._terms_row(),
            "borrower": item._borrower_row(),
            "facts": item.application_id._case_facts() if item.application_id else [],
            "conditions": [one._case_row() for one in item.condition_ids],
            "vote": item._vote_row(),
        }

    def _borrower_row(self):
        application = self.application_id
        client = application.client_id
        return {
            "name": application.applicant_name or "",
            "client_id": client.id if client.has_access("read") else False,
            "number": application.number or "",
            "product": application.product_id.display_name or "",
            "purpose": application.purpose or "",
            "officer": application.officer_id.name or "",
            "branch": application.branch_id.name or "",
        }

    def _currency_row(self):
        currency = self.currency_id or self.env.company.currency_id
        return {
            "symbol": currency.symbol,
            "position": currency.position,
            "digits": currency.decimal_places,
        }

    def _asked_row(self):
        application = self.application_id
        return {
            "amount": application.amount,
            "months": application.term_months,
            "rate": application.rate,
        }

    def _terms_row(self):
        return {
            "motion": self.motion,
            "amount": self.amount,
            "months": self.term_months,
            "rate": self.rate,
            "security": self.security_words or "",
            "currency": self._currency_row(),
        }

    def _vote_row(self):
        """Who has a vote, who has cast it, and how where the viewer may know."""
        item = self.sudo()
        user = self.env.user
        quorum = item._quorum() if item.state in ("waiting", "voting") else None
        mine = self._my_ballot()
        votes = dict(
            self.env["bank.loan.committee.ballot"]
            ._fields["vote"]
            ._description_selection(self.env)
        )
        called = user in item.sitting_id.place_ids.user_id
        left = item.conflict_ids.filtered(lambda one: one.user_id == user)
        return {
            "may_vote": self.is_my_vote,
            "may_run": self.may_run,
            "may_leave": called and item.state in ("waiting", "voting") and not left,
            "has_voted": bool(mine),
            "i_left": bool(left),
            "sitting": item.sitting_id.display_name,
            "committee": item.committee_id.name,
            "rules": item.committee_id._rule_words(),
            "closes_at": fields.Datetime.to_string(item.closes_at) or "",
            "cast": item.cast_count,
            "voters": self.voter_count,
            "quorum": self._quorum_text(quorum),
            "is_quorum": not quorum or quorum.is_met,
            "people": self._people_rows(quorum, votes),
            "left": [
                {"name": one.user_id.name, "why": self._left_words(one)}
                for one in item.conflict_ids
            ],
        }

    def _left_words(self, conflict):
        """Why somebody left; what he told of himself stays within the committee."""
        origins = dict(conflict._fields["origin"]._description_selection(self.env))
        return origins[conflict.origin]

    def _people_rows(self, quorum, votes):
        """One row a member: what may be known of his vote by who looks."""
        item = self.sudo()
        current = item.ballot_ids.filtered(lambda one: one.motion == item.motion)
        if quorum is None:
            shown = self.env["bank.loan.committee.ballot"].search(
                [("item_id", "=", self.id), ("motion", "=", self.motion)]
            )
            return [
                {
                    "name": ballot.user_id.name,
                    "user_id": ballot.user_id.id,
                    "is_cast": True,
                    "vote": ballot.vote,
                    "vote_words": votes[ballot.vote],
                    "reason": ballot.reason or "",
                }
                for ballot in shown.sudo()
            ]
        seen = seen_by(
            self.env.uid,
            [ballot._as_ballot() for ballot in current],
            quorum,
            motion=item.motion,
        )
        posts = {place.person: place for place in quorum.counted}
        names = {
            user.id: user.name
            for user in self.env["res.users"].sudo().browse(list(posts))
        }
        return [
            {
                "name": names[one.person],
                "user_id": one.person,
                "is_chairman": posts[one.person].post is Post.CHAIRMAN,
                "is_cast": one.is_cast,
                "vote": str(one.ballot.vote) if one.ballot else "",
                "vote_words": votes[str(one.ballot.vote)] if one.ballot else "",
                "reason": one.ballot.reason if one.ballot else "",
            }
            for one in seen
        ]

    def _quorum_text(self, quorum):
        if quorum is None:
            return ""
        words = self.env._(
            "%(there)s votes count, %(needed)s are needed",
            there=len(quorum.counted),
            needed=quorum.needed,
        )
        if quorum.missing_required:
            people = self.env["res.users"].sudo()
            names = ", ".join(
                people.browse(place.person).name for place in quorum.missing_required
            )
            words = self.env._(
                "%(words)s; without %(names)s there is no quorum",
                words=words,
                names=names,
            )
        return words
