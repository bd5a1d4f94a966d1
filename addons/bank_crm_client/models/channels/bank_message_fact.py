from odoo import api, fields, models
from odoo.exceptions import UserError


class BankMessageFact(models.Model):
    """A fact that only who sends a message knows: the hour of a meeting, the place."""

    _name = "bank.message.fact"
    _description = "Own Fact of a Message Template"
    _without_visibility_rule = "Names, no client."
    _inherit = ["bank.version.content.mixin"]
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
