from odoo import fields, models


class BankAccessPreview(models.Model):
    """Who looked at the bank through another employee's eyes, when and why."""

    _name = "bank.access.preview"
    _description = "Look through Another's Eyes"
    _inherit = ["bank.sealed.mixin"]
    _order = "looked_at desc, id desc"
    _rec_name = "employee_id"

    user_id = fields.Many2one(
        "res.users", "Who looked", required=True, index=True, ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    employee_id = fields.Many2one(
        "res.users", "As whom", required=True, index=True, ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    client_id = fields.Many2one(
        "res.partner", "At the card of", index="btree_not_null", ondelete="cascade",
        sealed=True, copy=False,
    )  # fmt: skip
    reason = fields.Char("Why", required=True, sealed=True, copy=False)
    looked_at = fields.Datetime("When", required=True, sealed=True, copy=False)
