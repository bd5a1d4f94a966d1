from odoo import fields, models

from .bank_watch_rule import LEVELS


class BankWatchChange(models.Model):
    """What happened with a client on the watch list: who did what, and why."""

    _name = "bank.watch.change"
    _description = "Change of the Watch List"
    _order = "id desc"
    _rec_name = "verb"

    entry_id = fields.Many2one(
        "bank.watch.entry", required=True, index=True, ondelete="cascade", readonly=True
    )
    date = fields.Date("On", required=True, readonly=True)
    verb = fields.Selection(
        [
            ("put_on", "Put on the list"),
            ("raised", "Raised"),
            ("kept", "Kept"),
            ("lowered", "Lowered"),
            ("taken_off", "Taken off"),
        ],
        "What", required=True, readonly=True,
    )  # fmt: skip
    level_before = fields.Selection(LEVELS, "Before", readonly=True)
    level = fields.Selection(LEVELS, "After", readonly=True)
    user_id = fields.Many2one(
        "res.users", "By", index="btree_not_null", ondelete="restrict", readonly=True,
        help="Empty: the night, by the table.",
    )  # fmt: skip
    reason = fields.Char("Why", readonly=True)
