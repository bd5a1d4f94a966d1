from odoo import api, fields, models
from odoo.exceptions import UserError

from ..domain.version_states import OPEN, State


class BankVersionedMixin(models.AbstractModel):
    """What has versions, one of them in force: see `bank.version.mixin`.

    A model adds `version_ids` and the computed `version_id` of its own kind of version.
    """

    _name = "bank.versioned.mixin"
    _inherit = ["bank.sealed.mixin"]
    _description = "With Versions under Two-Person Acts"

    # What the versions rest upon: it stays from the first approval that is asked for.
    _settled_names = ()

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)
    description = fields.Char("What it is for", translate=True)
    state = fields.Selection(
        [
            ("new", "Not in force yet"),
            ("waiting", "Waits for approval"),
            ("in_force", "In force"),
            ("retired", "Out of use"),
        ],
        compute="_compute_version_id",
    )

    @api.depends(
        lambda self: (
            ("version_ids.state", "active")
            if "version_ids" in self._fields
            else ("active",)
        )
    )
    def _compute_version_id(self):
        for owner in self:
            versions = owner.sudo().version_ids
            current = versions.filtered(
                lambda version: version.state == State.IN_FORCE
            )[:1]
            owner.version_id = current
            states = set(versions.mapped("state"))
            if current and owner.active:
                owner.state = "in_force"
            elif State.WAITING in states:
                owner.state = "waiting"
            else:
                owner.state = "retired" if State.RETIRED in states or current else "new"

    def write(self, vals):
        settled = set(self._settled_names) & vals.keys()
        if settled and any(
            State(version.state) not in OPEN for version in self.sudo().version_ids
        ):
            raise UserError(
                self.env._(
                    "“%(name)s” was sent for approval or in force already: %(fields)s stays. "
                    "Make another one.",
                    name=self[:1].name,
                    fields=", ".join(
                        self.fields_get(sorted(settled), ["string"])[name]["string"]
                        for name in sorted(settled)
                    ),
                )
            )
        result = super().write(vals)
        if settled:
            self.version_ids._check_parts()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self.version_ids._unlink_except_used()

    def action_prepare(self):
        """Open the version that is being prepared, or begin one."""
        self.ensure_one()
        self.check_access("write")
        version = self.version_ids.filtered(
            lambda one: State(one.state) in OPEN | {State.WAITING}
        )[:1]
        if not version:
            version = self._new_version(self.version_id)
        return version._open()

    def _new_version(self, origin):
        self.ensure_one()
        versions = self.version_ids
        return versions.create(
            {
                versions._owner_name: self.id,
                **(origin._copied_contents() if origin else {}),
            }
        )

    def _publish_shipped(self):
        """Put what an addon ships in force; called from its data file at every update.

        What was in force once is the bank's own affair from then on.
        """
        new = self.sudo().filtered(
            lambda owner: not any(owner.version_ids.mapped("published_at"))
        )
        for version in new.version_ids:
            # Each part was looked through when it was made, a moment ago.
            if version.state != State.CHECKED:
                version._check_parts()
            if version.problem_words:
                raise UserError(version.problem_words)
            version._publish()
