from collections import defaultdict
from decimal import Decimal

from odoo import api, models
from odoo.tools import SQL
from psycopg2.extras import execute_values

from ...domain.relations.control import control_links, heads_of
from ...domain.relations.groups import (
    REVIEW_OVER_MEMBERS,
    carried_on,
    components,
    ways_from,
)
from ...domain.relations.kinds import BUILDS_GROUPS, Kind

HUNDRED = Decimal(100)


class BankClientGroup(models.Model):
    """The night's groups of connected clients: sets out of links, written where they changed."""

    _inherit = "bank.client.group"

    @api.model
    def _rebuild(self, day):
        """Make the computed groups what confirmed relations say; returns how many changed."""
        self.env["bank.relation"]._end_over(day)
        self.env.flush_all()
        links, stakes = self._building_links()
        control = control_links(stakes["owners"], stakes["influence"])
        by_hand = self._links_by_hand()
        parts = components([*control, *stakes["dependence"], *by_hand])
        kept_out = self._kept_out()
        before = self._computed_before()
        rows = []
        for part in parts:
            clients = [node for node in part.members if node > 0]
            if len(clients) > 1:
                rows.append((part, clients))
        group_ids = carried_on([clients for _part, clients in rows], before)
        group_ids = self._make_new(group_ids)
        wanted, facts = [], []
        links_of = self._links_by_part(rows, [*links, *by_hand])
        heads = {head for head, _owned in control}
        for (part, clients), group_id, own in zip(
            rows, group_ids, links_of, strict=True
        ):
            head = self._head_of(part.members, clients, own, heads)
            facts.append((group_id, head if head > 0 else None, len(clients)))
            ways = ways_from(head, own)
            wanted += [
                (group_id, client, ways.get(client, []))
                for client in clients
                if (group_id, client) not in kept_out
            ]
        changed = self._write_members(wanted, day)
        self._write_facts(facts)
        self.env.invalidate_all()
        return changed

    @api.model
    def _building_links(self):
        """Confirmed links that build groups: pairs, and what control is worked out of."""
        rows = self.env["bank.relation"]._net_rows(
            SQL("t.kind = ANY(%s)", [str(kind) for kind in BUILDS_GROUPS])
        )
        owners, influence = defaultdict(dict), defaultdict(set)
        dependence, links = [], []
        for row in rows:
            pair = row["origin"], row["target"]
            links.append(pair)
            if row["kind"] == Kind.OWNERSHIP:
                share = Decimal(str(row["share"] or 0)) / HUNDRED
                parts = owners[pair[1]]
                parts[pair[0]] = parts.get(pair[0], Decimal(0)) + share
            elif row["kind"] == Kind.CONTROL:
                influence[pair[0]].add(pair[1])
            else:
                dependence.append(pair)
        return links, {
            "owners": owners,
            "influence": {node: frozenset(below) for node, below in influence.items()},
            "dependence": dependence,
        }

    @api.model
    def _links_by_hand(self):
        """A member by hand is tied to the head of his group, or to another member of it."""
        pairs = self.env.execute_query(
            SQL(
                """
                SELECT m.client_id, coalesce(g.head_client_id, (
                    SELECT min(o.client_id) FROM bank_client_group_member o
                     WHERE o.group_id = g.id AND o.date_to IS NULL AND NOT o.is_kept_out))
                  FROM bank_client_group_member m
                  JOIN bank_client_group g ON g.id = m.group_id
                 WHERE g.kind = 'connected' AND g.active AND m.origin = 'hand'
                   AND m.date_to IS NULL AND m.is_kept_out IS NOT TRUE
                """
            )
        )
        return [pair for pair in pairs if None not in pair]

    @api.model
    def _kept_out(self):
        return set(
            self.env.execute_query(
                SQL(
                    "SELECT group_id, client_id FROM bank_client_group_member "
                    "WHERE is_kept_out AND date_to IS NULL"
                )
            )
        )

    @api.model
    def _computed_before(self):
        """Client -> the computed group he is in."""
        return dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT m.client_id, m.group_id FROM bank_client_group_member m
                      JOIN bank_client_group g ON g.id = m.group_id
                     WHERE g.kind = 'connected' AND m.date_to IS NULL
                       AND m.is_kept_out IS NOT TRUE
                     ORDER BY m.id DESC
                    """
                )
            )
        )

    @api.model
    def _make_new(self, group_ids):
        """Ids for the parts that go on as no group."""
        missing = group_ids.count(None)
        if not missing:
            return group_ids
        new = [
            group_id
            for (group_id,) in self.env.execute_query(
                SQL(
                    """
                    INSERT INTO bank_client_group (
                        kind, review_state, active, create_uid, write_uid, create_date,
                        write_date)
                    SELECT 'connected', 'fine', true, %(user)s, %(user)s,
                           now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'
                      FROM generate_series(1, %(count)s) RETURNING id
                    """,
                    user=self.env.uid,
                    count=missing,
                )
            )
        ]
        fresh = iter(sorted(new))
        return [group_id or next(fresh) for group_id in group_ids]

    @api.model
    def _links_by_part(self, rows, links):
        """For each part its own links."""
        place_of = {
            node: place
            for place, (part, _clients) in enumerate(rows)
            for node in part.members
        }
        found = [[] for _row in rows]
        for one, other in links:
            place = place_of.get(one)
            if place is not None and place == place_of.get(other):
                found[place].append((one, other))
        return found

    @api.model
    def _head_of(self, members, clients, links, heads):
        """Who controls most of the group; where nobody does, its first client."""
        found = [node for node in heads_of(members, links) if node in heads]
        return found[0] if found else clients[0]

    @api.model
    def _write_members(self, wanted, day):
        """Make the members by links those of `wanted`; what did not change is not touched."""
        cr = self.env.cr
        cr.execute(
            "CREATE TEMP TABLE bank_wanted_member (group_id int, client_id int, way jsonb) "
            "ON COMMIT DROP"
        )
        execute_values(
            cr._obj,
            "INSERT INTO bank_wanted_member VALUES %s",
            [
                (group, client, f"[{', '.join(map(str, way))}]")
                for group, client, way in wanted
            ],
            page_size=10_000,
        )
        cr.execute("CREATE INDEX ON bank_wanted_member (client_id, group_id)")
        cr.execute("ANALYZE bank_wanted_member")
        cr.execute(
            """
            UPDATE bank_client_group_member m SET date_to = %s
              FROM bank_client_group g
             WHERE g.id = m.group_id AND g.kind = 'connected' AND m.origin = 'links'
               AND m.date_to IS NULL AND NOT EXISTS (
                    SELECT 1 FROM bank_wanted_member w
                     WHERE w.group_id = m.group_id AND w.client_id = m.client_id)
            """,
            [day],
        )
        changed = cr.rowcount
        cr.execute(
            """
            UPDATE bank_client_group_member m SET way = w.way FROM bank_wanted_member w
             WHERE w.group_id = m.group_id AND w.client_id = m.client_id
               AND m.date_to IS NULL AND m.origin = 'links'
               AND m.way::jsonb IS DISTINCT FROM w.way
            """
        )
        changed += cr.rowcount
        cr.execute(
            """
            INSERT INTO bank_client_group_member (
                group_id, client_id, date_from, origin, way, is_kept_out, create_uid,
                write_uid, create_date, write_date)
            SELECT w.group_id, w.client_id, %(day)s, 'links', w.way, false, %(user)s, %(user)s,
                   now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'
              FROM bank_wanted_member w
             WHERE NOT EXISTS (SELECT 1 FROM bank_client_group_member m
                                WHERE m.group_id = w.group_id AND m.client_id = w.client_id
                                  AND m.date_to IS NULL)
             ORDER BY w.group_id, w.client_id
            """,
            {"day": day, "user": self.env.uid},
        )
        changed += cr.rowcount
        cr.execute("DROP TABLE bank_wanted_member")
        return changed

    @api.model
    def _write_facts(self, facts):
        """Heads, which groups want a review, and which are no more."""
        cr = self.env.cr
        if facts:
            execute_values(
                cr._obj,
                """
                UPDATE bank_client_group g
                   SET head_client_id = v.head, active = true,
                       review_state = CASE
                           WHEN v.size <= {most} THEN 'fine'
                           WHEN g.review_state = 'reviewed' AND g.reviewed_count = v.size
                               THEN 'reviewed'
                           ELSE 'to_review' END
                  FROM (VALUES %s) v(id, head, size)
                 WHERE g.id = v.id
                   AND (g.head_client_id IS DISTINCT FROM v.head OR g.active IS NOT TRUE
                        OR (v.size > {most}) != (g.review_state != 'fine')
                        OR (g.review_state = 'reviewed' AND g.reviewed_count != v.size))
                """.replace("{most}", str(REVIEW_OVER_MEMBERS)),
                facts,
                template="(%s, %s::int, %s)",
                page_size=10_000,
            )
        cr.execute(
            """
            UPDATE bank_client_group g SET active = false
             WHERE g.kind = 'connected' AND g.active AND NOT EXISTS (
                SELECT 1 FROM bank_client_group_member m
                 WHERE m.group_id = g.id AND m.date_to IS NULL AND m.is_kept_out IS NOT TRUE)
            """
        )
