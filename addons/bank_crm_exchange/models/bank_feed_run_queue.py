import glob
import logging
import os
import time
from contextlib import contextmanager

import psycopg2
from odoo import api, models
from odoo.addons.bank_crm_base.models.bank_run_mixin import BankRunBusy
from odoo.addons.bank_crm_base.tools.side_by_side import side_by_side, worker_count
from odoo.exceptions import UserError
from odoo.tools import SQL
from psycopg2 import errors

from ..domain.run_states import State

_logger = logging.getLogger(__name__)

SLICE_SECONDS = 20
# One loader in a database: files are published in their order, never side by side.
LOADER_LOCK = 7_316_402
RETRIES = 8
CONFLICTS = (
    errors.SerializationFailure,
    errors.DeadlockDetected,
    errors.LockNotAvailable,
)
MANIFEST_ENDING = ".manifest.json"


class BankFeedRun(models.Model):
    """Driving the runs: one loader at a time, in slices that commit, in the right order."""

    _inherit = "bank.feed.run"

    @contextmanager
    def _exclusive(self):
        """Be the only loader of this database; raise BankRunBusy where another is at work.

        A session lock on a connection without a transaction: it holds back no vacuum, and
        a killed process lets go of it.
        """
        with self.env.registry.cursor() as lock_cr:
            lock_cr.execute("SELECT pg_try_advisory_lock(%s)", [LOADER_LOCK])
            got = lock_cr.fetchone()[0]
            lock_cr.commit()
            if not got:
                raise BankRunBusy(self._name, self.ids)
            try:
                yield
            finally:
                if not lock_cr._cnx.closed:
                    lock_cr.execute("SELECT pg_advisory_unlock(%s)", [LOADER_LOCK])
                    lock_cr.commit()

    def _run_slice(self):
        """Do one slice of the work; True while more is left."""
        self.ensure_one()
        # The run is the journal of what it changes: the change log names it and no rows.
        with self.env["bank.change"]._because(f"feed run {self.id}", "feed"):
            return self._do_slice()

    def _do_slice(self):
        begun = time.monotonic()
        deadline = begun + self.env.context.get("feed_slice_seconds", SLICE_SECONDS)
        part = self.state
        if part in ("checking", "publishing") and self._is_staging_lost():
            # PostgreSQL empties unlogged tables when it crashes.
            self._restart()
            return True
        getattr(self, f"_slice_{part}")(deadline)
        self._spent(part, time.monotonic() - begun)
        self.flush_recordset()
        return self.state in self._queued_states()

    def _slice_received(self, deadline):
        self.write({"started_at": self.env.cr.now(), "progress": 0})
        self._start_staging()

    def _slice_staging(self, deadline):
        if self._is_staging_lost():
            return self._restart()
        return self._stage_slice(deadline)

    def _slice_checking(self, deadline):
        if self._at("blocks") is None:
            self._start_checking()
        elif self._at("block") < self._at("blocks"):
            self._check_slice(deadline)
        else:
            # A slice of its own: only a new snapshot sees what other sessions took.
            self._decide()
            if self.state in self._queued_states():
                self._advance()

    def _slice_publishing(self, deadline):
        self._publish_slice(deadline)
        self.env.invalidate_all()

    def _is_staging_lost(self):
        if not self._table_exists("stage"):
            return True
        for table, count in (
            ("stage", self._at("rows")),
            ("bad", self._at("malformed")),
        ):
            if count:
                self._sql(
                    "SELECT EXISTS (SELECT 1 FROM %(table)s)",
                    table=SQL.identifier(self._table_name(table)),
                )
                if not self.env.cr.fetchone()[0]:
                    return True
        return False

    def _run_to_end(self, commit):
        """Drive this run; `commit()` is called after each slice and says whether to go on."""
        with self._exclusive():
            return self._drive(commit)

    def _drive(self, commit):
        self.ensure_one()
        failures = 0
        while True:
            try:
                more = self._run_slice()
                go_on = commit()
            except CONFLICTS:
                failures += 1
                self._roll_back()
                if failures > RETRIES:
                    raise
                time.sleep(0.2 * 2**failures)
                continue
            except (psycopg2.OperationalError, psycopg2.InterfaceError):
                raise  # the connection is gone: the next start goes on from the last slice
            except Exception as error:
                self._roll_back()
                # Values of rows stay out of the log: the statement's text may hold them.
                _logger.error("Feed run %s stopped: %s", self.id, self._plain(error))
                _logger.debug("Feed run %s", self.id, exc_info=True)
                self._fail(self._plain(error))
                commit()
                return True
            failures = 0
            if not more:
                return True
            if not go_on:
                return False

    def _roll_back(self):
        self.env.cr.rollback()
        self.env.transaction.clear()

    @api.model
    def _plain(self, error):
        if isinstance(error, UserError):
            return str(error)
        if isinstance(error, psycopg2.Error) and error.diag.message_primary:
            return f"{type(error).__name__}: {error.diag.message_primary}"
        return f"{type(error).__name__}: {error}"

    # --- the queue

    @api.model
    def _next_queued(self):
        """The file to work on: by layout, then by bank day, then as they came."""
        self.flush_model()
        self.env.cr.execute(
            """
            SELECT run.id FROM bank_feed_run run JOIN bank_feed feed ON feed.id = run.feed_id
             WHERE run.state = ANY(%s)
             ORDER BY feed.sequence, run.bank_date, run.id LIMIT 1
            """,
            [self._queued_states()],
        )
        found = self.env.cr.fetchone()
        return self.browse(found[0]) if found else self.browse()

    @api.model
    def _load_queue(self, commit, watch=None, archive=True):
        """Load every queued file in order; returns False where time ran out.

        `watch(run)` is told after each slice, for those who show progress. Packing what
        was published may be left to the next turn.
        """
        workers = worker_count(self.env)
        with self._exclusive():
            while run := self.with_context(feed_workers=workers)._next_queued():
                if not run._drive(lambda: self._told(run, commit, watch)):
                    return False
            helped = self.with_context(feed_workers=workers)
            while helped._refresh_touched(time.monotonic() + SLICE_SECONDS):
                if not commit():
                    return False
            if not commit() or (archive and not self._archive_published(commit)):
                return False
            commit()
        return True

    def _side_by_side(self, work, items):
        """Do `work(run, item)` for each item, each in a session of its own where that is
        allowed: such work is repeatable, for it commits before the slice does."""
        workers = self.env.context.get("feed_workers", 1)
        if workers < 2 or len(items) < 2:
            for item in items:
                work(self, item)
            return

        def tuned(run, item):
            run._tune()
            work(run, item)

        side_by_side(self, tuned, items, workers)

    @api.model
    def _told(self, run, commit, watch):
        if watch:
            watch(run)
        return commit()

    @api.model
    def _cron_load_feeds(self):
        """Take what lies in the watched folders and load all that is queued."""
        cron = self.env["ir.cron"]
        self._take_folders(lambda: cron._commit_progress(0))
        try:
            finished = self._load_queue(
                lambda: bool(cron._commit_progress(1, remaining=self._queue_length()))
            )
        except BankRunBusy:
            return
        if not finished:
            self.env.ref("bank_crm_exchange.ir_cron_load_feeds")._trigger()

    @api.model
    def _queue_length(self):
        return self.search_count([("state", "in", self._queued_states())])

    @api.model
    def _take_folders(self, commit):
        """Files of watched folders into the queue, moved to `done` or `refused`."""
        for feed in self.env["bank.feed"].search([("folder", "!=", False)]):
            if not os.path.isdir(feed.folder):
                _logger.warning(
                    "The watched folder of feed %s is not there.", feed.code
                )
                continue
            for path in sorted(glob.glob(os.path.join(feed.folder, "*"))):
                if not os.path.isfile(path) or path.endswith(MANIFEST_ENDING):
                    continue
                if self._is_settled(path):
                    self._take_file(feed, path)
                    commit()

    @api.model
    def _is_settled(self, path):
        """Nobody is still writing the file: untouched for a while, or its manifest is here."""
        if os.path.exists(path + MANIFEST_ENDING):
            return True
        return time.time() - os.path.getmtime(path) > 30

    @api.model
    def _take_file(self, feed, path):
        folder, name = os.path.split(path)
        target = "done"
        try:
            manifest = self._sidecar(path)
            chosen = feed
            if manifest.get("feed") or feed.filename_pattern:
                chosen = self.env["bank.feed"]._find_for_file(name, manifest)
            with open(path, "rb") as stream:
                run = self._receive(
                    chosen, stream, name, door="folder", manifest=manifest
                )
            if run.state == State.REFUSED.value:
                target = "refused"
        except (UserError, OSError) as error:
            _logger.warning(
                "File of feed %s was refused: %s", feed.code, self._plain(error)
            )
            target = "refused"
        os.makedirs(os.path.join(folder, target), exist_ok=True)
        for item in (path, path + MANIFEST_ENDING):
            if os.path.exists(item):
                os.replace(item, os.path.join(folder, target, os.path.basename(item)))
