from datetime import timedelta

from odoo.addons.bank_crm_base.tests.common import TODAY
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_next_step import NextStepCommon


@tagged("post_install", "-at_install")
class TestOlderTasks(NextStepCommon):
    def test_tasks_that_nights_gave_beside_steps_are_closed_with_a_word(self):
        def task(summary, user=None):
            return (
                self.env["mail.activity"]
                .with_user(user or self.env.ref("base.user_root"))
                .sudo()
                .create(
                    {
                        "res_model_id": self.env["ir.model"]._get_id("res.partner"),
                        "res_id": self.kovalenko.id,
                        "user_id": self.olena.id,
                        "summary": summary,
                        "activity_type_id": self.env.ref(
                            "mail.mail_activity_data_todo"
                        ).id,
                    }
                )
            )

        older = task("Renew the document: Passport, valid until 12/02/2026")
        older |= task("Deposit in Other Bank ends on 2026-12-02: offer ours")
        older |= task("Ask for documents: Charter, Director's appointment")
        kept = task("Renew the document: ask his wife")
        kept |= task("Renew the document: Passport, valid until 2026", self.olena)
        self.assertEqual(self.Step._close_older_tasks(), 3)
        self.assertEqual(older.mapped("active"), [False] * 3)
        self.assertIn("next steps", older[0].feedback)
        self.assertEqual(kept.mapped("active"), [True, True])


