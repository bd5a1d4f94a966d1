from odoo import api, models
from odoo.tools import SQL

from ..engine.upsert import Fed, Upsert


class BankFeedPublishAccounts(models.AbstractModel):
    """Accounts; the owner is a holder too, because sight of an account follows its holders."""

    _name = "bank.feed.publish.accounts"
    _inherit = ["bank.feed.publish"]
    _description = "Publishing of Accounts"
    _fills = ("bank_account", "bank_account_holder")

    @api.model
    def _publish_rows(self, run, rows):
        cr = run.env.cr
        source = run.feed_id.source
        fed = {
            "client_id": Fed(SQL("t.client_id")),
            "number": Fed(SQL("t.number")),
            "currency_id": Fed(SQL("t.currency")),
            "kind": Fed(SQL("t.kind")),
            "state": Fed(SQL("t.state")),
        }
        same = {
            "holding_id": "holding_id", "branch_id": "branch_id",
            "opened": "opened_date", "closed": "closed_date",
        }  # fmt: skip
        for column, field in same.items():
            fed[field] = Fed(SQL("t.%s", SQL.identifier(column)), column)
        product = (
            "coalesce(t.product_id, "
            "(SELECT h.product_id FROM bank_holding h WHERE h.id = %s))"
        )
        fed["product_id"] = Fed(
            SQL(product, SQL("t.holding_id")),
            on_update=SQL(
                "coalesce(%s, x.product_id)", SQL(product, SQL("t.holding_id"))
            ),
        )
        cr.execute("DROP TABLE IF EXISTS bank_feed_batch")
        cr.execute(
            SQL(
                "CREATE TEMPORARY TABLE bank_feed_batch ON COMMIT DROP AS "
                "SELECT t.*, x.client_id AS earlier_client FROM %s "
                "LEFT JOIN bank_account x ON x.source = %s AND x.external_id = t.account_id",
                rows,
                source,
            )
        )
        batch = SQL("bank_feed_batch t")
        upsert = Upsert(
            table="bank_account",
            match={"source": SQL("%s", source), "external_id": SQL("t.account_id")},
            fed=fed,
            once={"state": SQL("'open'")},
            template={
                **self.env["bank.feed.publish.client_keys"]._log_columns(),
                "company_id": self.env.company.id,
            },
            stamp={"fed_at": self._fed_at(run), "missing_since": SQL("NULL::date")},
            update_where=self._not_older(run),
        )
        touched = self._write(run, upsert, batch)
        self._publish_owners(run, touched)
        self._touch_clients_sql(
            run,
            SQL(
                "SELECT client_id FROM bank_account WHERE id = ANY(%s) "
                "UNION SELECT earlier_client FROM bank_feed_batch b "
                "WHERE b.earlier_client != b.client_id",
                touched,
            ),
        )
        self.env["bank.account"].invalidate_model()
        self.env["bank.account.holder"].invalidate_model()

    @api.model
    def _publish_owners(self, run, account_ids):
        cr = run.env.cr
        day = run.bank_date
        cr.execute(
            """
            UPDATE bank_account_holder h SET date_to = %(day)s::date - 1
              FROM bank_feed_batch t JOIN bank_account a ON a.external_id = t.account_id
             WHERE t.earlier_client != t.client_id AND a.source = %(source)s
               AND h.account_id = a.id AND h.role = 'owner' AND h.client_id != a.client_id
               AND h.date_to IS NULL AND a.client_id = t.client_id
            """,
            {"day": day, "source": run.feed_id.source},
        )
        cr.execute(
            """
            INSERT INTO bank_account_holder AS h (account_id, client_id, role, date_from,
                   create_uid, write_uid, create_date, write_date)
            SELECT a.id, a.client_id, 'owner',
                   CASE WHEN t.earlier_client IS NULL THEN a.opened_date ELSE %(day)s END,
                   %(uid)s, %(uid)s, now() at time zone 'UTC', now() at time zone 'UTC'
              FROM bank_feed_batch t
              JOIN bank_account a ON a.external_id = t.account_id AND a.source = %(source)s
             WHERE a.id = ANY(%(ids)s)
            ON CONFLICT (account_id, client_id, role) DO UPDATE SET date_to = NULL
             WHERE h.date_to IS NOT NULL
            """,
            {
                "day": day,
                "uid": self.env.uid,
                "source": run.feed_id.source,
                "ids": account_ids,
            },
        )

    @api.model
    def _write_missing(self, run):
        return self._missing_in(run, "bank_account", "external_id")


class BankFeedPublishAccountHolders(models.AbstractModel):
    """Everybody with rights on an account."""

    _name = "bank.feed.publish.account_holders"
    _inherit = ["bank.feed.publish"]
    _description = "Publishing of Account Holders"
    _fills = ("bank_account_holder",)

    @api.model
    def _publish_rows(self, run, rows):
        upsert = Upsert(
            table="bank_account_holder",
            match={
                "account_id": SQL("t.account_id"),
                "client_id": SQL("t.client_id"),
                "role": SQL("t.role"),
            },
            fed={
                "rights": Fed(SQL("t.rights"), "rights"),
                "date_from": Fed(SQL("t.date_from"), "date_from"),
                "date_to": Fed(SQL("t.date_to"), "date_to"),
            },
            template=self.env["bank.feed.publish.client_keys"]._log_columns(),
            returning="client_id",
        )
        self._touch_clients(run, self._write(run, upsert, rows))
        self.env["bank.account.holder"].invalidate_model()
