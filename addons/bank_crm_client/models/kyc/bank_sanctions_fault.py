from odoo import fields, models

from .bank_sanctions_refusal import READERS


class BankSanctionsFault(models.Model):
    """One value of a refused file: in which row it stands and what is wrong with it."""

    _name = "bank.sanctions.fault"
    _description = "Refused Row of a Sanctions List"
    _without_visibility_rule = READERS
    _order = "refusal_id, row, id"
    _rec_name = "row"

    refusal_id = fields.Many2one(
        "bank.sanctions.refusal", required=True, index=True, ondelete="cascade",
        readonly=True,
    )  # fmt: skip
    row = fields.Integer(required=True, readonly=True)
    column = fields.Char(readonly=True)
    value = fields.Char("What stands there", readonly=True)
    reason = fields.Char("What is wrong", readonly=True)
