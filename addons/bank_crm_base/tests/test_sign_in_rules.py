from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged

from .common import BankCommon


@tagged("post_install", "-at_install")
class TestSignInRules(BankCommon):
    """The bank's rules of signing in: who changes them, and what they ask."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = new_test_user(
            cls.env, "t_sysadmin", groups="base.group_user,base.group_system"
        )
        cls.approver = cls._create_employee("compliance", cls.head_office)
        cls.role = cls.env.ref("bank_crm_base.role_retail_manager")

    def _waiting(self, record):
        record.invalidate_recordset()
        return record.waiting_act_ids

    # --- two people

    def test_rules_are_changed_by_two_people(self):
        self.policy.with_user(self.admin).write({"person_failures": 99})
        self.assertEqual(self.policy.person_failures, 5)
        act = self._waiting(self.policy)
        self.assertEqual(act.kind_id.code, "sign_in_rule")
        with self.assertRaises(AccessError):
            act.with_user(self.admin).action_accept()
        act.with_user(self.approver).action_accept()
        self.assertEqual(self.policy.person_failures, 99)

    def test_what_a_role_asks_is_changed_by_two_people(self):
        self.role.with_user(self.admin).write({"needs_second_factor": True})
        self.assertFalse(self.role.needs_second_factor)
        self._waiting(self.role).with_user(self.approver).action_accept()
        self.assertTrue(self.olena._sign_in_terms().needs_second_factor)
        self.assertFalse(self.lviv_head._sign_in_terms().needs_second_factor)

    def test_only_the_administrator_proposes_and_nobody_makes_a_second_set(self):
        for user in (self.boss, self.approver, self.auditor, self.steward):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.policy.with_user(user).write({"person_failures": 0})
        for user in (self.admin, self.boss):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.policy.with_user(user).create({"name": "Mine"})

    # --- what they ask

    def test_a_person_is_under_the_strictest_of_his_roles(self):
        self.policy.inactivity_minutes = 30
        self.role.inactivity_minutes = 10
        self.assertEqual(self.olena._sign_in_terms().inactivity_minutes, 10)
        self.assertEqual(self.olena._get_lock_timeout_inactivity(), 600)
        self.assertEqual(self.lviv_head._get_lock_timeout_inactivity(), 1800)
        self.olena.post_ids.date_to = self.day.date - timedelta(days=1)
        self.assertEqual(self.olena._get_lock_timeout_inactivity(), 1800)

    def test_demo_roles_ask_for_no_second_factor(self):
        self.assertFalse(
            self.env["bank.role"].search([("needs_second_factor", "=", True)])
        )

    # --- passwords

    def test_a_short_password_is_refused(self):
        self.policy.password_length = 12
        with self.assertRaises(UserError):
            self.olena.password = "elevenchars"
        self.olena.password = "twelve chars"
        self.assertEqual(self.olena.get_password_policy()["minlength"], 12)

    def test_an_earlier_password_is_refused(self):
        self.policy.password_history = 2
        self.olena.password = "first password"
        self.olena.password = "second password"
        for used in ("first password", "second password"):
            with self.subTest(used=used), self.assertRaises(UserError):
                self.olena.password = used
        self.olena.password = "third password"
        self.olena.password = "first password"

    def test_nobody_reads_earlier_passwords(self):
        self.policy.password_history = 5
        self.olena.password = "olena's password"
        used = self.env["bank.password.used"].search(
            [("user_id", "=", self.olena.id)], limit=1
        )
        self.assertTrue(used)
        for user in (self.admin, self.auditor, self.olena):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                used.with_user(user).read(["user_id"])

    # --- keys for programs

    def _key(self, user, days, scope="rpc"):
        date = days and fields.Datetime.now() + timedelta(days=days)
        return (
            self.env["res.users.apikeys"].with_user(user)._generate(scope, "test", date)
        )

    def test_a_key_expires_and_lives_no_longer_than_the_role_allows(self):
        self.policy.api_key_days = 90
        self.role.api_key_days = 30
        for user, days in ((self.olena, 31), (self.admin, 91), (self.admin, 0)):
            with (
                self.subTest(user=user.login, days=days),
                self.assertRaises(ValidationError),
            ):
                self._key(user, days)
        self.env.ref("base.group_user").api_key_duration = 365
        self.assertTrue(self._key(self.olena, 29))
        self.assertTrue(self._key(self.admin, 89))

    def test_only_terms_that_the_role_allows_are_offered(self):
        self.policy.api_key_days = 30
        Description = self.env["res.users.apikeys.description"].with_user(self.admin)
        offered = [code for code, _label in Description._selection_duration()]
        self.assertEqual(offered, ["1", "7", "30", "-1"])

    def test_a_key_opens_programs_doors_only(self):
        self._key(self.admin, 10, scope=None)
        key = self.env["res.users.apikeys"].search([("user_id", "=", self.admin.id)])
        self.assertEqual(key.scope, "rpc")

    def test_the_administrator_lists_and_revokes_keys(self):
        self.env.ref("base.group_user").api_key_duration = 365
        self._key(self.olena, 10)
        Keys = self.env["res.users.apikeys"]
        of_olena = [("user_id", "=", self.olena.id)]
        self.assertFalse(Keys.with_user(self.petro).search(of_olena))
        key = Keys.with_user(self.admin).search(of_olena)
        self.assertEqual(len(key), 1)
        with self.assertRaises(AccessError):
            Keys.with_user(self.petro).browse(key.id)._remove()
        key._remove()
        self.assertFalse(Keys.search(of_olena))
