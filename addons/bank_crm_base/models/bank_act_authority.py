from odoo import fields, models


class BankActAuthority(models.Model):
    """From which amount a kind of act needs a higher power."""

    _name = "bank.act.authority"
    _description = "Authority over an Amount"
    _without_visibility_rule = "Who may decide what is known to every employee."
    _inherit = ["bank.acceptance.mixin"]
    _order = "kind_id, amount_from"

    _two_person_create = "act_rule"

    active = fields.Boolean(default=True, two_person="act_rule")
    kind_id = fields.Many2one(
        "bank.act.kind", required=True, index=True, ondelete="cascade",
        two_person="act_rule",
    )  # fmt: skip
    currency_id = fields.Many2one(related="kind_id.currency_id")
    amount_from = fields.Monetary("From amount", required=True, two_person="act_rule")
    group_id = fields.Many2one(
        "res.groups", "Decided by", required=True, index=True, ondelete="restrict",
        two_person="act_rule",
    )  # fmt: skip

    _amount_positive = models.Constraint(
        "CHECK(amount_from >= 0)", "An authority begins at zero or above."
    )
    _step_uniq = models.UniqueIndex(
        "(kind_id, amount_from) WHERE active AND acceptance = 'accepted'",
        "Two authorities begin at the same amount.",
    )

    def _compute_display_name(self):
        for step in self:
            step.display_name = self.env._(
                "%(kind)s from %(amount)s",
                kind=step.kind_id.name or "",
                amount=step.currency_id.format(step.amount_from),
            )
