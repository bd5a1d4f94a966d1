from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .test_access_settings import MASK, PHONE, AccessSettingCommon


@tagged("post_install", "-at_install")
class TestAccessLook(AccessSettingCommon):
    def _look(self, by, employee, client=None, reason="Asked by the branch"):
        self.env.flush_all()
        self.env.invalidate_all()
        return (
            self.env["bank.access.look"]
            .with_user(by)
            .look(employee.id, reason, client.id if client else None)
        )

    def test_the_auditor_sees_menus_clients_and_the_masked_card_of_a_teller(self):
        self._setting()
        self._setting("hidden", ("birth_date",))
        self.kovalenko.birth_date = "1990-05-06"
        seen = self._look(self.auditor, self.teller, self.kovalenko)
        self.assertEqual(seen["client_count"], seen["shared_count"])
        self.assertIn("Find", [menu["name"] for menu in seen["menus"]])
        self.assertNotIn("Configuration", [menu["name"] for menu in seen["menus"]])
        facts = {
            fact["name"]: (fact["value"], fact["effect"]) for fact in seen["facts"]
        }
        self.assertEqual(facts["Telephone"], (MASK, "masked"))
        self.assertEqual(facts["Born on"], ("", "hidden"))
        self.assertNotIn(PHONE, str(seen))

    def test_a_look_shows_only_clients_that_both_may_see(self):
        seen = self._look(self.oleh, self.boss)
        self.assertGreater(seen["client_count"], 0)
        self.assertEqual((seen["shared_count"], seen["clients"]), (0, []))
        with self.assertRaises(AccessError):
            self._look(self.oleh, self.boss, self.kovalenko)
        with self.assertRaises(AccessError):
            self._look(self.auditor, self.petro, self.kovalenko)

    def test_what_is_masked_for_the_looker_stays_masked(self):
        self._setting(roles=("auditor",))
        facts = self._look(self.auditor, self.olena, self.kovalenko)["facts"]
        self.assertIn(MASK, [fact["value"] for fact in facts])
        self.assertNotIn(PHONE, str(facts))

    def test_what_either_of_them_may_not_read_by_rights_is_not_shown(self):
        self.kovalenko.birth_date = "1990-05-06"
        field = self.env["res.partner"]._fields["birth_date"]
        auditor = "bank_crm_base.group_auditor"
        for groups in (auditor, f"!{auditor}", fields.NO_ACCESS):
            with self.subTest(groups=groups), patch.object(field, "groups", groups):
                facts = self._look(self.auditor, self.teller, self.kovalenko)["facts"]
                [born] = [fact for fact in facts if fact["name"] == "Born on"]
                self.assertEqual((born["value"], born["effect"]), ("", "hidden"))

    def test_each_look_leaves_a_trace_that_nobody_edits(self):
        self._look(self.auditor, self.olena, self.kovalenko)
        trace = self.env["bank.access.preview"].search([], limit=1)
        self.assertRecordValues(
            trace,
            [
                {
                    "user_id": self.auditor.id,
                    "employee_id": self.olena.id,
                    "client_id": self.kovalenko.id,
                    "reason": "Asked by the branch",
                }
            ],
        )
        with self.assertRaises(AccessError):
            trace.with_user(self.pavlo).write({"reason": "Another"})
        with self.assertRaises(AccessError):
            trace.with_user(self.pavlo).unlink()

    def test_only_who_answers_for_access_looks_and_says_why(self):
        with self.assertRaises(AccessError):
            self._look(self.lviv_head, self.olena)
        with self.assertRaises(UserError):
            self._look(self.auditor, self.olena, reason=" ")
        with self.assertRaises(UserError):
            self._look(self.auditor, self.env.ref("base.user_root"))

    def test_the_screen_shows_what_was_seen(self):
        form = Form(self.env["bank.access.look"].with_user(self.auditor))
        form.employee_id = self.teller
        form.reason = "Asked by the branch"
        look = form.save()
        action = look.action_look()
        self.assertEqual(action["res_id"], look.id)
        self.assertIn("Коваленко", look.answer)
