from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ...domain.limits.tree import NARROWEST_FIRST, Level

# On whom a limit is set -> the field that names him; the bank needs none.
NAMED_BY = {
    Level.CLIENT: "client_id",
    Level.GROUP: "group_id",
    Level.PRODUCT: "product_id",
    Level.BRANCH: "branch_id",
}
_GUARDED = {"two_person": "loan_limit"}
# A part stands further in than what it is a part of.
STEP = "\u2003"


class BankLoanLimit(models.Model):
    """How much the bank will lend a client, a group, by a product, in a branch, in all.

    It counts from its first day to its last once a second person accepted it; so does
    every change. How far it is used is counted from the loans when it is asked.
    """

    _name = "bank.loan.limit"
    _description = "Credit Limit"
    _inherit = ["bank.acceptance.mixin", "bank.dated.mixin"]
    _order = "parent_path, id"
    _parent_store = True
    _rec_names_search = ["client_id.name", "group_id.name", "product_id.name"]

    _two_person_create = "loan_limit"
    _in_force_fields = ("acceptance", "date_from", "date_to")
    _fixed_names = ("level", "client_id", "group_id", "product_id", "branch_id")

    level = fields.Selection(
        [
            (Level.CLIENT, "A client"),
            (Level.GROUP, "A group of clients"),
            (Level.PRODUCT, "A product"),
            (Level.BRANCH, "A branch and those below it"),
            (Level.BANK, "The whole bank"),
        ],
        "On",
        required=True,
        default=Level.CLIENT,
    )
    client_id = fields.Many2one(
        "res.partner", index="btree_not_null", ondelete="restrict",
        domain="[('is_client', '=', True)]",
    )  # fmt: skip
    group_id = fields.Many2one(
        "bank.client.group", index="btree_not_null", ondelete="restrict"
    )
    product_id = fields.Many2one(
        "bank.product", index="btree_not_null", ondelete="restrict",
        domain="[('kind', '=', 'loan')]",
        help="On a client or a group: only his loans of this product count.",
    )  # fmt: skip
    branch_id = fields.Many2one(
        "bank.branch", index="btree_not_null", ondelete="restrict"
    )
    parent_id = fields.Many2one(
        "bank.loan.limit", "Part of", index="btree_not_null", ondelete="restrict",
        help="What takes up this limit takes up that one too.", **_GUARDED,
    )  # fmt: skip
    parent_path = fields.Char(index=True)
    tree_name = fields.Char("Limit of", compute="_compute_tree_name")
    child_ids = fields.One2many("bank.loan.limit", "parent_id", "Parts")

    amount = fields.Monetary("Limit", required=True, **_GUARDED)
    currency_id = fields.Many2one(
        "res.currency", required=True, default=lambda self: self.env.company.currency_id,
        help="In another currency the limit moves with the rate.", **_GUARDED,
    )  # fmt: skip
    is_hard = fields.Boolean(
        "Nobody goes over it", default=True,
        help="Off: over it a higher authority may decide.", **_GUARDED,
    )  # fmt: skip
    date_from = fields.Date(
        "From", required=True, **_GUARDED,
        default=lambda self: self.env["bank.business.day"]._today(),
    )  # fmt: skip
    date_to = fields.Date("Until", help="Empty: until it is ended.", **_GUARDED)
    reason = fields.Char("Why so much", help="The decision or the paper behind it.")
    set_by_id = fields.Many2one(
        "res.users", "Set by", index="btree_not_null", ondelete="restrict",
        readonly=True, sealed=True, copy=False,
    )  # fmt: skip
    # Changed by every step that takes it up: two at once meet here (`_claim`).
    takes = fields.Integer(sealed=True, copy=False, groups=fields.NO_ACCESS)

    _not_below_zero = models.Constraint(
        "CHECK(amount >= 0)", "A limit is not below zero."
    )
    _dates_in_order = models.Constraint(
        "CHECK(date_to IS NULL OR date_to >= date_from)",
        "The last day is before the first.",
    )
    _named_by_level = models.Constraint(
        """CHECK(
            (level = 'client') = (client_id IS NOT NULL)
            AND (level = 'group') = (group_id IS NOT NULL)
            AND (level = 'branch') = (branch_id IS NOT NULL)
            AND (level != 'product' OR product_id IS NOT NULL)
            AND (level NOT IN ('branch', 'bank') OR product_id IS NULL)
        )""",
        "Say on whom the limit is: a client, a group, a product or a branch.",
    )

    @api.depends("level", "client_id", "group_id", "product_id", "branch_id")
    @api.depends_context("uid")
    def _compute_display_name(self):
        for limit in self:
            limit.display_name = limit._name_of_whom()

    @api.depends("display_name", "parent_path")
    def _compute_tree_name(self):
        for limit in self:
            depth = max((limit.parent_path or "").count("/") - 1, 0)
            limit.tree_name = STEP * depth + (limit.display_name or "")

    def _name_of_whom(self):
        """Whom the limit is on, in words."""
        self.ensure_one()
        if self.level == Level.BANK:
            return self.env._("The whole bank")
        whom = self[NAMED_BY[Level(self.level)]].display_name or ""
        if self.product_id and self.level != Level.PRODUCT:
            return self.env._(
                "%(whom)s, %(product)s", whom=whom, product=self.product_id.name
            )
        return whom

    @api.model
    def _in_force_domain(self, today):
        return Domain("acceptance", "=", "accepted") & super()._in_force_domain(today)

    @api.constrains("parent_id", "level")
    def _check_parent(self):
        if self._has_cycle():
            raise ValidationError(
                self.env._("Limits cannot be parts of each other in a circle.")
            )
        for limit in self.filtered("parent_id"):
            narrow = NARROWEST_FIRST.index(Level(limit.level))
            if NARROWEST_FIRST.index(Level(limit.sudo().parent_id.level)) < narrow:
                raise ValidationError(
                    self.env._(
                        "A limit is a part of a wider one: of a group, a branch, the bank."
                    )
                )

    @api.constrains("client_id", "group_id", "product_id", "branch_id", "level",
                    "date_from", "date_to", "acceptance")  # fmt: skip
    def _check_one_at_a_time(self):
        for limit in self.filtered(lambda one: one.acceptance == "accepted"):
            others = self.sudo().search_count(
                [
                    ("id", "!=", limit.id),
                    ("acceptance", "=", "accepted"),
                    *((name, "=", limit[name].id) for name in NAMED_BY.values()),
                    ("level", "=", limit.level),
                    ("date_from", "<=", limit.date_to or fields.Date.to_date("9999-12-31")),
                    "|", ("date_to", "=", False), ("date_to", ">=", limit.date_from),
                ],
                limit=1,
            )  # fmt: skip
            if others:
                raise ValidationError(
                    self.env._(
                        "%(whom)s has a limit for these days already: change that one.",
                        whom=limit.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        limits = super().create(vals_list)
        limits.sudo().set_by_id = self.env.uid
        if not self.env.su:
            limits.client_id.check_access("read")
            limits.group_id.check_access("read")
        return limits

    @api.ondelete(at_uninstall=False)
    def _unlink_except_kept(self):
        raise UserError(
            self.env._(
                "A limit is ended on a day, not deleted: what was lent refers to it."
            )
        )

    # --- what an act wants to know

    def _act_client(self):
        clients = self.sudo().client_id
        return clients if len(clients) == 1 else clients.browse()

    def action_open_lines(self):
        """The loans and approvals that take up the limit."""
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_credit.bank_loan_limit_line_action"
        )
        return {
            **action,
            "domain": [("limit_id", "in", self.ids)],
            "context": {},
            "display_name": self.display_name if len(self) == 1 else action["name"],
        }

    def action_end(self):
        """Propose that the limit ends today."""
        self.check_access("write")
        today = self.env["bank.business.day"]._today()
        for limit in self:
            limit.date_to = max(today, limit.date_from)
