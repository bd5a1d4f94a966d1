from odoo import api, models
from odoo.addons.bank_crm_base.models.bank_business_day_run import CLIENTS_A_BATCH
from odoo.tools import SQL

from ...domain.classes.wallet import Side, kinds_of
from ..individual.bank_client_document import IDENTITY_KINDS

DOCUMENT_DAYS = 30
LIFE_EVENT_BEFORE_DAYS = 14
LIFE_EVENT_AFTER_DAYS = 30
MATURING_DAYS = 14
# Without a day of their own such things are done within a week or two.
INCOMPLETE_DAYS = 14
DORMANT_DAYS = 7


class BankNextStep(models.Model):
    """Where steps come from: each source answers one SQL set for a batch of clients.

    Another addon adds a row of `bank.next.step.source` with its code, extends
    `_next_step_sources` with code -> method(day, client_ids), and tells the words in
    `_words_of_<code>`. The columns, in this order: client_id, key (what tells one cause from
    another within the source), due_date, amount, currency_id, facts (jsonb, for the words),
    res_model, res_id (the screen to open).
    """

    _inherit = "bank.next.step"

    @api.model
    def _next_step_sources(self):
        return {
            "document": self._source_document,
            "life_event": self._source_life_event,
            "overdue_task": self._source_overdue_task,
            "incomplete": self._source_incomplete,
            "dormant": self._source_dormant,
            "maturing": self._source_maturing,
            "external": self._source_external,
        }

    @api.model
    def _served_sql(self, client_ids):
        """SQL on `p`, the client: one of these whom the bank serves and who lives."""
        return SQL(
            "p.id = ANY(%s) AND p.is_client AND p.active AND p.deceased_date IS NULL "
            "AND p.client_state IN ('client', 'prospect') AND p.merged_into_id IS NULL",
            list(client_ids),
        )

    @api.model
    def _source_document(self, day, client_ids):
        """Identity documents that expire, where the client has no other in force."""
        return SQL(
            """
            SELECT p.id, concat(d.id, ':', d.expiry_date), d.expiry_date, NULL::numeric,
                   NULL::int,
                   jsonb_build_object('kind', d.kind, 'until', d.expiry_date),
                   NULL::varchar, NULL::int
              FROM res_partner p JOIN bank_client_document d ON d.client_id = p.id
             WHERE %(served)s AND d.kind = ANY(%(kinds)s)
               AND d.expiry_date <= %(day)s + %(days)s
               AND NOT EXISTS (
                   SELECT 1 FROM bank_client_document o
                    WHERE o.client_id = p.id AND o.kind = ANY(%(kinds)s)
                      AND (o.expiry_date IS NULL OR o.expiry_date > %(day)s + %(days)s
                           OR (o.expiry_date, o.id) > (d.expiry_date, d.id)))
            """,
            served=self._served_sql(client_ids),
            kinds=list(IDENTITY_KINDS),
            day=day,
            days=DOCUMENT_DAYS,
        )

    @api.model
    def _source_life_event(self, day, client_ids):
        """Events just past or coming, and days to come back, with the advice of their kind."""
        return SQL(
            """
            SELECT p.id, concat(e.id, ':', e.due), e.due, NULL::numeric, NULL::int,
                   jsonb_build_object('kind_id', e.kind_id, 'date', e.date,
                                      'is_back', e.is_back),
                   NULL::varchar, NULL::int
              FROM res_partner p JOIN (
                   SELECT id, client_id, kind_id, date, date AS due, false AS is_back
                     FROM bank_client_life_event WHERE active
                    UNION ALL
                   SELECT id, client_id, kind_id, date, follow_up_date, true
                     FROM bank_client_life_event
                    WHERE active AND follow_up_date IS NOT NULL) e ON e.client_id = p.id
              JOIN bank_life_event_kind k ON k.id = e.kind_id
             WHERE %(served)s AND k.is_death IS NOT TRUE
               AND (e.is_back OR k.next_step IS NOT NULL)
               AND e.due BETWEEN %(day)s - %(after)s AND %(day)s + %(before)s
            """,
            served=self._served_sql(client_ids),
            day=day,
            after=LIFE_EVENT_AFTER_DAYS,
            before=LIFE_EVENT_BEFORE_DAYS,
        )

    @api.model
    def _source_overdue_task(self, day, client_ids):
        """Tasks about clients past their day, other than those made of next steps."""
        return SQL(
            """
            SELECT p.id, a.id::varchar, a.date_deadline, NULL::numeric, NULL::int,
                   jsonb_build_object('summary', a.summary, 'user_id', a.user_id,
                                      'due', a.date_deadline),
                   NULL::varchar, NULL::int
              FROM res_partner p
              JOIN mail_activity a ON a.res_model = 'res.partner' AND a.res_id = p.id
             WHERE %(served)s AND a.active AND a.date_deadline < %(day)s
               AND a.user_id IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM bank_next_step n WHERE n.activity_id = a.id)
            """,
            served=self._served_sql(client_ids),
            day=day,
        )

    @api.model
    def _told_elsewhere(self):
        """What a file lacks and another source asks for: on file -> SQL on `p`, the client.

        Of a client one thing is asked in one place.
        """
        if "document" not in self._used_sources():
            return {}
        # Where no paper is in force there is one that ran out: its own step says which.
        return {"document_in_force": SQL("TRUE")}

    @api.model
    def _used_sources(self):
        """Codes of the sources in use."""
        sources = self.env["bank.next.step.source"].sudo().search([])
        return set(sources.mapped("code"))

    @api.model
    def _is_told_elsewhere_sql(self):
        """SQL on `p` and the code of a part of the file: another source asks for it."""
        Rule = self.env["bank.completeness.rule"].sudo()
        parts = [
            SQL(
                "lacking.code = ANY(%s) AND (%s)",
                Rule.search([("on_file", "=", on_file)]).mapped("code"),
                condition,
            )
            for on_file, condition in self._told_elsewhere().items()
        ]
        return SQL("(%s)", SQL(" OR ").join(parts)) if parts else SQL("FALSE")

    @api.model
    def _source_incomplete(self, day, client_ids):
        """Files that lack what the bank requires, but for what another source asks."""
        return SQL(
            """
            SELECT p.id, 'incomplete_file', coalesce(s.found_date, %(day)s) + %(days)s,
                   NULL::numeric, NULL::int,
                   jsonb_build_object('percent', p.completeness, 'gaps', told.codes),
                   NULL::varchar, NULL::int
              FROM res_partner p
             CROSS JOIN LATERAL (
                   SELECT string_agg(lacking.code, ',' ORDER BY lacking.place) AS codes
                     FROM unnest(string_to_array(p.missing_facts, ','))
                          WITH ORDINALITY AS lacking (code, place)
                    WHERE NOT %(elsewhere)s) told
              LEFT JOIN bank_next_step s
                ON s.client_id = p.id AND s.key = 'incomplete_file'
               AND s.state IN ('open', 'postponed', 'accepted')
             WHERE %(served)s AND told.codes != ''
               AND p.client_state = 'client'
            """,
            served=self._served_sql(client_ids),
            elsewhere=self._is_told_elsewhere_sql(),
            day=day,
            days=INCOMPLETE_DAYS,
        )

    @api.model
    def _source_dormant(self, day, client_ids):
        """Members of the class of dormant clients with money on their accounts."""
        return SQL(
            """
            SELECT p.id, m.id::varchar, m.date_from + %(days)s, p.funds_base,
                   %(currency)s::int,
                   jsonb_build_object('last', p.last_operation_date),
                   NULL::varchar, NULL::int
              FROM res_partner p
              JOIN bank_client_standing_member m
                ON m.client_id = p.id AND m.date_to IS NULL
              JOIN bank_client_standing s ON s.id = m.standing_id AND s.code = 'dormant'
             WHERE %(served)s AND s.active AND p.funds_base > 0
            """,
            served=self._served_sql(client_ids),
            currency=self.env.company.currency_id.id,
            days=DORMANT_DAYS,
        )

    @api.model
    def _source_maturing(self, day, client_ids):
        """Own deposits that end soon: what becomes of the money is decided before."""
        return SQL(
            """
            SELECT p.id, concat(h.id, ':', h.end_date), h.end_date,
                   coalesce(h.balance, h.amount), h.currency_id,
                   jsonb_build_object('product_id', h.product_id, 'until', h.end_date,
                                      'rate', h.annual_rate),
                   NULL::varchar, NULL::int
              FROM res_partner p
              JOIN bank_holding h ON h.client_id = p.id
              JOIN bank_product t ON t.id = h.product_id
             WHERE %(served)s AND h.state = 'active' AND t.kind = 'deposit'
               AND h.end_date BETWEEN %(day)s AND %(day)s + %(days)s
            """,
            served=self._served_sql(client_ids),
            day=day,
            days=MATURING_DAYS,
        )

    @api.model
    def _source_external(self, day, client_ids):
        """What clients have in other banks and may bring here."""
        return SQL(
            """
            SELECT p.id, concat(x.id, ':', x.end_date), x.end_date, x.amount,
                   x.currency_id,
                   jsonb_build_object('kind', x.kind, 'bank', b.name, 'until', x.end_date,
                                      'rate', x.annual_rate),
                   NULL::varchar, NULL::int
              FROM res_partner p
              JOIN bank_external_product x ON x.client_id = p.id
              JOIN res_bank b ON b.id = x.bank_id
             WHERE %(served)s AND x.date_to IS NULL AND x.kind = ANY(%(kinds)s)
               AND x.end_date BETWEEN %(day)s AND %(day)s + %(days)s
            """,
            served=self._served_sql(client_ids),
            kinds=list(kinds_of(Side.ASSETS)),
            day=day,
            days=self.env["bank.external.product"]._notice_days(),
        )

    @api.model
    def _rank_all(self):
        """All open steps ranked anew, a batch of clients at a time."""
        self.env.flush_all()
        last = 0
        while True:
            ids = [
                client_id
                for (client_id,) in self.env.execute_query(
                    SQL(
                        "SELECT DISTINCT client_id FROM bank_next_step "
                        "WHERE state = 'open' AND client_id > %s "
                        "ORDER BY client_id LIMIT %s",
                        last,
                        CLIENTS_A_BATCH,
                    )
                )
            ]
            if not ids:
                break
            self._rank_clients(ids, self.env["bank.business.day"]._today())
            last = ids[-1]
        self.invalidate_model()
