from datetime import datetime, timedelta

from odoo.addons.bank_crm_base.tests.doors import DoorsMixin
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common_contact import ContactCommon

# Who writes what by his own hand; consents and attempts are written by the product.
WRITERS = {
    "bank.contact.purpose": {"group_business_administrator", "group_compliance"},
    "bank.contact.policy": {"group_business_administrator", "group_compliance"},
    "bank.contact.holiday": {"group_business_administrator", "group_compliance"},
    "bank.consent": set(),
    "bank.contact.quiet": set(),
    "bank.contact.attempt": set(),
    "bank.contact.tally": set(),
    "bank.preference.link": set(),
}
# What is read of each: quiet hours have no channel.
NAMES = {
    "bank.consent": ("client_id", "channel"),
    "bank.contact.quiet": ("client_id",),
    "bank.contact.attempt": ("client_id", "channel"),
}
# At the counter one sees what the client said, not what was tried.
AT_THE_COUNTER = {"bank.consent", "bank.contact.quiet"}


@tagged("post_install", "-at_install")
class TestContactRights(DoorsMixin, ContactCommon, HttpCase):
    """Every role at every door of consents, quiet hours and attempts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rows = {
            "bank.consent": {},
            "bank.contact.quiet": {},
            "bank.contact.attempt": {},
        }
        for client in (cls.client, cls.other, cls.walled):
            cls.rows["bank.consent"][client] = cls._say(
                "withdrawn", "fax", client=client
            )
            cls.rows["bank.contact.quiet"][client] = cls.env[
                "bank.contact.quiet"
            ].create({"client_id": client.id, "time_from": 21, "time_to": 9})
            cls.rows["bank.contact.attempt"][client] = cls.Gate._pass(
                client, "letter", "service"
            )
        cls.staff = {
            role: cls._create_employee(role.code, cls.lviv, login=f"con_{role.code}")
            for role in cls.env["bank.role"].search([("code", "!=", "no_post")])
        }

    def _expected(self, role, user):
        seen = {
            "none": set(),
            "own": set(),
            "branch": {self.client},
            "bank": {self.client, self.other},
        }[role.scope]
        if self.walled.with_user(user).is_visible:
            seen = seen | {self.walled}
        return seen

    def test_each_role_reads_what_its_scope_allows_at_each_door(self):
        for role, user in self.staff.items():
            expected = self._expected(role, user)
            for model, rows in self.rows.items():
                for client, record in rows.items():
                    with self.subTest(role=role.code, model=model, client=client.name):
                        self._check_doors(
                            record.with_user(user), client in expected, NAMES[model]
                        )

    def test_who_writes_is_who_is_named_here(self):
        for role, user in self.staff.items():
            for model, groups in WRITERS.items():
                may_write = any(
                    user.has_group(f"bank_crm_base.{group}") for group in groups
                )
                Model = self.env[model].with_user(user)
                with self.subTest(role=role.code, model=model):
                    self.assertEqual(Model.has_access("write"), may_write)
                    self.assertEqual(Model.has_access("create"), may_write)
                    self.assertFalse(Model.has_access("unlink"))

    def test_a_search_by_relation_tells_nothing_of_others_clients(self):
        Client = self.env["res.partner"].with_user(self.olena)
        found = Client.search([("consent_ids.channel", "=", "fax")])
        self.assertEqual(found, self.client)
        found = Client.search([("contact_attempt_ids.channel", "=", "letter")])
        self.assertEqual(found, self.client)

    def test_what_is_told_of_a_client_is_told_to_who_sees_him(self):
        with self.assertRaises(AccessError):
            self.other.with_user(self.olena).get_client_contact()
        with self.assertRaises(AccessError):
            self.other.with_user(self.olena).action_may_call()
        with self.assertRaises(AccessError):
            self.env["bank.consent.change"].with_user(self.olena).create(
                {"client_id": self.other.id, "by_sms": True, "evidence": "1"}
            ).action_note()
        with self.assertRaises(AccessError):
            self.client.with_user(self.auditor).action_revoke_preference_links()

    @mute_logger("odoo.http")
    def test_private_methods_stay_private_over_the_network(self):
        key = (
            self.env["res.users.apikeys"]
            .with_user(self.olena)
            ._generate("rpc", "test", datetime.now() + timedelta(hours=1))
        )
        for model, method, body in (
            ("bank.contact.gate", "_pass", {}),
            ("bank.consent", "_note", {}),
            ("res.partner", "_preference_url", {"ids": self.client.ids}),
            ("bank.contact.attempt", "create", {"vals_list": [{}]}),
            (
                "bank.consent",
                "create",
                {"vals_list": [{"client_id": self.client.id, "channel": "sms",
                                "decision": "given"}]},
            ),
        ):  # fmt: skip
            answer = self.url_open(
                f"/json/2/{model}/{method}",
                json=body,
                headers={"Authorization": f"Bearer {key}"},
            )
            with self.subTest(model=model, method=method):
                self.assertIn(answer.status_code, (403, 404, 422, 400))

    def test_consents_and_attempts_follow_a_merge_and_come_back(self):
        twin = self._create_person("Коваленко", "Олена")
        said = self._say("given", "email", "advertising", client=twin)
        attempt = self.Gate._pass(twin, "letter", "service")
        merge = self.env["bank.client.merge"].create(
            {"client_id": self.client.id, "loser_id": twin.id}
        )
        merge._merge()
        self.assertEqual(said.client_id, self.client)
        self.assertEqual(attempt.client_id, self.client)
        merge._unmerge()
        self.env.invalidate_all()
        self.assertEqual(said.client_id, twin)
        self.assertEqual(attempt.client_id, twin)

    def test_changes_of_rules_and_consents_are_kept(self):
        said = self._say("given", "sms", "advertising")
        self.env.flush_all()
        changes = self.env["bank.change"].search(
            [("model", "=", "bank.consent"), ("record_id", "=", said.id)]
        )
        self.assertEqual(changes.client_id, self.client)
        rule = self.env.ref("bank_crm_client.contact_policy_ua_collection")
        rule.cap_day = 1
        self.env.flush_all()
        self.assertTrue(
            self.env["bank.change"].search(
                [("model", "=", "bank.contact.policy"), ("record_id", "=", rule.id)]
            )
        )
