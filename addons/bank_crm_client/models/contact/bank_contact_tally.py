from odoo import fields, models
from odoo.tools import SQL


class BankContactTally(models.Model):
    """One row per client, changed by every attempt that a limit counts.

    Two transactions that would both be the last allowed attempt meet here: the second one
    is refused by the database and tried again, and then it sees the attempt of the first.
    """

    _name = "bank.contact.tally"
    _description = "Meeting Point of Attempts"
    _without_visibility_rule = "A number to lock by, read by nobody but the product."
    _log_access = False
    _rec_name = "client_id"

    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade", readonly=True
    )
    attempts = fields.Integer(readonly=True)

    _client_uniq = models.Constraint("UNIQUE(client_id)", "One row per client.")

    def _claim(self, client_ids):
        """Take the clients for this transaction; fails where another one has just done so.

        A row lock alone would not do: a transaction that waited for it still reads the bank
        as it was before. A changed row makes the database refuse (serialization failure).
        """
        if not client_ids:
            return
        self.env.cr.execute(
            SQL(
                "INSERT INTO bank_contact_tally AS tally (client_id, attempts) "
                "SELECT id, 1 FROM unnest(%s::int[]) one(id) ORDER BY id "
                "ON CONFLICT (client_id) DO UPDATE SET attempts = tally.attempts + 1",
                sorted(set(client_ids)),
            )
        )
