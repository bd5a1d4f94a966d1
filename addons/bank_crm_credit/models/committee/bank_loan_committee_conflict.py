from odoo import fields, models


class BankLoanCommitteeConflict(models.Model):
    """A member who leaves an item: he declared an interest, or the bank knows of one."""

    _name = "bank.loan.committee.conflict"
    _description = "Conflict of Interest on an Item"
    _inherit = ["bank.sealed.mixin"]
    _order = "item_id, id"
    _rec_name = "user_id"

    item_id = fields.Many2one(
        "bank.loan.committee.item", required=True, index=True, ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    user_id = fields.Many2one(
        "res.users", "Who", required=True, index=True, ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    origin = fields.Selection(
        [
            ("declared", "Declared by himself"),
            ("participant", "He takes part in the loan"),
            ("related", "A relative takes part in it"),
            ("decided", "He decided on it before"),
            ("entered", "He prepared the application"),
        ],
        "How it is known",
        required=True,
        default="declared",
        sealed=True,
        copy=False,
    )
    reason = fields.Char("Why", sealed=True, copy=False)
    declared_at = fields.Datetime("When", required=True, sealed=True, copy=False)

    _once = models.Constraint(
        "UNIQUE(item_id, user_id)", "He has left this item already."
    )
