from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...domain.committee.composition import CompositionError, Post, Seat
from .bank_loan_committee_seated_mixin import POSTS

# What a sitting of the past was composed of does not change behind it.
FIXED = frozenset(
    {"committee_id", "user_id", "post", "date_from", "is_required", "has_veto"}
)


class BankLoanCommitteeSeat(models.Model):
    """A person's seat on a committee, from day to day. It ends; it is never rewritten."""

    _name = "bank.loan.committee.seat"
    _description = "Seat on a Credit Committee"
    _without_visibility_rule = "Who sits on which committee; nothing of a client."
    _inherit = ["bank.dated.mixin"]
    _order = "committee_id, post_order, id"
    _rec_name = "user_id"

    committee_id = fields.Many2one(
        "bank.loan.committee", required=True, index=True, ondelete="restrict"
    )
    user_id = fields.Many2one(
        "res.users", "Who", required=True, index=True, ondelete="restrict",
        domain=[("share", "=", False)],
    )  # fmt: skip
    post = fields.Selection(
        POSTS,
        required=True,
        default=Post.MEMBER.value,
    )
    post_order = fields.Integer(compute="_compute_post_order", store=True)
    is_required = fields.Boolean(
        "Must be there", help="Without this seat there is no quorum."
    )
    has_veto = fields.Boolean(
        "Has a veto",
        help="Of the risk service, where the committee's rules give it a veto.",
    )
    date_from = fields.Date(
        "From",
        required=True,
        default=lambda self: self.env["bank.business.day"]._today(),
    )
    date_to = fields.Date(
        "Until", help="The last day on the seat; empty while it lasts."
    )

    _dates_in_order = models.Constraint(
        "CHECK(date_to IS NULL OR date_to >= date_from)",
        "A seat does not end before it begins.",
    )
    _veto_has_a_vote = models.Constraint(
        "CHECK(NOT (post = 'secretary' AND has_veto))",
        "Who has no vote has no veto.",
    )

    @api.depends("post")
    def _compute_post_order(self):
        order = list(Post)
        for seat in self:
            seat.post_order = order.index(Post(seat.post)) if seat.post else 0

    @api.constrains("committee_id", "user_id", "post", "date_from", "date_to")
    def _check_one_seat_each(self):
        for seat in self:
            others = (seat.committee_id.seat_ids - seat).filtered(seat._overlaps)
            if others.filtered(lambda other: other.user_id == seat.user_id):  # noqa: B023
                raise ValidationError(
                    self.env._(
                        "%(name)s has a seat for these days already.",
                        name=seat.user_id.name,
                    )
                )
            for post, text in (
                (Post.CHAIRMAN, self.env._("A committee has one chairman at a time.")),
                (
                    Post.SECRETARY,
                    self.env._("A committee has one secretary at a time."),
                ),
            ):
                if seat.post == post and others.filtered(
                    lambda other: other.post == post  # noqa: B023
                ):
                    raise ValidationError(text)

    @api.constrains("user_id", "post")
    def _check_is_member(self):
        voting = self.filtered(lambda seat: seat.post != Post.SECRETARY)
        self.env["bank.loan.committee"]._check_are_members(voting.user_id)

    @api.model_create_multi
    def create(self, vals_list):
        seats = super().create(vals_list)
        seats._check_not_into_a_vote()
        return seats

    def write(self, vals):
        today = self.env["bank.business.day"]._today()
        begun = self.filtered(lambda seat: seat.date_from < today)
        if begun and not self.env.su:
            if FIXED & vals.keys():
                raise UserError(
                    self.env._(
                        "This seat was sat on already: end it, and enter a new one."
                    )
                )
            last = fields.Date.to_date(vals.get("date_to"))
            if last and last < today:
                raise UserError(self.env._("A seat ends today at the earliest."))
        self._check_not_into_a_vote()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_by_its_date(self):
        today = self.env["bank.business.day"]._today()
        if any(seat.date_from <= today for seat in self):
            raise UserError(self.env._("A seat that has begun ends by its last day."))

    def _overlaps(self, other):
        return (not other.date_to or other.date_to >= self.date_from) and (
            not self.date_to or self.date_to >= other.date_from
        )

    def _check_not_into_a_vote(self):
        """Who sits in a vote that is going on stays as it was when it began."""
        for seat in self:
            going = (
                seat.committee_id.sudo()
                .sitting_ids.filtered(lambda one: one.state == "open")
                .filtered(
                    lambda one: (
                        seat.date_from <= one.date  # noqa: B023
                        and (not seat.date_to or one.date <= seat.date_to)  # noqa: B023
                    )
                )
            )
            if going:
                raise UserError(
                    self.env._(
                        "A vote is going on (%(sitting)s): change the seats after it.",
                        sitting=going[0].display_name,
                    )
                )

    def _as_seat(self):
        self.ensure_one()
        try:
            return Seat(
                person=self.user_id.id,
                post=Post(self.post),
                first_day=self.date_from,
                last_day=self.date_to or None,
                is_required=self.is_required,
                has_veto=self.has_veto,
            )
        except CompositionError as error:
            raise UserError(self.env._("This seat cannot be.")) from error
