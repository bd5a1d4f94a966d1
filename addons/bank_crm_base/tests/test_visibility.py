import json
from datetime import date, datetime, timedelta

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import TODAY, BankCommon


@tagged("post_install", "-at_install")
class TestVisibility(BankCommon):
    def _seen_by(self, user):
        clients = self.kovalenko | self.bondar | self.walled
        found = (
            self.env["res.partner"].with_user(user).search([("id", "in", clients.ids)])
        )
        computed = clients.with_user(user).filtered("is_visible")
        self.assertEqual(
            found.ids, computed.sorted(lambda c: found.ids.index(c.id)).ids
        )
        return set(found.mapped("name"))

    def test_an_internal_user_without_a_bank_role_sees_no_client(self):
        plain = self.env["res.users"].create(
            {
                "name": "Plain",
                "login": "plain",
                "group_ids": [self.env.ref("base.group_user").id],
            }
        )
        self.assertFalse(self._seen_by(plain))

    def test_the_system_administrator_sees_no_client(self):
        administrator = self._create_employee("system_administrator", self.head_office)
        self.assertFalse(self._seen_by(administrator))

    def test_a_manager_sees_his_portfolio_only(self):
        self.assertEqual(self._seen_by(self.olena), {self.kovalenko.name})

    def test_a_manager_of_another_region_does_not_find_the_client(self):
        self.assertNotIn(self.kovalenko.name, self._seen_by(self.petro))

    def test_a_branch_head_sees_the_branch_and_not_behind_the_wall(self):
        self.assertEqual(self._seen_by(self.lviv_head), {self.kovalenko.name})

    def test_a_regional_head_sees_the_branches_below(self):
        self.assertEqual(self._seen_by(self.west_head), {self.kovalenko.name})

    def test_the_auditor_sees_everything(self):
        everybody = {self.kovalenko.name, self.bondar.name, self.walled.name}
        self.assertEqual(self._seen_by(self.auditor), everybody)

    def test_a_private_banker_sees_his_client_behind_the_wall(self):
        self.assertEqual(self._seen_by(self.banker), {self.walled.name})

    def test_a_grant_opens_one_client_until_its_day(self):
        grant = self.env["bank.grant"].create(
            {
                "user_id": self.petro.id,
                "client_id": self.kovalenko.id,
                "kind": "deputy",
                "date_from": TODAY,
                "date_to": TODAY,
                "reason": "Leave of the manager",
            }
        )
        self.assertIn(self.kovalenko.name, self._seen_by(self.petro))
        self.env["bank.business.day"]._open(TODAY + timedelta(days=1))
        self.env.invalidate_all()
        self.assertNotIn(self.kovalenko.name, self._seen_by(self.petro))
        self.assertTrue(grant.exists())

    def test_a_post_that_ended_opens_nothing(self):
        leaver = self._create_employee(
            "branch_head", self.lviv, login="t_leaver", date_to=date(2026, 11, 19)
        )
        self.assertFalse(self._seen_by(leaver))
        self.assertFalse(leaver.has_group("bank_crm_base.group_employee"))

    def test_ones_own_card_is_closed_to_oneself_and_ones_unit(self):
        self.kovalenko.sudo().employee_user_id = self.olena
        self.env.registry.clear_cache()
        self.env.invalidate_all()
        self.assertNotIn(self.kovalenko.name, self._seen_by(self.olena))
        self.assertNotIn(self.kovalenko.name, self._seen_by(self.lviv_head))
        self.assertIn(self.kovalenko.name, self._seen_by(self.west_head))

    def test_a_contact_person_is_seen_with_the_client(self):
        person = self.env["res.partner"].create(
            {"name": "Accountant", "parent_id": self.kovalenko.id}
        )
        self.assertTrue(person.with_user(self.olena).is_visible)
        self.assertFalse(person.with_user(self.petro).is_visible)

    def test_children_are_seen_with_the_client(self):
        account = self._create_account(self.kovalenko, "UA00TEST1")
        self._book(account, (date(2026, 11, 5), 100))
        card = self.env["bank.card"].create(
            {
                "external_id": "token-1",
                "account_id": account.id,
                "client_id": self.kovalenko.id,
                "masked_number": "414900******4417",
                "tail": "4417",
            }
        )
        holding = self.env["bank.holding"].create(
            {"client_id": self.kovalenko.id, "product_id": self._product().id}
        )
        for record in (account, card, holding, account.holder_ids, account.month_ids):
            with self.subTest(model=record._name):
                self.assertTrue(record.with_user(self.olena).has_access("read"))
                self.assertFalse(record.with_user(self.petro).has_access("read"))
                Model = self.env[record._name]
                self.assertFalse(
                    Model.with_user(self.petro).search([("id", "in", record.ids)])
                )
        Movement = self.env["bank.account.movement"]
        of_account = [("account_id", "=", account.id)]
        self.assertEqual(Movement.with_user(self.olena).search_count(of_account), 1)
        self.assertEqual(Movement.with_user(self.petro).search_count(of_account), 0)

    def test_a_joint_holder_opens_the_account(self):
        account = self._create_account(self.kovalenko, "UA00TEST2")
        self.env["bank.account.holder"].create(
            {"account_id": account.id, "client_id": self.bondar.id, "role": "joint"}
        )
        self.assertTrue(account.with_user(self.petro).has_access("read"))

    def test_search_by_relation_leaks_nothing(self):
        Country = self.env["res.country"].with_user(self.petro)
        self.kovalenko.country_id = self.env.ref("base.ua")
        account = self._create_account(self.kovalenko, "UA00TEST3")
        self.assertFalse(
            self.env["bank.account"]
            .with_user(self.petro)
            .search([("client_id.name", "ilike", "Коваленко"), ("id", "=", account.id)])
        )
        self.assertFalse(
            self.env["bank.branch"]
            .with_user(self.petro)
            .search(
                [("post_ids.user_id.partner_id.account_ids.number", "=", "UA00TEST3")]
            )
        )
        self.assertTrue(Country.search([("code", "=", "UA")]))

    def test_export_and_name_search_leak_nothing(self):
        Partner = self.env["res.partner"].with_user(self.petro)
        self.assertFalse(Partner.name_search("Коваленко Олена"))
        role = self.env.ref("bank_crm_base.role_retail_manager")
        role.implied_ids += self.env.ref("base.group_allow_export")
        with self.assertRaises(AccessError):
            self.kovalenko.with_user(self.petro).export_data(["name"])

    def test_that_a_counterparty_is_our_client_is_told_to_those_who_see_him(self):
        row = self.env["bank.counterparty"].create(
            {
                "client_id": self.kovalenko.id,
                "key": "x",
                "name": self.bondar.name,
                "known_client_id": self.bondar.id,
            }
        )
        mine = [("id", "=", row.id)]
        for user, is_told in ((self.olena, False), (self.auditor, True)):
            seen = row.with_user(user)
            self.assertEqual(bool(seen.our_client_id), is_told)
            found = seen.search([*mine, ("our_client_id", "!=", False)])
            self.assertEqual(bool(found), is_told)
            found = seen.search([*mine, ("our_client_id", "=", False)])
            self.assertEqual(bool(found), not is_told)
            with self.assertRaises(AccessError):
                seen.search([("known_client_id", "!=", False)])

    def _product(self):
        return self.env["bank.product"].create(
            {
                "name": "Current account",
                "code": "T-CUR",
                "family_id": self.env.ref(
                    "bank_crm_base.product_family_current_account"
                ).id,
                "kind": "account",
            }
        )


