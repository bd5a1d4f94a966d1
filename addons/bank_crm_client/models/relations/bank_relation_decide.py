from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...domain.relations.kinds import Source, State, builds_a_group_alone, can_move


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

    def _ask_second_person(self):
        """Of what a person enters, what puts clients into a group alone: it waits.

        Exposure and limits are counted by groups: nobody builds one by himself.
        """
        asked = self.filtered(lambda relation: relation._is_controlling())
        for relation in asked:
            relation.sudo().state = State.PROPOSED
            self.env["bank.act"]._propose_call(
                "group_change",
                relation,
                "_confirm_entered",
                watched=("state", "share", "influence"),
                reason=relation.influence
                or relation.evidence
                or self.env._("Entered on the card"),
            )
        return asked

    def _is_controlling(self):
        return builds_a_group_alone(
            self.type_id.kind, Decimal(str(self.share or 0)).quantize(Decimal("0.0001"))
        )

    def _confirm_entered(self):
        """What a second person, or the bank's settings, accept: from now on it counts."""
        self.write(
            {
                "state": State.CONFIRMED,
                "confirmed_by_id": self.env.uid,
                "confirmed_at": fields.Datetime.now(),  # clock: when it was decided
            }
        )

    def _act_refused(self, act):  # pylint: disable=missing-return
        super()._act_refused(act)
        if act.method == "_confirm_entered":
            self.sudo().filtered(
                lambda relation: relation.state == State.PROPOSED
            ).state = State.REFUSED

    def _act_words(self, method, arguments):
        """Who is connected with whom, and by what it is known, for who decides."""
        words = {}
        for relation in self:
            rows = [(self.env._("Relation"), relation.display_name)]
            if relation.has_share:
                rows.append((self.env._("Share, %"), f"{relation.share:g}"))
            rows.append(
                (
                    self.env._("Group of connected clients"),
                    self.env._("This link alone puts them into one group."),
                )
            )
            rows += [
                (label, text)
                for label, text in (
                    (self.env._("Why the influence is decisive"), relation.influence),
                    (self.env._("Seen in"), relation.evidence),
                )
                if text
            ]
            words[relation.id] = rows
        return words

    def _decide(self, target):
        self.check_access("write")
        for relation in self:
            if relation.source == Source.ENTERED and relation._is_controlling():
                raise UserError(
                    self.env._(
                        "“%(relation)s” puts clients into a group: a second person decides, "
                        "under Approvals. What was refused is entered anew.",
                        relation=relation.display_name,
                    )
                )
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
