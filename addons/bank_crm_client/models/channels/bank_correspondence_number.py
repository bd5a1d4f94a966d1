from odoo import api, fields, models
from odoo.tools import SQL

from ...domain.channels.letters import letter_number


class BankCorrespondenceNumber(models.Model):
    """The last number given in a branch, a year and a direction: no gaps, none twice."""

    _name = "bank.correspondence.number"
    _description = "Numbers of Letters"
    _without_visibility_rule = "Counters, no client."
    _order = "branch_id, year desc, direction"

    branch_id = fields.Many2one(
        "bank.branch", required=True, index=True, ondelete="restrict"
    )
    direction = fields.Char(required=True)
    year = fields.Integer(required=True)
    last = fields.Integer("Last number", required=True)

    _place_uniq = models.Constraint(
        "UNIQUE(branch_id, year, direction)", "A branch counts its letters once a year."
    )

    @api.model
    def _next(self, branch, direction, year):
        """Take the next number; undone with its transaction, so that none is left out."""
        self.flush_model()
        [(last,)] = self.env.execute_query(
            SQL(
                """
                INSERT INTO bank_correspondence_number
                       (branch_id, direction, year, last, create_uid, write_uid)
                VALUES (%(branch)s, %(direction)s, %(year)s, 1, %(user)s, %(user)s)
                    ON CONFLICT (branch_id, year, direction)
                    DO UPDATE SET last = bank_correspondence_number.last + 1
                RETURNING last
                """,
                branch=branch.id,
                direction=direction,
                year=year,
                user=self.env.uid,
            )
        )
        self.invalidate_model(flush=False)
        return letter_number(branch.sudo().code, direction, year, last)
