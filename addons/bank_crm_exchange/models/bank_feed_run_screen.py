import gzip
import os

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date, format_duration, human_size

from ..domain.run_states import QUEUED

PATIENCE_MINUTES = 10
RECENT_HOURS = 12
SHOWN_AT_ONCE = 20


class BankFeedRun(models.Model):
    """What the screen of a file shows beside its fields: progress, totals, advice."""

    _inherit = "bank.feed.run"

    is_working = fields.Boolean(compute="_compute_is_working")
    retrying_count = fields.Integer("Being tried again", compute="_compute_counts_now")
    to_mend_count = fields.Integer("To mend", compute="_compute_counts_now")
    waits_count = fields.Integer("Waiting rows", compute="_compute_counts_now")
    correction_count = fields.Integer("Corrected rows", compute="_compute_counts_now")
    difference_count = fields.Integer(
        "Balances that differ", compute="_compute_counts_now"
    )
    advice = fields.Text("What to do", compute="_compute_advice")
    duration = fields.Char("Took", compute="_compute_duration")
    size_words = fields.Char("Size", compute="_compute_duration")
    totals = fields.Json("Control totals", compute="_compute_totals")
    log = fields.Json(compute="_compute_log")
    has_file = fields.Boolean("File is kept", compute="_compute_has_file")

    @api.depends("state")
    def _compute_is_working(self):
        for run in self:
            run.is_working = run.state in self._queued_states()

    def _compute_counts_now(self):
        self.retrying_count = self.to_mend_count = self.waits_count = 0
        self.correction_count = self.difference_count = 0
        counts = {
            "correction_count": ("bank.feed.correction", []),
            "difference_count": ("bank.feed.difference", []),
            "to_mend_count": ("bank.feed.reject", [("state", "=", "open")]),
            "waits_count": ("bank.feed.reject", [("state", "=", "parked")]),
            "retrying_count": ("bank.feed.reject", [("retry_run_id", "!=", False)]),
        }
        for name, (model, domain) in counts.items():
            # Counts are no rows: whoever may open the file may know how many there are.
            for run, count in (
                self.env[model]
                .sudo()
                ._read_group(
                    [("run_id", "in", self.ids), *domain], ["run_id"], ["__count"]
                )
            ):
                run.with_env(self.env)[name] = count

    @api.depends("state", "message")
    def _compute_advice(self):
        _ = self.env._
        is_steward = self.env.user.has_group("bank_crm_base.group_data_steward")
        for run in self:
            advice = {
                "waiting": _(
                    "Mend the rows below and try them again. Then publish the rest with a "
                    "reason, or refuse the file and ask the sender for a better one."
                ),
                "refused": _(
                    "Nothing of this file was published. Ask the sender for a corrected "
                    "file, or mend what is said above and press Try again."
                )
                if run.has_file
                else _(
                    "Nothing of this file was published. Ask the sender for a corrected file."
                ),
                "failed": _(
                    "What was published before the error stays. Press Try again: the work "
                    "goes on where it stopped. If it stops again, show this page to the "
                    "system administrator."
                ),
                "duplicate": _("There is nothing to do."),
            }.get(run.state, "")
            if run.state == "done" and run.to_mend_count:
                advice = _(
                    "The rows below were not published. Mend them and try them again, or "
                    "give them up with a reason."
                )
            if advice and not is_steward and run.state != "duplicate":
                advice = _("It is for a data steward to decide what to do.")
            run.advice = advice

    @api.depends("started_at", "finished_at", "size")
    def _compute_duration(self):
        for run in self:
            run.size_words = human_size(run.size) if run.size else ""
            if not run.started_at:
                run.duration = ""
                continue
            until = run.finished_at or run.write_date
            if run.is_working:
                until = fields.Datetime.now()  # clock: progress
            seconds = max((until - run.started_at).total_seconds(), 0)
            run.duration = self._seconds_words(seconds)

    @api.model
    def _seconds_words(self, seconds):
        if seconds < 1:
            return self.env._("under a second")
        if seconds < 60:
            return self.env._("%(count)s s", count=round(seconds))
        if seconds < 3600:
            return self.env._(
                "%(minutes)s min %(seconds)s s",
                minutes=int(seconds // 60),
                seconds=int(seconds % 60),
            )
        return self.env._("%(clock)s h", clock=format_duration(seconds / 3600))

    @api.depends("accepted_count", "received_count", "has_manifest", "state")
    def _compute_totals(self):
        for run in self:
            layout = run.feed_id._layout() if run.feed_id.layout else None
            column = layout.control_sum if layout else ""
            is_counted = bool(
                run.accepted_count or run.rejected_count or run.parked_count
            )
            counted = run.accepted_count + run.rejected_count + run.parked_count
            received = run.received_count
            lines = [
                {
                    "label": self.env._("Rows"),
                    "is_sum": False,
                    "sent": run.manifest_count if run.has_manifest else None,
                    "received": received,
                    "accepted": run.accepted_count,
                    "parked": run.parked_count,
                    "rejected": run.rejected_count,
                    "is_wrong": is_counted
                    and (
                        (run.has_manifest and run.manifest_count != received)
                        or counted != received
                    ),
                }
            ]
            if column:
                lines.append(
                    {
                        "label": self.env._(
                            "Sum of %(column)s", column=column.replace("_", " ")
                        ),
                        "is_sum": True,
                        "sent": run.manifest_sum if run.has_manifest_sum else None,
                        "received": run.received_sum,
                        "accepted": run.accepted_sum,
                        "parked": run.parked_sum,
                        "rejected": run.rejected_sum,
                        "is_wrong": is_counted
                        and run.has_manifest_sum
                        and not run.unreadable_count
                        and abs(run.manifest_sum - run.received_sum) >= 0.005,
                        "note": self.env._(
                            "The amounts of %(count)s rows cannot be read.",
                            count=run.unreadable_count,
                        )
                        if run.unreadable_count
                        else "",
                    }
                )
            run.totals = {
                "lines": lines,
                "is_counted": is_counted or run.state == "done",
                "accepted_label": self.env._("Accepted")
                if run.state in ("done", "publishing")
                else self.env._("In order"),
            }

    def _compute_log(self):
        parts = {
            "received": self.env._("Opened"),
            "staging": self.env._("Read"),
            "checking": self.env._("Checked"),
            "publishing": self.env._("Published"),
        }
        for run in self:
            seconds = run.timings or {}
            run.log = [
                {"label": label, "time": self._seconds_words(seconds[code])}
                for code, label in parts.items()
                if code in seconds
            ]

    def _compute_has_file(self):
        for run in self:
            run.has_file = bool(run._file_path())

    def _file_path(self):
        """Where the file as received lies now, or nothing."""
        self.ensure_one()
        if not self.id or self.door == "retry":
            return None
        if self._spool_exists():
            return self._spool_path()
        name = self.sudo().archive_name
        path = name and os.path.join(self._folder("archive"), name)
        return path if path and os.path.exists(path) else None

    def _open_file(self):
        """The file as it was received, unpacked, as a stream; nothing where it is gone."""
        path = self._file_path()
        if not path:
            return None
        return gzip.open(path, "rb") if path.endswith(".gz") else open(path, "rb")

    # --- what the screens ask while work goes on

    @api.readonly
    def get_progress(self):
        """How far each file is, for the screen that watches it."""
        self.check_access("read")
        return [run._progress_now() for run in self.exists()]

    @api.readonly
    @api.model
    def get_in_work(self):
        """Files at work or waiting, and those that the user brought in the last hours."""
        now = fields.Datetime.now()  # clock: progress
        since = fields.Datetime.subtract(now, hours=RECENT_HOURS)
        runs = self.search(
            [
                ("door", "!=", "retry"),
                "|",
                ("state", "in", [*self._queued_states(), "waiting"]),
                "&",
                ("user_id", "=", self.env.uid),
                ("received_at", ">=", since),
            ],
            limit=SHOWN_AT_ONCE,
        )
        return runs.get_progress()

    def _progress_now(self):
        states = dict(self._fields["state"]._description_selection(self.env))
        left = self._seconds_left()
        return {
            "id": self.id,
            "file_name": self.file_name,
            "feed": self.feed_id.name,
            "bank_date": fields.Date.to_string(self.bank_date),
            "state": self.state,
            "state_label": states[self.state],
            "is_working": self.is_working,
            "progress": self.progress,
            "received": self.received_count,
            "expected": self.manifest_count if self.has_manifest else 0,
            "accepted": self.accepted_count,
            "rejected": self.rejected_count,
            "parked": self.parked_count,
            "left": self._seconds_words(left) if left else "",
            "before": self._count_before() if self.state == "received" else 0,
            "is_stuck": self._is_stuck(),
            "message": self.message or "",
            "retrying": self.retrying_count,
        }

    def _seconds_left(self):
        if not (self.is_working and self.started_at and self.progress >= 3):
            return 0
        now = fields.Datetime.now()  # clock: progress
        spent = (now - self.started_at).total_seconds()
        return spent * (100 - self.progress) / self.progress

    def _count_before(self):
        """How many files of the queue are loaded before this one."""
        mine = (self.feed_id.sequence, self.bank_date, self.id)
        queue = self.sudo().search([("state", "in", [state.value for state in QUEUED])])
        return sum(
            (run.feed_id.sequence, run.bank_date, run.id) < mine for run in queue
        )

    def _is_stuck(self):
        """It was not begun for so long that somebody should look at the server."""
        if self.state != "received" or not self.received_at:
            return False
        waited = fields.Datetime.now() - self.received_at  # clock: progress
        return (
            waited.total_seconds() > PATIENCE_MINUTES * 60 and not self._count_before()
        )

    # --- buttons

    def action_publish_anyway(self):
        """Ask for the reason, with the numbers, before publishing what was accepted."""
        self.ensure_one()
        self._check_steward()
        if self.state != "waiting":
            raise UserError(self.env._("The file no longer waits for a decision."))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Publish anyway"),
            "res_model": "bank.feed.decision",
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_kind": "publish", "default_run_id": self.id},
        }

    def _act_words(self, method, arguments):
        """What publishing anyway would publish and leave out, for who decides."""
        if method != "_publish_anyway":
            return {}
        return {
            run.id: [
                (self.env._("File"), run.file_name),
                (self.env._("Bank day"), format_date(self.env, run.bank_date)),
                (self.env._("Rows published"), f"{run.accepted_count:,}"),
                (self.env._("Rows left out"), f"{run.rejected_count:,}"),
                (self.env._("Their sum"), f"{run.rejected_sum:,.2f}"),
            ]
            for run in self
        }

    def action_retry_rows(self):
        """Try every row of the file that is still to mend once more."""
        self.ensure_one()
        self._check_steward()
        rows = self.reject_ids.filtered(lambda row: row.state == "open")
        if not rows:
            raise UserError(self.env._("No row of this file is waiting to be mended."))
        return rows.action_try_again()

    def action_open_feed(self):
        """The feed by which the file came."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "bank.feed",
            "res_id": self.feed_id.id,
            "views": [(False, "form")],
        }
