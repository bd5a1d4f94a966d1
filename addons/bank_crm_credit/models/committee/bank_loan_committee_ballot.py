from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...domain.committee.ballots import Ballot, Vote

# A vote is a fact: the database itself refuses to change or remove it.
GUARD = """
CREATE OR REPLACE FUNCTION bank_loan_committee_ballot_guard() RETURNS trigger
LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION 'A vote is cast once: it is neither changed nor removed.'
        USING ERRCODE = 'check_violation';
END
$body$;
DROP TRIGGER IF EXISTS bank_loan_committee_ballot_guard ON bank_loan_committee_ballot;
CREATE TRIGGER bank_loan_committee_ballot_guard
    BEFORE UPDATE OR DELETE OR TRUNCATE ON bank_loan_committee_ballot
    FOR EACH STATEMENT EXECUTE FUNCTION bank_loan_committee_ballot_guard();
ALTER TABLE bank_loan_committee_ballot
    ENABLE ALWAYS TRIGGER bank_loan_committee_ballot_guard;
"""
VOTES = [
    (Vote.FOR.value, "For"),
    (Vote.AGAINST.value, "Against"),
    (Vote.ABSTAIN.value, "Abstains"),
    (Vote.DEFER.value, "Defer it"),
    (Vote.RETURN.value, "Return for completion"),
]


class BankLoanCommitteeBallot(models.Model):
    """How a member voted, and why. Hidden until one's own is cast or the vote is closed."""

    _name = "bank.loan.committee.ballot"
    _description = "Vote of a Committee Member"
    _inherit = ["bank.loan.committee.seated.mixin"]
    _order = "item_id, motion, id"

    item_id = fields.Many2one(
        "bank.loan.committee.item", required=True, index=True, ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    motion = fields.Integer("On which terms", required=True, sealed=True, copy=False)
    vote = fields.Selection(VOTES, required=True, sealed=True, copy=False)
    reason = fields.Text(sealed=True, copy=False)
    cast_at = fields.Datetime("Cast", required=True, sealed=True, copy=False)
    is_open_to_me = fields.Boolean(
        compute="_compute_is_open_to_me", search="_search_is_open_to_me"
    )

    _once = models.Constraint(
        "UNIQUE(item_id, user_id, motion)", "He has voted on these terms."
    )
    _says_why = models.Constraint(
        "CHECK(vote = 'for' OR length(trim(coalesce(reason, ''))) > 0)",
        "Who does not vote for it says why.",
    )

    def init(self):
        self.env.cr.execute(GUARD)

    @api.depends_context("uid")
    def _compute_is_open_to_me(self):
        seen = self.sudo().search(Domain("id", "in", self.ids) & self._open_domain())
        for ballot in self:
            ballot.is_open_to_me = ballot in seen

    def _search_is_open_to_me(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._open_domain()

    @api.model
    def _open_domain(self):
        """One's own; the others' once one's own is cast on these terms, or after the end.

        It asks for the user and never for `su`: the ORM reads rules in superuser mode. Who
        has no vote (secretary, who left the item, everybody else) sees how only after the
        end, and then only those of the committee, auditors and the business administrator.
        """
        if self.env.uid == SUPERUSER_ID:
            return Domain.TRUE
        user = self.env.user
        own = SQL(
            """
            SELECT other.id FROM bank_loan_committee_ballot mine
              JOIN bank_loan_committee_ballot other
                ON other.item_id = mine.item_id AND other.motion = mine.motion
             WHERE mine.user_id = %s
            """,
            user.id,
        )
        closed = SQL(
            """
            SELECT ballot.id FROM bank_loan_committee_ballot ballot
              JOIN bank_loan_committee_item item ON item.id = ballot.item_id
              JOIN bank_loan_committee_sitting sitting ON sitting.id = item.sitting_id
             WHERE item.state NOT IN ('waiting', 'voting')
               AND (%(all)s OR sitting.committee_id IN (
                    SELECT committee_id FROM bank_loan_committee_seat
                     WHERE user_id = %(user)s
                     UNION
                    SELECT committee_id FROM bank_loan_committee_substitute
                     WHERE substitute_id = %(user)s))
            """,
            all=user.has_group("bank_crm_base.group_auditor"),
            user=user.id,
        )
        return Domain("id", "in", SQL("(%s UNION %s)", own, closed))

    def _as_ballot(self):
        self.ensure_one()
        return Ballot(
            person=self.user_id.id,
            motion=self.motion,
            vote=Vote(self.vote),
            at=self.cast_at,
            reason=self.reason or "",
        )
