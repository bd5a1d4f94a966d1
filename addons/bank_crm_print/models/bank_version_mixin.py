from odoo import api, fields, models
from odoo.exceptions import UserError

from ..domain.version_states import OPEN, State, can_move, chosen_language


class BankVersionMixin(models.AbstractModel):
    """A version of what the bank writes itself: from draft to in force, by two people.

    What is in force was accepted by a second person and never changes: a new text is a new
    version. A model names what it is a version of, its parts by language and its act.
    """

    _name = "bank.version.mixin"
    _inherit = ["bank.sealed.mixin", "bank.guarded.mixin"]
    _description = "Version under Two-Person Acts"

    # The link to a `bank.versioned.mixin`, the link to the `bank.version.part.mixin`s, what
    # else stays with them once sent for approval, and the kind of act that puts in force.
    _owner_name = None
    _parts_name = None
    _frozen_names = ()
    _publish_act = None

    number = fields.Integer("Version", sealed=True, copy=False)
    state = fields.Selection(
        [
            (State.DRAFT, "Draft"),
            (State.CHECKED, "Checked"),
            (State.WAITING, "Waits for approval"),
            (State.IN_FORCE, "In force"),
            (State.RETIRED, "Retired"),
        ],
        required=True,
        default=State.DRAFT,
        sealed=True,
        copy=False,
    )
    note = fields.Char("What is new")
    problem_words = fields.Text("What is wrong", compute="_compute_problem_words")
    fingerprint = fields.Char(sealed=True, copy=False)
    author_id = fields.Many2one(
        "res.users", "Made by", index=True, ondelete="restrict",
        default=lambda self: self.env.user, sealed=True, copy=False,
    )  # fmt: skip
    publisher_id = fields.Many2one(
        "res.users", "Approved by", index="btree_not_null", ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    published_at = fields.Datetime("In force from", sealed=True, copy=False)
    retired_at = fields.Datetime("Retired", sealed=True, copy=False)

    @api.depends(
        lambda self: (
            *((f"{self._owner_name}.name",) if self._owner_name else ()), "number"
        )
    )  # fmt: skip
    def _compute_display_name(self):
        for version in self:
            version.display_name = self.env._(
                "%(owner)s, version %(number)s",
                owner=version._owner().name or "",
                number=version.number,
            )

    @api.depends(
        lambda self: (f"{self._parts_name}.problems",) if self._parts_name else ()
    )
    @api.depends_context("lang")
    def _compute_problem_words(self):
        for version in self:
            version.problem_words = "\n".join(
                f"{part._label()}: {line}"
                for part in version._parts()
                for line in (part.problem_words or "").splitlines()
            )

    @api.model_create_multi
    def create(self, vals_list):
        versions = super().create(vals_list)
        for version in versions:
            numbers = version._owner().sudo().version_ids.mapped("number")
            version.sudo().number = max(numbers, default=0) + 1
        return versions

    def write(self, vals):
        if {self._owner_name, self._parts_name, *self._frozen_names} & vals.keys():
            self._check_is_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if any(State(version.state) not in OPEN for version in self):
            raise UserError(
                self.env._("What was in force stays: clients were written to from it.")
            )

    # --- buttons

    def action_submit(self):
        """Send the checked version to the second person."""
        self.check_access("write")
        for version in self:
            version._check_is_open()
            version._check_parts()
            if version.state != State.CHECKED:
                raise UserError(
                    self.env._(
                        "Mend what is wrong first, then send it:\n%(words)s",
                        words=version.problem_words
                        or self.env._("There is nothing in it yet."),
                    )
                )
            version._move_to(State.WAITING)
            self.env["bank.act"]._propose_call(
                self._publish_act,
                version,
                "_publish",
                watched=("fingerprint", self._owner_name),
                reason=version.note,
            )
        return True

    def action_new_version(self):
        """Go on from this version in a new one."""
        self.ensure_one()
        self._owner().check_access("write")
        return self._owner()._new_version(self)._open()

    def _open(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self._owner().name,
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    # --- verbs

    def _owner(self):
        return self[self._owner_name]

    def _parts(self):
        return self[self._parts_name]

    def _check_is_open(self):
        """What waits or is in force stays as it is."""
        if any(State(version.state) not in OPEN for version in self.sudo()):
            raise UserError(
                self.env._(
                    "This version was sent for approval and stays as it is. Make a new "
                    "version to change it."
                )
            )

    def _check_parts(self):
        """Check each part; the version is checked when none has a fault.

        Of what is no longer open only the parts are looked through: they may fall behind
        the field catalogue, and whoever goes on from them is told.
        """
        for version in self:
            parts = version._parts()
            parts._check()
            if State(version.state) not in OPEN:
                continue
            is_well = bool(parts) and not any(parts.mapped("problem_count"))
            version._move_to(State.CHECKED if is_well else State.DRAFT)
            version.sudo().fingerprint = version._fingerprint()

    def _fingerprint(self):
        """A digest of all that a second person accepts."""
        raise NotImplementedError

    def _move_to(self, target, **values):
        for version in self:
            if not can_move(State(version.state), target):
                raise UserError(
                    self.env._(
                        "%(version)s cannot be moved on from where it is.",
                        version=version.display_name,
                    )
                )
        self.sudo().write({"state": target, **values})

    def _publish(self):
        """What acceptance does: this version is in force, the earlier one is not."""
        for version in self:
            earlier = version._owner().version_id
            if earlier and earlier != version:
                earlier._move_to(State.RETIRED, retired_at=fields.Datetime.now())
                # One in force at a time, also to the database.
                self.env.flush_all()
            version._move_to(
                State.IN_FORCE,
                publisher_id=self.env.uid,
                published_at=fields.Datetime.now(),  # clock: when it was accepted
            )

    def _part_for(self, lang, fallback=""):
        """The part in this language, or the nearest there is; none where there is none."""
        self.ensure_one()
        parts = self.sudo()._parts()
        if not parts:
            return parts.with_env(self.env)
        fallback = fallback or self.env.company.partner_id.lang or ""
        code = chosen_language(lang, parts.mapped("lang"), fallback)
        return parts.filtered(lambda part: part.lang == code).with_env(self.env)

    def _copied_contents(self):
        """Values of a next version that begins with what is in this one."""
        raise NotImplementedError

    # --- acts

    def _act_refused(self, act):
        if act.method == "_publish":
            for version in self:
                version._move_to(State.CHECKED)
        return super()._act_refused(act)
