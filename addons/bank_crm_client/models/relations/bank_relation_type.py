from odoo import api, fields, models

from ...domain.relations.kinds import BUILDS_GROUPS, WITH_SHARE, Kind

# One colour a kind, so that a map is read without its legend after a day.
COLORS = {
    Kind.OWNERSHIP: "#1f6fb2",
    Kind.CONTROL: "#7b3fa0",
    Kind.STATE: "#5c6770",
    Kind.ECONOMIC: "#c25a00",
    Kind.GUARANTEE: "#b02a37",
    Kind.ROLE: "#1b7a43",
    Kind.FAMILY: "#c2255c",
    Kind.PAYMENT: "#0b7f99",
    Kind.CONTACT: "#7a6330",
}


class BankRelationType(models.Model):
    """A way in which two clients are connected, in words from either side."""

    _name = "bank.relation.type"
    _description = "Type of Relation"
    _without_visibility_rule = "Kinds of relations, without anybody in them."
    _order = "sequence, id"

    name = fields.Char("First to second", required=True, translate=True)
    reverse_name = fields.Char("Second to first", required=True, translate=True)
    code = fields.Char(required=True)
    kind = fields.Selection(
        [
            (Kind.OWNERSHIP, "Ownership"),
            (Kind.CONTROL, "Control without a majority"),
            (Kind.STATE, "State as owner"),
            (Kind.ECONOMIC, "Economic dependence"),
            (Kind.GUARANTEE, "Guarantee"),
            (Kind.ROLE, "Role in a company"),
            (Kind.FAMILY, "Family"),
            (Kind.PAYMENT, "Regular payments"),
            (Kind.CONTACT, "Shared contacts"),
        ],
        required=True,
        help="Ownership over half, control and economic dependence build groups of "
        "connected clients. Nothing else does.",
    )
    is_symmetric = fields.Boolean("Same both ways")
    builds_groups = fields.Boolean(compute="_compute_by_kind")
    has_share = fields.Boolean(compute="_compute_by_kind")
    color = fields.Char(compute="_compute_by_kind")
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE(code)", "There is such a type already.")

    @api.depends("kind")
    def _compute_by_kind(self):
        for kind in self:
            kind.builds_groups = kind.kind in BUILDS_GROUPS
            kind.has_share = kind.kind in WITH_SHARE
            kind.color = COLORS.get(kind.kind, "#5c6770")

    @api.model
    def _of(self, code):
        """The type with this code, in use or not."""
        found = self.with_context(active_test=False).search([("code", "=", code)])
        if not found:
            raise ValueError(f"no type of relation {code!r}")
        return found
