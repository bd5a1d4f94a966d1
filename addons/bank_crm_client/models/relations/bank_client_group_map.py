from odoo import models

from ...domain.relations.kinds import State


class BankClientGroup(models.Model):
    """The map of a group: its members, what ties them, and parties outside that do."""

    _inherit = "bank.client.group"

    def get_group_map(self, with_proposed=True):
        """Nodes and edges in the same form as the map of a client."""
        self.ensure_one()
        self.check_access("read")
        self.env.flush_all()
        Client, Relation = self.env["res.partner"], self.env["bank.relation"]
        members = self.sudo().member_ids.filtered("is_current").client_id.ids
        seen = set(self._seen_clients(members).ids)
        told = self._told_ids(members)
        states = (
            [State.CONFIRMED, State.PROPOSED] if with_proposed else [State.CONFIRMED]
        )
        inside = seen | told
        rows = [
            row
            for row in Relation._rows_at(sorted(inside), states)
            if all(end < 0 or end in inside for end in (row["origin"], row["target"]))
            # Two hidden members are not told apart from each other.
            and {row["origin"], row["target"]} & seen
        ]
        ends = {
            end for row in rows for end in (row["origin"], row["target"]) if end < 0
        }
        distance = dict.fromkeys([*sorted(inside), *sorted(ends)], 1)
        names = {node: f"s{place}" for place, node in enumerate(sorted(told))}
        head = self.sudo().head_client_id.id
        return {
            "center": str(head) if head in seen else "",
            "nodes": Client._map_nodes(distance, seen, names),
            "edges": Client._map_edges(rows, names),
            "is_cut": False,
        }
