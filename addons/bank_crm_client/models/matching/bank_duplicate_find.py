import hashlib
import json

from odoo import api, fields, models
from odoo.tools import SQL
from rapidfuzz.distance import JaroWinkler

from ...domain.matching.keys import MatchKind
from ...domain.matching.score import Verdict, score

# A key that so many records share says nothing: a telephone of the branch, an unknown name.
MAX_BLOCK = 50
SEARCH_KINDS = ("tax", "registry", "phone", "email")
KINDS = (*SEARCH_KINDS, *map(str, MatchKind))
PAIRS_A_BATCH = 10_000
TOUCHED_A_BATCH = 500
# Above it the night compares everybody anyway.
MOST_TOUCHED = 50_000

CANDIDATE_DDL = """
CREATE UNLOGGED TABLE IF NOT EXISTS bank_duplicate_candidate (
    client_id integer NOT NULL, other_client_id integer NOT NULL,
    PRIMARY KEY (client_id, other_client_id))
"""


def _evidence(reason):
    text = f"{reason.code}:{reason.value}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class BankDuplicatePair(models.Model):
    """Finding pairs: who shares a key is compared, and what is alike enough is kept."""

    _inherit = "bank.duplicate.pair"

    def init(self):  # pylint: disable=missing-return
        super().init()
        self.env.cr.execute(CANDIDATE_DDL)

    @api.model
    def _key_table(self, kind):
        return SQL.identifier(
            "bank_client_search" if kind in SEARCH_KINDS else "bank_client_match_key"
        )

    # --- everybody

    @api.model
    def _begin_sweep(self):
        self.env.cr.execute("TRUNCATE bank_duplicate_candidate")

    @api.model
    def _block(self, kind):
        """Note all pairs that share a key of this kind; returns how many keys are too common."""
        cr = self.env.cr
        cr.execute(
            SQL(
                """
                WITH block AS MATERIALIZED (
                    SELECT array_agg(client_id) AS ids, count(*) AS size
                      FROM %(table)s WHERE kind = %(kind)s
                     GROUP BY key HAVING count(*) > 1
                ), paired AS (
                    INSERT INTO bank_duplicate_candidate
                    SELECT DISTINCT one.id, other.id
                      FROM block, unnest(block.ids) AS one (id), unnest(block.ids) AS other (id)
                     WHERE block.size <= %(most)s AND one.id < other.id
                        ON CONFLICT DO NOTHING
                )
                SELECT count(*) FROM block WHERE size > %(most)s
                """,
                table=self._key_table(kind),
                kind=kind,
                most=MAX_BLOCK,
            )
        )
        return cr.fetchone()[0]

    @api.model
    def _count_candidates(self):
        self.env.cr.execute("SELECT count(*) FROM bank_duplicate_candidate")
        return self.env.cr.fetchone()[0]

    @api.model
    def _score_batch(self, limit=PAIRS_A_BATCH):
        """Compare the next candidates of a sweep and take them off; returns how many."""
        cr = self.env.cr
        cr.execute(
            "DELETE FROM bank_duplicate_candidate WHERE (client_id, other_client_id) IN ("
            "SELECT client_id, other_client_id FROM bank_duplicate_candidate "
            "ORDER BY client_id, other_client_id LIMIT %s) "
            "RETURNING client_id, other_client_id",
            [limit],
        )
        pairs = cr.fetchall()
        self._compare(pairs)
        return len(pairs)

    @api.model
    def _end_sweep(self, begun_at):
        """Open pairs that share no key any more are gone; postponed ones come back."""
        today = self.env["bank.business.day"]._today()
        self.env.cr.execute(
            "UPDATE bank_duplicate_pair SET state = 'gone' WHERE state IN ('open', 'postponed') "
            "AND checked_at < %s",
            [begun_at],
        )
        self._wake(today)
        self.env.cr.execute("DELETE FROM bank_match_touched")
        self.invalidate_model()

    @api.model
    def _wake(self, today):
        self.env.cr.execute(
            "UPDATE bank_duplicate_pair SET state = 'open', postponed_until = NULL "
            "WHERE state = 'postponed' AND postponed_until <= %s",
            [today],
        )

    # --- some

    @api.model
    def _find_pairs_of(self, client_ids):
        """Compare these clients with all others that share a key with them."""
        pairs = self._candidates_of(client_ids)
        self._compare(pairs, of_ids=client_ids)

    @api.model
    def _candidates_of(self, client_ids):
        cr = self.env.cr
        pairs = set()
        for table, kinds in (
            ("bank_client_search", SEARCH_KINDS),
            ("bank_client_match_key", tuple(map(str, MatchKind))),
        ):
            cr.execute(
                SQL(
                    """
                    SELECT DISTINCT least(mine.client_id, o.id), greatest(mine.client_id, o.id)
                      FROM %(table)s mine
                      JOIN LATERAL (
                           SELECT array_agg(near.client_id) AS ids FROM (
                               SELECT other.client_id FROM %(table)s other
                                WHERE other.key = mine.key AND other.kind = mine.kind
                                LIMIT %(most)s + 1) near
                           ) block ON cardinality(block.ids) <= %(most)s
                      JOIN LATERAL unnest(block.ids) AS o (id) ON o.id != mine.client_id
                     WHERE mine.client_id = ANY(%(ids)s) AND mine.kind = ANY(%(kinds)s)
                    """,
                    table=SQL.identifier(table),
                    most=MAX_BLOCK,
                    ids=list(client_ids),
                    kinds=list(kinds),
                )
            )
            pairs.update(cr.fetchall())
        return sorted(pairs)

    @api.model
    def _compare(self, pairs, of_ids=None):
        """Score pairs of ids and keep what is alike; pairs of `of_ids` not kept are gone."""
        Client = self.env["res.partner"]
        found = Client._match_facts({one for pair in pairs for one in pair})
        alike = []
        for one, other in pairs:
            if one not in found or other not in found:
                continue
            result = score(found[one], found[other], JaroWinkler.similarity)
            if result.verdict is not Verdict.NO:
                alike.append((one, other, result))
        self._keep(alike)
        kept = {(one, other) for one, other, _result in alike}
        checked = pairs if of_ids is None else self._known_pairs(of_ids)
        self._let_go([pair for pair in checked if tuple(pair) not in kept])
        self.invalidate_model()

    @api.model
    def _known_pairs(self, client_ids):
        ids = list(client_ids)
        self.env.cr.execute(
            "SELECT client_id, other_client_id FROM bank_duplicate_pair "
            "WHERE client_id = ANY(%s) OR other_client_id = ANY(%s)",
            [ids, ids],
        )
        return self.env.cr.fetchall()

    @api.model
    def _let_go(self, pairs):
        if pairs:
            now = fields.Datetime.now()  # clock: when pairs were compared
            ones, others = (list(column) for column in zip(*pairs, strict=True))
            self.env.cr.execute(
                "UPDATE bank_duplicate_pair p SET state = 'gone', checked_at = %s "
                "FROM unnest(%s::int[], %s::int[]) AS d (one, other) "
                "WHERE p.client_id = d.one AND p.other_client_id = d.other "
                "AND p.state IN ('open', 'postponed')",
                [now, ones, others],
            )

    @api.model
    def _keep(self, alike):
        """Write what was found; a judgement stands unless something new speaks against it."""
        if not alike:
            return
        rows = [
            (
                one, other, result.points, str(result.verdict),
                [str(reason.code) for reason in result.reasons],
                sorted(map(_evidence, result.reasons)),
            )
            for one, other, result in alike
        ]  # fmt: skip
        columns = [list(column) for column in zip(*rows, strict=True)]
        for place in (4, 5):
            columns[place] = [json.dumps(value) for value in columns[place]]
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO bank_duplicate_pair AS p (client_id, other_client_id, score, verdict,
                       reasons, evidence, state, found_at, checked_at)
                SELECT d.one, d.other, d.score, d.verdict, d.reasons::jsonb, d.evidence::jsonb,
                       'open', %(now)s, %(now)s
                  FROM unnest(%(ones)s::int[], %(others)s::int[], %(scores)s::int[],
                              %(verdicts)s::varchar[], %(reasons)s::text[], %(evidence)s::text[])
                       AS d (one, other, score, verdict, reasons, evidence)
                    ON CONFLICT (client_id, other_client_id) DO UPDATE
                   SET score = EXCLUDED.score, verdict = EXCLUDED.verdict,
                       reasons = EXCLUDED.reasons, checked_at = EXCLUDED.checked_at,
                       state = CASE WHEN p.state IN ('gone', 'merged')
                                      OR (p.state = 'different'
                                          AND NOT EXCLUDED.evidence <@ p.evidence)
                                    THEN 'open' ELSE p.state END,
                       evidence = CASE WHEN p.state = 'different'
                                        AND EXCLUDED.evidence <@ p.evidence
                                       THEN p.evidence ELSE EXCLUDED.evidence END
                """,
                now=fields.Datetime.now(),  # clock: when pairs were compared
                ones=columns[0],
                others=columns[1],
                scores=columns[2],
                verdicts=columns[3],
                reasons=columns[4],
                evidence=columns[5],
            )
        )

    @api.model
    def _cron_find_duplicates(self):
        """After feeds and entries: the pairs of whoever was touched."""
        Key = self.env["bank.client.match.key"]
        cron = self.env["ir.cron"]
        if Key._count_touched() > MOST_TOUCHED:
            return
        while client_ids := Key._take_touched(TOUCHED_A_BATCH):
            self._find_pairs_of(client_ids)
            if not cron._commit_progress(len(client_ids)):
                break
