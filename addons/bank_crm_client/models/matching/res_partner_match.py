from odoo import api, models
from odoo.addons.bank_crm_base.domain.codes import IDENTITY_PAPERS
from odoo.tools import SQL

from ...domain.matching.facts import facts
from ...domain.matching.keys import match_keys

TEXTS = ("kind", "name", "last", "first", "middle", "gender")
SETS = ("taxes", "registries", "addresses", "documents", "phones", "emails")


class ResPartner(models.Model):
    """The matching keys of clients: written wherever their search keys are."""

    _inherit = "res.partner"

    @api.model
    def _refresh_search(self, client_ids, rows=None):  # pylint: disable=missing-return
        rows = self._client_rows(client_ids) if rows is None else rows
        found = self._match_facts(client_ids)
        super()._refresh_search(client_ids, rows)
        self._refresh_match_keys(client_ids, found)

    @api.model
    def _match_rows(self, client_ids):
        """What clients are compared by, a row each; whoever was merged away has none."""
        return self.env.execute_query_dict(
            SQL(
                """
                SELECT p.id, p.client_kind AS kind, p.name, p.last_name AS last,
                       p.first_name AS first, p.middle_name AS middle, p.birth_date AS birth,
                       p.gender, ARRAY[p.vat] AS taxes,
                       ARRAY[p.company_registry, p.lei] AS registries,
                       ARRAY[concat_ws(' ', p.street, p.city)] AS addresses,
                       (SELECT array_agg(d.number) FROM bank_client_document d
                         WHERE d.client_id = p.id AND d.kind = ANY(%s)) AS documents,
                       (SELECT array_agg(c.key) FROM bank_contact_point c
                         WHERE c.client_id = p.id AND c.kind IN ('mobile', 'phone')
                           AND c.key IS NOT NULL AND c.date_to IS NULL) AS phones,
                       (SELECT array_agg(c.key) FROM bank_contact_point c
                         WHERE c.client_id = p.id AND c.kind = 'email'
                           AND c.key IS NOT NULL AND c.date_to IS NULL) AS emails
                  FROM res_partner p
                 WHERE p.id = ANY(%s) AND p.is_client AND p.merged_into_id IS NULL
                """,
                list(IDENTITY_PAPERS),
                list(client_ids),
            )
        )

    @api.model
    def _match_facts(self, client_ids):
        """Client id -> what he is compared by."""
        found = {}
        for row in self._match_rows(client_ids):
            client_id = row.pop("id")
            for name in SETS:
                row[name] = row[name] or ()
            for name in TEXTS:
                row[name] = row[name] or ""
            found[client_id] = facts(**row)
        return found

    @api.model
    def _refresh_match_keys(self, client_ids, found):
        """Write the keys that changed, and note whose pairs are to be looked for."""
        clients, kinds, keys = [], [], []
        for client_id, client in found.items():
            for kind, key in match_keys(client):
                clients.append(client_id)
                kinds.append(str(kind))
                keys.append(key)
        self.env.execute_query(
            SQL(
                """
                WITH wanted AS (
                    SELECT DISTINCT * FROM unnest(%(clients)s::int[], %(kinds)s::varchar[],
                                                  %(keys)s::varchar[])
                           AS w (client_id, kind, key)
                ), gone AS (
                    DELETE FROM bank_client_match_key s
                     WHERE s.client_id = ANY(%(ids)s)
                       AND NOT EXISTS (SELECT 1 FROM wanted w
                                        WHERE w.client_id = s.client_id
                                          AND w.kind = s.kind AND w.key = s.key)
                ), touched AS (
                    INSERT INTO bank_match_touched (client_id)
                    SELECT unnest(%(ids)s::int[]) ON CONFLICT DO NOTHING
                )
                INSERT INTO bank_client_match_key (client_id, kind, key)
                SELECT w.client_id, w.kind, w.key FROM wanted w
                 WHERE NOT EXISTS (SELECT 1 FROM bank_client_match_key s
                                    WHERE s.client_id = w.client_id
                                      AND s.kind = w.kind AND s.key = w.key)
                RETURNING id
                """,
                clients=clients,
                kinds=kinds,
                keys=keys,
                ids=list(client_ids),
            )
        )
