from contextlib import contextmanager

from odoo import models
from odoo.tools import SQL


class BankRunBusy(Exception):
    """Another process is working on this run."""


class BankRunMixin(models.AbstractModel):
    """Long work cut into slices that each commit: a feed run, a business day.

    A cron, a button and the command line drive the same slices. One process at a time
    holds a run; a killed process lets go of it at once, and the next one goes on after the
    last committed slice.
    """

    _name = "bank.run.mixin"
    _description = "Long Work in Slices"

    @contextmanager
    def _exclusive(self):
        """Hold this run for oneself on a connection of its own; raise BankRunBusy if held.

        An advisory lock, because progress is written to the run's own row meanwhile.
        """
        self.ensure_one()
        with self.env.registry.cursor() as lock_cr:
            lock_cr.execute(
                SQL(
                    "SELECT pg_try_advisory_xact_lock(%s::regclass::oid::int, %s)",
                    self._table,
                    self.id,
                )
            )
            if not lock_cr.fetchone()[0]:
                raise BankRunBusy(self._name, self.id)
            yield

    def _run_slice(self):
        """Do one slice of at most 20 seconds and return True while more is left."""
        raise NotImplementedError

    def _note_failure(self, error):
        """Say on the run what stopped it; the slices before stay done."""
        raise NotImplementedError

    def _run_to_end(self, commit):
        """Drive the slices; `commit()` is called after each and says whether to go on.

        Returns whether the run came to its end. An error undoes the slice it happened in,
        is noted on the run and raised.
        """
        with self._exclusive():
            try:
                while self._run_slice():
                    if not commit():
                        return False
            except Exception as error:
                self.env.cr.rollback()
                self._note_failure(error)
                # The slices before are committed too: the run must say what stopped it.
                self.env.cr.commit()  # pylint: disable=invalid-commit
                raise
            commit()
        return True
