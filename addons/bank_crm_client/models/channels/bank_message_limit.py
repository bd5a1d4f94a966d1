from odoo import api, fields, models

from .bank_channel import KINDS


class BankMessageLimit(models.Model):
    """What a kind of message may hold: how long, and which facts never go that way."""

    _name = "bank.message.limit"
    _description = "Limits of Messages"
    _without_visibility_rule = "Names of fields and lengths, no client."
    _inherit = ["bank.guarded.mixin"]
    _order = "id"
    _rec_name = "kind"
    _fixed_names = ("kind",)

    kind = fields.Selection(KINDS, required=True)
    most_chars = fields.Integer(
        "At most characters", two_person="message_template", help="0: any length."
    )
    most_parts = fields.Integer(
        "At most SMS parts",
        two_person="message_template",
        help="Each part is paid for. 0: as many as it takes.",
    )
    forbidden_field_ids = fields.Many2many(
        "bank.field.catalogue",
        string="Facts that never go this way",
        domain=[("is_for_print", "=", True)],
        two_person="message_template",
    )

    _kind_uniq = models.Constraint(
        "UNIQUE(kind)", "This kind of message has its limits already."
    )

    @api.model
    def _of(self, kind):
        return self.sudo().search([("kind", "=", kind)], limit=1)
