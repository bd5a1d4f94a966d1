from odoo import api, fields, models


class BankAssignmentBatchLine(models.Model):
    """What one manager gets by one rule, and why; without a manager, who stays and why."""

    _name = "bank.assignment.batch.line"
    _description = "Share of an Assignment"
    _log_access = False
    _order = "batch_id desc, sequence, count desc, id"
    _rec_name = "user_id"

    batch_id = fields.Many2one(
        "bank.assignment.batch", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer()
    rule_id = fields.Many2one(
        "bank.assignment.rule", required=True, index=True, ondelete="restrict"
    )
    user_id = fields.Many2one(
        "res.users", "Manager", index="btree_not_null", ondelete="restrict"
    )
    branch_id = fields.Many2one(
        "bank.branch", "Unit", index="btree_not_null", ondelete="restrict"
    )
    load_before = fields.Integer("Has")
    count = fields.Integer("Clients")
    # The same number in two columns: those dealt and those who stay are not one sum.
    gets_count = fields.Integer("Gets", compute="_compute_load_after")
    stays_count = fields.Integer("Stay", compute="_compute_load_after")
    load_after = fields.Integer("Will have", compute="_compute_load_after")
    load_limit = fields.Integer(
        "At most", help="The limit of the manager, from his file."
    )
    language = fields.Char(
        help="In which language they are served, where the rule asks."
    )
    why = fields.Selection(
        [
            ("least_loaded", "Had fewest"),
            ("in_turn", "In turn"),
            ("group_leader", "Serves the head of their group"),
            ("full", "Filled to the limit"),
            ("no_room", "Nobody has room: stay as they are"),
            ("nobody", "Nobody suitable in the unit: stay as they are"),
            ("nobody_speaks", "Nobody speaks their language: stay as they are"),
        ],
        required=True,
    )

    @api.depends("load_before", "count", "user_id")
    def _compute_load_after(self):
        for line in self:
            line.gets_count = line.count if line.user_id else 0
            line.stays_count = 0 if line.user_id else line.count
            line.load_after = line.user_id and line.load_before + line.count
