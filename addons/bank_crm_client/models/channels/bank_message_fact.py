from odoo import api, fields, models
from odoo.exceptions import UserError


class BankMessageFact(models.Model):
    """A fact that only who sends a message knows: the hour of a meeting, the place."""

    _name = "bank.message.fact"
    _description = "Own Fact of a Message Template"
    _without_visibility_rule = "Names, no client."
    _order = "version_id, id"

    version_id = fields.Many2one(
        "bank.message.version", required=True, index=True, ondelete="cascade"
    )
    code = fields.Char("Name in the text", required=True)
    name = fields.Char("What to fill in", required=True, translate=True)
    kind = fields.Selection(
        [("text", "Text"), ("date", "Date")], required=True, default="text"
    )
    is_required = fields.Boolean("Needed", default=True)

    _code_uniq = models.Constraint(
        "UNIQUE(version_id, code)", "This template has such a fact already."
    )

    @api.constrains("code")
    def _check_code(self):
        if any(not (fact.code or "").isidentifier() for fact in self):
            raise UserError(
                self.env._("The name in the text has letters, digits and “_” only.")
            )

    @api.model_create_multi
    def create(self, vals_list):
        facts = super().create(vals_list)
        facts.version_id._check_is_open()
        facts.version_id._check_texts()
        return facts

    def write(self, vals):
        self.version_id._check_is_open()
        result = super().write(vals)
        self.version_id._check_texts()
        return result

    def unlink(self):
        versions = self.version_id
        versions._check_is_open()
        result = super().unlink()
        versions._check_texts()
        return result
