from datetime import date

from odoo import api, fields, models
from odoo.tools import SQL

from .movements import COLUMNS

ACCOUNTS_A_BATCH = 20_000
FIRST_MONTH = date(1900, 1, 1)


def _accounts_between(run, after, upto):
    """SQL of the touched accounts of a range of ids."""
    return SQL(
        "(SELECT DISTINCT account_id FROM %s WHERE account_id > %s AND account_id <= %s)",
        SQL.identifier(run._table_name("touched")),
        after,
        upto,
    )


def _publish_month(run, name):
    run.feed_id._publisher()._publish_month(run, name)


def _sum_month(run, month):
    run.env["bank.account.month"].sudo()._rebuild_sums(
        SQL.identifier(run._table_name("touched")), month
    )


def _balance_accounts(run, batch):
    accounts = _accounts_between(run, *batch)
    run.feed_id._publisher()._restore_owners(accounts)
    run.env["bank.account.month"].sudo()._rebuild_balances(accounts)


class BankFeedPublishMovements(models.AbstractModel):
    """Months into the whole, then sums and balances of the touched accounts, only those."""

    _inherit = "bank.feed.publish.movements"

    @api.model
    def _publish_months(self, run, deadline):
        """The next months' tables into the whole; True while there are more."""
        cr = run.env.cr
        parent = run._table_name("month")
        names = [name for name in run._run_tables() if name.startswith(parent)]
        children = sorted(name for name in names if name != parent)
        if parent in names:
            # All at once: who detaches one holds the parent until he is done with it.
            for name in children:
                cr.execute(
                    SQL(
                        "ALTER TABLE %s DETACH PARTITION %s",
                        SQL.identifier(parent),
                        SQL.identifier(name),
                    )
                )
            cr.execute(SQL("DROP TABLE %s", SQL.identifier(parent)))
            return True
        if not children:
            return False
        run._side_by_side(
            _publish_month, children[: run.env.context.get("feed_workers", 1)]
        )
        return True

    @api.model
    def _publish_month(self, run, name):
        """One month's table, and how many rows it brought each account.

        The count is kept with the rows, not with the run: a session that helps commits
        before the run does.
        """
        cr = run.env.cr
        Movement = self.env["bank.account.movement"].sudo()
        year, number = name.rsplit("_", 2)[1:]
        month = date(int(year), int(number), 1)
        table = SQL.identifier(name)
        run._sql(
            "INSERT INTO %(touched)s SELECT account_id, %(month)s::date, count(*) "
            "FROM %(table)s GROUP BY account_id",
            month=month,
            table=table,
        )
        if not cr.rowcount:
            cr.execute(SQL("DROP TABLE %s", table))
        elif Movement._partition_exists(month):
            cr.execute(
                SQL(
                    "INSERT INTO bank_account_movement (%s) SELECT %s FROM %s "
                    "ORDER BY account_id, booking_date, id",
                    SQL(", ").join(map(SQL.identifier, COLUMNS)),
                    SQL(", ").join(map(SQL.identifier, COLUMNS)),
                    table,
                )
            )
            cr.execute(SQL("DROP TABLE %s", table))
        else:
            partition = SQL.identifier(Movement._partition_name(month))
            cr.execute(
                "SELECT relpersistence = 'u' FROM pg_class WHERE oid = to_regclass(%s)",
                [name],
            )
            if cr.fetchone()[0]:
                cr.execute(SQL("ALTER TABLE %s SET LOGGED", table))
            cr.execute(SQL("ALTER TABLE %s RESET (autovacuum_enabled)", table))
            cr.execute(SQL("DROP TABLE IF EXISTS %s", partition))
            cr.execute(SQL("ALTER TABLE %s RENAME TO %s", table, partition))
            cr.execute(SQL("ANALYZE %s", partition))
            # Last: attaching keeps others from attaching until this is committed.
            Movement._attach_partition(month)

    @api.model
    def _sort_touched(self, run, deadline):
        """Each touched month of an account once, found by month and by account.

        What was counted with the months becomes the run's, once: the sorted table has no
        counts.
        """
        name = run._table_name("touched")
        run._sql("SELECT coalesce(sum(new_count), 0)::bigint FROM %(touched)s")
        run.new_count += run.env.cr.fetchone()[0]
        run._sql(
            "CREATE TABLE %(sorted)s AS SELECT DISTINCT account_id, month, "
            "NULL::bigint AS new_count FROM %(touched)s ORDER BY month, account_id",
            sorted=SQL.identifier(f"{name}_sorted"),
        )
        run._sql("DROP TABLE %(touched)s")
        run._sql(
            "ALTER TABLE %(sorted)s RENAME TO %(touched)s",
            sorted=SQL.identifier(f"{name}_sorted"),
        )
        run._sql("CREATE INDEX ON %(touched)s (month)")
        run._sql("CREATE INDEX ON %(touched)s (account_id)")
        run._sql("ANALYZE %(touched)s")
        return False

    @api.model
    def _rebuild_months(self, run, deadline):
        """Sum the next touched months anew; True while there are more."""
        last = fields.Date.to_date(run._at("step_state")) or FIRST_MONTH
        run._sql(
            "SELECT DISTINCT month FROM %(touched)s WHERE month > %(last)s ORDER BY month "
            "LIMIT %(limit)s",
            last=last,
            limit=run.env.context.get("feed_workers", 1),
        )
        months = [month for (month,) in run.env.cr.fetchall()]
        if not months:
            return False
        run._side_by_side(_sum_month, months)
        run._advance(step_state=fields.Date.to_string(months[-1]))
        return True

    @api.model
    def _rebuild_balances(self, run, deadline):
        """Balances of the next batches of touched accounts; True while there are more."""
        batches, last = [], run._at("step_state") or 0
        for _worker in range(run.env.context.get("feed_workers", 1)):
            run._sql(
                "SELECT max(account_id) FROM (SELECT DISTINCT account_id FROM %(touched)s "
                "WHERE account_id > %(last)s ORDER BY account_id LIMIT %(limit)s) q",
                last=last,
                limit=ACCOUNTS_A_BATCH,
            )
            upto = run.env.cr.fetchone()[0]
            if upto is None:
                break
            batches.append((last, upto))
            last = upto
        if not batches:
            self.env["bank.account.month"].invalidate_model()
            self.env["bank.account"].invalidate_model()
            self.env["bank.account.movement"].invalidate_model()
            return False
        run._side_by_side(_balance_accounts, batches)
        accounts = _accounts_between(run, batches[0][0], last)
        self._touch_clients_sql(
            run,
            SQL(
                "SELECT client_id FROM bank_account WHERE id IN %s "
                "UNION SELECT m.client_id FROM bank_account_month m WHERE m.account_id IN %s",
                accounts,
                accounts,
            ),
            with_file=False,
        )
        run._advance(step_state=last)
        return True

    @api.model
    def _publish_statements(self, run, deadline):
        """Headers of statements and their chain; only statement files have any."""
        run._publish_statements()
        return False
