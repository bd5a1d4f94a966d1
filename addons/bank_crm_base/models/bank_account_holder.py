from odoo import fields, models

from ..domain.codes import selection


class BankAccountHolder(models.Model):
    """Who has rights on an account: owner, joint owner, authorised person, beneficiary."""

    _name = "bank.account.holder"
    _description = "Account Holder"
    _order = "account_id, role, id"
    _rec_name = "client_id"

    account_id = fields.Many2one(
        "bank.account", required=True, index=True, ondelete="cascade"
    )
    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="restrict"
    )
    role = fields.Selection(selection("holder_role"), required=True, default="owner")
    rights = fields.Char(help="In words: may view, may pay up to a sum ...")
    date_from = fields.Date("From")
    date_to = fields.Date("Until")

    _identity_uniq = models.Constraint(
        "UNIQUE(account_id, client_id, role)", "This holder is here already."
    )
