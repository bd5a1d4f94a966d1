from datetime import timedelta

from odoo.addons.bank_crm_base.tests.common import TODAY, BankCommon
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged


class HandoverCommon(BankCommon):
    """Olena's clients go to Ihor and Roman; the head of Lviv proposes, the West accepts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ihor = cls._create_employee("retail_manager", cls.lviv, login="t_ihor")
        cls.roman = cls._create_employee("retail_manager", cls.lviv, login="t_roman")
        cls.clients = cls.kovalenko
        for number in range(5):
            cls.clients |= cls._create_client(
                f"Client {number}", branch_id=cls.lviv.id, manager_id=cls.olena.id,
                funds_base=100 * number,
            )  # fmt: skip
        cls.task = cls.env["mail.activity"].create(
            {
                "res_model_id": cls.env["ir.model"]._get_id("res.partner"),
                "res_id": cls.kovalenko.id,
                "user_id": cls.olena.id,
                "summary": "Call back",
            }
        )

    def _handover(self, *takers, user=None, **values):
        return (
            self.env["bank.handover"]
            .with_user(user or self.lviv_head)
            .create(
                {
                    "user_id": self.olena.id,
                    "reason": "Leaves the bank",
                    "target_ids": [
                        Command.create({"user_id": taker.id, "share": share})
                        for taker, share in takers
                    ],
                    **values,
                }
            )
        )

    def _accept(self, handover, user=None):
        handover.action_propose()
        act = self.env["bank.act"].search(
            [("res_model", "=", handover._name)], order="id desc", limit=1
        )
        act.with_user(user or self.west_head).action_accept()
        return act

    def _undo(self, handover, user=None):
        """Taken back by the head of Lviv, which the West accepts."""
        handover.with_user(self.lviv_head).action_undo()
        act = self.env["bank.act"].search(
            [("res_model", "=", handover._name)], order="id desc", limit=1
        )
        act.with_user(user or self.west_head).action_accept()

    def _open(self, days):
        return self.env["bank.business.day"]._open(TODAY + timedelta(days=days))


@tagged("post_install", "-at_install")
class TestHandover(HandoverCommon):
    """From the numbers to the way back."""

    def test_the_preview_tells_who_gets_what_before_anything_changes(self):
        handover = self._handover((self.ihor, 2), (self.roman, 1))
        rows = [(row.user_id, row.client_count) for row in handover.target_ids]
        self.assertEqual(rows, [(self.ihor, 4), (self.roman, 2)])
        self.assertIn(
            "Tasks: 1", " ".join(filter(None, handover.target_ids.mapped("words")))
        )
        self.assertEqual(self.clients.manager_id, self.olena)

    def test_it_is_applied_when_a_second_person_accepts(self):
        handover = self._handover((self.ihor, 1))
        self._accept(handover)
        self.assertEqual(handover.state, "applied")
        self.assertEqual(self.clients.manager_id, self.ihor)
        self.assertEqual(self.task.user_id, self.ihor)
        self.assertEqual(handover.target_ids.client_count, 6)
        self.assertEqual(len(handover.line_ids), 7)
        rows = self.env["bank.assignment"].search(
            [("client_id", "=", self.kovalenko.id), ("date_to", "=", False)]
        )
        self.assertEqual((rows.user_id, rows.handover_id), (self.ihor, handover))

    def test_nobody_accepts_his_own_and_the_head_of_another_unit_neither(self):
        handover = self._handover((self.ihor, 1))
        east = self._create_employee("regional_head", self.east)
        for user in (self.lviv_head, east):
            with self.assertRaises(AccessError):
                self._accept(handover, user) if handover.state == "draft" else (
                    self.env["bank.act"]
                    .search([("res_model", "=", handover._name)], limit=1)
                    .with_user(user)
                    .action_accept()
                )
        self.assertEqual(self.clients.manager_id, self.olena)

    def test_it_waits_for_its_date(self):
        handover = self._handover((self.ihor, 1), date_from=TODAY + timedelta(days=2))
        self._accept(handover)
        self.assertEqual(handover.state, "accepted")
        self._run_task("handovers", self._open(1))
        self.assertEqual(self.clients.manager_id, self.olena)
        self._run_task("handovers", self._open(2))
        self.assertEqual(self.clients.manager_id, self.ihor)
        self._run_task("handovers", self._open(2))
        self.assertEqual(len(handover.line_ids), 7)

    def test_after_a_leave_the_clients_come_back_by_themselves(self):
        handover = self._handover(
            (self.ihor, 1), kind="leave", date_to=TODAY + timedelta(days=3)
        )
        self._accept(handover)
        self.assertEqual(self.clients.manager_id, self.ihor)
        self._run_task("handovers", self._open(3))
        self.assertEqual(self.clients.manager_id, self.ihor)
        self._run_task("handovers", self._open(4))
        self.assertEqual(self.clients.manager_id, self.olena)
        self.assertEqual(self.task.user_id, self.olena)
        self.assertEqual(handover.state, "returned")

    def test_undo_returns_what_nobody_changed_and_lists_the_rest(self):
        handover = self._handover((self.ihor, 1))
        self._accept(handover)
        self.kovalenko.with_user(self.lviv_head).manager_id = self.roman
        handover.with_user(self.lviv_head).action_undo()
        self.assertEqual(handover.state, "applied")
        handover.invalidate_recordset()
        self.assertTrue(handover.undo_waits)
        self.assertEqual(self.clients[1].manager_id, self.ihor)
        act = self.env["bank.act"].search(
            [("res_model", "=", handover._name)], order="id desc", limit=1
        )
        with self.assertRaises(AccessError):
            act.with_user(self.lviv_head).action_accept()
        act.with_user(self.west_head).action_accept()
        self.assertEqual(handover.state, "undone")
        self.assertEqual(self.kovalenko.manager_id, self.roman)
        self.assertEqual((self.clients - self.kovalenko).manager_id, self.olena)
        kept = handover.line_ids.filtered(lambda line: line.fate == "kept")
        self.assertEqual(kept.client_id, self.kovalenko)
        self.assertEqual(len(kept), 1)
        history = self.env["bank.assignment"].search(
            [("client_id", "=", self.clients[1].id)]
        )
        self.assertEqual(len(history), 1)
        self.assertFalse(history.date_to)

    def test_undo_ends_after_its_days(self):
        handover = self._handover((self.ihor, 1))
        self._accept(handover)
        self._open(15)
        handover.invalidate_recordset()
        with self.assertRaises(UserError):
            handover.with_user(self.lviv_head).action_undo()

    def test_the_old_manager_looks_for_some_days(self):
        client = self.kovalenko.with_user(self.olena)
        self._accept(self._handover((self.ihor, 1)))
        client.invalidate_recordset()
        self.assertTrue(client.is_visible)
        self._open(31)
        client.invalidate_recordset()
        self.assertFalse(client.is_visible)

    def test_a_deputy_covers_until_the_new_manager_accepts(self):
        cover = self._create_employee("retail_manager", self.west, login="t_cover")
        handover = self._handover(
            (self.ihor, 1), deputy_id=cover.id, user=self.west_head
        )
        self._accept(handover, self.boss)
        client = self.kovalenko.with_user(cover)
        client.invalidate_recordset()
        self.assertTrue(client.is_visible)
        handover.target_ids.with_user(self.ihor).action_accept()
        client.invalidate_recordset()
        self.assertFalse(client.is_visible)

    def test_who_objects_gives_the_head_a_task(self):
        handover = self._handover((self.ihor, 1))
        self._accept(handover)
        target = handover.target_ids
        with self.assertRaises(AccessError):
            target.with_user(self.olena).action_accept()
        wizard = (
            self.env["bank.handover.objection"]
            .with_user(self.ihor)
            .create({"target_id": target.id, "reason": "I have 400 already"})
        )
        wizard.action_object()
        self.assertEqual(target.answer, "objected")
        tasks = self.env["mail.activity"].search([("user_id", "=", self.lviv_head.id)])
        self.assertIn("objects", " ".join(tasks.mapped("summary")))

    def test_who_does_not_answer_is_told_of_once(self):
        self._accept(self._handover((self.ihor, 1)))
        for _turn in range(2):
            self._run_task("handovers", self._open(4))
        tasks = self.env["mail.activity"].search([("user_id", "=", self.lviv_head.id)])
        self.assertEqual(len(tasks), 1)

    def test_nobody_is_given_his_own_card_and_the_wall_stands(self):
        self.clients[1].employee_user_id = self.ihor
        self.walled.manager_id = self.olena
        self._accept(self._handover((self.ihor, 1)))
        self.assertEqual(self.clients[1].manager_id, self.olena)
        self.assertEqual(self.walled.manager_id, self.olena)

    def test_clients_of_a_unit_that_the_head_does_not_head_stay(self):
        self.clients[1].branch_id = self.kharkiv
        self._accept(self._handover((self.ihor, 1)))
        self.assertEqual(self.clients[1].manager_id, self.olena)
        self.assertEqual((self.clients - self.clients[1]).manager_id, self.ihor)

    def test_only_the_picked_clients_go(self):
        self._accept(
            self._handover((self.ihor, 1), client_ids=[Command.set(self.kovalenko.ids)])
        )
        self.assertEqual(self.kovalenko.manager_id, self.ihor)
        self.assertEqual((self.clients - self.kovalenko).manager_id, self.olena)

    def test_clients_move_to_the_unit_of_the_new_manager_and_back(self):
        outlet = self._create_branch("Test outlet", parent=self.lviv)
        there = self._create_employee("retail_manager", outlet, login="t_there")
        handover = self._handover((there, 1), moves_branch=True)
        self._accept(handover)
        self.assertEqual(self.clients.branch_id, outlet)
        self._undo(handover)
        self.assertEqual(self.clients.branch_id, self.lviv)