@tagged("post_install", "-at_install")
class TestNextStep(NextStepCommon):
    """Steps come, are answered, rest and go."""

    def test_a_step_says_what_by_when_and_why(self):
        self._look()
        [step] = self._steps()
        self.assertEqual(step.due_date, TODAY + timedelta(days=12))
        self.assertEqual(step.what, "Ask for a new document: passport")
        self.assertIn("12/02/2026", step.why)
        self.assertIn("in 12 days", step.why)

    def test_a_second_look_changes_nothing(self):
        self._look()
        before = [
            (step.id, step.state, step.score, step.write_date)
            for step in self.Step.search([("client_id", "in", self.clients.ids)])
        ]
        self.assertEqual(self._look(), 0)
        after = [
            (step.id, step.state, step.score, step.write_date)
            for step in self.Step.search([("client_id", "in", self.clients.ids)])
        ]
        self.assertEqual(before, after)

    def test_what_no_longer_holds_closes_with_the_reason(self):
        self._look()
        step = self._steps()
        self.documents[0].expiry_date = TODAY + timedelta(days=4000)
        self._look()
        self.assertEqual((step.state, step.closed_reason), ("closed", "gone"))
        self.assertEqual(step.answer_ids.mapped("fate"), ["closed"])

    def test_who_is_served_no_more_has_no_steps(self):
        self._look()
        self.kovalenko.sudo().client_state = "former"
        self._look()
        self.assertEqual(self._steps().closed_reason, "client")

    def test_a_source_out_of_use_closes_its_steps(self):
        self._look()
        self.source.active = False
        self._look()
        self.assertEqual(self._steps().closed_reason, "source")

    def test_accepting_makes_a_task_and_its_end_is_the_steps(self):
        self._look()
        step = self._steps().with_user(self.olena)
        step.action_accept()
        task = step.sudo().activity_id
        self.assertRecordValues(
            task,
            [
                {
                    "user_id": self.olena.id,
                    "res_id": self.kovalenko.id,
                    "summary": "Ask for a new document: passport",
                    "date_deadline": TODAY + timedelta(days=12),
                }
            ],
        )
        self._look()
        self.assertEqual(step.state, "accepted")
        task.with_user(self.olena).action_done()
        self.assertEqual(step.state, "done")
        self.assertEqual(
            step.answer_ids.sorted("id").mapped("fate"), ["shown", "accepted", "done"]
        )

    def test_what_is_done_rests_before_it_is_offered_again(self):
        self._look()
        self._steps().with_user(self.olena).action_accept()
        self._steps().activity_id.with_user(self.olena).action_done()
        # A no of this source holds for 30 days.
        self.assertEqual(self._steps().rest_until, TODAY + timedelta(days=30))
        self._look(TODAY + timedelta(days=30))
        self.assertEqual(len(self._steps()), 1)
        self._look(TODAY + timedelta(days=31))
        self.assertEqual(self._steps().mapped("state"), ["done", "open"])

    def test_a_refusal_is_kept_for_the_rest_time(self):
        self._look()
        self._steps().with_user(self.olena)._refuse(self.refusal)
        self.assertEqual(self._look(TODAY + timedelta(days=1)), 0)
        self.assertEqual(self._steps().state, "refused")
        self.assertEqual(self._steps().reason_id, self.refusal)
        self._look(TODAY + timedelta(days=31))
        self.assertEqual(self._steps().mapped("state"), ["refused", "open"])

    def test_a_refusal_has_a_reason_and_some_ask_for_words(self):
        self._look()
        step = self._steps().with_user(self.olena)
        with self.assertRaisesRegex(UserError, "Choose why not"):
            step._refuse(self.env["bank.next.step.reason"])
        wrong = self.env.ref("bank_crm_client.next_step_reason_wrong")
        with self.assertRaisesRegex(UserError, "asks for a word"):
            step._refuse(wrong, " ")
        step._refuse(wrong, "The passport is new")
        self.assertEqual(step.note, "The passport is new")

    def test_postponed_until_a_day_it_comes_back_on_it(self):
        self._look()
        step = self._steps().with_user(self.olena)
        with self.assertRaisesRegex(UserError, "a day after today"):
            step._postpone(TODAY)
        step._postpone(TODAY + timedelta(days=3))
        self._look(TODAY + timedelta(days=2))
        self.assertEqual(step.state, "postponed")
        self._look(TODAY + timedelta(days=3))
        self.assertEqual(step.state, "open")

    def test_answered_twice_it_says_so(self):
        self._look()
        step = self._steps().with_user(self.olena)
        step._refuse(self.refusal)
        with self.assertRaisesRegex(UserError, "answered already: Refused"):
            step.action_accept()

    def test_a_step_taken_back_is_open_again(self):
        self._look()
        step = self._steps().with_user(self.olena)
        step._refuse(self.refusal)
        step.action_open_again()
        self.assertEqual(step.state, "open")
        self.assertFalse(step.rest_until)

    def test_a_task_of_a_step_is_no_step_of_its_own(self):
        self._look()
        self._steps().with_user(self.olena).action_accept()
        self._look(TODAY + timedelta(days=20))
        self.assertFalse(self._steps(code="overdue_task"))

    def test_an_overdue_task_is_a_step_that_opens_its_client(self):
        self.kovalenko.activity_schedule(
            "mail.mail_activity_data_call",
            TODAY - timedelta(days=3),
            summary="Call back",
            user_id=self.olena.id,
        )
        self._look()
        step = self._steps(code="overdue_task").with_user(self.olena)
        self.assertEqual(step.what, "Finish: Call back")
        self.assertIn("3 days late", step.why)
        self.assertEqual(step.action_accept()["res_id"], self.kovalenko.id)

    def test_the_points_are_worked_out_by_the_weights(self):
        # 20 of the source; due in 12 days of 30: 40 x 18 / 30 = 24; no value, no key client.
        self.env["bank.next.step.weights"]._get().write(
            {"urgency_points": 40, "horizon_days": 30, "key_points": 10}
        )
        self._look()
        step = self._steps()
        self.assertEqual(step.score, 44.0)
        self.assertEqual(step.score_words, "due soon 24, Expiring documents 20")
        self.source.importance = 50
        self.env["bank.next.step.weights"]._get().action_rank_now()
        self.assertEqual(step.score, 74.0)

    def test_money_of_a_deposit_ranks_and_is_told(self):
        bank = self.env["res.bank"].create({"name": "Test Other", "national_code": "9"})
        self.env["bank.external.product"].create(
            {
                "client_id": self.kovalenko.id,
                "bank_id": bank.id,
                "kind": "deposit",
                "amount": 100_000,
                "end_date": TODAY + timedelta(days=30),
            }
        )
        self._look()
        step = self._steps(code="external")
        self.assertIn("Test Other", step.why)
        self.assertIn("100,000", step.why)
        # 28 of the source, half of 30 for a value at the scale of 100,000; not urgent yet.
        self.assertEqual(step.score, 43.0)

    def test_the_night_goes_over_everybody(self):
        self._run_task("next_steps")
        self.assertEqual(len(self._steps()), 1)
        self.assertEqual(len(self._steps(self.walled)), 1)


