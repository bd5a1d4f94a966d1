import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..domain.version_states import OPEN, State, can_move, chosen_language


class BankPrintVersion(models.Model):
    """A version of a print form: its files by language, from draft to retired.

    What is in force was accepted by a second person and never changes: a new text is a
    new version.
    """

    _name = "bank.print.version"
    _description = "Version of a Print Form"
    _without_visibility_rule = "Templates hold names of fields, no client."
    _inherit = ["bank.sealed.mixin", "bank.guarded.mixin"]
    _order = "form_id, number desc"
    _fixed_names = ("form_id",)

    form_id = fields.Many2one(
        "bank.print.form", "Print form", required=True, index=True, ondelete="cascade"
    )
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
    kind = fields.Selection(related="form_id.kind")
    model = fields.Selection(related="form_id.model")
    file_ids = fields.One2many("bank.print.version.file", "version_id", "Files")
    picture_ids = fields.One2many("bank.print.picture", "version_id", "Pictures")
    problem_words = fields.Text("What is wrong", compute="_compute_problem_words")
    fingerprint = fields.Char(sealed=True, copy=False)
    author_id = fields.Many2one(
        "res.users", "Made by", index=True, ondelete="restrict",
        default=lambda self: self.env.user, sealed=True, copy=False,
    )  # fmt: skip
    publisher_id = fields.Many2one(
        "res.users", "Published by", index="btree_not_null", ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    published_at = fields.Datetime("Published", sealed=True, copy=False)
    retired_at = fields.Datetime("Retired", sealed=True, copy=False)

    _number_uniq = models.Constraint(
        "UNIQUE(form_id, number)", "This form has a version with this number."
    )
    _one_in_force = models.UniqueIndex(
        "(form_id) WHERE state = 'in_force'", "One version of a form is in force."
    )

    @api.depends("form_id.name", "number")
    def _compute_display_name(self):
        for version in self:
            version.display_name = self.env._(
                "%(form)s, version %(number)s",
                form=version.form_id.name or "",
                number=version.number,
            )

    @api.depends("file_ids.problems")
    @api.depends_context("lang")
    def _compute_problem_words(self):
        for version in self:
            version.problem_words = "\n".join(
                f"{file.filename or file.lang}: {line}"
                for file in version.file_ids
                for line in (file.problem_words or "").splitlines()
            )

    @api.model_create_multi
    def create(self, vals_list):
        versions = super().create(vals_list)
        for version in versions:
            numbers = version.form_id.sudo().version_ids.mapped("number")
            version.sudo().number = max(numbers, default=0) + 1
        return versions

    def write(self, vals):
        if {"file_ids", "picture_ids", "form_id"} & vals.keys():
            self._check_is_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if any(State(version.state) not in OPEN for version in self):
            raise UserError(
                self.env._("What was published stays: papers were printed from it.")
            )

    # --- buttons

    def action_submit(self):
        """Send the checked version to the second person."""
        self.check_access("write")
        for version in self:
            version._check_files()
            if version.state != State.CHECKED:
                raise UserError(
                    self.env._(
                        "Mend what is wrong in the file first, then send it:\n%(words)s",
                        words=version.problem_words
                        or self.env._("There is no file yet."),
                    )
                )
            version._move_to(State.WAITING)
            self.env["bank.act"]._propose_call(
                "print_form",
                version,
                "_publish",
                watched=("fingerprint", "form_id"),
                reason=version.note,
            )
        return True

    def action_check(self):
        """Look through the files once more, for example after a change of the catalogue."""
        self.check_access("write")
        self._check_is_open()
        self._check_files()
        return True

    def action_new_version(self):
        """Go on from this version in a new one."""
        self.ensure_one()
        self.form_id.check_access("write")
        version = self.form_id._new_version(self)
        return version._open()

    def action_sample(self):
        """Download the file filled in for the sample client."""
        self.ensure_one()
        self.check_access("read")
        file = self._file_for(self.env.lang or "")
        if not file:
            raise UserError(self.env._("There is no file yet."))
        return file.action_sample()

    def _open(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.form_id.name,
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    # --- verbs

    def _check_is_open(self):
        """What waits or is in force stays as it is."""
        if any(State(version.state) not in OPEN for version in self.sudo()):
            raise UserError(
                self.env._(
                    "This version was sent for approval and stays as it is. Make a new "
                    "version to change the form."
                )
            )

    def _check_files(self):
        """Check each file; the version is checked when none has a fault."""
        for version in self:
            files = version.file_ids
            files._check()
            is_well = bool(files) and not any(files.mapped("problem_count"))
            version._move_to(State.CHECKED if is_well else State.DRAFT)
            pictures = [
                (picture.code, picture.width_mm, picture.image or b"")
                for picture in version.sudo().with_context(bin_size=False).picture_ids
            ]
            sums = [(file.lang, file.sha256) for file in files.sorted("lang")]
            version.sudo().fingerprint = hashlib.sha256(
                repr((sums, pictures)).encode()
            ).hexdigest()

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
            earlier = version.form_id.version_id
            if earlier and earlier != version:
                earlier._retire()
                self.env.flush_all()
            version._move_to(
                State.IN_FORCE,
                publisher_id=self.env.uid,
                published_at=fields.Datetime.now(),
            )
            version.form_id._bind()

    def _retire(self):
        self._move_to(State.RETIRED, retired_at=fields.Datetime.now())

    def _file_for(self, lang, fallback=""):
        """The file in this language, or the nearest there is."""
        self.ensure_one()
        files = self.sudo().file_ids
        if not files:
            return files
        fallback = fallback or self.env.company.partner_id.lang or ""
        code = chosen_language(lang, files.mapped("lang"), fallback)
        return files.filtered(lambda file: file.lang == code).with_env(self.env)

    # --- acts

    def _act_refused(self, act):
        if act.method == "_publish":
            for version in self:
                version._move_to(State.CHECKED)
        return super()._act_refused(act)

    def _act_words(self, method, arguments):
        return {
            version.id: [
                (self.env._("Form"), version.form_id.name),
                (self.env._("Version"), str(version.number)),
                (
                    self.env._("Files"),
                    ", ".join(file.filename or file.lang for file in version.file_ids),
                ),
                (self.env._("What is new"), version.note or ""),
                (
                    self.env._("Who may print"),
                    ", ".join(version.form_id.role_ids.mapped("name"))
                    or self.env._("Everybody who sees the record"),
                ),
            ]
            for version in self.sudo()
        }

    def _copied_contents(self):
        """Files and pictures of this version, for the next one."""
        files = self.sudo().with_context(bin_size=False)
        return {
            "file_ids": [
                Command.create(
                    {
                        "lang": file.lang,
                        "content": file.content,
                        "filename": file.filename,
                    }
                )
                for file in files.file_ids
            ],
            "picture_ids": [
                Command.create(
                    {
                        "code": picture.code,
                        "image": picture.image,
                        "width_mm": picture.width_mm,
                    }
                )
                for picture in files.picture_ids
            ],
        }
