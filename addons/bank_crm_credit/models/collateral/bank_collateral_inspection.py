from odoo import api, fields, models
from odoo.exceptions import UserError


class BankCollateralInspection(models.Model):
    """Somebody of the bank went and looked: is it there, and in what state."""

    _name = "bank.collateral.inspection"
    _description = "Inspection of Collateral"
    _order = "date desc, id desc"
    _rec_name = "date"

    collateral_id = fields.Many2one(
        "bank.collateral", required=True, index=True, ondelete="restrict"
    )
    date = fields.Date(
        "Looked at on",
        required=True,
        default=lambda self: self.env["bank.business.day"]._today(),
    )
    condition = fields.Selection(
        [
            ("good", "Good"),
            ("worn", "Worn"),
            ("damaged", "Damaged"),
            ("missing", "Not found"),
        ],
        required=True,
        default="good",
    )
    user_id = fields.Many2one(
        "res.users", "Looked at by", required=True, index=True, ondelete="restrict",
        default=lambda self: self.env.user,
    )  # fmt: skip
    note = fields.Char("What was found")

    @api.constrains("date")
    def _check_date(self):
        today = self.env["bank.business.day"]._today()
        if any(inspection.date > today for inspection in self):
            raise UserError(self.env._("An inspection is of a day that has come."))

    @api.model_create_multi
    def create(self, vals_list):
        inspections = super().create(vals_list)
        inspections.sudo().collateral_id._recount()
        return inspections

    def write(self, vals):
        if not self.env.su:
            raise UserError(
                self.env._("What was found is not changed: enter a new inspection.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_kept(self):
        raise UserError(self.env._("An inspection stays on record."))
