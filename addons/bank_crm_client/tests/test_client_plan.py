from datetime import date, datetime, timedelta

from odoo.addons.bank_crm_base.tests.common import TODAY, BankCommon
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from ..domain.client_plan.norms import Contact, Norm, due_date


class PlanCommon(BankCommon):
    """The cast, a service class with norms, and a drawn-up plan."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["bank.contact.norm"].search([]).active = False
        cls.Contact = cls.env["bank.client.contact"]
        cls.vip = cls.env["bank.client.class"].create({"name": "Test VIP", "code": "tv"})
        cls.clients = cls.kovalenko | cls.bondar | cls.walled
        cls.clients.write({"client_class_id": cls.vip.id})
        cls.visit = cls._norm("visit", 3)
        cls.call = cls._norm("call", 1)

    @classmethod
    def _norm(cls, kind, months, **values):
        return cls.env["bank.contact.norm"].create(
            {
                "name": f"Test {kind}",
                "kind": kind,
                "months": months,
                "class_ids": cls.vip.ids,
                "date_from": date(2026, 10, 1),
                **values,
            }
        )

    @classmethod
    def _meet(cls, client, day):
        start = datetime.combine(day, datetime.min.time()) + timedelta(hours=10)
        return cls.env["calendar.event"].create(
            {
                "name": "Meeting",
                "start": start,
                "stop": start + timedelta(hours=1),
                "partner_ids": [Command.set(client.ids)],
            }
        )

    @classmethod
    def _row(cls, client, kind):
        return cls.Contact.search(
            [("client_id", "=", client.id), ("kind", "=", kind)]
        )

    @classmethod
    def _plan(cls, client=None, user=None, **values):
        return (
            cls.env["bank.client.plan"]
            .with_user(user or cls.olena)
            .create(
                {
                    "client_id": (client or cls.kovalenko).id,
                    "needs": "Cash in summer",
                    "goal_ids": [
                        Command.create({"measure": "funds", "base": 100, "plan": 300})
                    ],
                    **values,
                }
            )
        )


@tagged("post_install", "-at_install")
class TestContactNorms(PlanCommon):
    def test_who_was_never_met_is_due_from_the_norms_first_day(self):
        self.Contact._refresh(self.clients.ids, TODAY)
        self.assertEqual(self._row(self.kovalenko, "visit").due_date, date(2027, 1, 1))
        self.assertEqual(self._row(self.kovalenko, "call").due_date, date(2026, 11, 1))
        self.assertEqual(self._row(self.kovalenko, "call").kept_percent, 0)
        self.assertTrue(self._row(self.kovalenko, "call").is_overdue)

    def test_a_new_client_is_due_from_his_own_first_day(self):
        self.kovalenko.sudo().client_since = date(2026, 11, 10)
        self.Contact._refresh(self.clients.ids, TODAY)
        self.assertEqual(self._row(self.kovalenko, "call").due_date, date(2026, 12, 10))

    def test_a_meeting_counts_once_it_is_over(self):
        self._meet(self.kovalenko, TODAY - timedelta(days=23))
        self._meet(self.kovalenko, TODAY + timedelta(days=5))
        self.Contact._refresh(self.clients.ids, TODAY)
        row = self._row(self.kovalenko, "visit")
        self.assertEqual((row.last_date, row.due_date), (date(2026, 10, 28), date(2027, 1, 28)))
        self.assertFalse(self._row(self.bondar, "visit").last_date)

    def test_a_call_done_as_a_task_counts(self):
        task = self.kovalenko.activity_schedule(
            "mail.mail_activity_data_call", TODAY, user_id=self.olena.id
        )
        self.Contact._refresh(self.clients.ids, TODAY)
        self.assertFalse(self._row(self.kovalenko, "call").last_date)
        task.action_done()
        task.flush_recordset()
        self.env.cr.execute(
            "UPDATE mail_activity SET date_done = %s WHERE id = %s",
            [TODAY - timedelta(days=1), task.id],
        )
        self.Contact._refresh(self.clients.ids, TODAY)
        self.assertEqual(self._row(self.kovalenko, "call").last_date, date(2026, 11, 19))

    def test_a_call_past_the_gate_counts_when_he_was_reached(self):
        values = {
            "client_id": self.kovalenko.id,
            "channel": "call",
            "at": datetime(2026, 11, 12, 9),
            "allowed": True,
            "code": "allowed",
        }
        Attempt = self.env["bank.contact.attempt"].sudo()
        attempt = Attempt.create(values)
        self.Contact._refresh(self.clients.ids, TODAY)
        self.assertFalse(self._row(self.kovalenko, "call").last_date)
        self.env.cr.execute(
            "UPDATE bank_contact_attempt SET outcome = 'reached' WHERE id = %s",
            [attempt.id],
        )
        self.Contact._refresh(self.clients.ids, TODAY)
        self.assertEqual(self._row(self.kovalenko, "call").last_date, date(2026, 11, 12))

    def test_the_strictest_norm_binds_and_an_ended_one_does_not(self):
        strict = self._norm("visit", 1)
        self.Contact._refresh(self.clients.ids, TODAY)
        self.assertEqual(self._row(self.kovalenko, "visit").norm_id, strict)
        strict.active = False
        self.visit.active = False
        self.Contact._refresh(self.clients.ids, TODAY)
        self.assertFalse(self._row(self.kovalenko, "visit"))

    def test_sql_and_the_rule_say_the_same_day(self):
        for months, day in ((1, date(2026, 10, 31)), (3, date(2026, 8, 31)), (6, TODAY)):
            self.visit.months = months
            self.env["calendar.event"].search(
                [("partner_ids", "in", self.bondar.ids)]
            ).unlink()
            self._meet(self.bondar, day)
            self.Contact._refresh(self.clients.ids, TODAY)
            wanted = due_date(Norm(Contact.VISIT, months), day, date(2026, 10, 1))
            self.assertEqual(self._row(self.bondar, "visit").due_date, wanted)

    def test_a_due_contact_is_a_next_step_with_its_figures(self):
        self._meet(self.kovalenko, TODAY - timedelta(days=91))
        self.Contact._refresh(self.clients.ids, TODAY)
        self.env["bank.next.step"]._refresh(self.clients.ids, TODAY)
        step = self.env["bank.next.step"].search(
            [
                ("client_id", "=", self.kovalenko.id),
                ("source_id.code", "=", "contact"),
                ("due_date", "=", date(2026, 11, 21)),
            ]
        )
        self.assertEqual(step.what, "Visit the client or ask him in")
        self.assertIn("Last visit 91 days ago", step.why)
        self.assertIn("one in 3 months, due tomorrow", step.why)

    def test_the_card_says_when_and_who_may_see_it(self):
        self._meet(self.kovalenko, TODAY - timedelta(days=23))
        self.Contact._refresh(self.clients.ids, TODAY)
        data = self.kovalenko.with_user(self.olena).get_client_plan()
        [visit] = [row for row in data["contacts"] if row["kind"] == "visit"]
        self.assertEqual((visit["last_days"], visit["due_days"]), (23, 69))
        with self.assertRaises(AccessError):
            self.kovalenko.with_user(self.petro).get_client_plan()
        found = self.Contact.with_user(self.olena).search(
            [("client_id", "in", self.clients.ids)]
        )
        self.assertEqual(found.client_id, self.kovalenko)

    def test_a_manager_keeps_half_of_his_norms(self):
        self.Contact._refresh(self.clients.ids, TODAY)
        [(manager, kept)] = self.Contact._read_group(
            [("client_id", "=", self.kovalenko.id)],
            ["client_id"],
            ["kept_percent:avg"],
        )
        # The visit is not due yet, the call is overdue.
        self.assertEqual((manager, kept), (self.kovalenko, 50))

    def test_a_norm_says_for_whom_and_only_an_administrator_sets_it(self):
        with self.assertRaises(ValidationError):
            self._norm("call", 2, class_ids=[])
        with self.assertRaises(AccessError):
            self.visit.with_user(self.lviv_head).months = 12


@tagged("post_install", "-at_install")
class TestClientPlan(PlanCommon):
    def test_a_plan_is_approved_by_the_head_and_not_by_its_author(self):
        plan = self._plan()
        plan.action_submit()
        with self.assertRaises(AccessError):
            plan.action_approve()
        plan.with_user(self.lviv_head).action_approve()
        self.assertEqual(plan.approver_id, self.lviv_head)
        self.assertEqual(plan.next_review_date, date(2027, 2, 20))
        own = self._plan(user=self.lviv_head)
        own.action_submit()
        with self.assertRaisesRegex(UserError, "somebody else"):
            own.action_approve()

    def test_a_plan_without_goals_is_not_sent(self):
        plan = self._plan(goal_ids=[])
        with self.assertRaisesRegex(UserError, "one goal at least"):
            plan.action_submit()

    def test_an_approved_plan_stays_until_it_is_taken_back(self):
        plan = self._plan()
        plan.action_submit()
        plan.with_user(self.lviv_head).action_approve()
        for call in (
            lambda: plan.write({"needs": "More"}),
            lambda: plan.goal_ids.write({"plan": 1}),
            lambda: plan.goal_ids.unlink(),
        ):
            with self.assertRaisesRegex(UserError, "stays as it is"):
                call()
        plan.action_take_back()
        plan.needs = "More"
        self.assertFalse(plan.approver_id)

    def test_the_fact_of_goals_by_hand(self):
        self.kovalenko.sudo().funds_base = 200
        plan = self._plan()
        # From 100 to 300 the fact of 200 is half the way.
        self.assertEqual((plan.goal_ids.fact, plan.progress), (200, 50))
        family = self.env.ref("bank_crm_base.product_family_card")
        product = self.env["bank.product"].create(
            {"name": "Plan", "code": "TP", "family_id": family.id, "kind": "account"}
        )
        for place, state in enumerate(("active", "active", "closed")):
            self.env["bank.holding"].create(
                {
                    "client_id": self.kovalenko.id, "product_id": product.id,
                    "state": state, "external_id": f"TP{place}", "balance": 50,
                    "currency_id": self.uah.id,
                }
            )  # fmt: skip
        plan.goal_ids = [
            Command.create({"measure": "count", "family_id": family.id, "base": 0, "plan": 4}),
            Command.create(
                {"measure": "balance", "family_id": family.id, "base": 0, "plan": 400}
            ),
        ]
        facts = dict(plan.goal_ids.mapped(lambda goal: (goal.measure, goal.fact)))
        self.assertEqual((facts["count"], facts["balance"]), (2, 100))
        # Half, half and a quarter of the way: 125 / 3.
        self.assertAlmostEqual(plan.progress, 41.7, 1)

    def test_a_review_keeps_the_figures_of_its_day(self):
        self.kovalenko.sudo().funds_base = 200
        plan = self._plan()
        Review = self.env["bank.client.plan.review"].with_user(self.olena)
        with self.assertRaisesRegex(UserError, "Only an approved plan"):
            Review.create({"plan_id": plan.id, "words": "Well"})
        plan.action_submit()
        plan.with_user(self.lviv_head).action_approve()
        review = Review.create({"plan_id": plan.id, "words": "Well"})
        self.kovalenko.sudo().funds_base = 300
        self.assertEqual(review.progress, 50)
        self.assertIn("200 of 300, 50 %", review.figures_words)
        with self.assertRaises(AccessError):
            review.words = "Better"

    def test_an_action_due_is_a_next_step_and_its_end_closes_it(self):
        plan = self._plan(
            action_ids=[
                Command.create({"name": "Bring the offer", "due_date": TODAY}),
                Command.create(
                    {"name": "Later", "due_date": TODAY + timedelta(days=8)}
                ),
            ]
        )
        plan.action_submit()
        plan.with_user(self.lviv_head).action_approve()
        Step = self.env["bank.next.step"]
        own = [("client_id", "=", self.kovalenko.id), ("source_id.code", "=", "plan")]
        Step._refresh(self.kovalenko.ids, TODAY)
        step = Step.search(own)
        self.assertEqual(step.what, "Bring the offer")
        self.assertEqual(
            step.with_user(self.olena).action_accept()["res_model"], "bank.client.plan"
        )
        plan.action_ids[:1].action_done()
        Step._refresh(self.kovalenko.ids, TODAY)
        self.assertEqual(step.state, "done")

    def test_plans_are_seen_with_their_clients(self):
        plans = self._plan() | self._plan(self.bondar, self.petro)
        plans |= self._plan(self.walled, self.banker)
        plans = plans.with_env(self.env)
        expected = {
            self.olena: self.kovalenko,
            self.lviv_head: self.kovalenko,
            self.banker: self.walled,
            self.auditor: self.clients,
        }
        for user, clients in expected.items():
            with self.subTest(user=user.login):
                own = plans.with_user(user).search([("id", "in", plans.ids)])
                self.assertEqual(own.client_id, clients)
                for model in ("goal", "action", "review"):
                    rows = self.env[f"bank.client.plan.{model}"].with_user(user)
                    found = rows.search([("plan_id", "in", plans.ids)])
                    self.assertLessEqual(found.plan_id.client_id, clients)
        with self.assertRaises(AccessError):
            self._plan(self.bondar)
        with self.assertRaises(AccessError):
            plans[1].with_user(self.olena).goal_ids.read(["fact"])
        with self.assertRaises(AccessError):
            plans[:1].with_user(self.olena).write({"state": "approved"})

    def test_a_group_is_the_clients_own(self):
        group = (
            self.env["bank.client.group"]
            .with_user(self.boss)
            .create({"name": "Test group", "kind": "companies"})
        )
        with self.assertRaisesRegex(UserError, "not a member"):
            self._plan(user=self.boss, group_id=group.id)
