from odoo import api, fields, models
from odoo.tools import SQL

LOOKS_IN_TEN_MINUTES = 40
MINUTES = 10


class BankPreferenceLook(models.Model):
    """Requests of the public page by address of the network: too many are turned away.

    Counted in the database, so over all servers together.
    """

    _name = "bank.preference.look"
    _description = "Looks at Pages of Preferences"
    _without_visibility_rule = "Addresses of the network and moments; no clients."
    _log_access = False
    _rec_name = "address"

    address = fields.Char("From", required=True, readonly=True)
    looked_at = fields.Datetime(required=True, readonly=True)

    _address_idx = models.Index("(address, looked_at)")

    @api.model
    def _is_too_many(self, address):
        """Note one request and say whether this address asks too often."""
        now = fields.Datetime.now()  # clock: how often in the last minutes
        self.env.cr.execute(
            SQL(
                "INSERT INTO bank_preference_look (address, looked_at) VALUES (%s, %s)",
                address or "",
                now,
            )
        )
        [(count,)] = self.env.execute_query(
            SQL(
                "SELECT count(*) FROM bank_preference_look "
                "WHERE address = %s AND looked_at > %s",
                address or "",
                fields.Datetime.subtract(now, minutes=MINUTES),
            )
        )
        return count > LOOKS_IN_TEN_MINUTES

    @api.autovacuum
    def _gc_looks(self):
        old = fields.Datetime.subtract(
            fields.Datetime.now(),  # clock: yesterday's are of no use
            days=1,
        )
        self.env.cr.execute(
            SQL("DELETE FROM bank_preference_look WHERE looked_at < %s", old)
        )
