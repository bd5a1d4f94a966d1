from odoo import api, fields, models
from odoo.tools import SQL

# What a client is compared by, and by what country; another one is compared anew.
DIGEST = """md5(concat_ws(E'\\x1f', p.client_kind, p.name, p.last_name, p.first_name,
    p.middle_name, p.birth_date, p.country_id))"""


class BankClientScreened(models.Model):
    """Up to which version of the lists a client was compared, and what he was like then.

    The night looks at who has changed since, and of the others at what is new on the
    lists. A list put in or out of use makes the bank compare everybody anew.
    """

    _name = "bank.client.screened"
    _description = "Client Compared with the Lists"
    _log_access = False
    _order = "id"

    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade"
    )
    digest = fields.Char(required=True)
    version_id = fields.Integer(required=True)

    _once = models.Constraint("UNIQUE(client_id)", "A client is noted once.")

    @api.model
    def _mark(self):
        """The newest version of any list; 0 where there is none."""
        [(mark,)] = self.env.execute_query(
            SQL("SELECT coalesce(max(id), 0) FROM bank_sanctions_version")
        )
        return mark

    @api.model
    def _split(self, client_ids):
        """Those to compare with everything, the others, and since which version those."""
        rows = self.env.execute_query(
            SQL(
                "SELECT p.id, d.version_id, d.digest IS NOT DISTINCT FROM %s "
                "FROM res_partner p LEFT JOIN bank_client_screened d "
                "ON d.client_id = p.id WHERE p.id = ANY(%s)",
                SQL(DIGEST),
                list(client_ids),
            )
        )
        changed = [one for one, _version, is_same in rows if not is_same]
        same = [(one, version) for one, version, is_same in rows if is_same]
        since = min((version for _one, version in same), default=0)
        return changed, [one for one, _version in same], since

    @api.model
    def _note(self, client_ids, mark):
        """These were compared with all lists up to that version."""
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO bank_client_screened AS d (client_id, digest, version_id)
                SELECT p.id, %(digest)s, %(mark)s FROM res_partner p
                 WHERE p.id = ANY(%(ids)s)
                    ON CONFLICT (client_id) DO UPDATE
                   SET digest = EXCLUDED.digest, version_id = EXCLUDED.version_id
                 WHERE (d.digest, d.version_id) IS DISTINCT FROM
                       (EXCLUDED.digest, EXCLUDED.version_id)
                """,
                digest=SQL(DIGEST),
                mark=mark,
                ids=list(client_ids),
            )
        )

    @api.model
    def _forget_all(self):
        """Everybody is compared anew."""
        self.env.cr.execute("DELETE FROM bank_client_screened")
