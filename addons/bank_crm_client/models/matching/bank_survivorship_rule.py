from odoo import api, fields, models
from odoo.addons.bank_crm_base.tools.field_values import MANY
from odoo.models import MAGIC_COLUMNS

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
    field_name = fields.Selection("_select_field", "Field", required=True)
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

    @api.model
    def _select_field(self):
        """What a client's record keeps as one value each, in the words of its form."""
        fields_of_client = self.env["res.partner"]._fields
        found = [
            (name, field._description_string(self.env))
            for name, field in fields_of_client.items()
            if field.store and name not in MAGIC_COLUMNS and field.type not in MANY
        ]
        return sorted(found, key=lambda pair: pair[1].casefold())
