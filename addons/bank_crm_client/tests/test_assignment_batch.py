from datetime import timedelta

from odoo.addons.bank_crm_base.tests.common import TODAY, BankCommon
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged


class AssignmentBatchCommon(BankCommon):
    """Five clients of Lviv without a manager, and a rule that deals them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ihor = cls._create_employee("retail_manager", cls.lviv, login="t_ihor")
        cls.env["bank.assignment.rule"].search([]).active = False
        cls.clients = cls.env["res.partner"]
        for number in range(5):
            cls.clients |= cls._create_client(f"Client {number}", branch_id=cls.lviv.id)
        cls.rule = (
            cls.env["bank.assignment.rule"]
            .with_user(cls.lviv_head)
            .create({"name": "New retail clients", "branch_id": cls.lviv.id})
        )


@tagged("post_install", "-at_install")
class TestAssignmentBatch(AssignmentBatchCommon):
    """Rules deal clients without a manager; a second head accepts; it can be taken back."""

    def _batch(self, **values):
        batch = (
            self.env["bank.assignment.batch"]
            .with_user(self.lviv_head)
            .create({"branch_id": self.lviv.id, "reason": "November", **values})
        )
        batch.action_preview()
        return batch

    def _limit(self, users, clients):
        self.env["bank.employee.decision"].create(
            [
                {"employee_id": one.id, "kind": "limit", "load_limit": clients}
                for one in users.employee_ids
            ]
        )

    def _accept(self, batch):
        batch.action_propose()
        act = self.env["bank.act"].search(
            [("res_model", "=", batch._name)], order="id desc", limit=1
        )
        act.with_user(self.west_head).action_accept()

    def _given(self, batch):
        return {line.user_id: (line.count, line.why) for line in batch.line_ids}

    def test_the_preview_levels_the_loads_and_changes_nothing(self):
        batch = self._batch()
        # Olena has one client already: Ihor gets one more than she.
        self.assertEqual(
            self._given(batch),
            {self.ihor: (3, "least_loaded"), self.olena: (2, "least_loaded")},
        )
        self.assertFalse(self.clients.manager_id)

    def test_nobody_goes_over_the_limit_and_the_rest_stays(self):
        self._limit(self.olena | self.ihor, 2)
        batch = self._batch()
        self.assertEqual(
            self._given(batch),
            {
                self.ihor: (2, "full"),
                self.olena: (1, "full"),
                self.env["res.users"]: (2, "no_room"),
            },
        )
        self.assertEqual((batch.dealt_count, batch.left_count), (3, 2))

    def test_what_was_decided_is_applied_once(self):
        batch = self._batch()
        self._accept(batch)
        self.assertEqual(batch.state, "applied")
        self.assertEqual(
            len(self.clients.filtered(lambda c: c.manager_id == self.ihor)), 3
        )
        rows = self.env["bank.assignment"].search([("batch_id", "=", batch.id)])
        self.assertEqual(len(rows), 5)
        self.assertFalse(batch.sudo()._do_step())
        self.assertEqual(
            len(self.env["bank.assignment"].search([("batch_id", "=", batch.id)])), 5
        )

    def test_it_waits_for_its_day(self):
        batch = self._batch(date_from=TODAY + timedelta(days=1))
        self._accept(batch)
        self.assertFalse(self.clients.manager_id)
        tomorrow = self.env["bank.business.day"]._open(TODAY + timedelta(days=1))
        self._run_task("assignment_batches", tomorrow)
        self.assertEqual(batch.state, "applied")
        self.assertEqual(self.clients.manager_id, self.ihor | self.olena)

    def test_pinned_walled_and_own_cards_are_never_dealt(self):
        self.clients[0].is_manager_pinned = True
        self.clients[1].is_private_banking = True
        self.clients[2].employee_user_id = self.ihor
        self.assertEqual(self._batch().dealt_count, 2)

    def test_who_got_a_manager_meanwhile_keeps_him(self):
        batch = self._batch()
        batch.action_propose()
        self.clients[0].manager_id = self.banker
        act = self.env["bank.act"].search(
            [("res_model", "=", batch._name)], order="id desc", limit=1
        )
        act.with_user(self.west_head).action_accept()
        self.assertEqual(self.clients[0].manager_id, self.banker)
        self.assertEqual(batch.kept_count, 1)

    def test_undo_returns_what_nobody_changed_since(self):
        batch = self._batch()
        self._accept(batch)
        self.clients[0].manager_id = self.banker
        batch.action_undo()
        self.assertEqual(batch.state, "undone")
        self.assertEqual(self.clients[0].manager_id, self.banker)
        self.assertFalse((self.clients - self.clients[0]).manager_id)

    def test_a_plan_is_cleared_when_it_cannot_be_taken_back_any_more(self):
        batch = self._batch()
        batch.action_propose()
        self.clients[0].manager_id = self.banker
        act = self.env["bank.act"].search(
            [("res_model", "=", batch._name)], order="id desc", limit=1
        )
        act.with_user(self.west_head).action_accept()
        plan = self.env["bank.assignment.plan"].search([("batch_id", "=", batch.id)])
        self._run_task("assignment_batches", self.day)
        self.assertEqual(len(plan.exists()), 5)
        later = self.env["bank.business.day"]._open(
            batch.undo_until + timedelta(days=1)
        )
        self._run_task("assignment_batches", later)
        self.assertEqual(plan.exists().client_id, self.clients[0])
        self.assertEqual(batch.with_user(self.west_head).action_view_plan()["res_model"],
                         "bank.assignment")  # fmt: skip

    def test_rules_are_asked_in_their_order(self):
        self._limit(self.olena, 3)
        first = self.rule.copy(
            {
                "name": "First",
                "sequence": 1,
                "takers": "people",
                "user_ids": self.olena.ids,
            }
        )
        batch = self._batch()
        found = [(line.rule_id, line.user_id, line.count) for line in batch.line_ids]
        self.assertIn((first, self.olena, 2), found)
        self.assertIn((self.rule, self.ihor, 3), found)

    def test_all_whoever_serves_them_go_to_the_named_people(self):
        self.clients.manager_id = self.ihor
        self.rule.write(
            {
                "scope": "everybody",
                "strategy": "in_turn",
                "takers": "people",
                "user_ids": self.olena.ids,
            }
        )
        batch = self._batch()
        self._accept(batch)
        self.assertEqual(self.clients.manager_id, self.olena)
        self.assertTrue(self.clients[0].with_user(self.ihor).is_visible)
        batch.action_undo()
        self.assertEqual(self.clients.manager_id, self.ihor)

    def test_only_heads_and_only_in_their_units(self):
        with self.assertRaises(AccessError):
            self.rule.with_user(self.olena).strategy = "in_turn"
        with self.assertRaises(AccessError):
            self.rule.with_user(self.lviv_head).branch_id = self.kharkiv
        batch = self._batch()
        east = self._create_employee("branch_head", self.kharkiv)
        batches = self.env["bank.assignment.batch"]
        self.assertFalse(batches.with_user(east).search([("id", "=", batch.id)]))
        with self.assertRaises(AccessError):
            batches.with_user(self.olena).search([])
        with self.assertRaises(AccessError):
            batch.state = "accepted"
        batch.action_propose()
        with self.assertRaises(UserError):
            batch.date_from = TODAY + timedelta(days=3)
