from odoo import api, fields, models
from odoo.exceptions import AccessError


class BankAssignmentRule(models.Model):
    """Which clients of a unit go to which people, and how they are dealt among them."""

    _name = "bank.assignment.rule"
    _description = "Assignment Rule"
    _without_visibility_rule = "How clients are dealt is known to every employee."
    _order = "sequence, id"

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    branch_id = fields.Many2one(
        "bank.branch", "Clients of the unit", required=True, index=True,
        ondelete="restrict", default=lambda self: self.env.user.branch_id,
        help="And of the units below it.",
    )  # fmt: skip
    segment_id = fields.Many2one(
        "bank.segment", "In the segment", index=True, ondelete="restrict"
    )
    client_class_id = fields.Many2one(
        "bank.client.class", "Of the class", index=True, ondelete="restrict"
    )
    scope = fields.Selection(
        [
            ("unserved", "Without a manager"),
            ("everybody", "All, whoever serves them"),
        ],
        "Which of them",
        required=True,
        default="unserved",
        help="Clients whose manager stays are left to him either way.",
    )
    takers = fields.Selection(
        [
            ("role", "Everybody in a role"),
            ("team", "A team"),
            ("people", "These people"),
        ],
        "Who takes them",
        required=True,
        default="role",
    )
    role_id = fields.Many2one(
        "bank.role", index=True, ondelete="restrict",
        default=lambda self: self.env.ref(
            "bank_crm_base.role_retail_manager", raise_if_not_found=False
        ),
    )  # fmt: skip
    user_ids = fields.Many2many(
        "res.users", "bank_assignment_rule_user_rel", "rule_id", "user_id", "People"
    )
    team_id = fields.Many2one("bank.team", index="btree_not_null", ondelete="restrict")
    family_ids = fields.Many2many(
        "bank.product.family", "bank_assignment_rule_family_rel", "rule_id", "family_id",
        "Who may sell",
        help="Only people who have all these product lines, with their certificates in force.",
    )  # fmt: skip
    is_by_language = fields.Boolean(
        "In the client's language",
        help="A client goes to somebody who speaks his language; a client of whom no "
        "language is known, to anybody.",
    )
    is_own_unit = fields.Boolean(
        "Within the client's own unit",
        default=True,
        help="A client goes only to somebody with a post in his own unit.",
    )
    strategy = fields.Selection(
        [
            ("least_loaded", "Whoever has fewest clients"),
            ("in_turn", "In turn, equally many"),
            ("group_leader", "Who serves the head of the group; the rest by fewest"),
        ],
        "How they are dealt",
        required=True,
        default="least_loaded",
        help="How many each may have is in his file: his own limit, or that of his grade.",
    )

    _somebody_takes = models.Constraint(
        "CHECK(takers != 'role' OR role_id IS NOT NULL)", "Choose the role."
    )
    _team_takes = models.Constraint(
        "CHECK(takers != 'team' OR team_id IS NOT NULL)", "Choose the team."
    )

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        rules._check_own_unit()
        return rules

    def write(self, vals):
        self._check_own_unit()
        result = super().write(vals)
        self._check_own_unit()
        return result

    def _check_own_unit(self):
        """A head rules over the clients and the people of the units that he heads."""
        if self.env.su:
            return
        units = self.env["bank.assignment.batch"]._headed_unit_ids()
        people = set(self.env["bank.home"]._subordinate_ids())
        for rule in self:
            named = rule.user_ids | rule.team_id.user_ids
            if rule.branch_id.id not in units or set(named.ids) - people:
                raise AccessError(
                    self.env._("Choose a unit that you head, and its people.")
                )

    def _takers(self):
        """(user, unit) of everybody who may take clients of this rule today.

        Nobody who is suspended or may not sell what the rule asks for.
        """
        self.ensure_one()
        people = self.env["bank.people"]
        posts = self.env["bank.post"].sudo()._in_force()
        posts = posts.filtered("user_id.active")
        if self.takers == "role":
            units = set(self.branch_id._subtree_ids())
            posts = posts.filtered(
                lambda post: post.role_id == self.role_id and post.branch_id.id in units
            )
        else:
            named = self.user_ids if self.takers == "people" else self.team_id.user_ids
            posts = posts.filtered(lambda post: post.user_id in named)
        ids = posts.user_id.ids
        able = people._sellers(ids, self.family_ids) - people._suspended(ids)
        posts = posts.filtered(lambda post: post.user_id.id in able)
        found = {}
        for post in posts.sorted("id"):
            found.setdefault(post.user_id.id, post.branch_id.id)
        return sorted(found.items())
