from odoo import api, models
from odoo.tools import SQL
from odoo.tools.misc import formatLang

from ...domain.relations.kinds import Source, State

# Whatever more clients share tells nothing of any two of them.
MOST_SHARING = 8
LEAST_PAYMENTS = 6
LEAST_DAYS_OF_PAYING = 90
DEPENDS_FROM_SHARE = 50

# What each kind of fact is read from: an access setting on that field takes the fact away.
FACTS = {
    "phone": ("bank.contact.point", "value"),
    "email": ("bank.contact.point", "value"),
    "address": ("bank.client.address", "street"),
}


class BankRelation(models.Model):
    """What the night infers from the bank's own facts: proposals, each made once."""

    _inherit = "bank.relation"

    @api.model
    def _inferences(self):
        """The ways to infer, in order; an addon with facts of its own adds to them.

        Each answers rows: code of the type, first, second, what was found (JSON).
        """
        return [
            self._infer_shared_contacts,
            self._infer_payments,
            self._infer_dependence,
            self._infer_roles,
        ]

    @api.model
    def _propose_found(self, rows_sql):
        """Propose what `rows_sql` found; what was ever proposed or is known is left out."""
        self.flush_model()
        found = self.env.execute_query(
            SQL(
                """
                INSERT INTO bank_relation (
                    from_client_id, to_client_id, type_id, state, source, found, date_from,
                    create_uid, write_uid, create_date, write_date)
                SELECT f.first, f.second, t.id, %(proposed)s, %(inferred)s, f.found, %(today)s,
                       %(user)s, %(user)s, now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'
                  FROM (%(rows)s) f(code, first, second, found)
                  JOIN bank_relation_type t ON t.code = f.code AND t.active
                  JOIN res_partner one ON one.id = f.first AND one.active AND one.is_client
                  JOIN res_partner two ON two.id = f.second AND two.active AND two.is_client
                 WHERE NOT EXISTS (
                    SELECT 1 FROM bank_relation r
                     WHERE r.from_client_id = f.first AND r.to_client_id = f.second
                       AND (r.type_id = t.id
                            OR (t.kind IN ('contact', 'payment') AND r.state = 'confirmed')))
                   AND NOT EXISTS (
                    SELECT 1 FROM bank_relation r
                     WHERE r.from_client_id = f.second AND r.to_client_id = f.first
                       AND ((r.type_id = t.id AND t.is_symmetric)
                            OR (t.kind IN ('contact', 'payment') AND r.state = 'confirmed')))
                 ORDER BY f.first, f.second
                ON CONFLICT DO NOTHING
                RETURNING id
                """,
                proposed=State.PROPOSED,
                inferred=Source.INFERRED,
                today=self.env["bank.business.day"]._today(),
                user=self.env.uid,
                rows=rows_sql,
            )
        )
        self.invalidate_model()
        return len(found)

    @api.model
    def _infer_shared_contacts(self):
        """Telephones, e-mails and whole addresses that a few clients share."""
        self.env["bank.contact.point"].flush_model()
        self.env["bank.client.address"].flush_model()
        return SQL(
            """
            WITH facts AS (
                SELECT CASE WHEN kind = 'email' THEN 'email' ELSE 'phone' END AS fact, key,
                       key AS shown, client_id
                  FROM bank_contact_point
                 WHERE key IS NOT NULL AND kind IN ('email', 'mobile', 'phone')
                   AND (date_to IS NULL OR date_to >= %(today)s)
                UNION
                SELECT 'address',
                       lower(regexp_replace(
                           coalesce(zip, '') || '|' || city || '|' || street,
                           '[[:space:].,]+', '', 'g')),
                       city || ', ' || street, client_id
                  FROM bank_client_address
                 WHERE coalesce(street, '') ~ '[0-9]' AND coalesce(city, '') != ''
                   AND (date_to IS NULL OR date_to >= %(today)s)
            ), crowds AS (
                SELECT fact, key, min(shown) AS shown,
                       array_agg(DISTINCT client_id) AS clients
                  FROM facts GROUP BY fact, key
                HAVING count(DISTINCT client_id) BETWEEN 2 AND %(most)s
            )
            SELECT 'shares_contact', one, two,
                   jsonb_agg(jsonb_build_object('code', fact, 'value', shown)
                             ORDER BY fact, shown)
              FROM crowds, unnest(clients) one, unnest(clients) two
             WHERE one < two GROUP BY one, two
            """,
            today=self.env["bank.business.day"]._today(),
            most=MOST_SHARING,
        )

    @api.model
    def _infer_payments(self):
        """Two clients who pay each other regularly, both ways, for months."""
        self.env["bank.counterparty"].flush_model()
        return SQL(
            """
            SELECT 'pays', one.client_id, one.known_client_id,
                   jsonb_build_array(jsonb_build_object(
                       'code', 'payments', 'count', one.movement_count))
              FROM bank_counterparty one
             WHERE one.known_client_id > one.client_id
               AND one.credit_base > 0 AND one.debit_base > 0
               AND one.movement_count >= %(times)s
               AND one.last_date - one.first_date >= %(days)s
            """,
            times=LEAST_PAYMENTS,
            days=LEAST_DAYS_OF_PAYING,
        )

    @api.model
    def _infer_dependence(self):
        """Who gets half of his money from one client of ours: proposed, for a person to judge."""
        return SQL(
            """
            SELECT 'depends_on', c.client_id, c.known_client_id,
                   jsonb_build_array(jsonb_build_object(
                       'code', 'share', 'percent',
                       round(100 * c.credit_base / whole.credit, 1)))
              FROM bank_counterparty c
              JOIN LATERAL (SELECT sum(o.credit_base) AS credit FROM bank_counterparty o
                             WHERE o.client_id = c.client_id) whole ON whole.credit > 0
              JOIN res_partner p ON p.id = c.client_id AND p.client_kind != 'person'
             WHERE c.known_client_id IS NOT NULL AND c.known_client_id != c.client_id
               AND c.movement_count >= %(times)s
               AND c.last_date - c.first_date >= %(days)s
               AND 100 * c.credit_base >= %(share)s * whole.credit
            """,
            times=LEAST_PAYMENTS,
            days=LEAST_DAYS_OF_PAYING,
            share=DEPENDS_FROM_SHARE,
        )

    @api.model
    def _infer_roles(self):
        """Authorised persons of companies' accounts sign for the company."""
        self.env["bank.account.holder"].flush_model()
        return SQL(
            """
            SELECT DISTINCT ON (h.client_id, a.client_id)
                   'signatory', h.client_id, a.client_id,
                   jsonb_build_array(jsonb_build_object('code', 'holder', 'value', h.rights))
              FROM bank_account_holder h
              JOIN bank_account a ON a.id = h.account_id
              JOIN res_partner c ON c.id = a.client_id AND c.client_kind = 'legal_entity'
             WHERE h.role = 'authorised' AND h.client_id != a.client_id
               AND (h.date_to IS NULL OR h.date_to >= %(today)s)
             ORDER BY h.client_id, a.client_id, h.id
            """,
            today=self.env["bank.business.day"]._today(),
        )

    def _found_words(self):
        """What was found, in words; what an access setting keeps back is not in them."""
        self.ensure_one()
        words = []
        for fact in self.found:
            words.append(self._fact_words(fact))
        return words

    def _fact_words(self, fact):
        code, value = fact["code"], fact.get("value") or ""
        if code in FACTS:
            model, name = FACTS[code]
            kept_back = self.env["bank.access.setting"]._kept_back_names(model)
            if name in kept_back:
                value = ""
        labels = {
            "phone": self.env._("same telephone %(value)s", value=value),
            "email": self.env._("same e-mail %(value)s", value=value),
            "address": self.env._("same address %(value)s", value=value),
            "payments": self.env._(
                "payments both ways: %(count)s in twelve months",
                count=fact.get("count", 0),
            ),
            "share": self.env._(
                "%(percent)s %% of what it receives comes from there",
                percent=formatLang(self.env, float(fact.get("percent") or 0), 1),
            ),
            "holder": self.env._("authorised on its account: %(value)s", value=value),
        }
        return labels.get(code, code).strip(" :")
