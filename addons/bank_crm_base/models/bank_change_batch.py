from odoo import fields, models

from ..tools.change_log_ddl import all_ddl

ORIGINS = [
    ("screen", "Screen"),
    ("import", "Import of a file"),
    ("rpc", "Another program (RPC)"),
    ("json2", "Another program (JSON)"),
    ("cron", "Scheduled job"),
    ("night", "Business day"),
    ("feed", "Feed of the core system"),
    ("command", "Command on the server"),
    ("sql", "Directly in the database"),
]


class BankChangeBatch(models.Model):
    """One statement that changed a watched table: who, when, why and through which door.

    Triggers of the database write it; see `tools/change_log_ddl.py`.
    """

    _name = "bank.change.batch"
    _description = "Statement in the Change Log"
    _without_visibility_rule = "Says how many rows changed, not whose."
    _auto = False
    _log_access = False
    _order = "id desc"
    _rec_name = "table_name"

    table_name = fields.Char("Table", readonly=True)
    operation = fields.Selection(
        [
            ("insert", "Entered"),
            ("update", "Changed"),
            ("delete", "Deleted"),
            ("truncate", "Emptied"),
            ("cut", "Old part of the log removed"),
        ],
        "What was done",
        readonly=True,
    )
    changed_at = fields.Datetime("When", readonly=True)
    db_user = fields.Char("Database user", readonly=True)
    application = fields.Char("Program", readonly=True)
    user_id = fields.Many2one("res.users", "Who", readonly=True)
    reason = fields.Char("Why", readonly=True)
    origin = fields.Selection(ORIGINS, "From where", readonly=True)
    row_count = fields.Integer("Rows", readonly=True)

    def init(self):
        self.env.cr.execute(all_ddl())