@tagged("post_install", "-at_install")
class TestVisibilityOverHttp(BankCommon, HttpCase):
    def _json2(self, user, model, method, **arguments):
        key = (
            self.env["res.users.apikeys"]
            .with_user(user)
            ._generate("rpc", "test", datetime.now() + timedelta(hours=1))
        )
        response = self.url_open(
            f"/json/2/{model}/{method}",
            data=json.dumps(arguments),
            headers={
                "Authorization": f"bearer {key}",
                "Content-Type": "application/json",
            },
        )
        return response.status_code, response.json()

    def test_the_external_api_obeys_the_rule_on_three_models(self):
        account = self._create_account(self.kovalenko, "UA00HTTP1")
        self._book(account, (date(2026, 11, 5), 100))
        for model, domain in (
            ("res.partner", [["id", "=", self.kovalenko.id]]),
            ("bank.account", [["id", "=", account.id]]),
            ("bank.account.movement", [["account_id", "=", account.id]]),
        ):
            with self.subTest(model=model):
                found = self._json2(
                    self.olena, model, "search_read", domain=domain, fields=["id"]
                )
                self.assertEqual((found[0], len(found[1])), (200, 1))
                hidden = self._json2(
                    self.petro, model, "search_read", domain=domain, fields=["id"]
                )
                self.assertEqual(hidden, (200, []))

    def test_the_external_api_cannot_write_what_the_core_owns(self):
        account = self._create_account(self.kovalenko, "UA00HTTP2")
        with mute_logger("odoo.http"):
            status, _error = self._json2(
                self.olena,
                "bank.account",
                "write",
                ids=account.ids,
                vals={"balance": 1},
            )
        self.assertEqual(status, 403)
