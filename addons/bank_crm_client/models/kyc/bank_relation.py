from odoo import models
from odoo.exceptions import UserError

from ..relations.bank_relation_net import ABOVE, ACTS_FOR

# By these a relation counts or does not.
COUNTS_BY = frozenset(("date_from", "date_to", "share"))


class BankRelation(models.Model):
    """What a stop of compliance stands on is not moved away by the front office."""

    _inherit = "bank.relation"

    def write(self, vals):
        Hit = self.env["bank.sanctions.hit"]
        if COUNTS_BY & vals.keys() and not Hit._may_lift():
            changed = Hit._changed_by(self, vals, COUNTS_BY)
            if any(relation._is_under_review() for relation in changed):
                raise UserError(self.env._("Under review: ask compliance."))
        return super().write(vals)

    def _is_under_review(self):
        """Whether a match of who is behind stops whom he is behind, by this relation."""
        self.ensure_one()
        relation = self.sudo()
        if relation.type_id.kind not in ABOVE and relation.type_id.code not in ACTS_FOR:
            return False
        Hit = self.env["bank.sanctions.hit"]
        return bool(
            Hit._stand_on("party_id", relation.from_party_id)
            or Hit._stand_on("client_id", relation.from_client_id)
        )
