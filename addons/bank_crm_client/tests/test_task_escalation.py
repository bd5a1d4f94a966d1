from datetime import datetime
from unittest.mock import patch

import psycopg2
from odoo.addons.bank_crm_client.tools.client_links import client_links
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common_tasks import NOW, TasksCommon


@tagged("post_install", "-at_install")
class TestTaskEscalation(TasksCommon):
    def test_a_late_task_is_told_to_the_head_once(self):
        # Due on Wednesday the 18th: four hours of Thursday's work passed at one.
        task = self._task(self.olena, -2, self.kovalenko)
        self._rule(hours=4)
        self._escalate(datetime(2026, 11, 19, 12, 59))
        self.assertFalse(self._told(task))
        self._escalate(datetime(2026, 11, 19, 13))
        self._escalate(datetime(2026, 11, 19, 13))
        self._escalate(NOW)
        self.assertRecordValues(
            self._told(task),
            [
                {
                    "to_user_id": self.lviv_head.id,
                    "user_id": self.olena.id,
                    "client_id": self.kovalenko.id,
                    "level": 1,
                    "hours_late": 4.0,
                    "state": "open",
                }
            ],
        )
        notes = self.env["mail.message"].search(
            [
                ("partner_ids", "in", self.lviv_head.partner_id.ids),
                ("subject", "like", "Call him"),
            ]
        )
        self.assertEqual(len(notes), 1)

    def test_a_weekend_and_a_holiday_are_no_delay(self):
        # Due on Friday; Monday is a holiday: the four hours end on Tuesday at one.
        task = self._task(self.olena, 0, self.kovalenko)
        self._rule(hours=4)
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "calendar_id": self.calendar.id,
                "date_from": datetime(2026, 11, 23),
                "date_to": datetime(2026, 11, 24),
            }
        )
        self._escalate(datetime(2026, 11, 23, 17))
        self._escalate(datetime(2026, 11, 24, 12, 59))
        self.assertFalse(self._told(task))
        self._escalate(datetime(2026, 11, 24, 13))
        self.assertEqual(self._told(task).to_user_id, self.lviv_head)

    def test_it_goes_up_the_tree_level_by_level(self):
        task = self._task(self.olena, -4, self.kovalenko)
        self._rule(level=1, side="before", hours=4, whom="assignee")
        self._rule(level=2, hours=4)
        self._rule(level=3, hours=16, heads_up=2)
        self._escalate()
        self.assertEqual(
            [(row.level, row.to_user_id) for row in self._told(task)],
            [(1, self.olena), (2, self.lviv_head), (3, self.west_head)],
        )

    def test_above_the_top_nobody_is_told_twice(self):
        for post in self.env["bank.post"].search([("branch_id", "=", self.west.id)]):
            post.sudo().date_to = "2026-01-01"
        task = self._task(self.olena, -4, self.kovalenko)
        self._rule(level=1, hours=1)
        self._rule(level=2, hours=2, heads_up=9)
        self._rule(level=3, hours=3, heads_up=9)
        self._escalate()
        told = self._told(task).to_user_id
        self.assertEqual(len(told), len(set(told)))
        self.assertEqual(told[0], self.lviv_head)

    def test_whom_the_client_is_hidden_from_is_passed_over(self):
        task = self._task(self.banker, -4, self.walled)
        self._rule()
        self._escalate()
        row = self._told(task)
        self.assertEqual(len(row), 1)
        self.assertNotIn(row.to_user_id, self.lviv_head | self.west_head)
        self.assertTrue(
            not row.to_user_id
            or self.walled.with_user(row.to_user_id).has_access("read")
        )

    def test_the_first_fitting_step_of_a_level_counts(self):
        urgent = self._task(self.olena, -1, self.kovalenko, task_priority="2")
        plain = self._task(self.olena, -1, self.kovalenko)
        self._rule(hours=8)
        quick = self._rule(hours=1, task_priority="2")
        # Friday at ten: one hour late.
        self._escalate()
        self.assertEqual(self._told(urgent).rule_id, quick)
        self.assertFalse(self._told(plain))

    def test_a_patient_step_for_a_kind_keeps_the_general_one_away(self):
        call = self.env.ref("mail.mail_activity_data_call")
        task = self._task(self.olena, -3, self.kovalenko, activity_type_id=call.id)
        self._rule(hours=1)
        self._rule(hours=100, activity_type_id=call.id)
        self._escalate()
        self.assertFalse(self._told(task))

    def test_done_and_old_tasks_are_left(self):
        done = self._task(self.olena, -4, self.kovalenko)
        done.action_done()
        old = self._task(self.olena, -40, self.kovalenko)
        self._rule(date_from="2026-11-01")
        self._escalate()
        self.assertFalse(self._told(done) | self._told(old))

    def test_the_database_refuses_a_second_row_of_a_level(self):
        task = self._task(self.olena, -4, self.kovalenko)
        rule = self._rule()
        self._escalate()
        row = self._told(task)
        with (
            self.assertRaises(psycopg2.errors.UniqueViolation),
            mute_logger("odoo.sql_db"),
        ):
            row.copy()
        # A run that read the task before another told of it writes nothing and tells nobody.
        Told = self.env["bank.task.escalated"]
        week = rule._working_week(NOW)
        with patch.object(type(Told), "_notify") as notify:
            self.assertFalse(Told._tell(task, rule, rule._step(), week, NOW))
        notify.assert_not_called()
        self.assertEqual(self._told(task), row)

    def test_the_night_tells_what_the_day_did_not(self):
        task = self._task(self.olena, -10, self.kovalenko)
        self._rule()
        night = self._run_task("task_escalation")
        self.assertEqual(night.done_count, 1)
        self.assertEqual(len(self._told(task)), 1)

    def test_steps_that_cannot_be_are_refused(self):
        for values in ({"hours": -1}, {"level": 0}, {"side": "before", "whom": "head"}):
            with (
                self.subTest(values=values),
                self.assertRaises(psycopg2.errors.CheckViolation),
                mute_logger("odoo.sql_db"),
                self.cr.savepoint(),
            ):
                self._rule(**values)
                self.env.flush_all()

    # --- what the head does

    def _decide(self, tasks, user=None, **values):
        tasks = (
            self.env["bank.staff.task"]
            .with_user(user or self.lviv_head)
            .browse(tasks.ids)
        )
        context = tasks.action_decide()["context"]
        wizard = (
            self.env["bank.task.decide"]
            .with_user(user or self.lviv_head)
            .with_context(**context)
            .create({"reason": "He is ill", **values})
        )
        wizard.action_apply()
        return wizard

    def test_the_head_sees_why_and_gives_tasks_to_another(self):
        colleague = self._create_employee("branch_head", self.lviv, login="t_second")
        tasks = self._task(self.olena, -4, self.kovalenko) | self._task(self.olena, -3)
        self._rule()
        self._escalate()
        wizard = self._decide(tasks, decision="reassign", user_id=colleague.id)
        self.assertIn("working hours late", wizard.why)
        self.assertEqual(tasks.user_id, colleague)
        self.assertEqual(set(self._told(tasks[0]).mapped("state")), {"answered"})
        self.assertRecordValues(
            self.env["bank.task.decision"].search([("activity_id", "=", tasks[0].id)]),
            [
                {
                    "decision": "reassign",
                    "head_id": self.lviv_head.id,
                    "user_id": self.olena.id,
                    "new_user_id": colleague.id,
                    "reason": "He is ill",
                }
            ],
        )

    def test_the_form_tells_why_before_anything_is_kept(self):
        task = self._task(self.olena, -4, self.kovalenko)
        self._rule()
        self._escalate()
        tasks = self.env["bank.staff.task"].with_user(self.lviv_head).browse(task.ids)
        context = tasks.action_decide()["context"]
        wizard = self.env["bank.task.decide"].with_user(self.lviv_head)
        with Form(wizard.with_context(**context)) as form:
            self.assertIn("working hours late", form.why)
            self.assertEqual(form.task_count, 1)
            form.decision = "answer"
            form.reason = "Let him finish"
        form.record.action_apply()
        self.assertEqual(self._told(task).state, "answered")

    def test_the_head_extends_and_answers(self):
        task = self._task(self.olena, -4, self.kovalenko)
        self._decide(task, decision="extend", due_date="2026-11-27")
        self.assertEqual(str(task.date_deadline), "2026-11-27")
        self._decide(task, decision="answer")
        self.assertEqual(
            self.env["bank.task.decision"].search([]).mapped("decision"),
            ["answer", "extend"],
        )
        with self.assertRaises(UserError):
            self._decide(task, decision="extend", due_date="2026-11-19")

    def test_nobody_decides_about_tasks_of_others_people(self):
        task = self._task(self.petro, -4)
        own = self._task(self.olena, -4, self.kovalenko)
        for user, tasks in ((self.lviv_head, task), (self.olena, own)):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._decide(tasks, user, decision="answer")
        with self.assertRaises(UserError):
            # Not one of his people; and whoever may not see the client.
            self._decide(own, decision="reassign", user_id=self.petro.id)
        newcomer = self._create_employee("retail_manager", self.lviv, login="t_new")
        with self.assertRaises(UserError):
            self._decide(own, decision="reassign", user_id=newcomer.id)
        self.assertEqual(own.user_id, self.olena)

    def test_rows_are_seen_as_the_tasks_are(self):
        task = self._task(self.olena, -4, self.kovalenko)
        self._rule()
        self._escalate()
        self._decide(task, decision="answer")
        for model in ("bank.task.escalated", "bank.task.decision", "bank.task.load"):
            for user, sees in (
                (self.olena, True),
                (self.lviv_head, True),
                (self.west_head, True),
                (self.petro, False),
                (self.banker, False),
            ):
                with self.subTest(model=model, user=user.login):
                    Model = self.env[model].with_user(user)
                    rows = Model.search([("user_id", "=", self.olena.id)])
                    self.assertEqual(bool(rows), sees)
                    self.assertFalse(Model.has_access("write"))
                    every = self.env[model].search([("user_id", "=", self.olena.id)])
                    self.assertEqual(every.with_user(user).has_access("read"), sees)

    def test_merged_clients_keep_what_was_told(self):
        links = {(link.model, link.field) for link in client_links(self.env)}
        self.assertIn(("bank.task.escalated", "client_id"), links)
        self.assertIn(("bank.task.decision", "client_id"), links)
        self.assertIn(("bank.large.flow", "client_id"), links)
