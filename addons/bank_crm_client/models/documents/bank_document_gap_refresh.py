from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

from ...domain.documents.requirements import SOON_DAYS, Standing

CLIENTS_A_SLICE = 2_000
CURSOR = "bank_crm_client.document_gaps_cursor"


class BankDocumentGap(models.Model):
    """Judging what is missing: SQL over clients, proven equal to the domain by a test."""

    _inherit = "bank.document.gap"

    @api.model
    def _judgement(self, client_ids, product=None):
        """SQL of client, requirement, status and last day, one row for each that is asked.

        With a product: what it would ask for, whether the client has it yet or not.
        """
        self._flush_judged()
        today = self.env["bank.business.day"]._today()
        return SQL(
            """
            SELECT j.client_id, j.requirement_id, j.is_mandatory, j.until,
                   CASE WHEN j.holds OR j.until > %(limit)s THEN %(met)s
                        WHEN j.serves THEN %(soon)s
                        WHEN j.waits THEN %(waits)s
                        WHEN j.had THEN %(expired)s
                        WHEN j.drafted THEN %(draft)s
                        ELSE %(missing)s END AS status
              FROM (
                SELECT a.client_id, a.requirement_id, a.is_mandatory,
                       bool_or(p.serves) AS serves,
                       bool_or(p.serves AND p.last_day IS NULL) AS holds,
                       max(p.last_day) FILTER (WHERE p.serves OR p.state = 'verified')
                           AS until,
                       bool_or(p.state = 'to_verify') AS waits,
                       bool_or(p.state = 'verified') AS had,
                       bool_or(p.state = 'draft') AS drafted
                  FROM (%(asked)s) a
                  LEFT JOIN LATERAL (
                    SELECT d.state, d.last_day,
                           d.state = 'verified'
                           AND (a.fresh_months = 0 OR d.issued_date IS NOT NULL)
                           AND (d.last_day IS NULL OR d.last_day >= %(today)s) AS serves
                      FROM (
                        SELECT x.state, x.issued_date,
                               least(x.expiry_date, CASE WHEN a.fresh_months > 0 THEN
                                   (x.issued_date
                                    + make_interval(months => a.fresh_months))::date
                               END) AS last_day
                          FROM bank_client_document x
                          JOIN bank_document_requirement_type_rel k
                            ON k.type_id = x.type_id
                           AND k.requirement_id = a.requirement_id
                          JOIN bank_document_type t ON t.id = x.type_id
                          LEFT JOIN bank_product b ON b.id = x.product_id
                         WHERE x.client_id = a.client_id AND x.state != 'refused'
                           AND (t.serves_all
                                OR (a.product_id IS NULL AND a.family_id IS NULL)
                                OR b.id = a.product_id OR b.family_id = a.family_id)
                      ) d
                  ) p ON true
                 GROUP BY a.client_id, a.requirement_id, a.is_mandatory
              ) j
            """,
            asked=self._asked(client_ids, product),
            today=today,
            limit=today + timedelta(days=SOON_DAYS),
            met=str(Standing.MET),
            soon=str(Standing.SOON),
            waits=str(Standing.WAITS),
            expired=str(Standing.EXPIRED),
            draft=str(Standing.DRAFT),
            missing=str(Standing.MISSING),
        )

    @api.model
    def _asked(self, client_ids, product):
        """SQL of what is asked of these clients."""
        has = SQL(
            """EXISTS (SELECT 1 FROM bank_holding h JOIN bank_product q ON q.id = h.product_id
                        WHERE h.client_id = c.id AND h.state IN ('pending', 'active')
                          AND (q.id = r.product_id OR q.family_id = r.family_id))"""
        )
        if product:
            has = SQL(
                "(r.product_id = %s OR r.family_id = %s)",
                product.id,
                product.family_id.id,
            )
        return SQL(
            """
            SELECT c.id AS client_id, r.id AS requirement_id, r.fresh_months,
                   coalesce(r.is_mandatory, false) AS is_mandatory,
                   r.product_id, r.family_id
              FROM res_partner c
              JOIN bank_document_requirement r
                ON r.active AND CASE c.client_kind WHEN 'person' THEN r.is_for_person
                                     WHEN 'sole_trader' THEN r.is_for_sole_trader
                                     ELSE r.is_for_company END
             WHERE c.id = ANY(%(ids)s) AND c.is_client AND c.active
               AND c.client_state IN ('client', 'prospect') AND c.deceased_date IS NULL
               AND ((r.product_id IS NULL AND r.family_id IS NULL) OR %(has)s)
            """,
            ids=list(client_ids),
            has=has,
        )

    @api.model
    def _flush_judged(self):
        for model in (
            "res.partner", "bank.client.document", "bank.document.type",
            "bank.document.requirement", "bank.holding", "bank.product",
        ):  # fmt: skip
            self.env[model].flush_model()

    @api.model
    def _refresh(self, client_ids):
        """Write anew what these clients lack; a gap that stays keeps its first day."""
        if not client_ids:
            return
        self.flush_model()
        today = self.env["bank.business.day"]._today()
        self.env.execute_query(
            SQL(
                """
                WITH judged AS MATERIALIZED (
                    SELECT * FROM (%(judgement)s) z WHERE z.status != %(met)s
                ), written AS (
                    INSERT INTO bank_document_gap
                           (client_id, requirement_id, status, is_mandatory, until_date,
                            since_date)
                    SELECT client_id, requirement_id, status, is_mandatory, until, %(today)s
                      FROM judged
                        ON CONFLICT (client_id, requirement_id) DO UPDATE
                       SET status = EXCLUDED.status, until_date = EXCLUDED.until_date,
                           is_mandatory = EXCLUDED.is_mandatory
                     WHERE (bank_document_gap.status, bank_document_gap.until_date,
                            bank_document_gap.is_mandatory)
                           IS DISTINCT FROM (EXCLUDED.status, EXCLUDED.until_date,
                                             EXCLUDED.is_mandatory)
                 RETURNING 1
                ), gone AS (
                    DELETE FROM bank_document_gap g
                     WHERE g.client_id = ANY(%(ids)s) AND NOT EXISTS (
                           SELECT 1 FROM judged j WHERE j.client_id = g.client_id
                              AND j.requirement_id = g.requirement_id)
                 RETURNING 1
                )
                SELECT (SELECT count(*) FROM written), (SELECT count(*) FROM gone)
                """,
                judgement=self._judgement(client_ids),
                ids=list(client_ids),
                today=today,
                met=str(Standing.MET),
            )
        )
        self.invalidate_model(flush=False)
        self.env["res.partner"].invalidate_model(["document_gap_ids"], flush=False)

    @api.model
    def _refresh_after(self, last_id, limit=CLIENTS_A_SLICE):
        """A slice of clients beyond an id: the last of them, or None at the end."""
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM res_partner WHERE is_client AND id > %s ORDER BY id LIMIT %s",
                last_id,
                limit,
            )
        )
        ids = [client_id for (client_id,) in rows]
        self._refresh(ids)
        return (ids[-1], len(ids)) if ids else None

    @api.model
    def _cron_refresh(self):
        """What is asked has changed: all clients anew, in slices that survive a kill."""
        Parameter = self.env["ir.config_parameter"].sudo()
        cursor = Parameter.get_param(CURSOR)
        while cursor not in (False, None, "", "done"):
            done = self._refresh_after(int(cursor))
            cursor = str(done[0]) if done else "done"
            Parameter.set_param(CURSOR, cursor)
            if not self.env["ir.cron"]._commit_progress(
                done[1] if done else 0, remaining=0 if cursor == "done" else 1
            ):
                break
