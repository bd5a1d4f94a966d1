from odoo import api, models
from odoo.tools import SQL

ACCOUNTS_A_BATCH = 20_000


class BankFeedPublishBalances(models.AbstractModel):
    """Balances that the core sends: the latest counts, and what we cannot explain is told."""

    _name = "bank.feed.publish.balances"
    _inherit = ["bank.feed.publish"]
    _description = "Publishing of Balances"

    @api.model
    def _steps(self, run):
        return ["_publish_ranges", "_rebuild_touched", "_refresh_clients"]

    @api.model
    def _publish_ranges(self, run, deadline):
        run._sql(
            "CREATE TABLE IF NOT EXISTS %(touched)s (account_id integer PRIMARY KEY)"
        )
        return super()._publish_ranges(run, deadline)

    @api.model
    def _publish_rows(self, run, rows):
        cr = run.env.cr
        cr.execute("DROP TABLE IF EXISTS bank_feed_batch")
        cr.execute(
            SQL(
                "CREATE TEMPORARY TABLE bank_feed_batch ON COMMIT DROP AS "
                "SELECT DISTINCT ON (t.account_id) t.account_id, t.date, t.balance "
                "FROM %s ORDER BY t.account_id, t.date DESC",
                rows,
            )
        )
        cr.execute(
            "DELETE FROM bank_feed_batch t USING bank_account a WHERE a.id = t.account_id "
            "AND (a.fed_balance_date > t.date "
            "     OR (a.fed_balance_date = t.date AND a.fed_balance = t.balance))"
        )
        cr.execute("ANALYZE bank_feed_batch")
        self._note_differences(run)
        cr.execute(
            """
            UPDATE bank_account a
               SET fed_balance = t.balance, fed_balance_date = t.date,
                   fed_at = greatest(a.fed_at, least(now() at time zone 'UTC',
                                     t.date + interval '1 day - 1 second'))
              FROM bank_feed_batch t WHERE a.id = t.account_id
            """
        )
        run.new_count += cr.rowcount
        run._sql(
            "INSERT INTO %(touched)s SELECT account_id FROM bank_feed_batch ON CONFLICT DO NOTHING"
        )
        self.env["bank.account"].invalidate_model()

    @api.model
    def _note_differences(self, run):
        """Where an earlier balance and the movements since do not give the one that came."""
        run.env.cr.execute(
            """
            INSERT INTO bank_feed_difference (run_id, account_id, date, fed, expected,
                                              difference, cause)
            SELECT %s, d.account_id, d.date, d.balance, d.expected, d.balance - d.expected,
                   CASE WHEN d.has_gap THEN 'gap'
                        WHEN d.incomplete_since IS NOT NULL THEN 'quarantine' ELSE 'none' END
              FROM (
                SELECT t.account_id, t.date, t.balance, a.has_gap, a.incomplete_since,
                       a.opening_balance
                       + coalesce((SELECT sum(m.net) FROM bank_account_month m
                                    WHERE m.account_id = a.id
                                      AND m.month < date_trunc('month', t.date)::date), 0)
                       + coalesce((SELECT sum(mv.amount) FROM bank_account_movement mv
                                    WHERE mv.account_id = a.id
                                      AND mv.booking_date >= date_trunc('month', t.date)::date
                                      AND mv.booking_date <= t.date), 0) AS expected
                  FROM bank_feed_batch t JOIN bank_account a ON a.id = t.account_id
                 WHERE a.fed_balance_date IS NOT NULL AND a.opening_balance IS NOT NULL
              ) d
             WHERE d.expected != d.balance
            """,
            [run.id],
        )

    @api.model
    def _rebuild_touched(self, run, deadline):
        cr = run.env.cr
        last = run._at("step_state") or 0
        run._sql(
            "SELECT max(account_id) FROM (SELECT account_id FROM %(touched)s "
            "WHERE account_id > %(last)s ORDER BY account_id LIMIT %(limit)s) q",
            last=last,
            limit=ACCOUNTS_A_BATCH,
        )
        upto = cr.fetchone()[0]
        if upto is None:
            return False
        accounts = SQL(
            "(SELECT account_id FROM %s WHERE account_id > %s AND account_id <= %s)",
            SQL.identifier(run._table_name("touched")),
            last,
            upto,
        )
        self.env["bank.account.month"].sudo()._rebuild_balances(accounts)
        self._touch_clients_sql(
            run,
            SQL("SELECT client_id FROM bank_account WHERE id IN %s", accounts),
            with_file=False,
        )
        run._advance(step_state=upto)
        return True
