from collections import defaultdict
from decimal import Decimal

from odoo import api, models
from odoo.tools import SQL

from ...domain.relations.kinds import Kind
from ...domain.relations.walk import Edge

HUNDRED = Decimal(100)
# Who stands behind a company: by these however far above, and who acts for it itself.
ABOVE = (Kind.OWNERSHIP, Kind.STATE, Kind.CONTROL)
ACTS_FOR = ("director", "signatory")


class BankRelation(models.Model):
    """Relations as a net: nodes are ids of clients, and of other parties under nought.

    It is read past the rules, by whoever then decides what of it a user may be shown.
    """

    _inherit = "bank.relation"

    @api.model
    def _node_sql(self, side):
        return SQL(
            "coalesce(%(client)s, -%(party)s)",
            client=SQL.identifier("r", f"{side}_client_id"),
            party=SQL.identifier("r", f"{side}_party_id"),
        )

    @api.model
    def _net_rows(self, condition, states=("confirmed",)):
        """Relations in force today under an SQL condition, as rows of plain values."""
        today = self.env["bank.business.day"]._today()
        return self.env.execute_query_dict(
            SQL(
                """
                SELECT r.id, %(origin)s AS origin, %(target)s AS target, t.kind,
                       r.type_id, r.share, r.amount, r.state, r.source
                  FROM bank_relation r JOIN bank_relation_type t ON t.id = r.type_id
                 WHERE r.state = ANY(%(states)s)
                   AND (r.date_from IS NULL OR r.date_from <= %(today)s)
                   AND (r.date_to IS NULL OR r.date_to >= %(today)s)
                   AND %(condition)s
                 ORDER BY r.id
                """,
                origin=self._node_sql("from"),
                target=self._node_sql("to"),
                states=list(states),
                today=today,
                condition=condition,
            )
        )

    @api.model
    def _rows_at(self, nodes, states=("confirmed",)):
        """Relations of these nodes in either direction."""
        clients = [node for node in nodes if node > 0]
        parties = [-node for node in nodes if node < 0]
        ends = [
            SQL("%s = ANY(%s)", SQL.identifier("r", name), ids)
            for names, ids in (
                (("from_client_id", "to_client_id"), clients),
                (("from_party_id", "to_party_id"), parties),
            )
            if ids
            for name in names
        ]
        if not ends:
            return []
        return self._net_rows(SQL("(%s)", SQL(" OR ").join(ends)), states)

    @api.model
    def _as_edges(self, rows):
        return [Edge(row["id"], row["origin"], row["target"]) for row in rows]

    @api.model
    def _owners_above(self, node):
        """Who owns whom, of this node and of everybody above it, as fractions.

        One recursive question; a circle ends where it closes.
        """
        self.flush_model()
        today = self.env["bank.business.day"]._today()
        rows = self.env.execute_query(
            SQL(
                """
                WITH RECURSIVE above(owned, owner, share) AS (
                    SELECT NULL::int, %(node)s::int, NULL::float8
                    UNION
                    SELECT above.owner, found.owner, found.share
                      FROM above CROSS JOIN LATERAL (
                        SELECT %(origin)s AS owner, r.share::float8 AS share
                          FROM bank_relation r JOIN bank_relation_type t ON t.id = r.type_id
                         WHERE r.to_client_id = above.owner AND %(holds)s
                        UNION ALL
                        SELECT %(origin)s, r.share::float8
                          FROM bank_relation r JOIN bank_relation_type t ON t.id = r.type_id
                         WHERE r.to_party_id = -above.owner AND %(holds)s
                      ) found
                )
                SELECT owned, owner, sum(share) FROM above
                 WHERE owned IS NOT NULL GROUP BY owned, owner
                """,
                origin=self._node_sql("from"),
                holds=SQL(
                    "r.state = 'confirmed' AND t.kind = ANY(%(kinds)s) AND r.share > 0 "
                    "AND (r.date_from IS NULL OR r.date_from <= %(today)s) "
                    "AND (r.date_to IS NULL OR r.date_to >= %(today)s)",
                    kinds=[Kind.OWNERSHIP, Kind.STATE],
                    today=today,
                ),
                node=node,
            )
        )
        owners = defaultdict(dict)
        for owned, owner, share in rows:
            owners[owned][owner] = Decimal(str(share)) / HUNDRED
        return owners

    @api.model
    def _behind(self, client_id):
        """Nodes that stand behind a client: who owns or controls it, however far above, and
        who acts for it (directors, who signs).
        """
        self.flush_model()
        today = self.env["bank.business.day"]._today()
        rows = self.env.execute_query(
            SQL(
                """
                WITH RECURSIVE behind(node) AS (
                    SELECT %(client)s::int
                    UNION
                    SELECT found.node
                      FROM behind CROSS JOIN LATERAL (
                        SELECT %(origin)s AS node
                          FROM bank_relation r JOIN bank_relation_type t ON t.id = r.type_id
                         WHERE r.to_client_id = behind.node AND %(holds)s
                        UNION ALL
                        SELECT %(origin)s
                          FROM bank_relation r JOIN bank_relation_type t ON t.id = r.type_id
                         WHERE r.to_party_id = -behind.node AND %(holds)s
                      ) found
                )
                SELECT node FROM behind WHERE node != %(client)s
                """,
                client=client_id,
                origin=self._node_sql("from"),
                holds=SQL(
                    "r.state = 'confirmed' AND (t.kind = ANY(%(above)s) "
                    "OR t.code = ANY(%(acting)s) AND r.to_client_id = %(client)s) "
                    "AND (r.date_from IS NULL OR r.date_from <= %(today)s) "
                    "AND (r.date_to IS NULL OR r.date_to >= %(today)s)",
                    above=list(ABOVE),
                    acting=list(ACTS_FOR),
                    client=client_id,
                    today=today,
                ),
            )
        )
        return {node for (node,) in rows}
