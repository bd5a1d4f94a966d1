from datetime import datetime

from odoo.addons.bank_crm_client.tests.common_tasks import NOW, TasksCommon
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged


class ProjectCommon(TasksCommon):
    """A project of the branch in Lviv."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["project.task"].with_context(active_test=False).search([]).unlink()
        cls.project = cls.env["project.project"].create({"name": "New outlet"})

    @classmethod
    def _project_task(cls, users, day="2026-11-20", **values):
        return cls.env["project.task"].create(
            {
                "name": "Agree the rent",
                "project_id": cls.project.id,
                "user_ids": [Command.set(users.ids)],
                "date_deadline": day and datetime.fromisoformat(f"{day} 15:00:00"),
                **values,
            }
        )

    @classmethod
    def _standing(cls, task):
        return (
            cls.env["mail.activity"]
            .with_context(active_test=False)
            .search([("project_task_id", "=", task.id)], order="user_id")
        )

    def _block(self, user, code):
        day = self.env["bank.my.day"].with_user(user).get_my_day()
        return next(block for block in day["blocks"] if block["code"] == code)


@tagged("post_install", "-at_install")
class TestProjectTasks(ProjectCommon):
    def test_each_assignee_has_it_in_his_day(self):
        self._project_task(self.olena | self.petro, priority="3")
        self._project_task(self.olena, "2026-11-19", name="Late")
        self._project_task(self.olena, "2026-11-23", name="Soon")
        for user in (self.olena, self.petro):
            [row] = self._block(user, "today")["rows"]
            self.assertEqual(row["title"], "Agree the rent")
            self.assertEqual(row["priority"], "2")
            self.assertEqual(row["document"]["place"], "New outlet")
            self.assertEqual(row["results"], ["done"])
        [late] = self._block(self.olena, "overdue")["rows"]
        [soon] = self._block(self.olena, "soon")["rows"]
        self.assertEqual((late["title"], soon["title"]), ("Late", "Soon"))

    def test_the_day_follows_the_task(self):
        task = self._project_task(self.olena)
        task.write(
            {
                "name": "Sign the rent",
                "date_deadline": "2026-11-24 15:00:00",
                "user_ids": [Command.set(self.petro.ids)],
            }
        )
        [row] = self._standing(task)
        self.assertEqual(
            (row.summary, str(row.date_deadline), row.user_id),
            ("Sign the rent", "2026-11-24", self.petro),
        )
        task.date_deadline = False
        self.assertFalse(self._standing(task))
        [undated] = self._block(self.petro, "undated")["rows"]
        self.assertEqual(undated["title"], "Sign the rent")

    def test_what_waits_for_another_task_comes_when_that_is_done(self):
        self.project.allow_task_dependencies = True
        first = self._project_task(self.olena)
        second = self._project_task(self.olena, name="Then sign")
        second.depend_on_ids = first
        self.assertEqual(second.state, "04_waiting_normal")
        self.assertFalse(self._standing(second))
        first.state = "1_done"
        [row] = self._standing(second)
        self.assertTrue(row.active)

    def test_templates_and_cancelled_ones_are_in_nobodys_day(self):
        template = self._project_task(self.olena, is_template=True)
        dropped = self._project_task(self.olena)
        dropped.state = "1_canceled"
        self.assertFalse(self._standing(template) | self._standing(dropped))

    def test_finished_in_the_day_it_is_done_in_the_project(self):
        task = self._project_task(self.olena | self.petro)
        mine = self._standing(task).filtered(lambda row: row.user_id == self.olena)
        his = self._standing(task) - mine
        self.env["bank.my.day"].with_user(self.olena).finish_task(
            mine.id, "done", "Signed until 2030"
        )
        self.assertEqual(task.state, "1_done")
        self.assertIn("Signed until 2030", str(task.message_ids.mapped("body")))
        self.assertRecordValues(mine, [{"active": False, "task_result": "done"}])
        # Whoever did nothing of it has not done it.
        self.assertRecordValues(his, [{"active": False, "date_done": False}])
        self.assertEqual(self._block(self.petro, "today")["count"], 0)

    def test_finished_in_the_project_it_leaves_the_day_as_done(self):
        task = self._project_task(self.olena)
        task.state = "1_done"
        [row] = self._standing(task)
        self.assertRecordValues(row, [{"active": False, "task_result": "done"}])
        task.state = "01_in_progress"
        self.assertEqual(self._standing(task).mapped("active").count(True), 1)

    def test_moved_to_tomorrow_the_project_has_the_new_day(self):
        task = self._project_task(self.olena | self.petro)
        mine = self._standing(task).filtered(lambda row: row.user_id == self.olena)
        self.env["bank.my.day"].with_user(self.olena).postpone_task(mine.id, 1)
        self.assertEqual(str(task.date_deadline), "2026-11-21 15:00:00")
        self.assertEqual(
            {str(row.date_deadline) for row in self._standing(task)}, {"2026-11-21"}
        )

    def test_late_ones_are_told_to_the_head_who_may_see_the_project(self):
        task = self._project_task(self.olena, "2026-11-17")
        self._rule()
        self._escalate(NOW)
        [told] = self._told(self._standing(task))
        self.assertEqual(told.to_user_id, self.lviv_head)
        rows = self._block(self.lviv_head, "escalated")["rows"]
        self.assertEqual([row["title"] for row in rows], ["Agree the rent"])

    def test_nobody_is_told_of_a_project_that_he_may_not_see(self):
        self.project.privacy_visibility = "followers"
        task = self._project_task(self.olena, "2026-11-17")
        self._rule()
        self._escalate(NOW)
        told = self._told(self._standing(task))
        self.assertNotIn(self.lviv_head, told.to_user_id)
        Task = self.env["bank.staff.task"]
        mine = [("id", "in", self._standing(task).ids)]
        self.assertTrue(Task.with_user(self.olena).search(mine))
        self.assertFalse(Task.with_user(self.lviv_head).search(mine))
        loads = self.env["bank.task.load"].with_user(self.lviv_head)
        self.assertFalse(loads.search(mine))

    def test_a_head_gives_it_to_another(self):
        task = self._project_task(self.olena)
        row = self.env["bank.staff.task"].with_user(self.lviv_head).search(
            [("id", "in", self._standing(task).ids)]
        )  # fmt: skip
        self.assertEqual(row.project_id, self.project)
        self.env["bank.task.decide"].with_user(self.lviv_head).with_context(
            bank_task_ids=row.ids
        ).create(
            {
                "decision": "reassign",
                "user_id": self.lviv_head.id,
                "reason": "She is away",
            }
        ).action_apply()
        self.assertEqual(task.user_ids, self.lviv_head)
        self.assertEqual(self._standing(task).user_id, self.lviv_head)

    def test_what_stands_for_a_task_is_not_dropped_alone(self):
        task = self._project_task(self.olena)
        row = self._standing(task)
        with self.assertRaises(UserError):
            row.with_user(self.olena).unlink()
        task.unlink()
        self.assertFalse(row.exists())

    def test_the_night_finds_what_came_past_the_screens(self):
        task = self._project_task(self.olena)
        self.env.flush_all()
        self.env.cr.execute(
            "DELETE FROM mail_activity WHERE project_task_id = %s", [task.id]
        )
        self.env.invalidate_all()
        day = self.env["bank.business.day"]._today()
        work = self.env["bank.day.task"].new({"cursor": 0, "done_count": 0})
        self.assertTrue(day)
        self.env["bank.business.day"]._task_project_tasks(work)
        self.assertEqual(self._standing(task).user_id, self.olena)
        self.assertEqual(work.done_count, 1)
