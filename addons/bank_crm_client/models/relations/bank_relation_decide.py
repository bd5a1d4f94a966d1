from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...domain.relations.kinds import State, can_move


class BankRelation(models.Model):
    """Deciding of relations: confirm, refuse, end."""

    _inherit = "bank.relation"

    def action_confirm(self):
        """The proposal holds: from now on it counts."""
        self._decide(State.CONFIRMED)

    def action_refuse(self):
        """The proposal does not hold, and is not made again."""
        self._decide(State.REFUSED)

    def action_end(self):
        """The relation holds no more from tomorrow on."""
        today = self.env["bank.business.day"]._today()
        for relation in self:
            if relation.state != State.CONFIRMED:
                raise UserError(self.env._("Only a confirmed relation ends."))
            relation.date_to = today

    def _decide(self, target):
        self.check_access("write")
        for relation in self:
            if not can_move(relation.state, target):
                raise UserError(self.env._("This relation has been decided already."))
        self.sudo().write(
            {
                "state": target,
                "confirmed_by_id": self.env.uid,
                "confirmed_at": fields.Datetime.now(),  # clock: when it was decided
            }
        )

    @api.model
    def _end_over(self, day):
        """Relations whose last day is behind: they are over."""
        self.flush_model(["state", "date_to"])
        ended = self.env.execute_query(
            SQL(
                "UPDATE bank_relation SET state = %s "
                "WHERE state = %s AND date_to < %s RETURNING id",
                State.ENDED,
                State.CONFIRMED,
                day,
            )
        )
        self.invalidate_model(["state"])
        return len(ended)
