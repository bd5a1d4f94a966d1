import time

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..domain.decision_states import State
from ..engine.decisions import decided_sql

SLICE_SECONDS = 15
FIRST_SLICE_SECONDS = 4
CLIENTS_A_BATCH = 100_000
SAMPLE_SIZE = 1_000


class BankDecisionRun(models.Model):
    """A version asked about many clients: a test before approval, or the night for everybody.

    A test asks the draft and the version in force side by side and keeps who comes out
    otherwise. It goes on in slices that commit, so a million clients and a kill are no
    trouble.
    """

    _name = "bank.decision.run"
    _description = "Run of a Decision Table"
    _without_visibility_rule = (
        "Counts over the whole bank; the answers have their own rule."
    )
    _inherit = ["bank.run.mixin", "bank.sealed.mixin"]
    _order = "id desc"

    table_id = fields.Many2one(
        related="version_id.table_id", store=True, index=True, precompute=True
    )
    version_id = fields.Many2one(
        "bank.decision.version", required=True, index=True, ondelete="cascade",
        readonly=True,
    )  # fmt: skip
    before_id = fields.Many2one(
        "bank.decision.version", "Compared with", index="btree_not_null",
        ondelete="cascade", readonly=True,
    )  # fmt: skip
    purpose = fields.Selection(
        [("test", "Test"), ("everybody", "For everybody")],
        required=True,
        default="test",
        readonly=True,
    )
    population = fields.Selection(
        [
            ("all", "All clients"),
            ("branch", "Clients of a unit"),
            ("sample", "A sample of a thousand"),
        ],
        "Over",
        required=True,
        default="all",
        readonly=True,
    )
    branch_id = fields.Many2one(
        "bank.branch", index="btree_not_null", ondelete="restrict", readonly=True
    )
    date = fields.Date("Bank day", required=True, readonly=True)
    digest = fields.Char(readonly=True, help="What was tested, by its content.")
    state = fields.Selection(
        [
            ("running", "Running"),
            ("done", "Done"),
            ("failed", "Stopped by an error"),
        ],
        required=True,
        default="running",
        readonly=True,
    )
    cursor = fields.Integer(readonly=True)
    done_count = fields.Integer("Clients asked", readonly=True)
    total_count = fields.Integer("Of", readonly=True)
    progress = fields.Float(compute="_compute_progress")
    started_at = fields.Datetime("Started", readonly=True)
    finished_at = fields.Datetime("Finished", readonly=True)
    message = fields.Char(readonly=True)
    unmatched_count = fields.Integer("No rule for", readonly=True)
    conflict_count = fields.Integer("Rules disagree on", readonly=True)
    changed_count = fields.Integer("Come out otherwise", readonly=True)
    summary = fields.Json(readonly=True)

    @api.depends("version_id", "purpose", "date")
    def _compute_display_name(self):
        for run in self:
            run.display_name = f"{run.version_id.display_name}, {run.date}"

    @api.depends("done_count", "total_count", "state")
    def _compute_progress(self):
        for run in self:
            share = run.done_count / run.total_count if run.total_count else 0.0
            run.progress = 100.0 if run.state == "done" else 100.0 * share

    @api.model
    def _start(self, version, purpose, population="all", branch=None):
        """A run over the population as it stands now; the caller has checked who may."""
        today = self.env["bank.business.day"]._today()
        before = version.table_id.version_id if purpose == "test" else None
        run = self.sudo().create(
            {
                "version_id": version.id,
                "before_id": before.id if before and before != version else False,
                "purpose": purpose,
                "population": population,
                "branch_id": branch.id if branch else False,
                "date": today,
                "digest": version.digest,
                "started_at": fields.Datetime.now(),  # clock: when work began
            }
        )
        run.total_count = self.env.execute_query(
            SQL("SELECT count(*) FROM (%s) AS clients", run._population_sql())
        )[0][0]
        return run

    @api.model
    def _nightly(self, table, since):
        """The run of this table for today's bank day, begun anew when it is older than `since`."""
        run = self.search(
            [
                ("version_id", "=", table.version_id.id),
                ("purpose", "=", "everybody"),
                ("date", "=", self.env["bank.business.day"]._today()),
            ],
            limit=1,
        )
        if run and run.started_at < since:
            self.env["bank.decision.result"]._forget(run)
            run.write(
                {
                    "state": "running",
                    "cursor": 0,
                    "done_count": 0,
                    "started_at": fields.Datetime.now(),  # clock: when work began
                }
            )
        return run or self._start(table.version_id, "everybody")

    @api.ondelete(at_uninstall=False)
    def _unlink_answers(self):
        self.env["bank.decision.result"].sudo()._forget(self)

    def _population_sql(self):
        """Ids of the clients asked, as a selection in no order."""
        self.ensure_one()
        clients = self.env["res.partner"].sudo().with_context(active_test=False)
        domain = [("is_client", "=", True), ("client_state", "!=", "former")]
        if self.population == "branch":
            domain.append(("branch_id", "in", self.branch_id._subtree_ids()))
        query = clients._search(domain)
        if self.population == "sample":
            # Every n-th client by a scrambled id: the same ones each time.
            query.order = SQL("hashint4(%s)", SQL.identifier(query.table, "id"))
            query.limit = SAMPLE_SIZE
        return query.select()

    def _run_slice(self):
        return self._do_slice(SLICE_SECONDS)

    def _do_slice(self, seconds):
        """Ask batches by id for that long; True while clients are left."""
        self.ensure_one()
        if self.state != "running":
            return False
        if self.digest != self.version_id.digest:
            raise UserError(self.env._("The table was changed while it was tested."))
        deadline = time.monotonic() + seconds
        while True:
            last, number = self._ask_batch()
            if not number:
                self._finish()
                return False
            self.write({"cursor": last, "done_count": self.done_count + number})
            self.flush_recordset()
            if time.monotonic() > deadline:
                return True

    def _ask_batch(self):
        """(last id, number) of the next clients, whose answers are now kept."""
        rows = self.env.execute_query(
            SQL(
                """
                WITH batch AS MATERIALIZED (
                    SELECT id FROM (%(population)s) AS asked (id)
                     WHERE id > %(cursor)s ORDER BY id LIMIT %(limit)s
                ), kept AS (
                    INSERT INTO bank_decision_result (
                        run_id, client_id, rules, conflict, outcome, outcome_before,
                        outputs, is_changed)
                    %(answers)s
                    RETURNING 1
                )
                SELECT (SELECT max(id) FROM batch), (SELECT count(*) FROM batch),
                       (SELECT count(*) FROM kept)
                """,
                population=self._population_sql(),
                cursor=self.cursor,
                limit=CLIENTS_A_BATCH,
                answers=self._answers_sql(SQL("SELECT id FROM batch")),
            )
        )
        last, number, _kept = rows[0]
        return last, number

    def _answers_sql(self, ids):
        now = decided_sql(self.version_id, ids)
        if not self.before_id:
            return SQL(
                "SELECT %s, record_id, rules, conflict, outcome, NULL, outputs, false "
                "FROM (%s) AS now",
                self.id,
                now,
            )
        return SQL(
            """
            SELECT %(run)s, now.record_id, now.rules, now.conflict, now.outcome,
                   before.outcome, now.outputs,
                   now.outcome IS DISTINCT FROM before.outcome
              FROM (%(now)s) AS now JOIN (%(before)s) AS before USING (record_id)
            """,
            run=self.id,
            now=now,
            before=decided_sql(self.before_id, ids),
        )

    def _finish(self):
        """Count what came out; a clean test makes the draft a tested version."""
        Result = self.env["bank.decision.result"]
        summary = Result._summary_of(self)
        self.write(
            {
                "state": "done",
                "finished_at": fields.Datetime.now(),  # clock: when work ended
                "message": False,
                "unmatched_count": summary["unmatched"],
                "conflict_count": summary["conflicts"],
                "changed_count": summary["changed"],
                "summary": summary,
            }
        )
        if self.purpose == "everybody":
            Result._forget_older(self)
        elif self.version_id.state == State.DRAFT and not self.conflict_count:
            self.version_id._move_to(State.TESTED, test_id=self.id)

    def _note_failure(self, error):
        self.write({"state": "failed", "message": str(error)[:500]})

    # --- driving

    def _go(self):
        """Do what is done in a moment at once; leave the rest to the cron."""
        for run in self.sudo():
            if run._do_slice(FIRST_SLICE_SECONDS):
                self.env.ref("bank_crm_rules.ir_cron_run_decisions").sudo()._trigger()

    @api.model
    def _cron_run_decisions(self):
        cron = self.env["ir.cron"]
        for run in self.search([("state", "=", "running")], order="id"):
            run._run_to_end(lambda: bool(cron._commit_progress(1)))

    def get_progress(self):
        """State, share and seconds of the runs, for the bar that watches them."""
        self.check_access("read")
        return [
            {
                "id": run.id,
                "state": run.state,
                "done": run.done_count,
                "total": run.total_count,
                "progress": run.progress,
                "message": run.message or "",
            }
            for run in self
        ]

    @api.autovacuum
    def _gc_tests(self):
        """Tests older than a year, but for those by which a version was approved."""
        limit = fields.Date.subtract(self.env["bank.business.day"]._today(), years=1)
        kept = self.env["bank.decision.version"].search([("test_id", "!=", False)])
        self.search(
            [
                ("date", "<", limit),
                ("purpose", "=", "test"),
                ("id", "not in", kept.test_id.ids),
            ],
            limit=1_000,
        ).unlink()
