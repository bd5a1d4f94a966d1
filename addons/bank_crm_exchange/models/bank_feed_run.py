from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..domain import dates
from ..domain.run_states import LABELS, QUEUED, State, can_move

DOORS = [
    ("browser", "Browser"),
    ("http", "Sent by a program"),
    ("folder", "Watched folder"),
    ("command", "Command"),
    ("retry", "Rows tried again"),
]
CALENDAR_DDL = """
CREATE TABLE IF NOT EXISTS bank_feed_calendar (
    format varchar NOT NULL, text varchar NOT NULL, day date NOT NULL,
    PRIMARY KEY (format, text));
CREATE TABLE IF NOT EXISTS bank_feed_touched_client (
    client_id integer PRIMARY KEY, with_file boolean NOT NULL DEFAULT true);
CREATE INDEX IF NOT EXISTS bank_account_movement_reversal_idx
    ON bank_account_movement (is_reversed, reverses_id) WHERE reverses_id IS NOT NULL;
"""
# Share of the bar that each part of the work takes.
WEIGHTS = {"staging": (0, 30), "checking": (30, 35), "publishing": (65, 35)}


class BankFeedRun(models.Model):
    """One file that came: what was in it, what was taken, what was not and why."""

    _name = "bank.feed.run"
    _inherit = ["bank.run.mixin", "bank.guarded.mixin"]
    _description = "Feed Run"
    _without_visibility_rule = (
        "Counts and sums of files; the rows are in models with their own rule."
    )
    _order = "id desc"
    _rec_name = "file_name"

    feed_id = fields.Many2one(
        "bank.feed", required=True, index=True, ondelete="restrict"
    )
    layout = fields.Selection(related="feed_id.layout", store=True)
    file_name = fields.Char("File", required=True)
    state = fields.Selection(
        [(state.value, label) for state, label in LABELS.items()],
        required=True,
        default=State.RECEIVED.value,
        index=True,
    )
    bank_date = fields.Date("Bank day", required=True)
    delivery = fields.Selection(
        [("full", "Everything"), ("delta", "What changed")],
        required=True,
        default="delta",
    )
    door = fields.Selection(DOORS, "Came by", required=True, default="browser")
    user_id = fields.Many2one(
        "res.users", "Brought by", default=lambda self: self.env.user, index=True
    )
    sha256 = fields.Char("SHA-256", index=True)
    size = fields.Float("Bytes", digits=(20, 0))
    received_at = fields.Datetime("Received", default=fields.Datetime.now)
    started_at = fields.Datetime("Started")
    finished_at = fields.Datetime("Finished")
    manifest_count = fields.Integer("Rows sent")
    manifest_sum = fields.Float("Sum sent", digits=(20, 2))
    has_manifest = fields.Boolean("Has control totals")
    has_manifest_sum = fields.Boolean("Has a control sum")
    received_count = fields.Integer("Received rows")
    accepted_count = fields.Integer("Accepted")
    accepted_sum = fields.Float("Sum accepted", digits=(20, 2))
    rejected_count = fields.Integer("Rejected")
    rejected_sum = fields.Float("Sum rejected", digits=(20, 2))
    parked_count = fields.Integer("Parked")
    parked_sum = fields.Float("Sum parked", digits=(20, 2))
    received_sum = fields.Float(
        "Sum received", compute="_compute_received_sum", digits=(20, 2)
    )
    unreadable_count = fields.Integer("Amounts unreadable")
    new_count = fields.Integer("New")
    corrected_count = fields.Integer("Corrected")
    cancelled_count = fields.Integer("Cancelled")
    unchanged_count = fields.Integer("Unchanged")
    missing_count = fields.Integer("Missing", help="Absent from this full file.")
    progress = fields.Float(readonly=True)
    cursor = fields.Json(help="Where the next slice begins.")
    timings = fields.Json("Seconds by part")
    message = fields.Char()
    header = fields.Char("Header as received")
    publish_reason = fields.Char("Why published anyway")
    publish_user_id = fields.Many2one(
        "res.users", "Published anyway by", index="btree_not_null"
    )
    archive_name = fields.Char("Archive")
    reject_ids = fields.One2many("bank.feed.reject", "run_id", "Rejects")
    open_reject_ids = fields.One2many(
        "bank.feed.reject",
        "run_id",
        "Rejects to mend",
        domain=[("state", "!=", "parked")],
    )
    parked_ids = fields.One2many(
        "bank.feed.reject", "run_id", "Parked rows", domain=[("state", "=", "parked")]
    )
    correction_ids = fields.One2many("bank.feed.correction", "run_id", "Corrections")
    difference_ids = fields.One2many("bank.feed.difference", "run_id", "Differences")
    is_balanced = fields.Boolean("Totals agree", compute="_compute_received_sum")

    _queue_idx = models.Index(
        "(state) WHERE state IN ('received', 'staging', 'checking', 'publishing')"
    )

    def init(self):
        self.env.cr.execute(CALENDAR_DDL)
        self._fill_calendar("iso")

    @api.depends("accepted_sum", "rejected_sum", "parked_sum", "accepted_count")
    def _compute_received_sum(self):
        for run in self:
            run.received_sum = run.accepted_sum + run.rejected_sum + run.parked_sum
            counted = run.accepted_count + run.rejected_count + run.parked_count
            run.is_balanced = (
                counted == run.received_count
                and (not run.has_manifest or run.manifest_count == run.received_count)
                and (
                    not run.has_manifest_sum
                    or bool(run.unreadable_count)
                    or abs(run.manifest_sum - run.received_sum) < 0.005
                )
            )

    def _compute_display_name(self):
        for run in self:
            run.display_name = f"{run.file_name} ({run.bank_date})"

    # --- buttons

    def action_start(self):
        """Load the queued files now, not at the next turn of the clock."""
        self._check_steward()
        self.env.ref("bank_crm_exchange.ir_cron_load_feeds").sudo()._trigger()

    def action_try_again(self):
        """Take a refused or stopped file from the beginning, after what it lacked was mended."""
        self._check_steward()
        for run in self.sudo().filtered(lambda run: run.state in ("refused", "failed")):
            if not run._spool_exists():
                raise UserError(
                    self.env._("The file is no longer here: send it once more.")
                )
            if run.state == "refused":
                run._drop_tables()
                run._restart()
            else:
                run._resume()
        self.env.ref("bank_crm_exchange.ir_cron_load_feeds").sudo()._trigger()

    def action_refuse(self):
        """Give up a file that waits for a decision; nothing of it is published."""
        self._check_steward()
        for run in self.sudo().filtered(lambda run: run.state == "waiting"):
            run._refuse(self.env._("Refused by %(name)s.", name=self.env.user.name))

    def _check_steward(self):
        self.check_access("read")
        if not self.env.su and not self.env.user.has_group(
            "bank_crm_base.group_data_steward"
        ):
            raise UserError(self.env._("Only a data steward decides about feeds."))

    def _propose_publishing(self, reason):
        """Ask a second person to let the rows that were accepted be published."""
        self._check_steward()
        waiting = self.filtered(lambda run: run.state == "waiting")
        for run in waiting:
            self.env["bank.act"]._propose_call(
                "publish_anyway", run, "_publish_anyway", {"reason": reason},
                watched=("state", "accepted_count", "rejected_count"), reason=reason,
            )  # fmt: skip

    def _publish_anyway(self, reason):
        """Publish what was accepted; who accepted the proposal answers for it."""
        self._check_steward()
        for run in self.sudo().filtered(lambda run: run.state == "waiting"):
            run.write({"publish_reason": reason, "publish_user_id": self.env.uid})
            # Others published meanwhile: what is new and what is known is asked again.
            run._move_to(State.CHECKING, message=False)
            run._advance(blocks=None)
        self.env.ref("bank_crm_exchange.ir_cron_load_feeds").sudo()._trigger()

    def action_open_account_rows(self):
        """The rows of this run in quarantine, as a list of their own."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_exchange.bank_feed_reject_action"
        )
        return {**action, "domain": [("run_id", "=", self.id)], "context": {}}

    # --- life

    def _move_to(self, target, **values):
        for run in self:
            if not can_move(run.state, target):
                raise UserError(
                    self.env._(
                        "A file that is %(state)s cannot be %(target)s.",
                        state=LABELS[State(run.state)],
                        target=LABELS[State(target)],
                    )
                )
            run.write({"state": State(target).value, **values})

    def _refuse(self, message):
        self.ensure_one()
        self._drop_tables()
        self._move_to(
            State.REFUSED,
            message=message,
            cursor=False,
            finished_at=fields.Datetime.now(),
        )

    def _restart(self):
        """Back to the beginning; what was published already is recognised and kept."""
        self.reject_ids.filtered(lambda row: row.state in ("open", "parked")).unlink()
        kept = {"retried": (self.cursor or {}).get("retried")}
        self.write(
            {
                "state": State.RECEIVED.value,
                "cursor": {name: value for name, value in kept.items() if value},
                "message": False,
                "finished_at": False,
            }
        )

    def _resume(self):
        """Go on after an error where the last committed slice ended."""
        phase = (self.cursor or {}).get("phase") or State.RECEIVED.value
        self.write({"state": phase, "message": False, "finished_at": False})

    def _fail(self, message):
        self.write(
            {
                "state": State.FAILED.value,
                "message": message,
                "finished_at": fields.Datetime.now(),
            }
        )

    def _advance(self, **changes):
        """Remember where the work stands, in the same transaction as the work."""
        self.cursor = {**(self.cursor or {}), "phase": self.state, **changes}

    def _at(self, name, default=None):
        return (self.cursor or {}).get(name, default)

    def _spent(self, part, seconds):
        timings = dict(self.timings or {})
        timings[part] = round(timings.get(part, 0) + seconds, 3)
        self.timings = timings

    def _show_progress(self, part, share):
        start, weight = WEIGHTS[part]
        self.progress = round(start + weight * min(max(share, 0), 1), 1)

    # --- tables of the run

    def _table_name(self, kind):
        self.ensure_one()
        return f"bank_feed_{kind}_{self.id}"

    def _sql(self, query, **parameters):
        """Execute with the run's tables as %(stage)s, %(typed)s, %(bad)s, %(touched)s."""
        names = {
            kind: SQL.identifier(self._table_name(kind))
            for kind in ("stage", "typed", "bad", "touched", "known")
        }
        self.env.cr.execute(SQL(query, **{**names, **parameters}))
        return self.env.cr

    def _table_exists(self, kind):
        self.env.cr.execute("SELECT to_regclass(%s)", [self._table_name(kind)])
        return bool(self.env.cr.fetchone()[0])

    def _run_tables(self):
        self.env.cr.execute(
            r"SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relname ~ %s "
            "ORDER BY relkind DESC, relname",
            [
                rf"^bank_feed_(stage|typed|bad|touched|known|month)_{self.id}(_\d+_\d+)?$"
            ],
        )
        return [name for (name,) in self.env.cr.fetchall()]

    def _drop_tables(self, keep=()):
        for run in self:
            kept = {run._table_name(kind) for kind in keep}
            for name in set(run._run_tables()) - kept:
                self.env.cr.execute(
                    SQL("DROP TABLE IF EXISTS %s CASCADE", SQL.identifier(name))
                )

    @api.model
    def _fill_calendar(self, code):
        cr = self.env.cr
        cr.execute("SELECT 1 FROM bank_feed_calendar WHERE format = %s LIMIT 1", [code])
        if cr.fetchone():
            return
        texts, days = zip(*dates.calendar(code), strict=True)
        cr.execute(
            "INSERT INTO bank_feed_calendar SELECT %s, * FROM unnest(%s::varchar[], %s::date[]) "
            "ON CONFLICT DO NOTHING",
            [code, list(texts), list(days)],
        )
        cr.execute("ANALYZE bank_feed_calendar")

    @api.model
    def _queued_states(self):
        return [state.value for state in QUEUED]

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise UserError(self.env._("A feed run is the journal of what came; it stays."))
