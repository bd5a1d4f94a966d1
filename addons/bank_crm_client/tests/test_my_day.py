from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_tasks import TODAY, TasksCommon


@tagged("post_install", "-at_install")
class TestMyDay(TasksCommon):
    def _blocks(self, user):
        day = self.env["bank.my.day"].with_user(user).get_my_day()
        return {block["code"]: block for block in day["blocks"]}

    def test_ones_own_tasks_stand_by_day_the_urgent_first(self):
        self._task(self.olena, 0, self.kovalenko, "Plain")
        self._task(self.olena, 0, self.kovalenko, "Urgent", task_priority="2")
        self._task(self.olena, -1, summary="Late")
        self._task(self.olena, 3, summary="Soon")
        self._task(self.olena, 30, summary="Far")
        self._task(self.petro, 0, summary="His")
        blocks = self._blocks(self.olena)
        self.assertEqual(
            {
                code: [row["title"] for row in blocks[code]["rows"]]
                for code in ("overdue", "today", "soon")
            },
            {"overdue": ["Late"], "today": ["Urgent", "Plain"], "soon": ["Soon"]},
        )

    def test_a_task_ends_with_a_result_and_leaves_the_day(self):
        task = self._task(self.olena, 0, self.kovalenko)
        Day = self.env["bank.my.day"].with_user(self.olena)
        day = Day.finish_task(task.id, "refused", "Has a deposit elsewhere")
        self.assertFalse(task.active)
        self.assertEqual(task.task_result, "refused")
        self.assertIn("Has a deposit elsewhere", task.feedback)
        today = next(block for block in day["blocks"] if block["code"] == "today")
        self.assertFalse(today["rows"])
        with self.assertRaises(UserError):
            Day.finish_task(self._task(self.olena, 0).id, "whatever")

    def test_a_task_about_nobody_ends_in_no_word_of_a_client(self):
        self._task(self.olena, 0, self.kovalenko, "His")
        self._task(self.olena, 0, summary="Order paper")
        ends = {
            row["title"]: row["results"]
            for row in self._blocks(self.olena)["today"]["rows"]
        }
        self.assertEqual(
            ends,
            {
                "His": ["done", "agreed", "refused", "unreached"],
                "Order paper": ["done"],
            },
        )

    def test_one_finishes_nobody_elses_tasks(self):
        task = self._task(self.olena, 0, self.kovalenko)
        with self.assertRaises(AccessError):
            self.env["bank.my.day"].with_user(self.lviv_head).finish_task(
                task.id, "done"
            )
        self.env["bank.my.day"].with_user(self.petro).finish_task(task.id, "done")
        self.assertTrue(task.active)

    def test_one_moves_ones_own_task_until_the_head_was_told(self):
        task = self._task(self.olena, -4, self.kovalenko)
        Day = self.env["bank.my.day"].with_user(self.olena)
        Day.postpone_task(task.id, 1)
        self.assertEqual(str(task.date_deadline), "2026-11-21")
        for days in (0, 15):
            with self.assertRaises(UserError):
                Day.postpone_task(task.id, days)
        late = self._task(self.olena, -4, self.kovalenko)
        self._rule()
        self._escalate()
        with self.assertRaises(UserError):
            Day.postpone_task(late.id, 1)

    def test_the_head_is_shown_what_he_was_told_of(self):
        self._task(self.olena, -4, self.kovalenko)
        self._rule()
        self._escalate()
        [row] = self._blocks(self.lviv_head)["escalated"]["rows"]
        self.assertIn(self.kovalenko.display_name, row["subtitle"])
        self.assertTrue(self._blocks(self.olena)["escalated"].get("is_hidden"))

    def test_a_task_outlives_the_right_to_see_its_client(self):
        self._task(self.olena, 0, self.kovalenko, "Finish the papers")
        self.kovalenko.manager_id = self.banker
        block = self._blocks(self.olena)["today"]
        self.assertEqual(block["rows"][0]["title"], "Finish the papers")
        self.assertNotIn(self.kovalenko.display_name, str(block))

    def test_tasks_of_a_template_are_given_by_their_days(self):
        action = self.kovalenko.with_user(self.olena).action_start_plan()
        wizard = (
            self.env["bank.task.plan.start"]
            .with_user(self.olena)
            .with_context(**action["context"])
            .create({"plan_id": self.env.ref("bank_crm_client.plan_welcome").id})
        )
        self.assertEqual(
            [step["day"] for step in wizard.preview],
            ["2026-11-23", "2026-11-27", "2026-12-20"],
        )
        wizard.action_start()
        tasks = self.kovalenko.activity_ids
        self.assertEqual(
            sorted(str(task.date_deadline) for task in tasks),
            ["2026-11-23", "2026-11-27", "2026-12-20"],
        )
        self.assertEqual(tasks.user_id, self.olena)

    def test_a_template_is_not_started_about_a_client_one_may_not_see(self):
        with self.assertRaises(AccessError):
            self.kovalenko.with_user(self.petro).action_start_plan()
        with self.assertRaises(AccessError):
            self.env["bank.task.plan.start"].with_user(self.petro).create(
                {
                    "client_id": self.kovalenko.id,
                    "plan_id": self.env.ref("bank_crm_client.plan_welcome").id,
                    "user_id": self.petro.id,
                }
            )

    def test_a_task_is_given_with_its_kind_and_priority(self):
        call = self.env.ref("mail.mail_activity_data_call")
        self.env["bank.task.give"].with_user(self.lviv_head).create(
            {
                "user_id": self.olena.id,
                "client_id": self.kovalenko.id,
                "summary": "Call today",
                "due_date": TODAY,
                "activity_type_id": call.id,
                "task_priority": "2",
            }
        ).action_give()
        self.assertRecordValues(
            self.kovalenko.activity_ids,
            [{"activity_type_id": call.id, "task_priority": "2"}],
        )

    def test_the_load_counts_open_overdue_and_done(self):
        self._task(self.olena, -1)
        self._task(self.olena, 1)
        self._task(self.olena, 2)
        done = self._task(self.olena, 0)
        done.action_done()
        done.date_done = TODAY
        groups = (
            self.env["bank.task.load"]
            .with_user(self.lviv_head)
            ._read_group([("user_id", "=", self.olena.id)], ["state"], ["__count"])
        )
        self.assertEqual(dict(groups), {"overdue": 1, "open": 2, "done": 1})
