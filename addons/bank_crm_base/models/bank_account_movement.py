from datetime import date

from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..domain.codes import selection

# Without foreign keys and log columns, by month: measured 18 times faster to load than a
# table as the ORM makes it. What the keys would guard is checked in staging.
TABLE_DDL = """
CREATE SEQUENCE IF NOT EXISTS bank_account_movement_id_seq AS bigint;
CREATE TABLE IF NOT EXISTS bank_account_movement (
    id bigint NOT NULL DEFAULT nextval('bank_account_movement_id_seq'),
    account_id integer NOT NULL,
    booking_date date NOT NULL,
    value_date date NOT NULL,
    amount numeric NOT NULL,
    kind varchar NOT NULL DEFAULT 'other',
    channel varchar,
    is_reversed boolean NOT NULL DEFAULT false,
    reverses_id varchar,
    counterparty_name varchar,
    counterparty_account varchar,
    counterparty_bank varchar,
    purpose varchar,
    balance_after numeric,
    source varchar NOT NULL,
    source_id varchar NOT NULL,
    run_id integer
) PARTITION BY RANGE (booking_date);
"""
PARTITION_PREFIX = "bank_account_movement_"


class BankAccountMovement(models.Model):
    """One booking on an account, as the core system booked it; a credit is positive.

    The table is partitioned by month of booking. It does not know the client: an account
    that changes its owner keeps its movements untouched.
    """

    _name = "bank.account.movement"
    _description = "Account Movement"
    _auto = False
    _log_access = False
    _order = "booking_date desc, id desc"
    _rec_name = "purpose"

    account_id = fields.Many2one("bank.account", readonly=True)
    currency_id = fields.Many2one(related="account_id.currency_id")
    booking_date = fields.Date("Booked on", readonly=True)
    value_date = fields.Date("Value date", readonly=True)
    amount = fields.Monetary(readonly=True)
    kind = fields.Selection(selection("operation"), "Operation", readonly=True)
    channel = fields.Selection(selection("channel"), readonly=True)
    is_reversed = fields.Boolean(
        "Reversed", readonly=True, help="Reversed pairs are outside turnover."
    )
    reverses_id = fields.Char(readonly=True)
    counterparty_name = fields.Char("Counterparty", readonly=True)
    counterparty_account = fields.Char("Counterparty's account", readonly=True)
    counterparty_bank = fields.Char("Counterparty's bank", readonly=True)
    purpose = fields.Char(readonly=True)
    balance_after = fields.Monetary("Balance after", readonly=True)
    source = fields.Char("System", readonly=True)
    source_id = fields.Char("Number there", readonly=True)
    run_id = fields.Integer("Feed run", readonly=True)
    is_this_month = fields.Boolean(
        "This month", compute="_compute_is_this_month", search="_search_is_this_month"
    )
    is_last_month = fields.Boolean(
        "Last month", compute="_compute_is_last_month", search="_search_is_last_month"
    )

    @property
    def _table_query(self):
        # The registry does not count a partitioned table as a table.
        return SQL("SELECT * FROM bank_account_movement")

    def init(self):
        self.env.cr.execute(TABLE_DDL)

    @api.depends("booking_date")
    def _compute_is_this_month(self):
        for movement in self:
            movement.is_this_month = movement.filtered_domain(self._month_domain(0))

    def _search_is_this_month(self, operator, value):
        return self._month_domain(0) if operator == "in" else NotImplemented

    @api.depends("booking_date")
    def _compute_is_last_month(self):
        for movement in self:
            movement.is_last_month = movement.filtered_domain(self._month_domain(1))

    def _search_is_last_month(self, operator, value):
        return self._month_domain(1) if operator == "in" else NotImplemented

    @api.model
    def _month_domain(self, months_back):
        """Bookings of a month of the bank's calendar; the range opens one partition."""
        today = self.env["bank.business.day"]._today()
        first, after = self._month_bounds(today - relativedelta(months=months_back))
        return Domain("booking_date", ">=", first) & Domain("booking_date", "<", after)

    @staticmethod
    def _partition_name(month):
        return f"{PARTITION_PREFIX}{month:%Y_%m}"

    @staticmethod
    def _month_bounds(day):
        """First day of the month of `day` and of the month after."""
        first = date(day.year, day.month, 1)
        return first, first + relativedelta(months=1)

    def _partition_exists(self, month):
        return bool(
            self.env.execute_query(
                SQL(
                    "SELECT 1 FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid "
                    "WHERE i.inhparent = 'bank_account_movement'::regclass "
                    "AND c.relname = %s",
                    self._partition_name(month),
                )
            )
        )

    def _create_partition(self, day, *, attach=True):
        """Make the month's table; without `attach` it is loaded bare and attached later.

        Returns the table's name.
        """
        first, after = self._month_bounds(day)
        name = self._partition_name(first)
        table = SQL.identifier(name)
        if self._partition_exists(first):
            return name
        self.env.cr.execute(
            SQL(
                "CREATE TABLE IF NOT EXISTS %s (LIKE bank_account_movement INCLUDING DEFAULTS, "
                "CHECK (booking_date >= %s AND booking_date < %s))",
                table,
                first,
                after,
            )
        )
        if attach:
            self._attach_partition(first)
        return name

    def _attach_partition(self, month):
        """Index the month's bare table and make it part of the whole."""
        first, after = self._month_bounds(month)
        name = self._partition_name(first)
        table = SQL.identifier(name)
        self.env.cr.execute(
            SQL(
                "CREATE UNIQUE INDEX IF NOT EXISTS %s ON %s (source_id, source)",
                SQL.identifier(f"{name}_source_uniq"),
                table,
            )
        )
        self.env.cr.execute(
            SQL(
                "CREATE INDEX IF NOT EXISTS %s ON %s (account_id, booking_date)",
                SQL.identifier(f"{name}_account_idx"),
                table,
            )
        )
        self.env.cr.execute(
            SQL(
                "ALTER TABLE bank_account_movement ATTACH PARTITION %s "
                "FOR VALUES FROM (%s) TO (%s)",
                table,
                first,
                after,
            )
        )
