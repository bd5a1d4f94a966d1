from decimal import Decimal

from odoo import api, fields, models

from ...domain.next_step.rank import Weights


class BankNextStepWeights(models.Model):
    """How next steps are ranked in this bank: one row of weights, set without code."""

    _name = "bank.next.step.weights"
    _description = "Weights of Next Steps"
    _without_visibility_rule = "Weights, without anything about a client."

    name = fields.Char(
        default=lambda self: self.env._("What comes first"), required=True, translate=True
    )  # fmt: skip
    urgency_points = fields.Float(
        "Due today or late, points", default=40, required=True, digits=(6, 1)
    )
    horizon_days = fields.Integer(
        "Urgent from, days ahead", default=30, required=True,
        help="The points for urgency grow from none at so many days ahead to all on the day.",
    )  # fmt: skip
    value_points = fields.Float(
        "Value, points at most", default=30, required=True, digits=(6, 1)
    )
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    value_scale = fields.Monetary(
        "Half of them at", default=100_000, required=True,
        help="A step worth so much gets half of the points for value.",
    )  # fmt: skip
    key_points = fields.Float("Key client, points", default=10, digits=(6, 1))

    _points_possible = models.Constraint(
        "CHECK(urgency_points BETWEEN 0 AND 1000 AND value_points BETWEEN 0 AND 1000 "
        "AND key_points BETWEEN 0 AND 1000)",
        "Points are between 0 and 1000.",
    )
    _horizon_possible = models.Constraint(
        "CHECK(horizon_days BETWEEN 1 AND 366)",
        "Days ahead are between 1 and 366.",
    )
    _scale_positive = models.Constraint(
        "CHECK(value_scale > 0)", "A sum that gives half of the points is above zero."
    )

    def _compute_currency_id(self):
        self.currency_id = self.env.company.currency_id

    @api.model
    def _get(self):
        """The weights in force."""
        return self.env.ref("bank_crm_client.next_step_weights").sudo()

    def _as_weights(self):
        """The weights as the domain takes them."""
        self.ensure_one()
        return Weights(
            urgency=Decimal(str(self.urgency_points)),
            horizon_days=self.horizon_days,
            value=Decimal(str(self.value_points)),
            value_scale=Decimal(str(self.value_scale)),
            key=Decimal(str(self.key_points)),
        )

    def action_rank_now(self):
        """Rank the open steps by these weights now, and not only at night."""
        self.check_access("write")
        self.env["bank.next.step"].sudo()._rank_all()
        return True
