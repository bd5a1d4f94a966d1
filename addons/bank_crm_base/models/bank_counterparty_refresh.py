from odoo import api, models
from odoo.tools import SQL


class BankCounterparty(models.Model):
    """Counting counterparties out of twelve months of movements."""

    _inherit = "bank.counterparty"

    @api.model
    def _refresh(self, client_ids, day):
        """Recount the counterparties of these clients for the twelve months up to `day`.

        One counterparty is one account of the other side or, where the core gives none, one
        name. Transfers between the client's own accounts are not counted.
        """
        self.env.execute_query(
            SQL(
                """
                WITH own AS (
                    SELECT id, client_id, currency_id, number FROM bank_account
                     WHERE client_id = ANY(%(ids)s)
                ), moved AS (
                    SELECT own.client_id,
                           lower(coalesce(nullif(mv.counterparty_account, ''),
                                          mv.counterparty_name)) AS key,
                           mv.counterparty_name AS name,
                           nullif(mv.counterparty_account, '') AS account,
                           mv.counterparty_bank AS bank, mv.booking_date,
                           mv.amount * coalesce(month.rate, 1) AS amount
                      FROM own
                      JOIN bank_account_movement mv ON mv.account_id = own.id
                       AND mv.booking_date > (%(day)s::date - interval '12 months')::date
                       AND mv.booking_date <= %(day)s::date
                      LEFT JOIN bank_account_month month ON month.account_id = own.id
                       AND month.month = date_trunc('month', mv.booking_date)::date
                     WHERE NOT mv.is_reversed
                       AND coalesce(nullif(mv.counterparty_account, ''),
                                    mv.counterparty_name) IS NOT NULL
                       AND NOT EXISTS (SELECT 1 FROM own mine
                                        WHERE mine.client_id = own.client_id
                                          AND mine.number = mv.counterparty_account)
                ), counted AS (
                    SELECT client_id, key, max(name) AS name, max(account) AS account,
                           max(bank) AS bank,
                           round(coalesce(sum(amount) FILTER (WHERE amount > 0), 0), 2) AS credit,
                           round(coalesce(-sum(amount) FILTER (WHERE amount < 0), 0), 2) AS debit,
                           count(*) AS times, min(booking_date) AS first_date,
                           max(booking_date) AS last_date
                      FROM moved GROUP BY client_id, key
                ), gone AS (
                    DELETE FROM bank_counterparty c
                     WHERE c.client_id = ANY(%(ids)s)
                       AND NOT EXISTS (SELECT 1 FROM counted n
                                        WHERE n.client_id = c.client_id AND n.key = c.key)
                )
                INSERT INTO bank_counterparty AS c (
                    client_id, key, name, account, bank, known_client_id, credit_base,
                    debit_base, turnover_base, movement_count, first_date, last_date)
                SELECT n.client_id, n.key, coalesce(n.name, n.account), n.account, n.bank,
                       (SELECT a.client_id FROM bank_account a
                         WHERE a.number = n.account LIMIT 1),
                       n.credit, n.debit, n.credit + n.debit, n.times, n.first_date, n.last_date
                  FROM counted n
                ON CONFLICT (client_id, key) DO UPDATE
                   SET name = EXCLUDED.name, account = EXCLUDED.account,
                       bank = EXCLUDED.bank, known_client_id = EXCLUDED.known_client_id,
                       credit_base = EXCLUDED.credit_base, debit_base = EXCLUDED.debit_base,
                       turnover_base = EXCLUDED.turnover_base,
                       movement_count = EXCLUDED.movement_count,
                       first_date = EXCLUDED.first_date, last_date = EXCLUDED.last_date
                 WHERE (c.turnover_base, c.movement_count, c.last_date, c.first_date, c.name,
                        c.known_client_id)
                       IS DISTINCT FROM
                       (EXCLUDED.turnover_base, EXCLUDED.movement_count, EXCLUDED.last_date,
                        EXCLUDED.first_date, EXCLUDED.name, EXCLUDED.known_client_id)
                RETURNING c.id
                """,
                ids=list(client_ids),
                day=day,
            )
        )
        self.invalidate_model()
