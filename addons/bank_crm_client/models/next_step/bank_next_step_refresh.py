import json
from decimal import Decimal

from odoo import api, models
from odoo.tools import SQL

from ...domain.next_step.rank import Facts, rank

WANTED_DDL = """
CREATE TEMP TABLE IF NOT EXISTS bank_wanted_step (
    source_id int, client_id int, key varchar, due_date date, amount numeric,
    currency_id int, facts jsonb, res_model varchar, res_id int) ON COMMIT DROP
"""
NOW = SQL("now() AT TIME ZONE 'UTC'")


class BankNextStep(models.Model):
    """Finding steps as sets: new ones come, what no longer holds closes, a no is kept."""

    _inherit = "bank.next.step"

    @api.model
    def _refresh(self, client_ids, day):
        """Make the steps of these clients what the sources say on `day`.

        Done twice it changes nothing the second time; returns how many steps are new.
        """
        client_ids = list(client_ids)
        self.env.flush_all()
        self._gather(client_ids, day)
        self._close_gone(client_ids, day)
        self._wake(client_ids, day)
        self._write_changed(day)
        found = self._insert_new(day)
        self._rank_clients(client_ids, day)
        self.env.cr.execute("DROP TABLE bank_wanted_step")
        self.env.invalidate_all()
        return found

    @api.model
    def _gather(self, client_ids, day):
        """What all sources in use want for these clients, in one temporary table."""
        cr = self.env.cr
        cr.execute(WANTED_DDL)
        cr.execute("DELETE FROM bank_wanted_step")
        ways = self._next_step_sources()
        for source in self.env["bank.next.step.source"].sudo().search([]):
            if source.code in ways:
                cr.execute(
                    SQL(
                        "INSERT INTO bank_wanted_step SELECT %s, found.* FROM (%s) found",
                        source.id,
                        ways[source.code](day, client_ids),
                    )
                )
        cr.execute("CREATE INDEX ON bank_wanted_step (client_id, source_id, key)")
        cr.execute("ANALYZE bank_wanted_step")

    @api.model
    def _close_gone(self, client_ids, day):
        """Open steps whose cause is gone close with the reason; accepted ones are done."""
        self.env.cr.execute(
            SQL(
                """
                WITH gone AS (
                    UPDATE bank_next_step s
                       SET state = CASE WHEN s.state = 'accepted' THEN 'done'
                                        ELSE 'closed' END,
                           rest_until = CASE WHEN s.state = 'accepted'
                                             THEN %(day)s + o.rest_days END,
                           closed_reason = CASE
                               WHEN s.state = 'accepted' THEN NULL
                               WHEN o.active IS NOT TRUE THEN 'source'
                               WHEN p.active AND p.deceased_date IS NULL
                                    AND p.merged_into_id IS NULL
                                    AND p.client_state IN ('client', 'prospect')
                                    THEN 'gone'
                               ELSE 'client' END,
                           postponed_until = NULL, answered_date = %(day)s,
                           write_date = %(now)s
                      FROM bank_next_step_source o, res_partner p
                     WHERE o.id = s.source_id AND p.id = s.client_id
                       AND s.client_id = ANY(%(ids)s)
                       AND s.state IN ('open', 'postponed', 'accepted')
                       AND NOT EXISTS (
                           SELECT 1 FROM bank_wanted_step w
                            WHERE w.client_id = s.client_id
                              AND w.source_id = s.source_id AND w.key = s.key)
                    RETURNING s.id, s.client_id, s.source_id, s.state
                )
                INSERT INTO bank_next_step_answer (step_id, client_id, source_id, fate, date)
                SELECT id, client_id, source_id, state, %(day)s FROM gone
                """,
                ids=client_ids,
                day=day,
                now=NOW,
            )
        )

    @api.model
    def _wake(self, client_ids, day):
        """Postponed until today, or accepted long ago with nothing to show: offered again."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE bank_next_step s
                   SET state = 'open', postponed_until = NULL, answered_date = NULL,
                       answered_by_id = NULL, write_date = %(now)s
                  FROM bank_next_step_source o
                 WHERE o.id = s.source_id AND s.client_id = ANY(%(ids)s)
                   AND (s.state = 'postponed' AND s.postponed_until <= %(day)s
                        OR s.state = 'accepted' AND s.activity_id IS NULL
                           AND s.answered_date + o.rest_days <= %(day)s)
                """,
                ids=client_ids,
                day=day,
                now=NOW,
            )
        )

    @api.model
    def _base_sql(self, day):
        """SQL: the value of a wanted step in base currency at the rate of `day`."""
        return SQL(
            "round(w.amount * %s, 2)",
            self.env["bank.fx.rate"]._unit_rate_sql(
                SQL("w.currency_id"), SQL("%s::date", day)
            ),
        )

    @api.model
    def _write_changed(self, day):
        """Days, values and facts of steps that go on, where they changed."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE bank_next_step s
                   SET due_date = w.due_date, amount = w.amount, facts = w.facts,
                       currency_id = w.currency_id, amount_base = w.base,
                       res_model = w.res_model, res_id = w.res_id, write_date = %(now)s
                  FROM (SELECT w.*, %(base)s AS base FROM bank_wanted_step w) w
                 WHERE s.client_id = w.client_id AND s.source_id = w.source_id
                   AND s.key = w.key AND s.state IN ('open', 'postponed', 'accepted')
                   AND (s.due_date, s.amount, s.currency_id, s.amount_base, s.facts::jsonb)
                       IS DISTINCT FROM
                       (w.due_date, w.amount, w.currency_id, w.base, w.facts)
                """,
                base=self._base_sql(day),
                now=NOW,
            )
        )

    @api.model
    def _insert_new(self, day):
        """Steps that are not there and do not rest; returns how many."""
        cr = self.env.cr
        cr.execute(
            SQL(
                """
                INSERT INTO bank_next_step (
                    client_id, source_id, key, due_date, amount, currency_id, amount_base,
                    facts, res_model, res_id, state, found_date, score, create_uid,
                    write_uid, create_date, write_date)
                SELECT w.client_id, w.source_id, w.key, w.due_date, w.amount, w.currency_id,
                       %(base)s, w.facts, w.res_model, w.res_id, 'open', %(day)s, 0,
                       %(user)s, %(user)s, %(now)s, %(now)s
                  FROM bank_wanted_step w
                 WHERE w.due_date IS NOT NULL AND NOT EXISTS (
                       SELECT 1 FROM bank_next_step s
                        WHERE s.client_id = w.client_id AND s.source_id = w.source_id
                          AND s.key = w.key
                          AND (s.state IN ('open', 'postponed', 'accepted')
                               OR s.state IN ('refused', 'done')
                                  AND s.rest_until >= %(day)s))
                 ORDER BY w.client_id, w.source_id, w.key
                    ON CONFLICT DO NOTHING
                """,
                base=self._base_sql(day),
                day=day,
                user=self.env.uid,
                now=NOW,
            )
        )
        return cr.rowcount

    @api.model
    def _rank_clients(self, client_ids, day):
        """Rank the open steps of these clients; only ranks that changed are written."""
        weights = self.env["bank.next.step.weights"]._get()._as_weights()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT s.id, o.importance::text, s.due_date, s.amount_base::text,
                       EXISTS (SELECT 1 FROM bank_client_standing_member m
                                 JOIN bank_client_standing k ON k.id = m.standing_id
                                WHERE m.client_id = s.client_id AND m.date_to IS NULL
                                  AND k.code = 'key' AND k.active),
                       s.score::text, s.score_parts
                  FROM bank_next_step s JOIN bank_next_step_source o ON o.id = s.source_id
                 WHERE s.client_id = ANY(%s) AND s.state = 'open'
                """,
                list(client_ids),
            )
        )
        changed = []
        for step_id, importance, due, base, is_key, score, parts in rows:
            found = rank(
                Facts(
                    Decimal(importance), (due - day).days, Decimal(base or 0), is_key
                ),
                weights,
            )
            told = [[str(part.why), float(part.points)] for part in found.parts]
            if Decimal(score or 0) != found.points or parts != told:
                changed.append((step_id, float(found.points), json.dumps(told)))
        if changed:
            ids, scores, told = (list(column) for column in zip(*changed, strict=True))
            self.env.cr.execute(
                SQL(
                    """
                    UPDATE bank_next_step s SET score = d.score, score_parts = d.parts::jsonb
                      FROM unnest(%s::int[], %s::numeric[], %s::text[])
                           AS d (id, score, parts)
                     WHERE s.id = d.id
                    """,
                    ids,
                    scores,
                    told,
                )
            )
