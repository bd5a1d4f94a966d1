from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...domain.assignment.states import State


class BankHandoverTarget(models.Model):
    """One of those who take clients over: his share, and whether he accepts them."""

    _name = "bank.handover.target"
    _description = "New Manager of a Handover"
    _inherit = ["bank.sealed.mixin"]
    _order = "id"
    _rec_name = "user_id"

    handover_id = fields.Many2one(
        "bank.handover", required=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one(
        "res.users", "New manager", required=True, index=True, ondelete="restrict"
    )
    share = fields.Integer(
        required=True, default=1, help="Two of one and one of another: two thirds."
    )
    client_count = fields.Integer("Clients", compute="_compute_counts")
    words = fields.Char("With them", compute="_compute_counts")
    answer = fields.Selection(
        [
            ("none", "Not asked yet"),
            ("asked", "To answer"),
            ("accepted", "Accepted"),
            ("objected", "Objects"),
        ],
        required=True,
        default="none",
        sealed=True,
        copy=False,
    )
    answer_due = fields.Date("Answer by", sealed=True, copy=False)
    objection = fields.Char("Why he objects", sealed=True, copy=False)
    is_reported = fields.Boolean("Head was told", sealed=True, copy=False)
    is_mine = fields.Boolean(compute="_compute_is_mine")

    _share_positive = models.Constraint(
        "CHECK(share BETWEEN 1 AND 1000)", "A share is between 1 and 1000."
    )
    _once = models.Constraint(
        "UNIQUE(handover_id, user_id)", "He is among the new managers already."
    )
    _unanswered_idx = models.Index("(answer_due) WHERE answer = 'asked'")

    @api.depends(
        "user_id", "share", "handover_id.state", "handover_id.user_id",
        "handover_id.segment_id", "handover_id.client_class_id", "handover_id.kind",
        "handover_id.client_kind", "handover_id.client_ids", "handover_id.moves_branch",
    )  # fmt: skip
    def _compute_counts(self):
        for handover in self.handover_id:
            counts = handover.sudo()._counts()
            for target in self.filtered(lambda row: row.handover_id == handover):  # noqa: B023
                clients, words = counts.get(target.user_id.id, (0, ""))
                target.client_count, target.words = clients, words
        for target in self.filtered(lambda row: not row.handover_id):
            target.client_count, target.words = 0, ""

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for target in self:
            target.is_mine = target.user_id == self.env.user

    @api.model_create_multi
    def create(self, vals_list):
        targets = super().create(vals_list)
        targets._check_draft()
        return targets

    def write(self, vals):
        self._check_draft()
        result = super().write(vals)
        self._check_draft()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_proposed(self):
        self._check_draft()

    def _check_draft(self):
        if self.env.su:
            return
        if any(target.handover_id.state != State.DRAFT for target in self):
            raise UserError(
                self.env._("What is proposed stands as it is. Make a new handover.")
            )
        self.handover_id._check_own()

    def action_accept(self):
        """The new manager takes the clients."""
        self._check_mine()
        self.sudo().write({"answer": "accepted"})
        self.handover_id.sudo()._end_cover(self.user_id)
        return True

    def action_object(self):
        """Ask why he does not take them."""
        self._check_mine()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Object"),
            "res_model": "bank.handover.objection",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_target_id": self.id},
        }

    def _object(self, reason):
        """The head who proposed it has to look for somebody else."""
        self._check_mine()
        target = self.sudo()
        target.write({"answer": "objected", "objection": reason, "is_reported": True})
        target.handover_id._give_head_task(
            self.env._(
                "%(name)s objects to clients handed over to him",
                name=target.user_id.name,
            ),
            reason,
        )

    def _check_mine(self):
        self.ensure_one()
        self.check_access("read")
        if self.user_id != self.env.user:
            raise AccessError(self.env._("Only the new manager answers."))
        if self.answer not in ("asked", "objected") or (
            self.handover_id.sudo().state != State.APPLIED
        ):
            raise UserError(self.env._("There is nothing to answer."))
