from odoo import fields, models

TABLE_DDL = """
CREATE SEQUENCE IF NOT EXISTS bank_account_month_id_seq AS bigint;
CREATE TABLE IF NOT EXISTS bank_account_month (
    id bigint NOT NULL DEFAULT nextval('bank_account_month_id_seq') PRIMARY KEY,
    account_id integer NOT NULL,
    client_id integer NOT NULL,
    month date NOT NULL,
    credit numeric NOT NULL DEFAULT 0,
    debit numeric NOT NULL DEFAULT 0,
    credit_count integer NOT NULL DEFAULT 0,
    debit_count integer NOT NULL DEFAULT 0,
    net numeric NOT NULL DEFAULT 0,
    weighted_net numeric NOT NULL DEFAULT 0,
    closing_balance numeric,
    average_balance numeric,
    rate numeric,
    credit_base numeric,
    debit_base numeric,
    closing_base numeric,
    last_date date,
    CONSTRAINT bank_account_month_account_month_uniq UNIQUE (account_id, month)
) WITH (fillfactor = 70);
CREATE INDEX IF NOT EXISTS bank_account_month_client_idx
    ON bank_account_month (client_id, month);
"""


class BankAccountMonth(models.Model):
    """Turnover and balances of an account in a month, kept in step with the movements.

    `client_id` is who owned the account in that month. Sums are in the account's currency;
    `rate` is the base-currency value of one unit used for the `_base` columns.
    """

    _name = "bank.account.month"
    _description = "Month of an Account"
    _auto = False
    _log_access = False
    _order = "month desc, account_id"

    account_id = fields.Many2one("bank.account", readonly=True)
    client_id = fields.Many2one("res.partner", readonly=True)
    month = fields.Date(readonly=True, help="First day of the month.")
    currency_id = fields.Many2one(related="account_id.currency_id")
    base_currency_id = fields.Many2one(
        related="account_id.base_currency_id", string="Base currency"
    )
    credit = fields.Monetary("Received", readonly=True)
    debit = fields.Monetary("Paid out", readonly=True)
    credit_count = fields.Integer("Times received", readonly=True)
    debit_count = fields.Integer("Times paid out", readonly=True)
    net = fields.Monetary(
        "Change of balance",
        readonly=True,
        help="Reversed pairs and revaluation included.",
    )
    closing_balance = fields.Monetary("Balance at the end", readonly=True)
    average_balance = fields.Monetary("Average balance", readonly=True)
    rate = fields.Float("Rate used", readonly=True, digits=(16, 8))
    credit_base = fields.Monetary(
        "Received, base currency", currency_field="base_currency_id", readonly=True
    )
    debit_base = fields.Monetary(
        "Paid out, base currency", currency_field="base_currency_id", readonly=True
    )
    closing_base = fields.Monetary(
        "Balance at the end, base currency",
        currency_field="base_currency_id",
        readonly=True,
    )
    last_date = fields.Date("Last operation", readonly=True)

    def init(self):
        self.env.cr.execute(TABLE_DDL)
