from odoo import fields, models


class ResPartner(models.Model):
    """A client's relations and groups, as one searches by them."""

    _inherit = "res.partner"

    relation_from_ids = fields.One2many(
        "bank.relation", "from_client_id", "Relations from him", copy=False
    )
    relation_to_ids = fields.One2many(
        "bank.relation", "to_client_id", "Relations to him", copy=False
    )
    group_member_ids = fields.One2many(
        "bank.client.group.member", "client_id", "Membership in groups", copy=False
    )
    introduced_by_id = fields.Many2one(
        "res.partner", "Introduced by", index="btree_not_null", ondelete="set null",
        copy=False, domain=[("is_client", "=", True)],
        help="The client through whom the bank came to know him.",
    )  # fmt: skip
