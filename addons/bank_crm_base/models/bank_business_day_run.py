import logging
import time
from dataclasses import dataclass

from odoo import api, fields, models
from odoo.tools import SQL

from .bank_run_mixin import BankRunBusy

_logger = logging.getLogger(__name__)

SLICE_SECONDS = 20
CLIENTS_A_BATCH = 5_000


@dataclass(frozen=True, slots=True)
class TaskSpec:
    """A kind of nightly work: `bank.business.day._task_<code>` does a slice of it.

    `feeds` are the layouts whose files must be published for the date before it may run.
    """

    code: str
    name: str
    sequence: int
    feeds: tuple[str, ...] = ()


class BankBusinessDay(models.Model):
    """Running a business day: its tasks in order, in slices, resumable after a kill."""

    _name = "bank.business.day"
    _inherit = ["bank.business.day", "bank.run.mixin"]

    @api.model
    def _task_specs(self):
        """The nightly work of all installed addons; each addon adds its own."""
        return [
            TaskSpec(
                "client_files",
                self.env._("Client files: what is missing or expired"),
                10,
            ),
            TaskSpec("figures", self.env._("Figures of clients"), 20),
            TaskSpec("counterparties", self.env._("Counterparties"), 30),
            TaskSpec("unit_figures", self.env._("Figures of units and managers"), 40),
        ]

    @api.model
    def _missing_feeds(self, spec):
        """Layouts that `spec` needs and that are not published for this date yet."""
        return []

    def action_run(self):
        """Start or go on with the day's work; a cron does it slice by slice."""
        self.check_access("write")
        self.sudo()._prepare_run()
        self.env.ref("bank_crm_base.ir_cron_run_business_day").sudo()._trigger()

    def _prepare_run(self):
        for day in self:
            known = set(day.task_ids.mapped("code"))
            self.env["bank.day.task"].create(
                [
                    {
                        "day_id": day.id,
                        "code": spec.code,
                        "name": spec.name,
                        "sequence": spec.sequence,
                    }
                    for spec in self._task_specs()
                    if spec.code not in known
                ]
            )
            if day.state != "closed":
                day.write(
                    {"state": "running", "started_at": day.started_at or self._now()}
                )

    def _reopen(self):
        """Late or corrected input for a date: its work is done again, forward."""
        for day in self:
            day.task_ids.write(
                {"state": "todo", "cursor": 0, "done_count": 0, "finished_at": False}
            )
            day.write({"state": "running", "finished_at": False})

    @api.model
    def _next_date(self):
        """The date that waits to be run: the current day while it is not closed, or None."""
        current = self.search([("is_current", "=", True)], limit=1)
        if not current:
            return self._today()
        return current.date if current.state != "closed" else None

    @api.model
    def _open_and_run(self, date, *, commit, tell=None):
        """Make `date` today in the bank and do all its work; for commands and the demo.

        `commit` commits, `tell` is called with each task that is done.
        """
        day = self._open(date)
        if day.state == "closed":
            day._reopen()
        day._prepare_run()
        commit()
        told = set()

        def after_slice():
            commit()
            for task in day.task_ids.filtered(lambda task: task.state == "done"):
                if tell and task.id not in told:
                    told.add(task.id)
                    tell(task)
            return True

        day._run_to_end(after_slice)
        return day

    @api.model
    def _now(self):
        return fields.Datetime.now()  # clock: when work began and ended

    @api.model
    def _busy_error(self):
        return BankRunBusy

    @api.model
    def _cron_run_business_day(self):
        cron = self.env["ir.cron"]
        for day in self.search([("state", "in", ("running", "waiting"))], order="date"):
            try:
                day._run_to_end(lambda: bool(cron._commit_progress(1)))
            except BankRunBusy:
                _logger.info("Another process is running %s.", day.date)
            except Exception:
                # Noted on the day; dates go in order, so later days wait for this one.
                _logger.exception("The business day %s stopped.", day.date)
                break

    def _note_failure(self, error):
        running = self.task_ids.filtered(
            lambda task: task.state in ("todo", "running")
        )[:1]
        running.write({"state": "failed", "message": str(error)[:500]})
        self.state = "failed"

    def _run_slice(self):
        """One slice of the first task that is not done; False when the day is finished."""
        self.ensure_one()
        with self.env["bank.change"]._because(f"business day {self.date}", "night"):
            return self._do_slice()

    def _do_slice(self):
        specs = {spec.code: spec for spec in self._task_specs()}
        for task in self.task_ids.sorted(lambda task: (task.sequence, task.id)):
            spec = specs.get(task.code)
            if task.state == "done" or spec is None:
                continue
            missing = self._missing_feeds(spec)
            if missing:
                task.write({"state": "waiting", "message": ", ".join(missing)})
                self.state = "waiting"
                return False
            if task.state != "running":
                task.write({"state": "running", "started_at": self._now()})
                self.state = "running"
            if not getattr(self, f"_task_{task.code}")(task):
                task.write({"state": "done", "finished_at": self._now()})
            return True
        self.write({"state": "closed", "finished_at": self._now()})
        return False

    def _each_client_batch(self, task, work):
        """Give `work` the clients in batches by id until the slice's time is over.

        Returns True while clients are left; `task.cursor` keeps the last id done.
        """
        if not task.total_count:
            task.total_count = self.env["res.partner"].search_count(
                [("is_client", "=", True)]
            )
        deadline = time.monotonic() + SLICE_SECONDS
        while time.monotonic() < deadline:
            ids = [
                client_id
                for (client_id,) in self.env.execute_query(
                    SQL(
                        "SELECT id FROM res_partner WHERE is_client AND id > %s "
                        "ORDER BY id LIMIT %s",
                        task.cursor,
                        CLIENTS_A_BATCH,
                    )
                )
            ]
            if not ids:
                return False
            work(ids)
            task.write({"cursor": ids[-1], "done_count": task.done_count + len(ids)})
            task.flush_recordset()
        return True

    def _task_client_files(self, task):
        return self._each_client_batch(task, self.env["res.partner"]._refresh_file)

    def _task_figures(self, task):
        return self._each_client_batch(task, self._refresh_money)

    def _refresh_money(self, client_ids):
        self.env["bank.account"]._refresh_base_balances(client_ids, self.date)
        self.env["res.partner"]._refresh_figures(client_ids)

    def _task_counterparties(self, task):
        return self._each_client_batch(
            task, lambda ids: self.env["bank.counterparty"]._refresh(ids, self.date)
        )

    def _task_unit_figures(self, task):
        """Count the portfolios; the first counted day fills the dates it is compared with."""
        unit_day = self.env["bank.unit.day"]
        if not task.cursor:
            dates = (
                []
                if unit_day._has_days_before(self.date)
                else unit_day._dates_before(self.date)
            )
            unit_day._refresh_day(self.date)
            task.write({"cursor": 1, "done_count": 1, "total_count": 1 + len(dates)})
        deadline = time.monotonic() + SLICE_SECONDS
        if task.total_count > 1:
            dates = unit_day._dates_before(self.date)
            while task.cursor <= len(dates):
                unit_day._fill_date(dates[task.cursor - 1])
                task.write({"cursor": task.cursor + 1, "done_count": task.cursor + 1})
                if time.monotonic() > deadline:
                    return True
            unit_day._fill_flows(self.date)
        unit_day.invalidate_model()
        return False
