from odoo import api, fields, models


class BankGrant(models.Model):
    """A dated right of one employee to see one client: deputy, leave, former manager.

    It expires by its date alone; nobody has to take it back.
    """

    _name = "bank.grant"
    _description = "Right to See a Client"
    _order = "date_to desc, id desc"

    user_id = fields.Many2one(
        "res.users", "Employee", required=True, index=True, ondelete="cascade"
    )
    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(
        [
            ("deputy", "Deputy"),
            ("leave", "Stands in during leave"),
            ("former_manager", "Former manager"),
            ("presence", "Client is present"),
        ],
        required=True,
    )
    date_from = fields.Date(
        "From",
        required=True,
        default=lambda self: self.env["bank.business.day"]._today(),
    )
    date_to = fields.Date("Until", required=True)
    reason = fields.Char(required=True)

    @api.model_create_multi
    def create(self, vals_list):
        grants = super().create(vals_list)
        self.env.registry.clear_cache()
        return grants

    def write(self, vals):
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result
