from odoo import api, fields, models
from odoo.tools import SQL

# In base currency; the parameter is the bank's.
LARGE_FROM = "bank_crm_client.large_flow_from"
LARGE_FROM_DEFAULT = 50_000


class BankLargeFlow(models.Model):
    """A large payment of a client, kept for his timeline.

    Each night takes them from the day's largest (`bank.day.flow`), which is kept for two
    weeks only; a day that is run again is taken anew.
    """

    _name = "bank.large.flow"
    _description = "Large Payment of a Client"
    _log_access = False
    _order = "date desc, id desc"
    _rec_name = "counterparty_name"

    date = fields.Date("Booked on", required=True, readonly=True, index=True)
    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade", readonly=True
    )
    account_id = fields.Many2one(
        "bank.account", required=True, index=True, ondelete="cascade", readonly=True
    )
    currency_id = fields.Many2one(
        "res.currency", required=True, index=True, readonly=True
    )
    amount = fields.Monetary(readonly=True)
    direction = fields.Selection(
        [("in", "Received"), ("out", "Paid out")], required=True, readonly=True
    )
    counterparty_name = fields.Char("Counterparty", readonly=True)
    purpose = fields.Char(readonly=True)

    _timeline_idx = models.Index("(client_id, (date::timestamp), id)")

    @api.model
    def _keep(self, day):
        """Take the large ones of `day`; return how many."""
        least = self.env["ir.config_parameter"].sudo().get_param(
            LARGE_FROM, LARGE_FROM_DEFAULT
        )  # fmt: skip
        self.env["bank.day.flow"].flush_model()
        self.env.execute_query(
            SQL("DELETE FROM bank_large_flow WHERE date = %s RETURNING 1", day)
        )
        rows = self.env.execute_query(
            SQL(
                """
                INSERT INTO bank_large_flow (date, client_id, account_id, currency_id, amount,
                                             direction, counterparty_name, purpose)
                SELECT date, client_id, account_id, currency_id, amount, direction,
                       counterparty_name, purpose
                  FROM bank_day_flow
                 WHERE date = %s AND size_base >= %s::numeric AND account_id IS NOT NULL
                 ORDER BY id
                RETURNING 1
                """,
                day,
                str(least),
            )
        )
        self.invalidate_model()
        return len(rows)

    def action_open_movements(self):
        """The account's movements of that day."""
        self.ensure_one()
        return self.env["bank.home"]._list_action(
            self.account_id.display_name,
            "bank.account.movement",
            [("account_id", "=", self.account_id.id), ("booking_date", "=", self.date)],
        )

    def _timeline_open(self):
        return self.action_open_movements()
