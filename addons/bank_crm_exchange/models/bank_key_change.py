from odoo import fields, models
from odoo.addons.bank_crm_base.domain.codes import selection


class BankKeyChange(models.Model):
    """A number that the core system changed: client or account, and what followed here."""

    _name = "bank.key.change"
    _description = "Change of a Number"
    _order = "date desc, id desc"
    _rec_name = "change_number"

    change_number = fields.Char("Change", required=True, readonly=True)
    source = fields.Char("System", required=True, readonly=True)
    change = fields.Selection(
        selection("key_change"), "What changed", required=True, readonly=True
    )
    date = fields.Date("From", required=True, readonly=True)
    old_id = fields.Char("Until then", required=True, index=True, readonly=True)
    new_id = fields.Char("Since then", required=True, readonly=True)
    client_id = fields.Many2one("res.partner", index="btree_not_null", readonly=True)
    other_client_id = fields.Many2one(
        "res.partner", "Other client", index="btree_not_null", readonly=True
    )
    account_id = fields.Many2one("bank.account", index="btree_not_null", readonly=True)
    run_id = fields.Many2one("bank.feed.run", "File", index=True, readonly=True)
    state = fields.Selection(
        [
            ("applied", "Applied"),
            ("proposed", "Proposed"),
            ("accepted", "Accepted"),
            ("refused", "Refused"),
        ],
        required=True,
        default="applied",
        help="The core merges and splits; whether the clients here are merged or parted is "
        "decided by a person.",
    )

    _change_uniq = models.Constraint(
        "UNIQUE(source, change_number)", "The change is here already."
    )
