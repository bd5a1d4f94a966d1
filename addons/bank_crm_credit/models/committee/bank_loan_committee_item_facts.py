from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain


class BankLoanCommitteeItem(models.Model):
    """A vote is about facts and terms that can be: others take another vote."""

    _inherit = "bank.loan.committee.item"

    snapshot_id = fields.Many2one(
        "bank.loan.snapshot", "Voted on these facts", index="btree_not_null",
        ondelete="restrict", sealed=True, copy=False,
    )  # fmt: skip

    is_of_mine = fields.Boolean(
        "Of my committee", compute="_compute_is_of_mine", search="_search_is_of_mine"
    )

    @api.depends_context("uid")
    def _compute_is_of_mine(self):
        own = self.sudo().search(Domain("id", "in", self.ids) & self._own_domain())
        for item in self:
            item.is_of_mine = not item.id or item._origin in own

    def _search_is_of_mine(self, operator, value):
        return self._own_domain() if operator == "in" else NotImplemented

    @api.model
    def _own_domain(self):
        """Of committees where the user has or had a seat or stands in; all for auditors."""
        user = self.env.user
        if user.id == SUPERUSER_ID or user.has_group("bank_crm_base.group_auditor"):
            return Domain.TRUE
        return (
            Domain("committee_id.seat_ids", "any!", [("user_id", "=", user.id)])
            | Domain(
                "committee_id.substitute_ids", "any!", [("substitute_id", "=", user.id)]
            )
            | Domain("sitting_id.place_ids", "any!", [("user_id", "=", user.id)])
        )

    @api.constrains("kind", "amount", "term_months", "rate")
    def _check_terms(self):
        for item in self.filtered(lambda one: one.kind == "application"):
            if item.amount <= 0 or item.term_months <= 0 or item.rate < 0:
                raise ValidationError(
                    self.env._(
                        "A loan is put to the vote for a sum and a term above zero, at a "
                        "rate not below it."
                    )
                )

    def _open(self):  # pylint: disable=missing-return
        super()._open()
        self.sudo().snapshot_id = self.sudo().application_id.snapshot_id

    def action_vote(self, vote, reason=""):
        """Cast my vote; what is no word is no vote."""
        words = reason if isinstance(reason, str) else ""
        return super().action_vote(vote if isinstance(vote, str) else "", words)

    def action_declare_conflict(self, reason):
        """I have an interest in it, told in words."""
        return super().action_declare_conflict(
            reason if isinstance(reason, str) else ""
        )

    def _enter_decision(self):
        """What was returned and submitted anew is not decided by a vote on the old facts."""
        if self.kind == "application" and (
            self.application_id.snapshot_id != self.snapshot_id
        ):
            raise UserError(
                self.env._(
                    "The application was submitted anew since the vote began: put it on "
                    "another agenda."
                )
            )
        return super()._enter_decision()
