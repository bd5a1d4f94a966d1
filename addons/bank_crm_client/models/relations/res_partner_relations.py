from decimal import Decimal

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...domain.relations.exposure import Tie, Why, touched_by_default
from ...domain.relations.kinds import Kind, State
from ...domain.relations.shares import OwnershipError, integrated_shares
from ...domain.relations.walk import walk

TOUCHED_STEPS = 3
HUNDRED = Decimal(100)
MAJORITY_PERCENT = 50


class ResPartner(models.Model):
    """The tab "Relations" of the client card, asked for when it is opened."""

    _inherit = "res.partner"

    def _get_card_panels(self, facts):
        panels = super()._get_card_panels(facts)
        if self.is_fully_visible:
            panels["relations"] = {"client_id": self.id}
        return panels

    def _get_card_flags(self, facts):
        flags = super()._get_card_flags(facts)
        groups = (
            self.env["bank.client.group"]._current_of(self)
            if self.is_fully_visible
            else ()
        )
        for group in groups:
            shown = group.with_env(self.env)
            flags.append(
                {
                    "code": f"group_{group.kind}",
                    "text": shown.display_name,
                    "help": dict(
                        group._fields["kind"]._description_selection(self.env)
                    )[group.kind],
                    "tone": "info",
                    "icon": "fa-sitemap",
                    "sequence": 45,
                }
            )
        return flags

    def get_client_relations(self):
        """Relations by kind, groups with totals, owners, and who is touched by a default."""
        self.ensure_one()
        self._check_relations_seen()
        today = self.env["bank.business.day"]._today()
        relations = self.env["bank.relation"].search(
            (
                Domain("from_client_id", "=", self.id)
                | Domain("to_client_id", "=", self.id)
            )
            & Domain("state", "!=", State.REFUSED)
        )
        return {
            "may_edit": self.env["bank.relation"].has_access("create"),
            "relations": [self._relation_row(relation) for relation in relations],
            "elsewhere": self._relations_elsewhere(relations),
            "groups": self._group_rows(),
            "owners": self._owner_rows(),
            "touched": self._touched_rows(),
            "today": fields.Date.to_string(today),
        }

    def _relation_row(self, relation):
        is_first = relation.from_client_id == self
        kind = relation.type_id
        other = (
            relation.to_client_id or relation.to_party_id
            if is_first
            else relation.from_client_id or relation.from_party_id
        )
        is_client = other._name == "res.partner"
        kinds = dict(kind._fields["kind"]._description_selection(self.env))
        return {
            "id": relation.id,
            "kind": kind.kind,
            "kind_name": kinds[kind.kind],
            "color": kind.color,
            "phrase": kind.name if is_first else kind.reverse_name,
            "name": other.display_name,
            "client_id": other.id if is_client else False,
            "party_id": False if is_client else other.id,
            "share": relation.share if kind.has_share else 0,
            "amount": relation.amount,
            "state": relation.state,
            "is_inferred": relation.source == "inferred",
            "why": relation.why or "",
            "waits": relation.waiting_words or "",
            "from": fields.Date.to_string(relation.date_from) or "",
            "until": fields.Date.to_string(relation.date_to) or "",
        }

    def _relations_elsewhere(self, relations):
        """How many relations go to clients of whom one may only be told."""
        rows = self.env["bank.relation"]._rows_at([self.id])
        others = {
            end for row in rows for end in (row["origin"], row["target"]) if end > 0
        }
        return len(self.env["bank.client.group"]._told_ids(others - {self.id}))

    def _group_rows(self):
        members = self.env["bank.client.group.member"].search(
            [
                ("client_id", "=", self.id),
                ("is_current", "=", True),
                ("group_id.active", "=", True),
            ]
        )
        return [
            {
                "id": member.group_id.id,
                "name": member.group_id.display_name,
                "kind": member.group_id.kind,
                "kind_name": dict(
                    member.group_id._fields["kind"]._description_selection(self.env)
                )[member.group_id.kind],
                "why": member.why or "",
                "members": member.group_id.member_count,
                "elsewhere": member.group_id.elsewhere_count,
                "totals": member.group_id._get_totals(),
            }
            for member in members
        ]

    def _owner_rows(self):
        """Everybody above a company with his share of it, and whether nobody owns him."""
        if self.client_kind == "person":
            return {"rows": [], "error": ""}
        owners = self.env["bank.relation"]._owners_above(self.id)
        try:
            shares = integrated_shares(self.id, owners)
        except OwnershipError:
            return {
                "rows": [],
                "error": self.env._(
                    "These companies own each other, and nobody outside owns them: "
                    "a share is entered wrongly."
                ),
            }
        names = self._node_names(shares)
        direct = owners.get(self.id, {})
        rows = [
            {
                **names[node],
                "percent": float(share * HUNDRED),
                "direct": float(direct.get(node, 0) * HUNDRED),
                "is_ultimate": not owners.get(node),
            }
            for node, share in shares.items()
            if node in names
        ]
        return {"rows": sorted(rows, key=lambda row: -row["percent"]), "error": ""}

    def _node_names(self, nodes):
        """Node -> how it is shown; who may not even be told of is not in it."""
        Group = self.env["bank.client.group"]
        clients = [node for node in nodes if node > 0]
        seen = Group._seen_clients(clients)
        names = {
            client.id: {"name": client.name, "client_id": client.id} for client in seen
        }
        for node in Group._told_ids(clients):
            names[node] = {"name": self.env._("A client elsewhere"), "client_id": False}
        # A party that only clients out of sight name is as far out of sight.
        strangers = [node for node in nodes if node < 0]
        for node in strangers:
            names[node] = {"name": self.env._("Somebody elsewhere"), "client_id": False}
        for party in self.env["bank.party"].search(
            [("id", "in", [-node for node in strangers])]
        ):
            names[-party.id]["name"] = party.name
        return names

    def _touched_rows(self):
        """Who is touched if this client stops paying, with the path that leads there."""
        ties, nodes = self._ties_around()
        found = touched_by_default(self.id, ties, most_steps=TOUCHED_STEPS)
        names = self._node_names({*(one.node for one in found), *nodes})
        words = {
            Why.GUARANTEES: self.env._("guarantees its debt"),
            Why.OWNS: self.env._("owns a part of it"),
            Why.OWNED: self.env._("is controlled by it"),
            Why.DEPENDS: self.env._("depends on it"),
            Why.SELLS: self.env._("gets a large part of its money from it"),
            Why.SAME_GROUP: self.env._("is in the same group"),
        }
        rows = []
        for one in found:
            if any(tie.target not in names for tie in one.path):
                continue
            way = [
                {
                    "name": names[tie.target]["name"],
                    "why": words[tie.why],
                    "percent": float((tie.weight or 0) * HUNDRED),
                }
                for tie in one.path
            ]
            rows.append({**names[one.node], "steps": one.steps, "path": way})
        return rows

    def _ties_around(self):
        """What carries trouble from this client on, and whom it passes."""
        Relation, Group = self.env["bank.relation"], self.env["bank.client.group"]
        rows = {}

        def edges_of(nodes):
            found = Relation._rows_at(nodes)
            rows.update({row["id"]: row for row in found})
            return Relation._as_edges(found)

        def may_pass(nodes):
            clients = [node for node in nodes if node > 0]
            return {
                *(node for node in nodes if node < 0),
                *Group._seen_clients(clients).ids,
            }

        reached = walk(
            self.id, edges_of, depth=TOUCHED_STEPS, may_pass=may_pass, may_be_told=set
        )
        ties = [tie for edge in reached.edges for tie in self._ties_of(rows[edge.id])]
        seen = Group._seen_clients([node for node in reached.distance if node > 0])
        ties += self._payment_ties(seen.ids)
        ties += self._group_ties()
        return ties, set(reached.distance)

    def _ties_of(self, row):
        kind, origin, target = row["kind"], row["origin"], row["target"]
        share = Decimal(str(row["share"] or 0)) / HUNDRED
        if kind == Kind.GUARANTEE:
            yield Tie(target, origin, Why.GUARANTEES)
        elif kind == Kind.ECONOMIC:
            yield Tie(target, origin, Why.DEPENDS, share or None)
        elif kind == Kind.OWNERSHIP:
            yield Tie(target, origin, Why.OWNS, share)
            if share * HUNDRED > MAJORITY_PERCENT:
                yield Tie(origin, target, Why.OWNED, share)
        elif kind == Kind.CONTROL:
            yield Tie(origin, target, Why.OWNED)

    def _payment_ties(self, client_ids):
        """Clients in sight who get much of their money from these."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT c.known_client_id, c.client_id, c.credit_base / whole.credit
                  FROM bank_counterparty c
                  JOIN LATERAL (SELECT sum(o.credit_base) AS credit FROM bank_counterparty o
                                 WHERE o.client_id = c.client_id) whole ON whole.credit > 0
                 WHERE c.known_client_id = ANY(%s) AND c.credit_base > 0
                """,
                client_ids,
            )
        )
        seen = set(
            self.env["bank.client.group"]._seen_clients([row[1] for row in rows]).ids
        )
        return [
            Tie(source, target, Why.SELLS, Decimal(str(weight)))
            for source, target, weight in rows
            if target in seen and source != target
        ]

    def _group_ties(self):
        groups = self.env["bank.client.group"]._current_of(self)
        members = groups.filtered(lambda group: group.kind == "connected").member_ids
        return [
            Tie(self.id, member.client_id.id, Why.SAME_GROUP)
            for member in members
            if member.is_current and member.client_id != self
        ]
