from odoo import api, fields, models
from odoo.tools import SQL

from ...domain.kyc.screening import screen_keys


class BankClientScreenKey(models.Model):
    """Narrow table of the keys in which clients and listed names meet: written as a set.

    Who is no client and stands behind one (an owner, a director) has keys here as well.
    """

    _name = "bank.client.screen.key"
    _description = "Screening Key of a Client or Party"
    _log_access = False
    _order = "id"

    client_id = fields.Many2one("res.partner", index=True, ondelete="cascade")
    party_id = fields.Many2one("bank.party", index="btree_not_null", ondelete="cascade")
    key = fields.Char(required=True)

    _key_idx = models.Index("(key) INCLUDE (client_id, party_id)")
    _of_one = models.Constraint(
        "CHECK(num_nonnulls(client_id, party_id) = 1)", "A key is of one."
    )

    @api.model
    def _write_keys(self, client_ids, found):
        """Make the keys of these clients what their facts say (`found`: id -> facts)."""
        rows = {
            (client_id, key)
            for client_id, client in found.items()
            for key in screen_keys(client)
        }
        clients, keys = ([list(one) for one in zip(*sorted(rows), strict=True)]
                         if rows else ([], []))  # fmt: skip
        self.env.execute_query(
            SQL(
                """
                WITH wanted AS (
                    SELECT * FROM unnest(%(clients)s::int[], %(keys)s::varchar[])
                                  AS w (client_id, key)
                ), gone AS (
                    DELETE FROM bank_client_screen_key s
                     WHERE s.client_id = ANY(%(ids)s)
                       AND (s.client_id, s.key) NOT IN (SELECT client_id, key FROM wanted)
                )
                INSERT INTO bank_client_screen_key (client_id, key)
                SELECT w.client_id, w.key FROM wanted w
                 WHERE NOT EXISTS (SELECT 1 FROM bank_client_screen_key s
                                    WHERE s.client_id = w.client_id AND s.key = w.key)
                RETURNING id
                """,
                clients=clients,
                keys=keys,
                ids=list(client_ids),
            )
        )

    @api.model
    def _fill_missing(self, client_ids):
        """Keys for clients who have none yet: those from before the lists were kept."""
        missing = [
            client_id
            for (client_id,) in self.env.execute_query(
                SQL(
                    """
                    SELECT p.id FROM res_partner p
                     WHERE p.id = ANY(%s) AND p.is_client AND p.merged_into_id IS NULL
                       AND NOT EXISTS (SELECT 1 FROM bank_client_screen_key k
                                        WHERE k.client_id = p.id)
                    """,
                    list(client_ids),
                )
            )
        ]
        if missing:
            self._write_keys(missing, self.env["res.partner"]._screen_facts(missing))

    @api.model
    def _write_party_keys(self, found):
        """Make the keys of those who are no clients what they are (`found`: id -> facts)."""
        self.search([("party_id", "in", list(found))]).unlink()
        self.create(
            [
                {"party_id": party_id, "key": key}
                for party_id, party in found.items()
                for key in sorted(set(screen_keys(party)))
            ]
        )
