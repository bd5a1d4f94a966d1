from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL

from ..domain.dmn.model import HitPolicy, Kind
from ..domain.dmn.xml_write import write_table
from ..models import bank_decision_run
from .common import DecisionCommon, funds_table


@tagged("post_install", "-at_install")
class TestDecisionRun(DecisionCommon):
    def _results(self, run, user=None):
        results = self.env["bank.decision.result"].with_user(user or self.env.user)
        return {
            result.client_id: (result.outcome, result.rules)
            for result in results.search([("run_id", "=", run.id)])
        }

    def test_everybody_is_asked_and_the_answers_are_explained(self):
        version = self._approve(self.table)
        run = self.env["bank.decision.run"]._start(version, "everybody")
        self.assertFalse(run._do_slice(60))
        self.assertEqual(
            self._results(run),
            {
                self.kovalenko: ("gold", "1"),
                self.bondar: ("silver", "2"),
                self.walled: ("gold", "1"),
            },
        )
        self.assertEqual(run.summary["outcomes"], [["gold", 2], ["silver", 1]])
        result = self.env["bank.decision.result"].search(
            [("run_id", "=", run.id), ("client_id", "=", self.bondar.id)]
        )
        self.assertEqual(result.why, "2. Funds is less than 100")

    def test_answers_about_clients_out_of_sight_are_not_seen(self):
        version = self._approve(self.table)
        run = self.env["bank.decision.run"]._start(version, "everybody")
        run._do_slice(60)
        self.assertEqual(self._results(run, self.olena).keys(), {self.kovalenko})
        self.assertEqual(self._results(run, self.lviv_head).keys(), {self.kovalenko})
        self.assertFalse(self._results(run, self.oleh))
        hidden = self.env["bank.decision.result"].search(
            [("run_id", "=", run.id), ("client_id", "=", self.walled.id)]
        )
        with self.assertRaises(AccessError):
            hidden.with_user(self.lviv_head).read(["outcome"])
        groups = (
            self.env["bank.decision.result"]
            .with_user(self.olena)
            .formatted_read_group([("run_id", "=", run.id)], ["outcome"], ["__count"])
        )
        self.assertEqual(
            [(row["outcome"], row["__count"]) for row in groups], [("gold", 1)]
        )
        with self.assertRaises(AccessError):
            hidden.with_user(self.boss).write({"outcome": "silver"})

    def test_a_test_shows_who_comes_out_otherwise(self):
        self._approve(self.table)
        self.table.with_user(self.oleh).action_new_version()
        draft = self.table.draft_id
        draft.xml = write_table(
            funds_table((">= 500", '"gold"'), ("< 500", '"silver"'))
        )
        run = self._test(draft)
        self.assertEqual((run.done_count, run.changed_count), (3, 1))
        self.assertEqual(run.summary["changes"], [["gold", "silver", 1]])
        changed = self.env["bank.decision.result"].search(
            [("run_id", "=", run.id), ("is_changed", "=", True)]
        )
        self.assertEqual(changed.client_id, self.kovalenko)

    def test_a_table_whose_rules_disagree_cannot_be_sent(self):
        draft = self.table.draft_id
        draft.xml = write_table(
            funds_table((">= 50", '"gold"'), ("<= 100", '"silver"'))
        )
        run = self._test(draft)
        self.assertEqual(run.conflict_count, 2)
        self.assertEqual(run.summary["conflict_rules"], [["1, 2", 2]])
        self.assertEqual(draft.state, "draft")

    def test_clients_for_whom_no_rule_applies_are_counted(self):
        draft = self.table.draft_id
        draft.xml = write_table(funds_table((">= 100", '"gold"')))
        run = self._test(draft)
        self.assertEqual((run.unmatched_count, draft.state), (1, "tested"))

    def test_the_clients_of_a_unit_are_asked(self):
        run = self._test(self.table.draft_id, "branch", self.west)
        self.assertEqual(self._results(run).keys(), {self.kovalenko, self.walled})
        self.assertEqual(self._test(self.table.draft_id, "sample").done_count, 3)

    def test_every_hit_policy_says_the_same_of_one_client_and_of_all(self):
        rows = ((">= 50", "2"), (">= 100", "3"), ("< 0", "5"))
        for policy in HitPolicy:
            if policy.is_ranked:
                continue
            table = funds_table(*rows, policy=policy, output=Kind.NUMBER)
            draft = self._create_table(f"t_{policy.name.lower()}", table).draft_id
            run = self._test(draft)
            decided = draft._decide(self.kovalenko | self.bondar | self.walled)
            rows_of_run = self.env.execute_query(
                SQL(
                    "SELECT client_id, outputs, conflict FROM bank_decision_result "
                    "WHERE run_id = %s",
                    run.id,
                )
            )
            for client_id, outputs, conflict in rows_of_run:
                with self.subTest(policy=policy, client=client_id):
                    decision = decided[client_id]
                    self.assertEqual(outputs, decision.as_json())
                    self.assertEqual(conflict, decision.violation is not None)

    def test_a_run_goes_on_after_the_last_kept_batch(self):
        version = self._approve(self.table)
        run = self.env["bank.decision.run"]._start(version, "everybody")
        with patch.object(bank_decision_run, "CLIENTS_A_BATCH", 1):
            self.assertTrue(run._do_slice(-1))
            self.assertEqual((run.done_count, run.state), (1, "running"))
            while run._do_slice(-1):
                pass
        self.assertEqual((run.done_count, run.state), (3, "done"))
        self.assertEqual(len(self._results(run)), 3)

    def test_a_table_that_is_changed_while_it_is_tested_is_not_tested(self):
        draft = self.table.draft_id
        run = self.env["bank.decision.run"]._start(draft, "test")
        draft.xml = write_table(funds_table(("-", '"gold"')))
        with self.assertRaises(UserError):
            run._do_slice(60)

    def test_the_night_asks_once_and_a_repeated_night_asks_anew(self):
        version = self._approve(self.table)
        self.table.is_nightly = True
        self.day._prepare_run()
        task = self.day.task_ids.filtered(lambda task: task.code == "decisions")
        task.started_at = self.day._now()
        while self.day._task_decisions(task):
            pass
        run = self.table.sudo()._last_run()
        self.assertEqual((run.version_id, run.done_count), (version, 3))
        self.assertFalse(self.day._task_decisions(task))
        self.assertEqual(self.table.sudo()._last_run(), run)
        self._set_funds(self.bondar, 5000)
        # The day is done again: the same run, other answers, no row twice.
        run.started_at = "2026-11-20 00:00:00"
        task.started_at = "2026-11-20 01:00:00"
        while self.day._task_decisions(task):
            pass
        self.assertEqual(self._results(run)[self.bondar], ("gold", "1"))
        self.assertEqual(len(self._results(run)), 3)

    def test_only_the_last_runs_for_everybody_keep_their_answers(self):
        version = self._approve(self.table)
        runs = self.env["bank.decision.run"]
        for _night in range(3):
            run = runs._start(version, "everybody")
            run._do_slice(60)
            runs |= run
        self.assertEqual([len(self._results(run)) for run in runs], [0, 3, 3])
        self.assertEqual(runs[0].done_count, 3)
        runs[2].unlink()
        self.assertFalse(self._results(runs[2]))
