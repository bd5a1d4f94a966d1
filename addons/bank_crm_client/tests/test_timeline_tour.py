from datetime import datetime, timedelta

from odoo.tests import HttpCase, tagged

from .common_tasks import NOW
from .common_timeline import TimelineCommon


@tagged("post_install", "-at_install", "bank_tour")
class TestTimelineTour(TimelineCommon, HttpCase):
    def test_one_looks_filters_and_opens_a_row(self):
        self._task(self.olena, -1, self.kovalenko)
        self._message(
            self.kovalenko, datetime(2026, 8, 5, 9), subject="The first letter"
        )
        for number in range(25):
            self._message(
                self.kovalenko, datetime(2026, 11, 5, 9) + timedelta(hours=number)
            )
        self.start_tour(
            f"/odoo/clients/{self.kovalenko.id}",
            "bank_timeline_look",
            login=self.olena.login,
        )

    def test_a_late_task_reaches_the_head_once(self):
        task = self._task(self.olena, -4, self.kovalenko)
        self._rule()
        for _again in range(2):
            self._escalate(NOW)
        self.start_tour(
            "/odoo/my-day",
            "bank_late_task_reaches_the_head",
            login=self.lviv_head.login,
        )
        self.assertEqual(str(task.date_deadline), "2026-12-31")
        self.assertRecordValues(
            self.env["bank.task.decision"].search([("activity_id", "=", task.id)]),
            [{"decision": "extend", "reason": "The client is away"}],
        )

    def test_a_finished_task_opens_the_next(self):
        first = self._task(self.olena, 0, self.kovalenko, "First", task_priority="1")
        # About nobody: no client says yes or no to it.
        self._task(self.olena, 0, summary="Second")
        self.start_tour("/odoo/my-day", "bank_my_day_goes_on", login=self.olena.login)
        self.assertEqual(first.task_result, "refused")
        self.assertIn("He has no time", first.feedback)
