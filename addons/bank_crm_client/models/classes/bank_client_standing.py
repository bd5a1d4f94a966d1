from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

SETTER_GROUPS = {
    "head": "bank_crm_base.group_unit_head",
    "manager": "bank_crm_base.group_client_editor",
}


class BankClientStanding(models.Model):
    """A class of clients by how they stand with the bank: key, potential, dormant, leaving.

    It is not the core system's service class (`bank.client.class`), of which a client has one.
    """

    _name = "bank.client.standing"
    _description = "Class of Clients"
    _inherit = ["bank.sealed.mixin"]
    _without_visibility_rule = "A list of words; its members have the rule."
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=50)
    color = fields.Integer()
    icon = fields.Char(
        "Picture", default="fa-tag", help="A name of Font Awesome 4.7, such as fa-star."
    )
    meaning = fields.Text(
        translate=True, help="For those who work with the list: who belongs here."
    )
    active = fields.Boolean(
        default=True, help="Taken out of use, it loses its members in the next night."
    )

    setter = fields.Selection(
        [
            ("head", "Heads of units"),
            ("manager", "Who works with the client, and heads"),
            ("nobody", "Nobody: by the rule only"),
        ],
        "Set by hand by",
        required=True,
        default="head",
    )
    may_set = fields.Boolean(compute="_compute_may_set", search="_search_may_set")
    review_months = fields.Integer(
        "Months until review",
        default=6,
        required=True,
        help="A setting by hand holds as long, unless another day is chosen; then the "
        "rule speaks again.",
    )

    segment_id = fields.Many2one(
        "bank.segment", "Rule", index="btree_not_null", ondelete="restrict",
        help="Who is in this segment is in the class. Without one people are put here "
        "by hand only.",
    )  # fmt: skip
    sentence = fields.Text(related="segment_id.sentence", string="In words")
    is_computed = fields.Boolean("By a rule", compute="_compute_is_computed")
    shipped_rule = fields.Json(sealed=True, copy=False)
    is_rule_made = fields.Boolean(sealed=True, copy=False)
    computed_date = fields.Date("Found as of", sealed=True, copy=False)

    member_ids = fields.One2many("bank.client.standing.member", "standing_id")
    member_count = fields.Integer("Clients", compute="_compute_counts")
    came_count = fields.Integer("Came this month", compute="_compute_counts")
    left_count = fields.Integer("Left this month", compute="_compute_counts")

    _code_uniq = models.Constraint("UNIQUE(code)", "Another class has this code.")
    _review_months_range = models.Constraint(
        "CHECK(review_months BETWEEN 1 AND 36)",
        "A setting by hand is reviewed after a month at least and three years at most.",
    )

    @api.depends("setter")
    @api.depends_context("uid")
    def _compute_may_set(self):
        setters = self._own_setters()
        for standing in self:
            standing.may_set = standing.setter in setters

    def _search_may_set(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("setter", "in", self._own_setters())

    @api.model
    def _own_setters(self):
        """By which right the user sets a class by hand."""
        if self.env.su:
            return list(SETTER_GROUPS)
        user = self.env.user
        return [code for code, group in SETTER_GROUPS.items() if user.has_group(group)]

    @api.depends("segment_id")
    def _compute_is_computed(self):
        for standing in self:
            standing.is_computed = bool(standing.sudo().segment_id)

    @api.depends_context("uid")
    def _compute_counts(self):
        Member = self.env["bank.client.standing.member"]
        if not Member.has_access("read"):
            # Who configures classes sees no clients.
            self.member_count = self.came_count = self.left_count = 0
            return
        first = self.env["bank.business.day"]._today().replace(day=1)
        own = Domain("standing_id", "in", self.ids)
        counts = [
            dict(Member._read_group(own & domain, ["standing_id"], ["__count"]))
            for domain in (
                Domain("date_to", "=", False),
                Domain("date_to", "=", False) & Domain("date_from", ">=", first),
                Domain("date_to", ">=", first),
            )
        ]
        for standing in self:
            standing.member_count = counts[0].get(standing, 0)
            standing.came_count = counts[1].get(standing, 0)
            standing.left_count = counts[2].get(standing, 0)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_with_history(self):
        if self.sudo().with_context(active_test=False).member_ids:
            raise UserError(
                self.env._("A class with a history is taken out of use, not deleted.")
            )

    def action_open_members(self):
        """The list of the class: its own where the product has one."""
        self.ensure_one()
        xml_id = f"bank_crm_client.bank_client_standing_member_action_{self.code}"
        own = self.env.ref(xml_id, raise_if_not_found=False)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            xml_id if own else "bank_crm_client.bank_client_standing_member_action"
        )
        if own:
            return action
        return {
            **action,
            "name": self.name,
            "domain": [("standing_id", "=", self.id)],
        }

    def action_compute(self):
        """Find the rule's members now, and the class's after them."""
        self.check_access("write")
        today = self.env["bank.business.day"]._today()
        standings = self.sudo()
        standings._make_rules()
        standings.segment_id._refresh(today)
        standings._refresh(today)
        return True

    def _check_may_set(self):
        """Refuse who may not put clients here or take them out."""
        for standing in self:
            if standing.may_set:
                continue
            if standing.setter == "nobody":
                raise UserError(
                    self.env._(
                        "“%(name)s” follows from the rule alone: nobody sets it by hand.",
                        name=standing.name,
                    )
                )
            raise AccessError(
                self.env._(
                    "Only the head of a unit puts clients into “%(name)s” or takes them "
                    "out of it.",
                    name=standing.name,
                )
                if standing.setter == "head"
                else self.env._(
                    "“%(name)s” is set by those who work with the client.",
                    name=standing.name,
                )
            )
