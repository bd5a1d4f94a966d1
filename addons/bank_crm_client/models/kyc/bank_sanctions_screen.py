import hashlib
import json
from functools import lru_cache

from odoo import api, models
from odoo.tools import SQL
from rapidfuzz.distance import JaroWinkler

from ...domain.kyc.screening import NO_MATCH, Listed, listed_facts, match

# More pairs than that are left to the night: who loads a list waits for the answer.
MOST_PAIRS_AT_ONCE = 20_000
LISTED_NAMES_KEPT = 50_000


@lru_cache(maxsize=LISTED_NAMES_KEPT)
def _listed(kind, name, birth, year, countries):
    """A listed name as it is compared; the same ones meet many clients."""
    return Listed(
        listed_facts(kind, name), birth, year or None, frozenset(countries.split(","))
    )


def _digest(client, country):
    told = (
        client.kind, client.last, client.first, client.middle, client.words,
        str(client.birth), country,
    )  # fmt: skip
    return hashlib.sha256(repr(told).encode()).hexdigest()


class BankSanctionsHit(models.Model):
    """Looking for clients on the lists: pairs by keys in SQL, then the comparison of names.

    Nodes are ids of clients, and of parties that are none under nought.
    """

    _inherit = "bank.sanctions.hit"

    @api.model
    def _screen(self, client_ids):
        """Compare these clients with all lists in use; returns how many pairs are alike.

        Who has not changed is compared with what is new on the lists since.
        """
        client_ids = list(client_ids)
        self.env.flush_all()
        self.env["bank.client.screen.key"]._fill_missing(client_ids)
        Screened = self.env["bank.client.screened"]
        mark = Screened._mark()
        changed, same, since = Screened._split(client_ids)
        pairs = self._pairs(SQL("k.client_id = ANY(%s)", changed)) if changed else []
        if same and since < mark:
            pairs += self._pairs(
                SQL("k.client_id = ANY(%s) AND e.version_id > %s", same, since)
            )
        found = self._keep_alike(pairs)
        self._let_go(
            pairs,
            SQL(
                """
                (h.client_id = ANY(%(changed)s) OR h.client_id = ANY(%(same)s)
                 AND EXISTS (SELECT 1 FROM bank_sanctions_entry e
                              WHERE e.id = h.entry_id
                                AND (e.version_id > %(since)s OR e.ended_id IS NOT NULL)))
                """,
                changed=changed,
                same=same,
                since=since,
            ),
        )
        Screened._note(client_ids, mark)
        self.env.invalidate_all()
        return found

    @api.model
    def _screen_parties(self, parties):
        """Compare those who are no clients with all lists in use."""
        self.env.flush_all()
        pairs = self._pairs(SQL("k.party_id = ANY(%s)", parties.ids))
        self._keep_alike(pairs)
        self._let_go(pairs, SQL("h.party_id = ANY(%s)", parties.ids))
        self.env.invalidate_all()

    @api.model
    def _screen_list(self, one):
        """Compare everybody with a list just loaded, unless they are too many for now."""
        self.env.flush_all()
        of_list = SQL("e.list_id = %s", one.id)
        pairs = self._pairs(of_list, MOST_PAIRS_AT_ONCE + 1)
        if len(pairs) > MOST_PAIRS_AT_ONCE:
            return False
        self._keep_alike(pairs)
        self._let_go(
            pairs,
            SQL(
                "EXISTS (SELECT 1 FROM bank_sanctions_entry e "
                "WHERE e.id = h.entry_id AND %s)",
                of_list,
            ),
        )
        self.env.invalidate_all()
        return True

    @api.model
    def _pairs(self, where, limit=None):
        """Pairs (node, entry) that share a key, of the lists in use."""
        return self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT coalesce(k.client_id, -k.party_id), e.id
                  FROM bank_client_screen_key k
                  JOIN bank_sanctions_key s ON s.key = k.key
                  JOIN bank_sanctions_entry e ON e.id = s.entry_id AND e.ended_id IS NULL
                  JOIN bank_sanctions_list l ON l.id = e.list_id AND l.active
                 WHERE %s ORDER BY 1, 2 %s
                """,
                where,
                SQL("LIMIT %s", limit) if limit else SQL(),
            )
        )

    @api.model
    def _keep_alike(self, pairs):
        """Compare the pairs and write what is alike; a decision stands while both stand."""
        if not pairs:
            return 0
        known = self._facts_of({one for one, _other in pairs})
        entries = self._entries_of({other for _one, other in pairs})
        rows = []
        for node, entry_id in pairs:
            if node not in known:
                continue
            one, country = known[node]
            best = max(
                (
                    match(one, country, listed, JaroWinkler.similarity)
                    for listed in entries[entry_id]["names"]
                ),
                key=lambda found: found.points,
                default=NO_MATCH,
            )
            if best.is_hit:
                rows.append(
                    (
                        node, entry_id, best.points,
                        json.dumps([str(why) for why in best.reasons]),
                        entries[entry_id]["digest"], _digest(one, country),
                    )
                )  # fmt: skip
        self._write_hits("client_id", [row for row in rows if row[0] > 0])
        self._write_hits(
            "party_id", [(-row[0], *row[1:]) for row in rows if row[0] < 0]
        )
        return len(rows)

    @api.model
    def _facts_of(self, nodes):
        """Node -> what is compared with a listed name, and his country."""
        clients = self.env["res.partner"]._screen_facts(
            [node for node in nodes if node > 0]
        )
        countries = self._countries_of(clients)
        parties = self.env["bank.party"].sudo()
        parties = parties.browse([-node for node in nodes if node < 0]).exists()
        return {
            **{one: (facts, countries.get(one, "")) for one, facts in clients.items()},
            **{
                -party.id: (facts, party.country_id.code or "")
                for party, facts in parties._screen_facts().items()
            },
        }

    @api.model
    def _countries_of(self, client_ids):
        return dict(
            self.env.execute_query(
                SQL(
                    "SELECT p.id, c.code FROM res_partner p "
                    "JOIN res_country c ON c.id = p.country_id WHERE p.id = ANY(%s)",
                    list(client_ids),
                )
            )
        )

    @api.model
    def _entries_of(self, entry_ids):
        """Entry -> its names as they are compared, and its digest."""
        rows = self.env.execute_query_dict(
            SQL(
                "SELECT id, kind, name, aliases, birth_date, birth_year, countries, digest "
                "FROM bank_sanctions_entry WHERE id = ANY(%s)",
                list(entry_ids),
            )
        )
        return {
            row["id"]: {
                "digest": row["digest"],
                "names": [
                    _listed(
                        row["kind"], name, row["birth_date"], row["birth_year"],
                        row["countries"] or "",
                    )
                    for name in [row["name"], *(row["aliases"] or "").split(" | ")]
                    if name
                ],
            }
            for row in rows
        }  # fmt: skip

    @api.model
    def _write_hits(self, who, rows):
        """Rows of (id, entry, ...) of clients or of parties, as the column `who` says."""
        if not rows:
            return
        columns = [list(column) for column in zip(*rows, strict=True)]
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO bank_sanctions_hit AS h (
                    %(who)s, entry_id, score, reasons, entry_digest, client_digest,
                    state, found_date, create_uid, write_uid, create_date, write_date)
                SELECT d.one, d.entry, d.score, d.reasons::jsonb, d.entry_digest,
                       d.client_digest, 'open', %(day)s, %(user)s, %(user)s,
                       now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'
                  FROM unnest(%(ids)s::int[], %(entries)s::int[], %(scores)s::int[],
                              %(reasons)s::text[], %(listed)s::text[], %(known)s::text[])
                       AS d (one, entry, score, reasons, entry_digest, client_digest)
                    ON CONFLICT (%(who)s, entry_id) DO UPDATE
                   SET score = EXCLUDED.score, reasons = EXCLUDED.reasons,
                       entry_digest = EXCLUDED.entry_digest,
                       client_digest = EXCLUDED.client_digest,
                       found_date = CASE WHEN h.state = 'gone' THEN EXCLUDED.found_date
                                         ELSE h.found_date END,
                       state = CASE WHEN h.state = 'gone'
                                      OR h.state = 'false'
                                         AND (h.entry_digest, h.client_digest)
                                             IS DISTINCT FROM
                                             (EXCLUDED.entry_digest, EXCLUDED.client_digest)
                                    THEN 'open' ELSE h.state END,
                       write_date = EXCLUDED.write_date
                 WHERE (h.entry_digest, h.client_digest, h.score) IS DISTINCT FROM
                       (EXCLUDED.entry_digest, EXCLUDED.client_digest, EXCLUDED.score)
                    OR h.state = 'gone'
                """,
                who=SQL.identifier(who),
                day=self.env["bank.business.day"]._today(),
                user=self.env.uid,
                ids=columns[0],
                entries=columns[1],
                scores=columns[2],
                reasons=columns[3],
                listed=columns[4],
                known=columns[5],
            )
        )

    @api.model
    def _let_go(self, pairs, where):
        """Open matches that are alike no more, or whose row was taken off the list."""
        alike = [f"{one}:{other}" for one, other in pairs]
        self.env.cr.execute(
            SQL(
                """
                UPDATE bank_sanctions_hit h SET state = 'gone'
                 WHERE h.state IN ('open', 'true') AND %s
                   AND concat(coalesce(h.client_id, -h.party_id), ':', h.entry_id)
                       != ALL(%s)
                """,
                where,
                alike,
            )
        )

    @api.model
    def _tell_open(self, day):
        """One task for a compliance officer about all new matches of the day."""
        count = self.sudo().search_count(
            [("state", "=", "open"), ("found_date", "=", day)]
        )
        officer = (
            self.env["bank.post"]
            .sudo()
            .search(
                [("role_id.code", "=", "compliance"), ("is_in_force", "=", True)],
                order="id",
                limit=1,
            )
            .user_id
        )
        if not count or not officer:
            return
        tasks = self.env["mail.activity"].sudo()
        summary = self.env._("Decide the new matches found on %(day)s", day=day)
        if not tasks.search_count(
            [("user_id", "=", officer.id), ("summary", "=", summary)], limit=1
        ):
            tasks.with_context(mail_activity_quick_update=True).create(
                {
                    "user_id": officer.id,
                    "summary": summary,
                    "date_deadline": day,
                    "activity_type_id": self.env.ref("mail.mail_activity_data_todo").id,
                }
            )
