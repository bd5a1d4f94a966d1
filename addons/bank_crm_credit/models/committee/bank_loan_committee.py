from decimal import Decimal
from fractions import Fraction

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ...domain.committee.composition import CompositionError, Post, places_on
from ...domain.committee.counting import Base, CountingError, VotingRule
from ...domain.committee.quorum import QuorumError, QuorumRule

SHARES = {
    "half": Fraction(1, 2),
    "two_thirds": Fraction(2, 3),
    "three_quarters": Fraction(3, 4),
    "all": Fraction(1),
}
PERCENT = 100
VOTER = "bank_crm_credit.group_committee_member"
_GUARDED = {"two_person": "loan_authority"}
# By these a vote is counted: they stay as they are while one is going on.
RULES = frozenset(
    {
        "quorum_least", "quorum_percent", "share", "is_at_least", "base",
        "has_risk_veto", "has_casting_vote", "level",
    }
)  # fmt: skip


class BankLoanCommittee(models.Model):
    """A body that decides on loans together: who sits, what makes a quorum, how it votes.

    It sits once a second person accepted it; another rule is proposed and accepted as well.
    """

    _name = "bank.loan.committee"
    _description = "Credit Committee"
    _without_visibility_rule = "Who sits on which committee; nothing of a client."
    _inherit = ["bank.acceptance.mixin"]
    _order = "level, name"

    _two_person_create = "loan_authority"

    name = fields.Char(required=True, translate=True)
    level = fields.Integer(
        "Level of authority",
        required=True,
        default=1,
        help="Applications that the matrix of authority sends to this level come here.",
        **_GUARDED,
    )
    active = fields.Boolean(default=True, **_GUARDED)
    quorum_least = fields.Integer(
        "At least so many votes",
        required=True,
        default=3,
        help="How many members with a vote must be there. A conflict of interest makes it "
        "no smaller.",
        **_GUARDED,
    )
    quorum_percent = fields.Integer(
        "At least such a share of the seats, %", required=True, default=50, **_GUARDED
    )
    share = fields.Selection(
        [
            ("half", "Half of the votes"),
            ("two_thirds", "Two thirds"),
            ("three_quarters", "Three quarters"),
            ("all", "All"),
        ],
        "In favour it takes",
        required=True,
        default="half",
        **_GUARDED,
    )
    is_at_least = fields.Boolean(
        "Exactly so many is enough", help="Else more than that is needed.", **_GUARDED
    )
    base = fields.Selection(
        [
            (Base.CAST.value, "Votes for and against"),
            (Base.PRESENT.value, "All who are present"),
        ],
        "Counted of",
        required=True,
        default=Base.CAST.value,
        help="Of all who are present: who abstains is not for it.",
        **_GUARDED,
    )
    has_risk_veto = fields.Boolean(
        "Veto of the risk service",
        help="A vote against from a seat with a veto refuses, whatever the others say.",
        **_GUARDED,
    )
    has_casting_vote = fields.Boolean(
        "The chairman breaks a tie", help="Else a tie is a no.", **_GUARDED
    )
    circular_days = fields.Integer(
        "Days to vote without a sitting", required=True, default=2, **_GUARDED
    )
    validity_days = fields.Integer(
        "Decisions hold for, days", required=True, default=60, **_GUARDED
    )
    seat_ids = fields.One2many("bank.loan.committee.seat", "committee_id", "Seats")
    substitute_ids = fields.One2many(
        "bank.loan.committee.substitute", "committee_id", "Who stands in"
    )
    sitting_ids = fields.One2many(
        "bank.loan.committee.sitting", "committee_id", "Sittings"
    )
    rule_words = fields.Char("How it decides", compute="_compute_rule_words")
    seat_count = fields.Integer("Votes", compute="_compute_seat_count")

    _positive = models.Constraint(
        "CHECK(circular_days > 0 AND validity_days > 0 AND level > 0)",
        "Days and levels are counted from one.",
    )

    @api.depends("seat_ids.date_from", "seat_ids.date_to", "seat_ids.post")
    def _compute_seat_count(self):
        for committee in self:
            committee.seat_count = len(
                committee.seat_ids.filtered(
                    lambda seat: seat.is_in_force and seat.post != Post.SECRETARY
                )
            )

    @api.depends(*RULES)
    def _compute_rule_words(self):
        for committee in self:
            committee.rule_words = committee._rule_words()

    @api.constrains(*RULES)
    def _check_rules(self):
        words = {
            "_voting_rule": self.env._(
                "These rules would let a minority decide, or nobody. Half is not enough "
                "exactly; all is at least all; the chairman breaks ties of a simple "
                "majority only."
            ),
            "_quorum_rule": self.env._(
                "A quorum is at least one vote and at most all of them."
            ),
        }
        for committee in self:
            for name, text in words.items():
                try:
                    getattr(committee, name)()
                except (CountingError, QuorumError) as error:
                    raise ValidationError(text) from error

    def write(self, vals):
        if RULES & vals.keys():
            self._check_no_vote_is_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        raise UserError(
            self.env._("A committee is not deleted: take it out of use instead.")
        )

    # --- the rules as domain code takes them

    def _quorum_rule(self):
        return QuorumRule(self.quorum_least, Decimal(self.quorum_percent) / PERCENT)

    def _voting_rule(self):
        return VotingRule(
            share=SHARES[self.share],
            base=Base(self.base),
            is_at_least=self.is_at_least,
            has_risk_veto=self.has_risk_veto,
            has_casting_vote=self.has_casting_vote,
        )

    def _rule_words(self):
        """The rules in one line, as a member would say them."""
        self.ensure_one()
        words = [
            self.env._(
                "Quorum: %(least)s votes and %(percent)s %% of the seats",
                least=self.quorum_least,
                percent=self.quorum_percent,
            ),
            self._share_words(),
            self.env._("counted of all who are present")
            if self.base == Base.PRESENT
            else self.env._("counted of votes for and against"),
        ]
        if self.has_risk_veto:
            words.append(self.env._("the risk service has a veto"))
        if self.has_casting_vote:
            words.append(self.env._("the chairman breaks a tie"))
        return "; ".join(words)

    def _share_words(self):
        """How many in favour it takes."""
        more = {
            "half": self.env._("more than half in favour"),
            "two_thirds": self.env._("more than two thirds in favour"),
            "three_quarters": self.env._("more than three quarters in favour"),
        }
        least = {
            "two_thirds": self.env._("two thirds in favour"),
            "three_quarters": self.env._("three quarters in favour"),
            "all": self.env._("all in favour"),
        }
        return (least if self.is_at_least else more).get(self.share) or ""

    # --- who sits

    def _places(self, day, away=(), late=(), called=()):
        """How the committee sits on a day, as domain places; people are users' ids.

        `away`: who is absent besides those on leave. `late`: stand-ins who took their seats
        after the vote began, before all others. `called`: who was called himself; a leave
        that is entered later takes his seat from him only where he is in `away`.
        """
        self.ensure_one()
        committee = self.sudo()
        try:
            return places_on(
                day,
                [seat._as_seat() for seat in committee.seat_ids],
                [*late, *(one._as_stand_in() for one in committee.substitute_ids)],
                away=frozenset(away) | (committee._on_leave(day) - frozenset(called)),
            )
        except CompositionError as error:
            raise UserError(
                self.env._(
                    "%(committee)s: one person has two seats, or there are two chairmen.",
                    committee=self.name,
                )
            ) from error

    def _on_leave(self, day):
        """Holders of seats who lent their decisions to somebody for these days."""
        people = self.seat_ids.user_id
        delegations = self.env["bank.act.delegation"].search(
            [
                ("user_id", "in", people.ids),
                ("acceptance", "=", "accepted"),
                ("reason", "in", ("leave", "absence")),
                ("date_from", "<=", day),
                ("date_to", ">=", day),
            ]
        )
        leaves = self.substitute_ids.filtered(
            lambda one: one.is_leave and one.date_from <= day <= one.date_to
        )
        return frozenset(delegations.user_id.ids) | frozenset(leaves.user_id.ids)

    def _may_be_called(self, day):
        """Ids of users who hold a seat that day, or may come to stand in for one."""
        committee = self.sudo()
        seats = committee.seat_ids.filtered(lambda seat: seat._as_seat().covers(day))
        substitutes = committee.substitute_ids.filtered(
            lambda one: one._as_stand_in().covers(day)
        )
        return frozenset(seats.user_id.ids) | frozenset(substitutes.substitute_id.ids)

    @api.model
    def _check_are_members(self, people):
        """UserError where one of them does not hold the post of a committee's member.

        Posts are given by two persons: nobody makes voters by handing out seats.
        """
        strangers = people.sudo().filtered(lambda user: not user.has_group(VOTER))
        if strangers:
            raise UserError(
                self.env._(
                    "%(names)s: who votes on a committee holds the post of its member. Have "
                    "the post given first.",
                    names=", ".join(strangers.mapped("name")),
                )
            )

    def _holds_post(self, *posts, user=None):
        """Whether the user sits today on one of these posts, by a seat or standing in."""
        self.ensure_one()
        person = (user or self.env.user).id
        day = self.env["bank.business.day"]._today()
        return any(
            place.person == person and place.post in posts
            for place in self._places(day)
        )

    def _check_runs(self):
        """Secretary and chairman of the committee call its sittings and close them."""
        if self.env.su:
            return
        for committee in self:
            if not committee.is_accepted:
                raise UserError(
                    self.env._(
                        "%(committee)s waits for a second person who accepts it.",
                        committee=committee.name,
                    )
                )
            if not committee._holds_post(Post.SECRETARY, Post.CHAIRMAN):
                raise AccessError(
                    self.env._(
                        "The secretary or the chairman of %(committee)s does this.",
                        committee=committee.name,
                    )
                )

    def _check_no_vote_is_open(self):
        going = self.sudo().sitting_ids.filtered(lambda one: one.state == "open")
        if going:
            raise UserError(
                self.env._(
                    "A vote is going on (%(sitting)s): close it first.",
                    sitting=going[0].display_name,
                )
            )
