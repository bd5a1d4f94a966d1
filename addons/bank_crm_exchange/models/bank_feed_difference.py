from odoo import fields, models


class BankFeedDifference(models.Model):
    """A balance that the core sent and our movements do not give: somebody looks into it."""

    _name = "bank.feed.difference"
    _description = "Difference of a Balance"
    _order = "id desc"
    _log_access = False
    _rec_name = "account_id"

    run_id = fields.Many2one(
        "bank.feed.run",
        "File",
        required=True,
        index=True,
        ondelete="restrict",
        readonly=True,
    )
    account_id = fields.Many2one("bank.account", index=True, readonly=True)
    date = fields.Date("Bank day", readonly=True)
    fed = fields.Float("Sent", digits=(20, 2), readonly=True)
    expected = fields.Float("By our movements", digits=(20, 2), readonly=True)
    difference = fields.Float(digits=(20, 2), readonly=True)
    cause = fields.Selection(
        [
            ("none", "Nothing is known to be missing"),
            ("quarantine", "Rows of the account wait in quarantine"),
            ("gap", "A statement is missing"),
        ],
        "Likely cause",
        readonly=True,
    )
