from odoo import api, fields, models
from odoo.exceptions import UserError

from ...domain.channels.sms_parts import sms_size
from ..contact.vouched import vouch
from .bank_channel import KINDS


class BankMessageTemplate(models.Model):
    """A text that the bank sends again and again: by which way, what for, in which languages."""

    _name = "bank.message.template"
    _description = "Message Template"
    _without_visibility_rule = "The bank's texts are known to every employee."
    _inherit = ["bank.sealed.mixin"]
    _order = "sequence, name"

    name = fields.Char("Template", required=True, translate=True)
    code = fields.Char(
        required=True, help="The name by which rules and processes call it."
    )
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)
    kind = fields.Selection(KINDS, "Sent as", required=True, default="sms")
    purpose_id = fields.Many2one(
        "bank.contact.purpose", required=True, index=True, ondelete="restrict"
    )  # fmt: skip
    description = fields.Char("What it is for", translate=True)
    version_ids = fields.One2many("bank.message.version", "template_id", "Versions")
    version_id = fields.Many2one(
        "bank.message.version", "In force", compute="_compute_version_id"
    )
    state = fields.Selection(
        [
            ("new", "Not in force yet"),
            ("waiting", "Waits for approval"),
            ("in_force", "In force"),
            ("retired", "Out of use"),
        ],
        compute="_compute_version_id",
    )
    message_count = fields.Integer("Sent", compute="_compute_message_count")

    _code_uniq = models.Constraint("UNIQUE(code)", "Another template has this code.")

    @api.depends("version_ids.state", "active")
    def _compute_version_id(self):
        for template in self:
            versions = template.sudo().version_ids
            current = versions.filtered(lambda version: version.state == "in_force")[:1]
            template.version_id = current
            states = set(versions.mapped("state"))
            if current and template.active:
                template.state = "in_force"
            elif "waiting" in states:
                template.state = "waiting"
            else:
                template.state = "retired" if "retired" in states or current else "new"

    def _compute_message_count(self):
        # How many, to whomever: who writes the texts need not see the clients.
        counts = self.env["bank.message"].sudo()._read_group(
            [("template_version_id.template_id", "in", self.ids)],
            ["template_version_id"],
            ["__count"],
        )  # fmt: skip
        found = {}
        for version, count in counts:
            found[version.template_id.id] = found.get(version.template_id.id, 0) + count
        for template in self:
            template.message_count = found.get(template.id, 0)

    def write(self, vals):
        if {"kind", "purpose_id"} & vals.keys() and any(
            version.state not in ("draft", "checked")
            for version in self.sudo().version_ids
        ):
            raise UserError(
                self.env._(
                    "This template was approved: how and what for it is sent stays. Make "
                    "another template."
                )
            )
        result = super().write(vals)
        if {"kind", "purpose_id"} & vals.keys():
            self.version_ids._check_texts()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self.version_ids._unlink_except_used()

    # --- buttons

    def action_prepare(self):
        """Open the version that is being prepared, or begin one."""
        self.ensure_one()
        self.check_access("write")
        version = self.version_ids.filtered(
            lambda one: one.state in ("draft", "checked", "waiting")
        )[:1]
        if not version:
            version = self._new_version(self.version_id)
        return version._open()

    def get_field_list(self, lang=None):
        """The fields with tags to paste, for who writes the text."""
        self.ensure_one()
        self.check_access("write")
        return self.env["bank.print.context"]._field_list(
            "res.partner", lang or self.env.lang or "", "text"
        )

    # --- verbs

    def _new_version(self, origin):
        self.ensure_one()
        return self.env["bank.message.version"].create(
            {"template_id": self.id, **(origin._copied_contents() if origin else {})}
        )

    @api.model
    def _of(self, code):
        return self.sudo().search([("code", "=", code)], limit=1).with_env(self.env)

    def _render(self, client, facts=None, lang=None):
        """What the client would get: subject, body, lang, version, entries, empty facts.

        Values are those that the current user may read; `facts` are the template's own.
        """
        self.ensure_one()
        # Not as superuser: whose rights fill it in are the sender's.
        version = self.version_id.with_env(self.env)
        if not version or not self.active:
            raise UserError(
                self.env._("“%(template)s” is not in force now.", template=self.name)
            )
        return version._render(client, facts or {}, lang)

    def _preview(self, client, facts, lang=None):
        """The same while the sender is still filling in: what is missing reads as “…”."""
        asked = self.version_id.sudo().fact_ids
        blank = {fact.code: "…" for fact in asked if fact.kind == "text"}
        given = {code: value for code, value in facts.items() if value}
        day = self.env["bank.business.day"]._today()
        today = {fact.code: day for fact in asked if fact.kind == "date"}
        return self._render(client, {**blank, **today, **given}, lang)

    def _send(
        self, client, facts=None, *, key=None, lang=None, address=None, at=None,
        recipient=None,
    ):  # fmt: skip
        """Send it to a client through its channel; returns the message."""
        told = self._render(client, facts, lang)
        self._check_size(told["body"])
        # Two people approved this text for this purpose.
        return vouch(self.env["bank.message"], self.purpose_id)._enqueue(
            client,
            self.kind,
            self.purpose_id,
            told["body"],
            subject=told["subject"],
            version=told["version"],
            lang=told["lang"],
            facts=told["entries"],
            key=key,
            address=address,
            at=at,
            recipient=recipient,
        )

    def _check_size(self, body):
        """Refuse a text that its kind of message does not hold."""
        limit = self.env["bank.message.limit"]._of(self.kind)
        if limit.most_chars and len(body) > limit.most_chars:
            raise UserError(
                self.env._(
                    "The text has %(count)s characters; %(most)s are allowed.",
                    count=len(body),
                    most=limit.most_chars,
                )
            )
        parts = sms_size(body).parts if self.kind == "sms" else 0
        if limit.most_parts and parts > limit.most_parts:
            raise UserError(
                self.env._(
                    "The text takes %(count)s SMS; %(most)s are allowed.",
                    count=parts,
                    most=limit.most_parts,
                )
            )

    def _publish_shipped(self):
        """Put templates that an addon ships in force; called from its data at every update.

        A template that was in force once is the bank's own affair from then on.
        """
        new = self.sudo().filtered(
            lambda template: not any(template.version_ids.mapped("published_at"))
        )
        for version in new.version_ids:
            version._check_texts()
            if version.problem_words:
                raise UserError(version.problem_words)
            version._publish()
