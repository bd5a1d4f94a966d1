from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class BankPrivateMixin(models.AbstractModel):
    """What is kept of clients behind the private-banking wall, and of nobody else."""

    _name = "bank.private.mixin"
    _description = "Kept behind the Wall"

    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade",
        domain=[("is_client", "=", True), ("is_private_banking", "=", True)],
    )  # fmt: skip
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")

    def _compute_currency_id(self):
        self.currency_id = self.env.company.currency_id

    @api.constrains("client_id")
    def _check_walled(self):
        if any(not row.client_id.is_private_banking for row in self.sudo()):
            raise UserError(
                self.env._("This is kept of clients behind the private-banking wall only.")
            )

    def write(self, vals):
        if "client_id" in vals and any(
            row.client_id.id != vals["client_id"] for row in self
        ):
            raise UserError(
                self.env._("To whom this belongs does not change. Enter it anew there.")
            )
        return super().write(vals)


class BankPrivateProfile(models.Model):
    """How a client wants his money invested, as he signed it, until it expires."""

    _name = "bank.private.profile"
    _description = "Investment Profile"
    _inherit = ["bank.private.mixin", "bank.dated.mixin"]
    _order = "client_id, date_from desc, id desc"
    _rec_name = "appetite"

    appetite = fields.Selection(
        [
            ("careful", "Careful: keep what there is"),
            ("balanced", "Balanced"),
            ("growth", "Growth: bear losses for it"),
        ],
        "Appetite for risk",
        required=True,
    )
    horizon_years = fields.Integer("Horizon, years", required=True, default=3)
    aims = fields.Text("What the money is for")
    limits = fields.Text("What he does not want", help="E.g. no shares of arms makers.")
    evidence = fields.Char("Signed in", help="Number or place of the questionnaire.")
    date_from = fields.Date(
        "Signed on", required=True,
        default=lambda self: self.env["bank.business.day"]._today(),
    )  # fmt: skip
    date_to = fields.Date("Expires", required=True)
    is_expired = fields.Boolean(
        "Expired", compute="_compute_is_expired", search="_search_is_expired"
    )

    _in_order = models.Constraint(
        "CHECK(date_to > date_from)", "It expires after it was signed."
    )
    _horizon_possible = models.Constraint(
        "CHECK(horizon_years BETWEEN 1 AND 50)", "Years are between 1 and 50."
    )

    @api.depends("date_to")
    def _compute_is_expired(self):
        today = self.env["bank.business.day"]._today()
        for profile in self:
            profile.is_expired = bool(profile.date_to) and profile.date_to < today

    def _search_is_expired(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("date_to", "<", self.env["bank.business.day"]._today())
