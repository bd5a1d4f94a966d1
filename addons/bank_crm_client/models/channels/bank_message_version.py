import hashlib

from odoo import api, fields, models
from odoo.addons.bank_crm_print.domain.version_states import (
    OPEN,
    State,
    can_move,
    chosen_language,
)
from odoo.exceptions import UserError
from odoo.fields import Command


class BankMessageVersion(models.Model):
    """A version of a message template: its texts by language, from draft to retired.

    What is in force was accepted by a second person and never changes: a new text is a new
    version.
    """

    _name = "bank.message.version"
    _description = "Version of a Message Template"
    _without_visibility_rule = "Texts with names of fields, no client."
    _inherit = ["bank.sealed.mixin", "bank.guarded.mixin"]
    _order = "template_id, number desc"
    _fixed_names = ("template_id",)

    template_id = fields.Many2one(
        "bank.message.template", required=True, index=True, ondelete="cascade"
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
    kind = fields.Selection(related="template_id.kind")
    purpose_id = fields.Many2one(related="template_id.purpose_id")
    text_ids = fields.One2many("bank.message.text", "version_id", "Texts")
    fact_ids = fields.One2many(
        "bank.message.fact", "version_id", "What the sender fills in"
    )
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

    _number_uniq = models.Constraint(
        "UNIQUE(template_id, number)", "This template has a version with this number."
    )
    _one_in_force = models.UniqueIndex(
        "(template_id) WHERE state = 'in_force'",
        "One version of a template is in force.",
    )

    @api.depends("template_id.name", "number")
    def _compute_display_name(self):
        for version in self:
            version.display_name = self.env._(
                "%(template)s, version %(number)s",
                template=version.template_id.name or "",
                number=version.number,
            )

    @api.depends("text_ids.problems")
    @api.depends_context("lang")
    def _compute_problem_words(self):
        for version in self:
            version.problem_words = "\n".join(
                f"{text.lang}: {line}"
                for text in version.text_ids
                for line in (text.problem_words or "").splitlines()
            )

    @api.model_create_multi
    def create(self, vals_list):
        versions = super().create(vals_list)
        for version in versions:
            numbers = version.template_id.sudo().version_ids.mapped("number")
            version.sudo().number = max(numbers, default=0) + 1
        versions._check_texts()
        return versions

    def write(self, vals):
        if {"text_ids", "fact_ids", "template_id"} & vals.keys():
            self._check_is_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if any(State(version.state) not in OPEN for version in self):
            raise UserError(
                self.env._("What was in force stays: messages were sent by it.")
            )

    # --- buttons

    def action_submit(self):
        """Send the checked version to the second person."""
        self.check_access("write")
        for version in self:
            version._check_is_open()
            version._check_texts()
            if version.state != State.CHECKED:
                raise UserError(
                    self.env._(
                        "Mend what is wrong in the text first, then send it:\n%(words)s",
                        words=version.problem_words
                        or self.env._("There is no text yet."),
                    )
                )
            version._move_to(State.WAITING)
            self.env["bank.act"]._propose_call(
                "message_template",
                version,
                "_publish",
                watched=("fingerprint", "template_id"),
                reason=version.note,
            )
        return True

    def action_new_version(self):
        """Go on from this version in a new one."""
        self.ensure_one()
        self.template_id.check_access("write")
        return self.template_id._new_version(self)._open()

    def action_preview(self):
        """Look at it filled in for a real client."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Preview"),
            "res_model": "bank.message.preview",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_version_id": self.id},
        }

    def _open(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    # --- states

    def _check_is_open(self):
        if any(State(version.state) not in OPEN for version in self):
            raise UserError(
                self.env._(
                    "This version was sent for approval and stays as it is. Make a new "
                    "version to change the text."
                )
            )

    def _check_texts(self):
        """Check each text; the version is checked when none has a fault."""
        for version in self:
            texts = version.text_ids
            texts._check()
            if State(version.state) not in OPEN:
                continue
            is_well = bool(texts) and not any(texts.mapped("problem_count"))
            version._move_to(State.CHECKED if is_well else State.DRAFT)
            contents = [
                (text.lang, text.subject or "", text.body or "")
                for text in texts.sorted("lang")
            ]
            facts = [(fact.code, fact.kind, fact.is_required) for fact in version.fact_ids]
            version.sudo().fingerprint = hashlib.sha256(
                repr((contents, facts)).encode()
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
            earlier = version.template_id.version_id
            if earlier and earlier != version:
                earlier._move_to(State.RETIRED, retired_at=fields.Datetime.now())
                self.env.flush_all()
            version._move_to(
                State.IN_FORCE,
                publisher_id=self.env.uid,
                published_at=fields.Datetime.now(),  # clock: when it was accepted
            )

    # --- acts

    def _act_refused(self, act):
        if act.method == "_publish":
            for version in self:
                version._move_to(State.CHECKED)
        return super()._act_refused(act)

    def _act_words(self, method, arguments):
        return {
            version.id: [
                (self.env._("Template"), version.template_id.name),
                (self.env._("Version"), str(version.number)),
                (self.env._("Purpose"), version.purpose_id.name),
                *(
                    (text.lang, f"{text.subject or ''}\n{text.body or ''}".strip())
                    for text in version.text_ids
                ),
                (self.env._("What is new"), version.note or ""),
            ]
            for version in self.sudo()
        }

    # --- filling in

    def _text_for(self, lang):
        """The text in this language, or the nearest there is."""
        self.ensure_one()
        texts = self.sudo().text_ids
        if not texts:
            raise UserError(self.env._("This template has no text yet."))
        fallback = self.env.company.partner_id.lang or ""
        code = chosen_language(lang or "", texts.mapped("lang"), fallback)
        return texts.filtered(lambda text: text.lang == code)

    def _render(self, client, facts, lang=None):
        """See `bank.message.template._render`; of any version, for preview."""
        self.ensure_one()
        text = self._text_for(lang or client.sudo().lang)
        for fact in self.sudo().fact_ids:
            if fact.is_required and not facts.get(fact.code):
                raise UserError(self.env._("Fill in: %(fact)s.", fact=fact.name))
        told = text.with_env(self.env)._fill_in(client.with_env(self.env), facts)
        return {**told, "version": self}

    def _copied_contents(self):
        """Texts and own facts of this version, for the next one."""
        return {
            "text_ids": [
                Command.create(
                    {"lang": text.lang, "subject": text.subject, "body": text.body}
                )
                for text in self.sudo().text_ids
            ],
            "fact_ids": [
                Command.create(
                    {
                        "code": fact.code,
                        "name": fact.name,
                        "kind": fact.kind,
                        "is_required": fact.is_required,
                    }
                )
                for fact in self.sudo().fact_ids
            ],
        }
