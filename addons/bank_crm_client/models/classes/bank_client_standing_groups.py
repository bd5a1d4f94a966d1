from odoo import api, fields, models

_IN_BASE = {"currency_field": "base_currency_id"}


class BankClientStandingMember(models.Model):
    """The groups of a class's member with their sums, as far as the user may see them."""

    _inherit = "bank.client.standing.member"

    group_names = fields.Char("Group", compute="_compute_groups")
    group_kinds = fields.Char("Kind of group", compute="_compute_groups")
    group_size = fields.Integer(
        "Members",
        compute="_compute_groups",
        help="Of his largest group, those you see.",
    )
    group_funds_base = fields.Monetary(
        "Funds of the group", compute="_compute_groups", **_IN_BASE
    )
    group_owed_base = fields.Monetary(
        "The group owes", compute="_compute_groups", **_IN_BASE
    )

    @api.depends(
        "client_id.group_member_ids", "client_id.funds_base", "client_id.owed_base"
    )
    @api.depends_context("uid")
    def _compute_groups(self):
        found = self.env["bank.client.group.member"].search(
            [
                ("client_id", "in", self.client_id.ids),
                ("is_current", "=", True),
                ("group_id.active", "=", True),
            ]
        )
        kinds = dict(found.group_id._fields["kind"]._description_selection(self.env))
        of_client = {}
        for row in found:
            of_client[row.client_id] = (
                of_client.get(row.client_id, row.group_id) | row.group_id
            )
        for member in self:
            groups = of_client.get(member.client_id, found.group_id.browse())
            largest = groups.sorted("member_count", reverse=True)[:1]
            member.group_names = ", ".join(groups.mapped("display_name")) or False
            member.group_kinds = (
                ", ".join(dict.fromkeys(kinds[group.kind] for group in groups)) or False
            )
            member.group_size = largest.member_count
            member.group_funds_base = largest.funds_base
            member.group_owed_base = largest.owed_base
