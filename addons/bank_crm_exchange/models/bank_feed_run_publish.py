import time

from odoo import api, fields, models
from odoo.tools import SQL

from ..domain.run_states import State

REFRESH_BATCH = 2_000


def _refresh_batch(run, touched):
    """Refresh a batch of (client, with file) and take it off the list, as one."""
    Client = run.env["res.partner"]
    ids = [client_id for client_id, _with_file in touched]
    if with_file := [client_id for client_id, is_file in touched if is_file]:
        Client._refresh_derived_sql(with_file)
    Client._refresh_figures(ids)
    run.env.cr.execute(
        "DELETE FROM bank_feed_touched_client WHERE client_id = ANY(%s)", [ids]
    )


class BankFeedRun(models.Model):
    """Publishing: what the layout's publisher does, then figures, archive and retries."""

    _inherit = "bank.feed.run"

    def _publish_slice(self, deadline):
        self._tune()
        if self.feed_id._publisher()._publish_slice(self, deadline):
            return True
        self._finish()
        return False

    def _finish(self):
        publisher = self.feed_id._publisher()
        publisher._finish(self)
        self._settle_retried()
        self._refresh_incomplete()
        self._drop_tables()
        self.write(
            {"progress": 100, "finished_at": fields.Datetime.now(), "cursor": False}
        )
        if self.door == "retry":
            # Only then: a crash before the commit begins the run again from its file.
            self.env.cr.postcommit.add(self._remove_spool)
        self._retry_parked()

    # --- clients that the run touched

    @api.model
    def _refresh_touched(self, deadline, *, unless_more=False):
        """Refresh search keys, gaps and figures of touched clients; True while any is left.

        Files that come one after another touch the same clients: with `unless_more` they
        are refreshed once, by the last.
        """
        if unless_more and self.search_count(
            [("state", "=", "received"), ("id", "!=", self.id)], limit=1
        ):
            return False
        cr = self.env.cr
        workers = self.env.context.get("feed_workers", 1)
        size = self.env.context.get("feed_refresh_batch", REFRESH_BATCH)
        last = 0
        while True:
            cr.execute(
                "SELECT client_id, with_file FROM bank_feed_touched_client "
                "WHERE client_id > %s ORDER BY client_id LIMIT %s",
                [last, size * workers],
            )
            touched = cr.fetchall()
            if not touched:
                # What other sessions took from the list only the next slice sees gone.
                return last > 0 and workers > 1
            self._side_by_side(
                _refresh_batch,
                [
                    touched[start : start + size]
                    for start in range(0, len(touched), size)
                ],
            )
            last = touched[-1][0]
            if time.monotonic() >= deadline or self.env.context.get(
                "feed_single_steps"
            ):
                cr.execute("SELECT 1 FROM bank_feed_touched_client LIMIT 1")
                return bool(cr.fetchone())

    # --- quarantine

    def _refresh_incomplete(self):
        """Accounts with rows in quarantine say so, and those without no longer do."""
        self.env["bank.feed.reject"].flush_model()
        cr = self.env.cr
        cr.execute(
            SQL(
                """
                WITH waiting AS (
                    SELECT r.account_id, min(run.bank_date) AS since
                      FROM bank_feed_reject r JOIN bank_feed_run run ON run.id = r.run_id
                     WHERE r.state IN ('open', 'parked') AND r.account_id IS NOT NULL
                       AND run.layout = 'movements' AND run.state IN ('done', 'publishing')
                     GROUP BY r.account_id
                )
                UPDATE bank_account a SET incomplete_since = waiting.since
                  FROM bank_account b LEFT JOIN waiting ON waiting.account_id = b.id
                 WHERE a.id = b.id AND a.incomplete_since IS DISTINCT FROM waiting.since
                   AND (b.incomplete_since IS NOT NULL OR waiting.since IS NOT NULL)
                """
            )
        )
        self.env["bank.account"].invalidate_model(["incomplete_since"])

    def _settle_retried(self):
        """Rows tried again: those that passed are published, the others say why not."""
        if self.door != "retry":
            return
        lines = dict(self._at("retried", []))
        self._sql(
            "SELECT line, verdict, reason, column_name, waits_for, account_id FROM %(bad)s"
        )
        failed = {row[0]: row for row in self.env.cr.fetchall()}
        Reject = self.env["bank.feed.reject"]
        for line, reject_id in lines.items():
            reject = Reject.browse(reject_id).exists()
            if not reject:
                continue
            if line not in failed:
                reject.write(
                    {
                        "state": "mended",
                        "retry_run_id": False,
                        "done_at": fields.Datetime.now(),
                    }
                )
                continue
            _line, verdict, reason, column, waits_for, account_id = failed[line]
            reject.write(
                {
                    "state": "parked" if verdict == "parked" else "open",
                    "reason": reason,
                    "column_name": column,
                    "waits_for": waits_for,
                    "account_id": account_id or reject.account_id.id,
                    "retry_run_id": False,
                }
            )

    def _retry_parked(self):
        """Rows of other files that waited for what this one brought are tried again.

        Whether a row was new is no measure: a run that began again after a crash finds what
        it published before as unchanged.
        """
        if not self.accepted_count:
            return
        waiting = self.env["bank.feed.reject"].search(
            [
                ("state", "=", "parked"),
                ("waits_for", "=", self.layout),
                ("retry_run_id", "=", False),
            ]
        )
        waiting._queue_retry()

    @api.model
    def _create_retry(self, feed, header, rejects):
        """Queue a small file of the rejects' own rows, as mended."""
        encoding = "utf-8" if feed.encoding == "utf-16" else feed.encoding
        run = self.create(
            {
                "feed_id": feed.id,
                "file_name": self.env._(
                    "%(count)s rows tried again", count=len(rejects)
                ),
                "door": "retry",
                "delivery": "delta",
                "bank_date": max(rejects.run_id.mapped("bank_date")),
                "header": header,
                "user_id": self.env.uid,
            }
        )
        line, places = 2, []
        with open(run._spool_path(), "w", encoding=encoding, newline="") as spool:
            spool.write(header + "\n")
            for reject in rejects:
                text = reject.mended or reject.raw
                spool.write(text + "\n")
                places.append([line, reject.id])
                line += 1 + text.count("\n")
        run.cursor = {"retried": places}
        rejects.write({"retry_run_id": run.id})
        return run

    # --- state of what the business day asks

    @api.model
    def _is_published(self, layout, day):
        """Whether every regular feed of a layout is published for a bank day."""
        feeds = self.env["bank.feed"].search(
            [("layout", "=", layout), ("expected", "!=", "never")]
        )
        return all(
            self.search_count(
                [
                    ("feed_id", "=", feed.id),
                    ("state", "=", State.DONE.value),
                    ("bank_date", ">=", day),
                ],
                limit=1,
            )
            for feed in feeds
        )
