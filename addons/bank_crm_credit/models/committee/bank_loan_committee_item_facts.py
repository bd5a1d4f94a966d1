from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class BankLoanCommitteeItem(models.Model):
    """A vote is about facts and terms that can be: others take another vote."""

    _inherit = "bank.loan.committee.item"

    snapshot_id = fields.Many2one(
        "bank.loan.snapshot", "Voted on these facts", index="btree_not_null",
        ondelete="restrict", sealed=True, copy=False,
    )  # fmt: skip

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
