from decimal import Decimal

from odoo import api, fields, models

from ..domain.acts import Authority, UnitScope, power_for


class BankActKind(models.Model):
    """A kind of act that needs two people: what it is, who decides, from what amount."""

    _name = "bank.act.kind"
    _description = "Kind of Two-Person Act"
    _without_visibility_rule = "What needs two people is known to every employee."
    _inherit = ["bank.sealed.mixin", "bank.guarded.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=100)
    code = fields.Char(required=True, sealed=True, copy=False)
    description = fields.Char("What it protects", translate=True)
    is_fixed = fields.Boolean(
        "Always needed",
        sealed=True,
        copy=False,
        help="This act protects the others and cannot be switched off.",
    )
    is_needed = fields.Boolean(
        "Needs a second person", default=True, two_person="act_rule"
    )
    group_id = fields.Many2one(
        "res.groups",
        "Decided by",
        required=True,
        index=True,
        ondelete="restrict",
        two_person="act_rule",
        help="Whoever holds this power may accept or refuse, but never his own act.",
    )
    unit_scope = fields.Selection(
        [
            (UnitScope.BANK, "Anyone in the bank with this power"),
            (UnitScope.UNIT, "Someone of the unit or of a unit above"),
        ],
        "Where",
        required=True,
        default=UnitScope.BANK,
        two_person="act_rule",
    )
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    amount_from = fields.Monetary(
        "From amount",
        two_person="act_rule",
        help="Below this sum in base currency one person is enough. Acts without a sum "
        "always need two.",
    )
    authority_ids = fields.One2many(
        "bank.act.authority", "kind_id", "Higher amounts", copy=True
    )
    is_reason_required = fields.Boolean("Reason is required")
    escalation_hours = fields.Float(
        "Moves up after",
        default=8,
        help="Working hours after which an undecided act is shown one unit higher. "
        "Zero: never.",
    )
    waiting_count = fields.Integer("Waiting", compute="_compute_waiting_count")

    _code_uniq = models.Constraint("UNIQUE(code)", "Another kind has this code.")
    _fixed_is_needed = models.Constraint(
        "CHECK(is_needed OR is_fixed IS NOT TRUE)",
        "This act protects the others and cannot be switched off.",
    )
    _hours_positive = models.Constraint(
        "CHECK(escalation_hours >= 0)", "Hours cannot be negative."
    )

    def _compute_currency_id(self):
        self.currency_id = self.env.company.currency_id

    def _compute_waiting_count(self):
        counts = dict(
            self.env["bank.act"]._read_group(
                [("state", "=", "waiting"), ("kind_id", "in", self.ids)],
                ["kind_id"],
                ["__count"],
            )
        )
        for kind in self:
            kind.waiting_count = counts.get(kind, 0)

    @api.model
    def _of(self, code):
        """The kind with this code; an act that no module describes is a fault of ours."""
        kind = self.sudo().search([("code", "=", code)], limit=1)
        if not kind:
            raise ValueError(f"no kind of act {code!r}")
        return kind

    def _is_asked(self, amount=None):
        """Whether an act of this kind and sum (in base currency, if it has one) waits."""
        self.ensure_one()
        return self.is_needed and (amount is None or amount >= self.amount_from)

    def _power(self, amount=0):
        """The group that decides an act of this sum."""
        self.ensure_one()
        steps = [
            Authority(Decimal(str(step.amount_from)), step.group_id.id)
            for step in self.authority_ids.filtered("is_accepted")
        ]
        group_id = power_for(Decimal(str(amount)), steps, self.group_id.id)
        return self.env["res.groups"].browse(group_id)

    def action_view_waiting(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_base.bank_act_action"
        )
        action["domain"] = [("kind_id", "=", self.id)]
        action["context"] = {"search_default_waiting": 1}
        return action
