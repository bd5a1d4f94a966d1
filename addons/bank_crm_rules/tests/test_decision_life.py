from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..domain.dmn.xml_write import write_table
from .common import GRADES, DecisionCommon, funds_table


@tagged("post_install", "-at_install")
class TestDecisionLife(DecisionCommon):
    def test_a_version_comes_into_force_by_a_test_and_a_second_person(self):
        version = self.table.draft_id
        with self.assertRaisesRegex(UserError, "Test it on clients"):
            version.action_send_for_approval()
        self._test(version)
        self.assertEqual(version.state, "tested")
        act = self._send(version)
        self.assertEqual(version.state, "waiting")
        self.assertFalse(self.table.version_id)
        with self.assertRaises(AccessError):
            act.with_user(self.oleh).action_accept()
        act.with_user(self.boss).action_accept()
        self.env.invalidate_all()
        self.assertEqual(version.state, "approved")
        self.assertEqual(version.approved_by_id, self.boss)
        self.assertEqual(version.date_from, self.day.date)
        self.assertEqual(self.table.version_id, version)
        self.assertFalse(self.table.draft_id)

    def test_an_approved_version_never_changes(self):
        version = self._approve(self.table)
        other = write_table(funds_table(("-", '"gold"')))
        for vals in ({"xml": other}, {"date_from": self.day.date}):
            with self.assertRaises(UserError):
                version.with_user(self.oleh).write(vals)
        with self.assertRaises(UserError):
            version.xml = other
        with self.assertRaises(UserError):
            version.with_user(self.oleh).unlink()
        with self.assertRaises(UserError):
            self.table.unlink()

    def test_what_changes_after_the_test_is_a_draft_again(self):
        version = self.table.draft_id
        self._test(version)
        version.xml = version.xml
        self.assertEqual(version.state, "tested")
        version.xml = write_table(funds_table(("-", '"gold"')))
        self.assertEqual(version.state, "draft")
        self.assertFalse(version.test_id)

    def test_a_waiting_version_is_frozen_and_can_be_taken_back(self):
        version = self.table.draft_id
        self._test(version)
        act = self._send(version)
        with self.assertRaises(UserError):
            version.xml = write_table(funds_table(("-", '"gold"')))
        version.with_user(self.oleh).action_back_to_draft()
        self.assertEqual(version.state, "draft")
        self.assertEqual(act.state, "withdrawn")

    def test_a_refused_version_is_a_draft_again(self):
        version = self.table.draft_id
        self._test(version)
        self._send(version).with_user(self.boss).action_refuse("Too generous.")
        self.assertEqual(version.state, "draft")

    def test_a_later_version_counts_from_its_day(self):
        first = self._approve(self.table)
        draft = self.env["bank.decision.version"].browse(
            self.table.action_new_version()["res_id"]
        )
        self.assertEqual((draft.number, draft.xml), (2, first.xml))
        draft.xml = write_table(funds_table(("-", '"gold"')))
        draft.note = "All are gold."
        draft.date_from = self.day.date + timedelta(days=3)
        second = self._approve(self.table)
        self.assertEqual(second, draft)
        self.assertEqual(self.table.version_id, first)
        self.assertEqual((first.phase, second.phase), ("in_force", "coming"))
        self.env["bank.business.day"]._open(draft.date_from)
        self.env.invalidate_all()
        self.assertEqual(self.table.version_id, second)
        self.assertEqual((first.phase, second.phase), ("past", "in_force"))
        # What it decided then can be decided again.
        self.assertEqual(first._decide(self.bondar)[self.bondar.id].rules, (2,))

    def test_a_table_goes_out_of_use_by_two_people(self):
        self._approve(self.table)
        self.table.with_user(self.oleh).active = False
        self.assertTrue(self.table.active)
        act = self.env["bank.act"]._waiting_for(self.table.sudo())[self.table.id]
        act.with_user(self.boss).action_accept()
        self.assertFalse(self.table.active)

    def test_only_the_business_administrator_draws(self):
        for employee in (self.olena, self.boss, self.auditor):
            with self.assertRaises(AccessError):
                self.table.draft_id.with_user(employee).write({"note": "Mine"})
            with self.assertRaises(AccessError):
                self.table.draft_id.with_user(employee).action_send_for_approval()
            with self.assertRaises(AccessError):
                self.table.with_user(employee).action_run()
        version = self.table.draft_id.with_user(self.oleh)
        with self.assertRaises(AccessError):
            version.write({"state": "approved", "date_from": self.day.date})

    def test_the_checker_reads_what_changes(self):
        self._approve(self.table)
        self.table.with_user(self.oleh).action_new_version()
        draft = self.table.draft_id
        draft.xml = write_table(funds_table((">= 50", '"gold"'), ("< 50", '"silver"')))
        draft.note = "Fifty is enough."
        self._test(draft)
        act = self._send(draft)
        words = dict(draft._act_words(act.method, act.sudo().arguments)[draft.id])
        self.assertEqual(words["Rules"], "2")
        self.assertEqual(words["Come out otherwise"], "1")
        self.assertEqual(words["silver → gold"], "1")

    def test_other_addons_ask_by_the_code(self):
        self._approve(self.table)
        table = self.env["bank.decision.table"]._get("test_grade")
        decided = table._decide(self.kovalenko | self.bondar)
        self.assertEqual(
            {client: decision.outputs for client, decision in decided.items()},
            {self.kovalenko.id: {"grade": "gold"}, self.bondar.id: {"grade": "silver"}},
        )
        with self.assertRaisesRegex(UserError, "no_such"):
            self.env["bank.decision.table"]._get("no_such")
        self.assertEqual(write_table(table.version_id._dmn()), write_table(GRADES))
