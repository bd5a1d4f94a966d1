from odoo import models
from odoo.exceptions import AccessError

from ...domain.relations.kinds import State
from ...domain.relations.walk import walk

DEPTHS = range(1, 4)


class ResPartner(models.Model):
    """The map of a client's relations: nodes and edges with the user's rights applied."""

    _inherit = "res.partner"

    def get_relation_map(self, depth=1, with_proposed=True):
        """Nodes and edges around this client, in one call.

        A client out of sight is a node without a name, and nothing is shown beyond him;
        who is behind the wall is not there.
        """
        self.ensure_one()
        self._check_relations_seen()
        Relation, Group = self.env["bank.relation"], self.env["bank.client.group"]
        self.env.flush_all()
        states = (
            [State.CONFIRMED, State.PROPOSED] if with_proposed else [State.CONFIRMED]
        )
        rows = {}
        seen, told = {self.id}, set()

        def edges_of(nodes):
            found = Relation._rows_at(nodes, states)
            rows.update({row["id"]: row for row in found})
            return Relation._as_edges(found)

        def may_be_told(nodes):
            clients = [node for node in nodes if node > 0]
            seen.update(Group._seen_clients(clients).ids)
            told.update(Group._told_ids(clients))
            return {node for node in nodes if node < 0 or node in seen | told}

        reached = walk(
            self.id,
            edges_of,
            depth=min(max(int(depth), DEPTHS[0]), DEPTHS[-1]),
            may_pass=lambda nodes: {node for node in nodes if node < 0 or node in seen},
            may_be_told=may_be_told,
        )
        stubs = [node for node in reached.distance if node > 0 and node not in seen]
        names = {node: f"s{place}" for place, node in enumerate(stubs)}
        return {
            "center": str(self.id),
            "nodes": self._map_nodes(reached.distance, seen, names),
            "edges": self._map_edges([rows[edge.id] for edge in reached.edges], names),
            "is_cut": reached.is_cut,
        }

    def _check_relations_seen(self):
        """Relations are a part of the whole card, not of the counter view."""
        self.check_access("read")
        if not self.is_fully_visible:
            raise AccessError(
                self.env._(
                    "Relations are seen with the whole card, not at the counter."
                )
            )

    def _map_nodes(self, distance, seen, names):
        clients = self.browse([node for node in distance if node in seen])
        groups = self._map_groups(clients)
        nodes = [
            {
                "id": str(client.id),
                "client_id": client.id,
                "label": client.name,
                "kind": "company" if client.client_kind == "legal_entity" else "person",
                "state": client.client_state,
                "note": client._card_label("client_state"),
                "manager": client.manager_id.sudo().name or "",
                "group": groups.get(client.id, 0),
                "distance": distance[client.id],
            }
            for client in clients
        ]
        parties = (
            self.env["bank.party"]
            .sudo()
            .browse([-node for node in distance if node < 0])
        )
        nodes += [
            {
                "id": str(-party.id),
                "party_id": party.id,
                "label": party.name,
                "kind": "party",
                "note": self.env._("Not our client"),
                "group": 0,
                "distance": distance[-party.id],
            }
            for party in parties
        ]
        nodes += [
            {
                "id": name,
                "label": self.env._("A client elsewhere"),
                "kind": "elsewhere",
                "note": self.env._("You may not see this client."),
                "group": 0,
                "distance": distance[node],
            }
            for node, name in names.items()
        ]
        return nodes

    def _map_groups(self, clients):
        """Client -> his group of connected clients, so that one is drawn as one."""
        members = self.env["bank.client.group.member"].search(
            [
                ("client_id", "in", clients.ids),
                ("is_current", "=", True),
                ("group_id.kind", "=", "connected"),
            ]
        )
        return {member.client_id.id: member.group_id.id for member in members}

    def _map_edges(self, rows, names):
        types = self.env["bank.relation.type"].browse(
            list({row["type_id"] for row in rows})
        )
        of_type = {kind.id: kind for kind in types}
        kinds = dict(types._fields["kind"]._description_selection(self.env))
        edges = []
        for row in rows:
            kind = of_type[row["type_id"]]
            is_stub = row["origin"] in names or row["target"] in names
            share = 0 if is_stub or not kind.has_share else row["share"] or 0
            edges.append(
                {
                    "id": f"r{row['id']}",
                    "source": names.get(row["origin"], str(row["origin"])),
                    "target": names.get(row["target"], str(row["target"])),
                    "kind": kind.kind,
                    "kind_name": kinds[kind.kind],
                    "name": kind.name,
                    "color": kind.color,
                    "is_symmetric": kind.is_symmetric,
                    "share": float(share),
                    "is_proposed": row["state"] == State.PROPOSED,
                }
            )
        return edges
