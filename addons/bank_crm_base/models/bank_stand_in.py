from odoo import api, fields, models
from odoo.exceptions import AccessError


class BankStandIn(models.Model):
    """A colleague looks after the whole portfolio of a manager who is away for some days.

    It ends by its date alone. Clients behind the wall stay behind it.
    """

    _name = "bank.stand.in"
    _description = "Stand-In for a Manager"
    _without_visibility_rule = "Who stands in for whom is known to every employee."
    _inherit = ["bank.dated.mixin"]
    _order = "date_to desc, id desc"

    user_id = fields.Many2one(
        "res.users", "Who is away", required=True, index=True, ondelete="cascade"
    )
    deputy_id = fields.Many2one(
        "res.users", "Stands in", required=True, index=True, ondelete="cascade"
    )
    date_from = fields.Date(
        "From",
        required=True,
        default=lambda self: self.env["bank.business.day"]._today(),
    )
    date_to = fields.Date("Until", required=True)
    reason = fields.Char("Why", required=True)
    given_by_id = fields.Many2one(
        "res.users", "Given by", index="btree_not_null", ondelete="set null", readonly=True,
        default=lambda self: self.env.user,
    )  # fmt: skip
    people_ids = fields.Many2many("res.users", compute="_compute_people_ids")
    client_count = fields.Integer("Clients", compute="_compute_client_count")

    _not_oneself = models.Constraint(
        "CHECK(user_id != deputy_id)", "Nobody stands in for himself."
    )
    _dates_in_order = models.Constraint(
        "CHECK(date_to >= date_from)", "The last day is before the first."
    )

    @api.depends("user_id", "deputy_id")
    def _compute_display_name(self):
        for stand_in in self:
            stand_in.display_name = stand_in.deputy_id and self.env._(
                "%(deputy)s for %(user)s",
                deputy=stand_in.deputy_id.name,
                user=stand_in.user_id.name or "",
            )

    @api.depends_context("uid")
    def _compute_people_ids(self):
        self.people_ids = self._people()

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_client_count(self):
        counts = dict(
            self.env["res.partner"]._read_group(
                [("manager_id", "in", self.user_id.ids), ("is_client", "=", True)],
                ["manager_id"],
                ["__count"],
            )
        )
        for stand_in in self:
            stand_in.client_count = counts.get(stand_in.user_id, 0)

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            for vals in vals_list:
                vals["given_by_id"] = self.env.uid
        stand_ins = super().create(vals_list)
        stand_ins._check_whose()
        self.env.registry.clear_cache()
        return stand_ins

    def write(self, vals):
        self._check_whose()
        result = super().write(vals)
        self._check_whose()
        self.env.registry.clear_cache()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_own(self):
        self._check_whose()
        self.env.registry.clear_cache()

    def _check_whose(self):
        """A head says who of his people stands in for whom."""
        if self.env.su:
            return
        people = self._people()
        for stand_in in self:
            if (stand_in.user_id | stand_in.deputy_id) - people:
                raise AccessError(
                    self.env._("Choose two people who work in a unit that you head.")
                )

    @api.model
    def _people(self):
        """Whom the current user may let stand in for one another."""
        ids = [self.env.uid, *self.env["bank.home"]._subordinate_ids()]
        return self.env["res.users"].browse(ids)

    @api.model
    def _absent_of(self, user_id):
        """Managers whose portfolio this user looks after today."""
        stand_ins = self.sudo().search(
            [("deputy_id", "=", user_id), ("is_in_force", "=", True)]
        )
        return frozenset(stand_ins.user_id.ids)
