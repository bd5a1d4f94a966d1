from odoo import api, fields, models
from odoo.exceptions import UserError

from ...domain.committee.composition import Post, StandIn

FIXED = frozenset({"committee_id", "user_id", "substitute_id", "date_from"})


class BankLoanCommitteeSubstitute(models.Model):
    """A dated decision that somebody sits for a member while he is away or in conflict."""

    _name = "bank.loan.committee.substitute"
    _description = "Substitute on a Credit Committee"
    _without_visibility_rule = "Who sits on which committee; nothing of a client."
    _inherit = ["bank.dated.mixin"]
    _order = "date_to desc, id desc"

    committee_id = fields.Many2one(
        "bank.loan.committee", required=True, index=True, ondelete="restrict"
    )
    user_id = fields.Many2one(
        "res.users", "In place of", required=True, index=True, ondelete="restrict"
    )
    substitute_id = fields.Many2one(
        "res.users", "Sits", required=True, index=True, ondelete="restrict",
        domain=[("share", "=", False)],
    )  # fmt: skip
    date_from = fields.Date(
        "From",
        required=True,
        default=lambda self: self.env["bank.business.day"]._today(),
    )
    date_to = fields.Date("Until", required=True)
    is_leave = fields.Boolean(
        "He is away all these days",
        help="On leave or ill: the substitute sits without asking. Else he sits only when "
        "the member is absent or leaves an item.",
    )
    reason = fields.Char("Why", required=True)

    _not_oneself = models.Constraint(
        "CHECK(user_id != substitute_id)", "Nobody stands in for himself."
    )
    _dates_in_order = models.Constraint(
        "CHECK(date_to >= date_from)", "The last day is before the first."
    )

    @api.depends("user_id", "substitute_id")
    def _compute_display_name(self):
        for one in self:
            one.display_name = self.env._(
                "%(substitute)s for %(member)s",
                substitute=one.substitute_id.name or "",
                member=one.user_id.name or "",
            )

    @api.constrains("user_id", "substitute_id")
    def _check_is_member(self):
        """Who stands in for the secretary has no vote."""
        voting = self.filtered(
            lambda one: one.committee_id.seat_ids.filtered(
                lambda seat: seat.user_id == one.user_id and seat.post != Post.SECRETARY
            )
        )
        self.env["bank.loan.committee"]._check_are_members(voting.substitute_id)

    @api.model_create_multi
    def create(self, vals_list):
        substitutes = super().create(vals_list)
        substitutes._check_not_into_a_vote(("sitting",))
        self.env["bank.loan.committee.sitting"]._call_late_substitutes(
            substitutes.committee_id
        )
        return substitutes

    def write(self, vals):
        today = self.env["bank.business.day"]._today()
        begun = any(one.date_from < today for one in self)
        if begun and not self.env.su and FIXED & vals.keys():
            raise UserError(
                self.env._("This holds already: end it, and enter a new one.")
            )
        self._check_not_into_a_vote()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_by_its_date(self):
        today = self.env["bank.business.day"]._today()
        if any(one.date_from <= today for one in self):
            raise UserError(self.env._("What has begun ends by its last day."))

    def _check_not_into_a_vote(self, kinds=("sitting", "circular")):
        """Round a table sits who was called; into a vote of days one is named at any time."""
        for one in self:
            if one.committee_id.sudo().sitting_ids.filtered(
                lambda sitting: (
                    sitting.state == "open"
                    and sitting.kind in kinds
                    and one.date_from <= sitting.date <= one.date_to  # noqa: B023
                )
            ):
                raise UserError(
                    self.env._("A vote is going on: change who stands in after it.")
                )

    def _as_stand_in(self):
        self.ensure_one()
        return StandIn(
            person=self.user_id.id,
            substitute=self.substitute_id.id,
            first_day=self.date_from,
            last_day=self.date_to,
        )
