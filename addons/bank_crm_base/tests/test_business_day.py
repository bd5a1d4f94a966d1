from unittest.mock import patch

from odoo.tests import tagged

from .common import TODAY, BankCommon


@tagged("post_install", "-at_install")
class TestBusinessDay(BankCommon):
    def test_a_day_runs_its_tasks_in_order_and_closes(self):
        self.day._prepare_run()
        while self.day._run_slice():
            pass
        self.assertEqual(self.day.state, "closed")
        self.assertEqual(set(self.day.task_ids.mapped("state")), {"done"})
        self.assertEqual(self.day.progress, 100.0)

    def test_running_twice_changes_nothing(self):
        self.test_a_day_runs_its_tasks_in_order_and_closes()
        before = self._unit_days()
        self.day._reopen()
        self.test_a_day_runs_its_tasks_in_order_and_closes()
        self.assertEqual(self._unit_days(), before)

    def _unit_days(self):
        # Sorted: units of the same name come in no order of their own.
        return sorted(
            self.env["bank.unit.day"]
            .search([("date", "=", TODAY)])
            .mapped(lambda day: (day.branch_id.id, day.manager_id.id, day.client_count))
        )

    def test_a_task_whose_feed_is_missing_waits(self):
        Day = type(self.env["bank.business.day"])
        self.day._prepare_run()
        with patch.object(Day, "_missing_feeds", lambda day, spec: ["movements"]):
            self.assertFalse(self.day._run_slice())
        self.assertEqual(self.day.state, "waiting")
        first = self.day.task_ids.sorted(lambda task: (task.sequence, task.id))[0]
        self.assertEqual(first.message, "movements")
        self.assertTrue(self.day._run_slice())

    def test_there_is_one_today(self):
        other = self.env["bank.business.day"]._open(TODAY.replace(day=21))
        self.assertFalse(self.day.is_current)
        self.assertTrue(other.is_current)
        self.assertEqual(self.env["bank.business.day"]._today(), TODAY.replace(day=21))

    def test_an_error_is_noted_on_the_task(self):
        self.day._prepare_run()
        self.day._note_failure(ValueError("disk full"))
        self.assertEqual(self.day.state, "failed")
        self.assertEqual(self.day.task_ids[0].message, "disk full")

    def test_a_manager_cannot_run_the_day(self):
        with self.assertRaises(Exception):  # noqa: B017
            self.day.with_user(self.olena).action_run()
