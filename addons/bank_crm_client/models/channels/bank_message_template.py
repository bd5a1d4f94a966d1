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
    _inherit = ["bank.versioned.mixin"]
    _order = "sequence, name"
    _settled_names = ("kind", "purpose_id")

    name = fields.Char("Template")
    code = fields.Char(
        required=True, help="The name by which rules and processes call it."
    )
    kind = fields.Selection(KINDS, "Sent as", required=True, default="sms")
    purpose_id = fields.Many2one(
        "bank.contact.purpose", required=True, index=True, ondelete="restrict"
    )  # fmt: skip
    version_ids = fields.One2many("bank.message.version", "template_id", "Versions")
    version_id = fields.Many2one(
        "bank.message.version", "In force", compute="_compute_version_id"
    )
    message_count = fields.Integer("Sent", compute="_compute_message_count")

    _code_uniq = models.Constraint("UNIQUE(code)", "Another template has this code.")

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

    # --- buttons

    def get_field_list(self, lang=None):
        """The fields with tags to paste, for who writes the text."""
        self.ensure_one()
        self.check_access("write")
        return self.env["bank.print.context"]._field_list(
            "res.partner", lang or self.env.lang or "", "text"
        )

    # --- verbs

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
