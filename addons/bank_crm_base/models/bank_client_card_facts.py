from decimal import Decimal

from dateutil.relativedelta import relativedelta
from odoo import models
from odoo.tools import SQL

MONTHS_SHOWN = 12


def to_decimal(value):
    return Decimal(str(value or 0))


class ResPartner(models.Model):
    """What the client card is made of: a fixed number of queries, however large the client."""

    _inherit = "res.partner"

    def _get_card_facts(self):
        """What flags and panels are made of, read once."""
        today = self.env["bank.business.day"]._today()
        month_ago = today - relativedelta(months=1)
        accounts = self._get_card_accounts(today)
        holdings = self._get_card_holdings()
        base = self.env.company.currency_id
        currency_ids = {row["currency_id"] for row in (*accounts, *holdings)} - {None}
        currencies = base | self.env["res.currency"].browse(sorted(currency_ids))
        kinds = dict(
            self.env["bank.client.document"]
            ._fields["kind"]
            ._description_selection(self.env)
        )
        return {
            "today": today,
            "base": base,
            "currencies": currencies,
            "accounts": accounts,
            "holdings": holdings,
            "rates": self._get_card_rates(currencies, month_ago, today),
            "months": self._get_card_months(today),
            "net": self._get_net_since(accounts, month_ago),
            "documents": [
                {
                    "kind": kinds.get(document.kind, ""),
                    "number": document._narrowed_value("number") or "",
                    "until": document.expiry_date,
                }
                for document in self.client_document_ids
            ],
        }

    def _get_card_accounts(self, today):
        """Accounts of the client and those on which he has rights, open ones first."""
        return self.env.execute_query_dict(
            SQL(
                """
                SELECT a.id, a.number, a.kind, a.state, a.currency_id, a.balance,
                       a.balance_base, a.balance_date, a.last_operation_date, a.has_gap,
                       a.incomplete_since, a.opened_date, a.client_id = %(client)s AS is_own,
                       coalesce(product.name->>%(lang)s, product.name->>'en_US') AS product,
                       owner.name AS owner, rights.role,
                       (SELECT array_agg(c.tail ORDER BY c.expiry_date DESC)
                          FROM bank_card c
                         WHERE c.account_id = a.id AND c.state = 'active') AS cards
                  FROM bank_account a
                  JOIN res_partner owner ON owner.id = a.client_id
                  LEFT JOIN bank_product product ON product.id = a.product_id
                  LEFT JOIN LATERAL (
                       SELECT h.role FROM bank_account_holder h
                        WHERE h.account_id = a.id AND h.client_id = %(client)s
                          AND (h.date_to IS NULL OR h.date_to >= %(today)s)
                        ORDER BY h.role DESC LIMIT 1) rights ON true
                 WHERE a.id IN (
                       SELECT id FROM bank_account WHERE client_id = %(client)s
                        UNION
                       SELECT h.account_id FROM bank_account_holder h
                        WHERE h.client_id = %(client)s
                          AND (h.date_to IS NULL OR h.date_to >= %(today)s))
                 ORDER BY a.client_id = %(client)s DESC, a.state = 'closed',
                          abs(coalesce(a.balance_base, 0)) DESC, a.id
                """,
                client=self.id,
                today=today,
                lang=self.env.lang or "en_US",
            )
        )

    def _get_card_holdings(self):
        return self.env.execute_query_dict(
            SQL(
                """
                SELECT h.id, h.number, h.state, h.currency_id, h.amount, h.payment,
                       %(balance)s AS balance,
                       h.annual_rate, h.opened_date, h.end_date, h.closed_date,
                       product.kind, product.family_id,
                       coalesce(product.name->>%(lang)s, product.name->>'en_US') AS product,
                       family.icon,
                       (SELECT array_agg(a.id) FROM bank_account a
                         WHERE a.holding_id = h.id) AS accounts %(columns)s
                  FROM bank_holding h
                  JOIN bank_product product ON product.id = h.product_id
                  JOIN bank_product_family family ON family.id = product.family_id
                  %(joins)s
                 WHERE h.client_id = %(client)s
                 ORDER BY h.state = 'closed', family.sequence, h.opened_date DESC, h.id
                """,
                lang=self.env.lang or "en_US",
                client=self.id,
                balance=self._holding_balance_sql(),
                columns=self._card_holding_columns(),
                joins=self._card_holding_joins(),
            )
        )

    def _card_holding_columns(self):
        """More columns of the agreements (SQL that begins with a comma), for later addons."""
        return SQL()

    def _card_holding_joins(self):
        """The joins that those columns need; one row of an agreement stays one."""
        return SQL()

    def _get_card_rates(self, currencies, before, today):
        """Currency -> value of one unit in base currency, a month ago and today."""
        rate = self.env["bank.fx.rate"]._unit_rate_sql
        rows = self.env.execute_query(
            SQL(
                "SELECT c.id, %s, %s FROM res_currency c WHERE c.id = ANY(%s)",
                rate(SQL("c.id"), SQL("%s", before)),
                rate(SQL("c.id"), SQL("%s", today)),
                currencies.ids,
            )
        )
        return {
            currency_id: (to_decimal(old or new), to_decimal(new))
            for currency_id, old, new in rows
        }

    def _get_card_months(self, today):
        """Turnover by month while the accounts were the client's, oldest first."""
        first = today.replace(day=1) - relativedelta(months=MONTHS_SHOWN)
        return self.env.execute_query_dict(
            SQL(
                """
                SELECT m.month, sum(m.credit_base) AS credit, sum(m.debit_base) AS debit,
                       sum(m.net * coalesce(m.rate, 1)) FILTER (WHERE a.kind != 'loan') AS net
                  FROM bank_account_month m JOIN bank_account a ON a.id = m.account_id
                 WHERE m.client_id = %s AND m.month >= %s
                 GROUP BY m.month ORDER BY m.month
                """,
                self.id,
                first,
            )
        )

    def _get_net_since(self, accounts, day):
        """Account -> change of its balance since the end of `day`."""
        return dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT account_id, sum(amount) FROM bank_account_movement
                     WHERE account_id = ANY(%s) AND booking_date > %s
                     GROUP BY account_id
                    """,
                    [row["id"] for row in accounts if row["is_own"]],
                    day,
                )
            )
        )
