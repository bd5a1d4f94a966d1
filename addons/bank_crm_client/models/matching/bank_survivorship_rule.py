from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...domain.matching.survivorship import Strategy


class BankSurvivorshipRule(models.Model):
    """Which value of a field a merged client keeps where the two records differ."""

    _name = "bank.survivorship.rule"
    _description = "Survivorship Rule"
    _without_visibility_rule = "How fields are decided; nothing of a client."
    _order = "sequence, id"
    _rec_name = "field_name"

    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)
    field_name = fields.Char("Field", required=True)
    label = fields.Char(compute="_compute_label")
    group = fields.Char(
        "Decided together",
        help="Fields with the same word here come from the same record: parts of an address "
        "or of a name are never mixed.",
    )
    strategy = fields.Selection(
        [
            (Strategy.CORE, "The core system's, then the newer"),
            (Strategy.NEWEST, "The newer"),
            (Strategy.OLDEST_VALUE, "The earlier date"),
            (Strategy.FULLEST, "The longer"),
            (Strategy.ANY, "Yes, if either says yes"),
            (Strategy.SURVIVOR, "That of the record that stays"),
            (Strategy.HAND, "A person decides"),
        ],
        "Which is kept",
        required=True,
        default=Strategy.CORE,
    )

    _field_uniq = models.Constraint(
        "UNIQUE(field_name)", "This field has its rule already."
    )

    @api.depends("field_name")
    @api.depends_context("lang")
    def _compute_label(self):
        known = self.env["res.partner"]._fields
        for rule in self:
            field = known.get(rule.field_name)
            rule.label = field._description_string(self.env) if field else ""

    @api.constrains("field_name")
    def _check_field(self):
        known = self.env["res.partner"]._fields
        for rule in self:
            field = known.get(rule.field_name)
            if not field or not field.store or field.type in ("one2many", "many2many"):
                raise ValidationError(
                    self.env._(
                        "Clients have no such field: %(name)s.", name=rule.field_name
                    )
                )
