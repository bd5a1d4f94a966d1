from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError

from ..domain.acts import Checker


class BankActDelegation(models.Model):
    """Somebody decides in another's place for some days: delegation, leave, absence."""

    _name = "bank.act.delegation"
    _description = "Delegation of Decisions"
    _without_visibility_rule = "Who decides in whose place is known to every employee."
    _inherit = ["bank.acceptance.mixin", "bank.dated.mixin"]
    _order = "date_to desc, id desc"

    _two_person_create = "role_grant"
    _fixed_names = ("user_id", "deputy_id")

    user_id = fields.Many2one(
        "res.users", "In place of", required=True, index=True, ondelete="cascade",
        default=lambda self: self.env.user, two_person="role_grant",
    )  # fmt: skip
    deputy_id = fields.Many2one(
        "res.users", "Decides", required=True, index=True, ondelete="cascade",
        two_person="role_grant",
    )  # fmt: skip
    date_from = fields.Date(
        "From",
        required=True,
        default=lambda self: self.env["bank.business.day"]._today(),
    )
    date_to = fields.Date("Until", required=True, two_person="role_grant")
    reason = fields.Selection(
        [("leave", "Leave"), ("absence", "Absence"), ("delegation", "Delegation")],
        required=True,
        default="leave",
    )

    _not_to_oneself = models.Constraint(
        "CHECK(user_id != deputy_id)", "Nobody stands in for himself."
    )
    _dates_in_order = models.Constraint(
        "CHECK(date_to >= date_from)", "A delegation cannot end before it begins."
    )

    @api.depends("user_id", "deputy_id")
    def _compute_display_name(self):
        for delegation in self:
            delegation.display_name = self.env._(
                "%(deputy)s for %(user)s",
                deputy=delegation.deputy_id.name or "",
                user=delegation.user_id.name or "",
            )

    @api.model_create_multi
    def create(self, vals_list):
        delegations = super().create(vals_list)
        delegations._check_whose()
        return delegations

    def write(self, vals):
        self._check_whose()
        result = super().write(vals)
        self._check_whose()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_own(self):
        self._check_whose()

    def _check_whose(self):
        """One lends one's own power; a head that of who is absent, never to himself."""
        if self.env.su:
            return
        if any(
            delegation.deputy_id == self.env.user
            and delegation.user_id != self.env.user
            for delegation in self
        ):
            raise AccessError(self.env._("Nobody takes another's power for himself."))
        people = {self.env.uid, *self.env["bank.home"]._subordinate_ids()}
        if any(delegation.user_id.id not in people for delegation in self):
            raise AccessError(
                self.env._("You may lend your own power, or that of your people.")
            )

    def _needing_second_person(self, code, names):
        # One's own power is one's own to lend; another's takes two people.
        return (
            super()
            ._needing_second_person(code, names)
            .filtered(lambda delegation: delegation.user_id != self.env.user)
        )

    @api.model
    def _ways_of(self, user):
        """The user as a decider, and each in whose place he decides today.

        A power that was itself borrowed is not lent on.
        """
        lent = self.sudo().search(
            [
                ("deputy_id", "=", user.id),
                ("is_in_force", "=", True),
                ("acceptance", "=", "accepted"),
            ]
        )
        people = (user.sudo() | lent.user_id).filtered(
            lambda person: person.active and person.id != SUPERUSER_ID
        )
        posts = (
            self.env["bank.post"]
            .sudo()
            .search([("user_id", "in", people.ids), ("is_in_force", "=", True)])
        )
        return [
            Checker(
                person.id,
                frozenset(person.all_group_ids.ids),
                tuple(
                    post.branch_id.parent_path
                    for post in posts
                    if post.user_id == person
                ),
            )
            for person in people
        ]