@tagged("post_install", "-at_install")
class TestNextStepRights(NextStepCommon):
    """Who reads and answers steps, at each door."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._look()
        cls.steps = cls.Step.search(
            [("client_id", "in", cls.clients.ids), ("source_id", "=", cls.source.id)]
        )

    def test_steps_are_seen_with_their_clients(self):
        expected = {
            self.olena: self.kovalenko,
            self.petro: self.bondar,
            self.lviv_head: self.kovalenko,
            self.banker: self.walled,
            self.boss: self.clients,
            self.auditor: self.clients,
        }
        for user, clients in expected.items():
            own = self.Step.with_user(user).search([("id", "in", self.steps.ids)])
            with self.subTest(user=user.login):
                self.assertEqual(own.client_id, clients)

    def test_clients_are_not_found_by_strangers_steps(self):
        Client = self.env["res.partner"].with_user(self.olena)
        for domain in (
            [("next_step_ids.source_id", "=", self.source.id)],
            [("next_step_ids.state", "=", "open")],
        ):
            found = Client.search(domain) & self.clients.with_user(self.olena)
            self.assertEqual(found, self.kovalenko)
        for name in ("facts", "key"):
            with self.assertRaises(AccessError):
                self.Step.with_user(self.olena).search([(name, "!=", False)])

    def test_a_stranger_neither_reads_nor_answers(self):
        step = self._steps().with_user(self.petro)
        for call in (
            lambda: step.action_accept(),
            lambda: step._refuse(self.refusal),
            lambda: step.read(["what"]),
            lambda: self.kovalenko.with_user(self.petro).get_client_next_steps(),
            lambda: self.kovalenko.with_user(self.petro).refresh_next_steps(),
        ):
            with self.assertRaises(AccessError):
                call()

    def test_an_auditor_reads_and_does_not_answer(self):
        step = self._steps().with_user(self.auditor)
        self.assertTrue(step.what)
        for call in (step.action_accept, lambda: step._refuse(self.refusal)):
            with self.assertRaisesRegex(AccessError, "work with the client"):
                call()

    def test_nobody_writes_a_step_by_hand(self):
        for user in (self.olena, self.lviv_head, self.boss):
            step = self._steps().with_user(user)
            for call in (
                lambda step=step: step.write({"state": "done"}),
                lambda step=step: step.unlink(),
                lambda step=step: step.copy(),
            ):
                with self.assertRaises(AccessError):
                    call()

    def test_at_the_counter_no_steps_are_shown(self):
        teller = self._create_employee("teller", self.lviv)
        self.env["bank.visit"].with_user(teller)._start(
            self.bondar, identified_by="document", reason="cash"
        )
        client = self.bondar.with_user(teller)
        self.assertNotIn("next_steps", client.get_client_card()["panels"])
        with self.assertRaises(AccessError):
            client.get_client_next_steps()
        self.assertFalse(
            self.Step.with_user(teller).search([]) & self._steps(self.bondar)
        )

    def test_a_head_sees_the_steps_of_his_people(self):
        Step = self.Step.with_user(self.lviv_head)
        found = Step.search([("is_of_my_people", "=", True)])
        self.assertIn(self._steps().id, found.ids)
        self.assertNotIn(self._steps(self.bondar).id, found.ids)
        self.assertFalse(Step.search([("is_mine", "=", True)]) & self.steps)

    def test_the_panel_counts_what_its_manager_saw(self):
        data = self.kovalenko.with_user(self.olena).get_client_next_steps()
        [row] = [row for row in data["rows"] if row["source"] == self.source.name]
        self.assertEqual(row["badge"], "in 12 days")
        self.assertEqual(self._steps().answer_ids.mapped("fate"), ["shown"])
        # A head who looks is not asked to answer.
        self.kovalenko.with_user(self.lviv_head).get_client_next_steps()
        self.assertEqual(len(self._steps().answer_ids), 1)

    def test_who_may_not_read_funds_reads_no_value(self):
        from unittest.mock import patch

        bank = self.env["res.bank"].create({"name": "Test Other", "national_code": "9"})
        self.env["bank.external.product"].create(
            {
                "client_id": self.kovalenko.id,
                "bank_id": bank.id,
                "kind": "deposit",
                "amount": 77_777,
                "end_date": TODAY + timedelta(days=9),
            }
        )
        self._look()
        step = self._steps(code="external").with_user(self.olena)
        self.assertIn("77,777", step.why)
        Client = type(self.env["res.partner"])
        real = Client._has_field_access

        def has(records, field, operation):
            return field.name != "funds_base" and real(records, field, operation)

        with patch.object(Client, "_has_field_access", has):
            step.invalidate_recordset()
            self.assertNotIn("77,777", step.why)
            with self.assertRaises(AccessError):
                step.read(["amount_base"])

    def test_an_administrator_sets_weights_and_no_manager_does(self):
        administrator = self._create_employee(
            "business_administrator", self.head_office
        )
        self.source.with_user(administrator).importance = 5
        weights = self.env["bank.next.step.weights"]._get()
        weights.sudo(False).with_user(administrator).key_points = 3
        with self.assertRaises(AccessError):
            self.source.with_user(self.lviv_head).importance = 90
        with self.assertRaises(AccessError):
            weights.sudo(False).with_user(self.lviv_head).key_points = 90
        with self.assertRaises(AccessError):
            self.source.with_user(administrator).code = "other"
