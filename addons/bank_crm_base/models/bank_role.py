from odoo import fields, models


class BankRole(models.Model):
    """What a kind of employee may do and how far he sees: a named set of groups.

    The groups are kept by `res.users.role`; people get the role through dated posts.
    """

    _name = "bank.role"
    _description = "Role"
    _without_visibility_rule = "Roles are known to every employee."
    _inherit = ["bank.guarded.mixin"]
    _inherits = {"res.users.role": "user_role_id"}
    _order = "sequence, id"

    user_role_id = fields.Many2one(
        "res.users.role", "Set of groups", required=True, ondelete="cascade", index=True,
        two_person="role_change",
    )  # fmt: skip
    code = fields.Char(required=True, help="The word by which feeds name the role.")
    scope = fields.Selection(
        [
            ("none", "No clients"),
            ("own", "Own portfolio"),
            ("branch", "Branch and all units below"),
            ("bank", "Whole bank"),
        ],
        "Sees",
        required=True,
        default="none",
        two_person="role_change",
        help="The clients that a person in this role may see. Clients behind the "
        "private-banking wall need the wall as well.",
    )
    is_unit_head = fields.Boolean(
        "Heads a unit",
        two_person="role_change",
        help="The home screen shows the figures of the whole unit.",
    )
    description = fields.Char("What the role does", translate=True)
    post_ids = fields.One2many("bank.post", "role_id", "Posts")

    _code_uniq = models.Constraint("UNIQUE(code)", "Another role has this code.")

    def _group_ids(self):
        """All groups that a holder of the role has."""
        self.ensure_one()
        groups = self.user_role_id.group_id
        return (groups | groups.all_implied_ids).ids

    def _two_person_kind(self, name):
        # Declared by the set of groups behind the role, not here.
        return (
            "role_change" if name == "implied_ids" else super()._two_person_kind(name)
        )

    def write(self, vals):
        vals = self._guard_write(vals)
        # Writing a group clears the cache, and with it the next inherited value to write:
        # the set of groups gets its values in one write of its own.
        shared = {name for name in vals if self._fields[name].inherited}
        if shared:
            self.user_role_id.write({name: vals[name] for name in shared})
        own = {name: value for name, value in vals.items() if name not in shared}
        result = super().write(own) if own else True
        self.env.registry.clear_cache()
        return result
