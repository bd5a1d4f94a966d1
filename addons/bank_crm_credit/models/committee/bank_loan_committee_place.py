from odoo import api, fields, models
from odoo.exceptions import UserError

from .bank_loan_committee_seated_mixin import POSTS


class BankLoanCommitteePlace(models.Model):
    """A person called to a sitting: on whose seat, and whether he came."""

    _name = "bank.loan.committee.place"
    _description = "Attendance of a Sitting"
    _without_visibility_rule = "Who was called and came; nothing of a client."
    _inherit = ["bank.loan.committee.seated.mixin"]
    _order = "sitting_id, post_order, id"

    sitting_id = fields.Many2one(
        "bank.loan.committee.sitting", required=True, index=True, ondelete="cascade",
        sealed=True, copy=False,
    )  # fmt: skip
    post = fields.Selection(
        POSTS,
        required=True,
        sealed=True,
        copy=False,
    )
    post_order = fields.Integer(sealed=True, copy=False)
    is_required = fields.Boolean("Must be there", sealed=True, copy=False)
    has_veto = fields.Boolean("Veto", sealed=True, copy=False)
    is_present = fields.Boolean("Is here", default=True)
    joined_at = fields.Datetime(
        "Took the seat", sealed=True, copy=False,
        help="After the vote had begun; empty: from the start.",
    )  # fmt: skip
    replaced_at = fields.Datetime("Gave the seat up", sealed=True, copy=False)
    stands_in_words = fields.Char("Stands in for", compute="_compute_stands_in_words")

    _one_place = models.Constraint(
        "UNIQUE(sitting_id, user_id)", "One person, one place."
    )

    @api.depends("user_id", "holder_id")
    def _compute_stands_in_words(self):
        for place in self:
            is_other = place.holder_id != place.user_id
            place.stands_in_words = place.holder_id.name if is_other else ""

    def _cast(self):
        """What this person voted in the sitting."""
        self.ensure_one()
        return self.sitting_id._all_items().ballot_ids.filtered(
            lambda ballot: ballot.user_id == self.user_id
        )

    def write(self, vals):
        """Presence is noted while the sitting is open; who has voted was there."""
        if "is_present" in vals and not self.env.su:
            self.sitting_id.committee_id._check_runs()
            for place in self:
                sitting = place.sitting_id.sudo()
                if sitting.state != "open":
                    raise UserError(
                        self.env._("Attendance is noted while the sitting is open.")
                    )
                if sitting.kind == "circular":
                    raise UserError(
                        self.env._("Without a sitting who votes in time is present.")
                    )
                if not vals["is_present"] and sitting._all_items().ballot_ids.filtered(
                    lambda ballot: ballot.user_id == place.user_id  # noqa: B023
                ):
                    raise UserError(
                        self.env._("%(name)s has voted.", name=place.user_id.name)
                    )
        result = super().write(vals)
        if "is_present" in vals:
            self.sitting_id.sudo()._call_places()
        return result
