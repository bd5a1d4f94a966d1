from odoo import fields, models

from ...domain.committee.composition import Post

POSTS = [
    (Post.CHAIRMAN.value, "Chairman"),
    (Post.MEMBER.value, "Member"),
    (Post.SECRETARY.value, "Secretary, without a vote"),
]


class BankLoanCommitteeSeatedMixin(models.AbstractModel):
    """What a person did on a seat of a committee: his own, or in whose place he sat."""

    _name = "bank.loan.committee.seated.mixin"
    _description = "On a Seat of a Committee"
    _inherit = ["bank.sealed.mixin"]
    _rec_name = "user_id"

    user_id = fields.Many2one(
        "res.users", "Who", required=True, index=True, ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    holder_id = fields.Many2one(
        "res.users", "On the seat of", required=True, index=True, ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
