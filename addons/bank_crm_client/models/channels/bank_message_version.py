import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class BankMessageVersion(models.Model):
    """A version of a message template: its texts by language, from draft to retired."""

    _name = "bank.message.version"
    _description = "Version of a Message Template"
    _without_visibility_rule = "Texts with names of fields, no client."
    _inherit = ["bank.version.mixin"]
    _order = "template_id, number desc"
    _fixed_names = ("template_id",)
    _owner_name = "template_id"
    _parts_name = "text_ids"
    _frozen_names = ("fact_ids",)
    _publish_act = "message_template"

    template_id = fields.Many2one(
        "bank.message.template", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(related="template_id.kind")
    purpose_id = fields.Many2one(related="template_id.purpose_id")
    text_ids = fields.One2many("bank.message.text", "version_id", "Texts")
    fact_ids = fields.One2many(
        "bank.message.fact", "version_id", "What the sender fills in"
    )

    _number_uniq = models.Constraint(
        "UNIQUE(template_id, number)", "This template has a version with this number."
    )
    _one_in_force = models.UniqueIndex(
        "(template_id) WHERE state = 'in_force'",
        "One version of a template is in force.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        versions = super().create(vals_list)
        # Texts come before the facts that they name.
        versions._check_parts()
        return versions

    # --- buttons

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

    # --- acts

    def _fingerprint(self):
        contents = [
            (text.lang, text.subject or "", text.body or "")
            for text in self.text_ids.sorted("lang")
        ]
        facts = [(fact.code, fact.kind, fact.is_required) for fact in self.fact_ids]
        return hashlib.sha256(repr((contents, facts)).encode()).hexdigest()

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
        text = self.sudo()._part_for(lang or "")
        if not text:
            raise UserError(self.env._("This template has no text yet."))
        return text

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
