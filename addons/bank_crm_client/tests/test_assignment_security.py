from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .test_handover import HandoverCommon

WRITABLE = {
    "bank.assignment": "group_unit_head",
    "bank.handover": "group_unit_head",
    "bank.handover.target": "group_unit_head",
}
MODELS = [*WRITABLE, "bank.handover.line"]


@tagged("post_install", "-at_install")
class TestAssignmentSecurity(HandoverCommon):
    """Who reads and who changes who serves whom, at each door."""

    def test_each_role_writes_only_what_heads_decide(self):
        for role in self.env["bank.role"].search([("code", "!=", "no_post")]):
            user = self._create_employee(role.code, self.lviv, login=f"m_{role.code}")
            for model in MODELS:
                group = WRITABLE.get(model)
                may = bool(group) and user.has_group(f"bank_crm_base.{group}")
                with self.subTest(role=role.code, model=model):
                    self.assertEqual(
                        self.env[model].with_user(user).has_access("write"), may
                    )
                    self.assertEqual(
                        self.env[model].with_user(user).has_access("create"), may
                    )

    def test_managers_see_their_own_handovers_only(self):
        handover = self._handover((self.ihor, 1))
        self._accept(handover)
        sees = {self.olena, self.ihor, self.lviv_head, self.west_head, self.auditor}
        for user in sees | {self.roman, self.petro, self.banker}:
            for record in (handover, handover.target_ids, handover.line_ids[:1]):
                Model = record.with_user(user).browse()
                with self.subTest(user=user.login, model=record._name):
                    domain = [("id", "in", record.ids)]
                    self.assertEqual(bool(Model.search(domain)), user in sees)
                    self.assertEqual(bool(Model.search_count(domain)), user in sees)

    def test_only_a_head_proposes_and_only_for_his_people(self):
        values = {
            "user_id": self.olena.id,
            "reason": "x",
            "target_ids": [Command.create({"user_id": self.ihor.id})],
        }
        for user in (self.olena, self.ihor, self.auditor):
            with self.assertRaises(AccessError):
                self.env["bank.handover"].with_user(user).create(values)
        with self.assertRaises(AccessError):
            self.env["bank.handover"].with_user(self.lviv_head).create(
                {**values, "user_id": self.petro.id}
            )
        with self.assertRaises(AccessError):
            self._handover((self.petro, 1))

    def test_no_door_writes_what_is_sealed(self):
        handover = self._handover((self.ihor, 1))
        for values in ({"state": "accepted"}, {"undo_until": "2030-01-01"}):
            with self.assertRaises(AccessError):
                handover.write(values)
        with self.assertRaises(AccessError):
            handover.target_ids.answer = "accepted"
        with self.assertRaises(AccessError):
            self._handover((self.ihor, 1), state="accepted")
        with self.assertRaises(AccessError):
            self.env["bank.handover"].with_user(self.lviv_head).with_context(
                default_state="accepted"
            ).create({"user_id": self.olena.id, "reason": "x"})

    def test_what_is_proposed_does_not_change(self):
        handover = self._handover((self.ihor, 1))
        handover.action_propose()
        with self.assertRaises(UserError):
            handover.reason = "Another"
        with self.assertRaises(UserError):
            handover.target_ids.share = 2
        with self.assertRaises(UserError):
            handover.unlink()
