from odoo import api, fields, models
from odoo.fields import Domain


class BankTaskDecision(models.Model):
    """What a head decided about a task of his people: given on, extended, answered, and why."""

    _name = "bank.task.decision"
    _description = "Decision about a Task"
    _inherit = ["bank.sealed.mixin"]
    _order = "decided_at desc, id desc"
    _rec_name = "reason"
    _log_access = False

    activity_id = fields.Many2one(
        "mail.activity",
        "Task",
        required=True,
        index=True,
        ondelete="cascade",
        readonly=True,
    )
    decision = fields.Selection(
        [
            ("reassign", "Given to somebody else"),
            ("extend", "Due later"),
            ("answer", "Answered"),
        ],
        required=True,
        readonly=True,
    )
    head_id = fields.Many2one(
        "res.users", "Decided by", required=True, index=True, ondelete="restrict",
        readonly=True,
    )  # fmt: skip
    user_id = fields.Many2one(
        "res.users", "Whose task", required=True, index=True, ondelete="restrict",
        readonly=True,
    )  # fmt: skip
    client_id = fields.Many2one(
        "res.partner", index="btree_not_null", ondelete="set null", readonly=True
    )
    new_user_id = fields.Many2one(
        "res.users",
        "Given to",
        index="btree_not_null",
        ondelete="restrict",
        readonly=True,
    )
    old_date = fields.Date("Was due", readonly=True)
    new_date = fields.Date("Due now", readonly=True)
    reason = fields.Char(required=True, readonly=True)
    decided_at = fields.Datetime("When", required=True, readonly=True)
    is_visible = fields.Boolean(
        compute="_compute_is_visible", search="_search_is_visible"
    )

    @api.depends("head_id", "user_id", "client_id")
    @api.depends_context("uid")
    def _compute_is_visible(self):
        seen = self.sudo().search(Domain("id", "in", self.ids) & self._visible_domain())
        for row in self:
            row.is_visible = row in seen

    def _search_is_visible(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._visible_domain()

    @api.model
    def _visible_domain(self):
        """As the tasks themselves, and one's own decisions."""
        tasks = self.env["bank.staff.task"]._visible_domain("activity_id")
        return tasks | Domain("new_user_id", "=", self.env.uid)
