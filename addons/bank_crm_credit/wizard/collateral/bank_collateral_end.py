from odoo import api, fields, models

from ...domain.collateral.lifecycle import SECURES, State


class BankCollateralEnd(models.TransientModel):
    """How a collateral ends, and why; where debt is left a second person decides."""

    _name = "bank.collateral.end"
    _description = "End of a Collateral"
    _inherit = ["bank.loan.window.mixin"]

    collateral_id = fields.Many2one("bank.collateral", required=True, readonly=True)
    state = fields.Selection(related="collateral_id.state")
    base_currency_id = fields.Many2one("res.currency", compute="_compute_debt")
    debt = fields.Monetary(
        "Still owed on what it secures", "base_currency_id", compute="_compute_debt"
    )
    target = fields.Selection(
        [
            ("released", "Release: the owner has it back"),
            ("substituted", "Substitute: another takes its place"),
            ("foreclosed", "Foreclose: the bank takes it for the debt"),
            ("declined", "Decline: it is found wanting"),
        ],
        "What happens",
        compute="_compute_target",
        store=True,
        readonly=False,
        required=True,
    )
    substitute_id = fields.Many2one(
        "bank.collateral", "Substituted by",
        domain="[('state', 'in', ('pledged', 'registered')), ('id', '!=', collateral_id)]",
    )  # fmt: skip
    reason = fields.Text("Why")

    @api.depends("collateral_id")
    def _compute_debt(self):
        for end in self:
            end.base_currency_id = self.env.company.currency_id
            end.collateral_id.check_access("read")
            end.debt = float(end.collateral_id._secured_debt())

    @api.depends("collateral_id")
    def _compute_target(self):
        for end in self:
            is_pledged = end.collateral_id.state in SECURES
            end.target = State.RELEASED if is_pledged else State.DECLINED

    def action_end(self):
        """Done now, or proposed to a second person."""
        self.ensure_one()
        self.collateral_id._end(self.target, self.reason, self.substitute_id)
        return {"type": "ir.actions.act_window_close"}
