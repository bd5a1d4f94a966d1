from odoo import api, models
from odoo.tools import SQL

from ...domain.collateral.guarantee import State as GuaranteeState


class BankRelation(models.Model):
    """Guarantees in force as relations: a signed fact, so confirmed as it is inferred."""

    _inherit = "bank.relation"

    def _fact_words(self, fact):
        if fact["code"] == "guarantee":
            return self.env._(
                "agreements of guarantee in force: %(count)s", count=fact["count"]
            )
        return super()._fact_words(fact)

    @api.model
    def _guaranteed_sql(self, client_ids=None):
        """SQL: first, second, sum in base currency (NULL: the whole debt), found."""
        today = self.env["bank.business.day"]._today()
        rate = self.env["bank.fx.rate"]._unit_rate_sql(
            SQL("g.currency_id"), SQL("%s", today)
        )
        among = SQL("TRUE")
        if client_ids is not None:
            ids = list(client_ids)
            among = SQL(
                "(g.guarantor_client_id = ANY(%s) OR g.client_id = ANY(%s))", ids, ids
            )
        return SQL(
            """
            SELECT g.guarantor_client_id AS first, g.client_id AS second,
                   CASE WHEN bool_or(coalesce(g.amount, 0) = 0) THEN NULL
                        ELSE sum(round(g.amount * coalesce(%(rate)s, 1), 2)) END AS amount,
                   min(g.date_from) AS since,
                   jsonb_build_array(jsonb_build_object(
                       'code', 'guarantee', 'count', count(*))) AS found
              FROM bank_guarantee g
             WHERE g.state = %(in_force)s AND g.client_id IS NOT NULL
               AND g.guarantor_client_id != g.client_id AND %(among)s
               AND (g.date_from IS NULL OR g.date_from <= %(today)s)
               AND (g.date_to IS NULL OR g.date_to >= %(today)s)
             GROUP BY g.guarantor_client_id, g.client_id
            """,
            rate=rate,
            in_force=GuaranteeState.IN_FORCE,
            today=today,
            among=among,
        )

    @api.model
    def _mirror_guarantees(self, client_ids=None):
        """Make relations say what guarantees in force say; done twice it changes nothing.

        What a person or the core system entered of a pair stays and is not doubled.
        """
        self.env["bank.guarantee"].flush_model()
        self.flush_model()
        kind = self.env["bank.relation.type"]._of("guarantees")
        today = self.env["bank.business.day"]._today()
        among = SQL("TRUE")
        if client_ids is not None:
            ids = list(client_ids)
            among = SQL(
                "(r.from_client_id = ANY(%s) OR r.to_client_id = ANY(%s))", ids, ids
            )
        told = self._guaranteed_sql(client_ids)
        changed = self.env.execute_query(
            SQL(
                """
                UPDATE bank_relation r
                   SET amount = f.amount, state = 'confirmed', found = f.found,
                       date_from = f.since, date_to = NULL
                  FROM (%(told)s) f
                 WHERE r.type_id = %(kind)s AND r.source = 'inferred'
                   AND r.from_client_id = f.first AND r.to_client_id = f.second
                   AND (r.state != 'confirmed' OR r.date_to IS NOT NULL
                        OR coalesce(r.amount, 0) != coalesce(f.amount, 0)
                        OR r.found IS DISTINCT FROM f.found
                        OR r.date_from IS DISTINCT FROM f.since)
                RETURNING r.id
                """,
                told=told,
                kind=kind.id,
            )
        )
        changed += self.env.execute_query(
            SQL(
                """
                UPDATE bank_relation r
                   SET state = 'ended', date_to = greatest(r.date_from, %(today)s)
                 WHERE r.type_id = %(kind)s AND r.source = 'inferred'
                   AND r.state = 'confirmed' AND %(among)s
                   AND NOT EXISTS (SELECT 1 FROM (%(told)s) f
                                    WHERE f.first = r.from_client_id
                                      AND f.second = r.to_client_id)
                RETURNING r.id
                """,
                told=told,
                kind=kind.id,
                today=today,
                among=among,
            )
        )
        changed += self.env.execute_query(
            SQL(
                """
                INSERT INTO bank_relation (
                    from_client_id, to_client_id, type_id, state, source, found, amount,
                    date_from, create_uid, write_uid, create_date, write_date)
                SELECT f.first, f.second, %(kind)s, 'confirmed', 'inferred', f.found,
                       f.amount, f.since, %(user)s, %(user)s,
                       now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'
                  FROM (%(told)s) f
                  JOIN res_partner one ON one.id = f.first AND one.active AND one.is_client
                  JOIN res_partner two ON two.id = f.second AND two.active AND two.is_client
                 WHERE NOT EXISTS (
                    SELECT 1 FROM bank_relation r
                     WHERE r.from_client_id = f.first AND r.to_client_id = f.second
                       AND r.type_id = %(kind)s
                       AND (r.source = 'inferred'
                            OR (r.state = 'confirmed'
                                AND (r.date_to IS NULL OR r.date_to >= %(today)s))))
                 ORDER BY f.first, f.second
                ON CONFLICT DO NOTHING
                RETURNING id
                """,
                told=told,
                kind=kind.id,
                today=today,
                user=self.env.uid,
            )
        )
        self.invalidate_model()
        return len(changed)
