from odoo import api, fields, models

# Clients whose keys were written since their pairs were last looked for.
TOUCHED_DDL = """
CREATE TABLE IF NOT EXISTS bank_match_touched (client_id integer PRIMARY KEY)
"""


class BankClientMatchKey(models.Model):
    """Narrow table of keys that two records of one client share, beside those of search."""

    _name = "bank.client.match.key"
    _description = "Matching Key of a Client"
    _log_access = False
    _order = "id"

    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Char(required=True)
    key = fields.Char(required=True)

    _key_idx = models.Index("(key, kind) INCLUDE (client_id)")

    def init(self):
        self.env.cr.execute(TOUCHED_DDL)

    @api.model
    def _take_touched(self, limit):
        """Take so many touched clients off the list; whoever comes second gets others."""
        self.env.cr.execute(
            "DELETE FROM bank_match_touched WHERE client_id IN (SELECT client_id "
            "FROM bank_match_touched ORDER BY client_id FOR UPDATE SKIP LOCKED LIMIT %s) "
            "RETURNING client_id",
            [limit],
        )
        return [client_id for (client_id,) in self.env.cr.fetchall()]

    @api.model
    def _count_touched(self):
        self.env.cr.execute("SELECT count(*) FROM bank_match_touched")
        return self.env.cr.fetchone()[0]
