from odoo import api, fields, models
from odoo.tools import SQL

# Filled by the million in one statement: no links in the table, no log columns.
TABLE_DDL = """
CREATE SEQUENCE IF NOT EXISTS bank_decision_result_id_seq AS bigint;
CREATE TABLE IF NOT EXISTS bank_decision_result (
    id bigint NOT NULL DEFAULT nextval('bank_decision_result_id_seq') PRIMARY KEY,
    run_id integer NOT NULL,
    client_id integer NOT NULL,
    rules varchar,
    conflict boolean NOT NULL,
    outcome varchar,
    outcome_before varchar,
    outputs jsonb,
    is_changed boolean NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS bank_decision_result_run_client_uniq
    ON bank_decision_result (run_id, client_id);
CREATE INDEX IF NOT EXISTS bank_decision_result_client_idx
    ON bank_decision_result (client_id);
"""
OUTCOMES_SHOWN = 50
RUNS_KEPT = 2


class BankDecisionResult(models.Model):
    """What a version decided about one client: by which rules, and what it was before."""

    _name = "bank.decision.result"
    _description = "Answer of a Decision Table"
    _auto = False
    _log_access = False
    _order = "run_id desc, id"
    _rec_name = "outcome"

    run_id = fields.Many2one("bank.decision.run", "Run", readonly=True)
    version_id = fields.Many2one(related="run_id.version_id")
    client_id = fields.Many2one("res.partner", "Client", readonly=True)
    branch_id = fields.Many2one(related="client_id.branch_id")
    manager_id = fields.Many2one(related="client_id.manager_id")
    rules = fields.Char(
        "Rules", readonly=True, help="Numbers of the rules that decided."
    )
    conflict = fields.Boolean("Rules disagree", readonly=True)
    outcome = fields.Char("Decision", readonly=True)
    outcome_before = fields.Char("Decision of the version in force", readonly=True)
    outputs = fields.Json(readonly=True)
    is_changed = fields.Boolean("Comes out otherwise", readonly=True)
    why = fields.Text("Why", compute="_compute_why")

    def init(self):
        self.env.cr.execute(TABLE_DDL)

    def _compute_why(self):
        for run, results in self.grouped("run_id").items():
            words = run.version_id.sudo()._rule_words()
            for result in results:
                numbers = [int(one) for one in (result.rules or "").split(", ") if one]
                result.why = "\n".join(
                    f"{number}. {words.get(number, '')}" for number in numbers
                )

    def action_open_client(self):
        self.ensure_one()
        return self.client_id.get_formview_action()

    @api.model
    def _summary_of(self, run):
        """Counts of a run: outcomes, who changes from what to what, gaps and conflicts."""
        totals = self.env.execute_query(
            SQL(
                """
                SELECT count(*), count(*) FILTER (WHERE rules IS NULL),
                       count(*) FILTER (WHERE conflict), count(*) FILTER (WHERE is_changed)
                  FROM bank_decision_result WHERE run_id = %s
                """,
                run.id,
            )
        )[0]
        outcomes = self._counted(run, "outcome", SQL("TRUE"))
        rules = self._counted(run, "rules", SQL("NOT conflict"))
        conflicts = self._counted(run, "rules", SQL("conflict"))
        changes = self.env.execute_query(
            SQL(
                """
                SELECT outcome_before, outcome, count(*)
                  FROM bank_decision_result WHERE run_id = %s AND is_changed
                 GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT %s
                """,
                run.id,
                OUTCOMES_SHOWN,
            )
        )
        return {
            "total": totals[0],
            "unmatched": totals[1],
            "conflicts": totals[2],
            "changed": totals[3],
            "outcomes": outcomes,
            "rules": rules,
            "conflict_rules": conflicts,
            "changes": [list(row) for row in changes],
        }

    @api.model
    def _counted(self, run, column, condition):
        rows = self.env.execute_query(
            SQL(
                "SELECT %(column)s, count(*) FROM bank_decision_result "
                "WHERE run_id = %(run)s AND %(condition)s "
                "GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT %(limit)s",
                column=SQL.identifier(column),
                run=run.id,
                condition=condition,
                limit=OUTCOMES_SHOWN,
            )
        )
        return [list(row) for row in rows]

    @api.model
    def _forget_older(self, run):
        """Of the runs for everybody the last two keep their answers."""
        older = self.env["bank.decision.run"].search(
            [
                ("table_id", "=", run.table_id.id),
                ("purpose", "=", "everybody"),
                ("id", "!=", run.id),
                ("state", "=", "done"),
            ],
            order="id desc",
            offset=RUNS_KEPT - 1,
        )
        self._forget(older)

    @api.model
    def _forget(self, runs):
        if runs:
            self.env.execute_query(
                SQL(
                    "DELETE FROM bank_decision_result WHERE run_id = ANY(%s) RETURNING 1",
                    runs.ids,
                )
            )
            self.invalidate_model()
