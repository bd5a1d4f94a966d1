from odoo import models
from odoo.exceptions import UserError

from ..relations.bank_relation_net import ABOVE, ACTS_FOR

# By these a relation counts or does not.
COUNTS_BY = frozenset(("date_from", "date_to", "share"))


class BankRelation(models.Model):
    """What a stop of compliance stands on is not moved away by the front office."""

    _inherit = "bank.relation"

    def write(self, vals):
        if COUNTS_BY & vals.keys() and not self.env["bank.party"]._may_lift_reviews():
            under_review = self.filtered(
                lambda one: (
                    one._is_under_review()
                    and one._changed_names(vals, COUNTS_BY & vals.keys())
                )
            )
            if under_review:
                raise UserError(self.env._("Under review: ask compliance."))
        return super().write(vals)

    def _is_under_review(self):
        """Whether a match of who is behind stops whom he is behind, by this relation."""
        self.ensure_one()
        relation = self.sudo()
        if relation.type_id.kind not in ABOVE and relation.type_id.code not in ACTS_FOR:
            return False
        return bool(
            self.env["bank.sanctions.hit"]
            .sudo()
            .search_count(
                [
                    ("state", "in", ("open", "true")),
                    "|",
                    ("party_id", "in", relation.from_party_id.ids),
                    ("client_id", "in", relation.from_client_id.ids),
                ],
                limit=1,
            )
        )
