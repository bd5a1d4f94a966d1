from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...domain.relations.exposure import Guarantee, group_exposure
from ...domain.relations.kinds import Kind

TOTALS = ("funds_base", "owed_base", "turnover_base", "product_count")


class BankClientGroup(models.Model):
    """Clients that are one risk, one family or one business: computed, or kept as a list."""

    _name = "bank.client.group"
    _description = "Group of Clients"
    _inherit = ["bank.sealed.mixin", "bank.guarded.mixin"]
    _order = "kind, id"

    name = fields.Char(
        "Own name", help="A computed group without one is called after its head."
    )
    kind = fields.Selection(
        [
            ("connected", "Connected clients"),
            ("companies", "Group of companies"),
            ("household", "Household"),
        ],
        required=True,
        default="companies",
        help="Connected clients are computed each night from confirmed relations; the "
        "others are lists that people keep.",
    )
    head_client_id = fields.Many2one(
        "res.partner", index="btree_not_null", ondelete="set null",
        groups=fields.NO_ACCESS,
    )  # fmt: skip
    leader_id = fields.Many2one(
        "res.partner", "Head of the group", compute="_compute_leader_id",
        help="Where he is a client whom you may see.",
    )  # fmt: skip
    member_ids = fields.One2many(
        "bank.client.group.member", "group_id", "List of members"
    )
    review_state = fields.Selection(
        [
            ("fine", "Not needed"),
            ("to_review", "To be reviewed"),
            ("reviewed", "Reviewed"),
        ],
        "Review",
        required=True,
        default="fine",
        sealed=True,
        copy=False,
        help="A computed group of over 50 members may be one wrong link's doing.",
    )
    reviewed_by_id = fields.Many2one(
        "res.users",
        index="btree_not_null",
        ondelete="set null",
        sealed=True,
        copy=False,
    )
    reviewed_count = fields.Integer("Members when reviewed", sealed=True, copy=False)
    note = fields.Text()
    active = fields.Boolean(default=True)

    base_currency_id = fields.Many2one("res.currency", compute="_compute_totals")
    member_count = fields.Integer("Members", compute="_compute_totals")
    elsewhere_count = fields.Integer(
        "Elsewhere in the bank", compute="_compute_totals",
        help="Members whom you may not see. Sums are without them.",
    )  # fmt: skip
    funds_base = fields.Monetary("Funds", "base_currency_id", compute="_compute_totals")
    owed_base = fields.Monetary("Owes", "base_currency_id", compute="_compute_totals")
    exposure_base = fields.Monetary(
        "Exposure", "base_currency_id", compute="_compute_totals",
        help="What the members owe, and what they guarantee for others; a debt and its "
        "guarantee inside the group count once.",
    )  # fmt: skip
    turnover_base = fields.Monetary(
        "Turnover a month", "base_currency_id", compute="_compute_totals"
    )
    product_count = fields.Integer("Products", compute="_compute_totals")

    _kind_idx = models.Index("(kind) WHERE active")

    @api.depends("head_client_id")
    @api.depends_context("uid")
    def _compute_leader_id(self):
        heads = {group.id: group.head_client_id.id for group in self.sudo()}
        seen = self._seen_clients(heads.values())
        for group in self:
            group.leader_id = heads[group.id] if heads[group.id] in seen.ids else False

    @api.depends("name", "kind", "head_client_id")
    @api.depends_context("uid")
    def _compute_display_name(self):
        for group in self:
            if group.name:
                group.display_name = group.name
            elif group.leader_id:
                group.display_name = self.env._(
                    "Group of %(leader)s", leader=group.leader_id.name
                )
            else:
                group.display_name = self.env._("Group no. %(number)s", number=group.id)

    @api.depends("member_ids")
    @api.depends_context("uid")
    def _compute_totals(self):
        members = (
            self.env["bank.client.group.member"]
            .sudo()
            ._read_group(
                [("group_id", "in", self.ids), ("is_current", "=", True)],
                ["group_id"],
                ["client_id:array_agg"],
            )
        )
        of_group = {group.id: ids for group, ids in members}
        every = [client_id for ids in of_group.values() for client_id in ids]
        seen = self._seen_clients(every)
        told = self._told_ids(every)
        figures = self._figures_of(seen)
        owed = {
            key: Decimal(str(row.get("owed_base") or 0)) for key, row in figures.items()
        }
        guarantees = self._guarantees_of(seen)
        debtors = self._seen_clients([one.debtor for one in guarantees])
        owed |= {
            key: Decimal(str(row.get("owed_base") or 0))
            for key, row in self._figures_of(debtors).items()
        }
        for group in self:
            ids = of_group.get(group.id, [])
            inside = [one for one in ids if one in figures]
            group.base_currency_id = self.env.company.currency_id
            group.member_count = len(inside)
            group.elsewhere_count = len([one for one in ids if one in told])
            for name in TOTALS:
                group[name] = sum(figures[one].get(name) or 0 for one in inside)
            group.exposure_base = float(group_exposure(owed, guarantees, inside))

    @api.model
    def _seen_clients(self, ids):
        """Those of these clients whose whole card the user may see."""
        return self.env["res.partner"].search(
            [
                ("id", "in", [one for one in ids if one]),
                ("is_client", "=", True),
                ("is_fully_visible", "=", True),
            ]
        )

    @api.model
    def _told_ids(self, ids):
        """Those out of sight of whose existence the user may hear: never behind the wall."""
        Client = self.env["res.partner"]
        seen = set(self._seen_clients(ids).ids)
        viewer, _branch_ids = Client._viewer()
        hidden = Client.sudo().search(
            [("id", "in", [one for one in ids if one and one not in seen])]
        )
        hidden = hidden.filtered_domain(Client._told_domain())
        return {one.id for one in hidden} - viewer.closed_ids

    @api.model
    def _figures_of(self, clients):
        """Client id -> figures that the user may read of him; addons add their own."""
        names = [
            name
            for name in TOTALS
            if clients._has_field_access(clients._fields[name], "read")
        ]
        return {row["id"]: row for row in clients.read(names)} if clients else {}

    @api.model
    def _guarantees_of(self, clients):
        rows = self.env["bank.relation"].search(
            [
                ("kind", "=", Kind.GUARANTEE),
                ("is_in_force", "=", True),
                ("from_client_id", "in", clients.ids),
                ("to_client_id", "!=", False),
            ]
        )
        return [
            Guarantee(
                row.from_client_id.id,
                row.to_client_id.id,
                Decimal(str(row.amount)) if row.amount else None,
            )
            for row in rows
        ]

    def _get_totals(self):
        """Sums over the members whom the user may see, as rows of a screen.

        An addon with deals, incidents or overdue debts adds its rows.
        """
        self.ensure_one()
        return [
            {"code": "funds", "name": self.env._("Funds"), "amount": self.funds_base},
            {"code": "owed", "name": self.env._("Owes"), "amount": self.owed_base},
            {
                "code": "exposure",
                "name": self.env._("Exposure"),
                "amount": self.exposure_base,
            },
            {
                "code": "turnover",
                "name": self.env._("Turnover a month"),
                "amount": self.turnover_base,
            },
            {
                "code": "products",
                "name": self.env._("Products"),
                "count": self.product_count,
            },
        ]

    @api.constrains("name", "kind")
    def _check_name(self):
        for group in self:
            if group.kind != "connected" and not (group.name or "").strip():
                raise UserError(self.env._("A list that people keep has a name."))

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and any(
            vals.get("kind", "companies") == "connected" for vals in vals_list
        ):
            raise UserError(
                self.env._(
                    "Groups of connected clients are computed: enter what connects them."
                )
            )
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su and "kind" in vals:
            raise UserError(self.env._("The kind of a group does not change."))
        return super().write(vals)

    def action_reviewed(self):
        """A person looked at a large group, and it is right."""
        self.check_access("write")
        for group in self:
            group.sudo().write(
                {
                    "review_state": "reviewed",
                    "reviewed_by_id": self.env.uid,
                    "reviewed_count": len(
                        group.sudo().member_ids.filtered("is_current")
                    ),
                }
            )

    def action_open_members(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_base.bank_client_action"
        )
        return {
            **action,
            "name": self.display_name,
            "domain": [
                ("is_client", "=", True),
                ("group_member_ids", "any",
                 [("group_id", "=", self.id), ("is_current", "=", True)]),
            ],
            "context": {},
        }  # fmt: skip
