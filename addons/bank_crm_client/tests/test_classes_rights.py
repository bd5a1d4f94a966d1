import json
from datetime import datetime, timedelta

from odoo.addons.bank_crm_base.tests.common import TODAY
from odoo.addons.bank_crm_base.tests.doors import DoorsMixin
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common_classes import ClassesCommon

WRITERS = {
    "bank.client.standing": {"group_business_administrator"},
    "bank.client.standing.member": set(),
    "bank.client.standing.hand": set(),
    "bank.external.product": {"group_client_editor"},
}


class ClassesRightsCommon(ClassesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clients = cls.kovalenko | cls.bondar | cls.walled
        superuser = cls.env.user
        cls.hands = cls._set(superuser, cls.clients)
        cls.products = cls.Product.union(
            *(cls._create_product(client) for client in cls.clients)
        )
        cls.members = cls.Member.search([("standing_id", "=", cls.rich.id)])


@tagged("post_install", "-at_install")
class TestClassesRights(DoorsMixin, ClassesRightsCommon):
    """Who reads and who sets classes, at each door."""

    def test_each_role_reads_what_its_scope_allows(self):
        expected = {
            "none": self.clients.browse(),
            "own": self.clients.browse(),
            "branch": self.kovalenko,
            "bank": self.kovalenko | self.bondar,
        }
        for role in self.env["bank.role"].search([("code", "!=", "no_post")]):
            user = self._create_employee(role.code, self.lviv, login=f"cls_{role.code}")
            wide = expected[role.scope]
            if user.has_group("bank_crm_base.group_private_banking"):
                wide = wide | (self.walled if wide else wide)
            if user.has_group("bank_crm_base.group_auditor"):
                wide = self.clients
            for rows in (self.members, self.hands, self.products):
                with self.subTest(role=role.code, model=rows._name):
                    self._check_rows(rows.with_user(user), wide)

    def _check_rows(self, rows, wide):
        """Each row is open to who sees its client, and together there are no others."""
        Model = rows.browse()
        if Model.has_access("read"):
            found = Model.search([("id", "in", rows.ids)])
            self.assertEqual(found.sudo().client_id, wide)
            self.assertEqual(len(found), len(wide))
        for record in rows:
            is_open = record.sudo().client_id in wide
            self._check_doors(record, is_open, ("client_id",))

    def test_who_writes_is_who_is_named_here(self):
        for role in self.env["bank.role"].search([("code", "!=", "no_post")]):
            user = self._create_employee(role.code, self.lviv, login=f"clw_{role.code}")
            for model, groups in WRITERS.items():
                may_write = any(
                    user.has_group(f"bank_crm_base.{group}") for group in groups
                )
                Model = self.env[model].with_user(user)
                with self.subTest(role=role.code, model=model):
                    self.assertEqual(Model.has_access("write"), may_write)
                    self.assertEqual(Model.has_access("create"), may_write)
                    if model != "bank.client.standing":
                        self.assertFalse(Model.has_access("unlink"))

    def test_portal_and_public_reach_nothing(self):
        portal = new_test_user(self.env, "cls_portal", groups="base.group_portal")
        for user in (portal, self.env.ref("base.public_user")):
            for model in WRITERS:
                self.assertFalse(self.env[model].with_user(user).has_access("read"))

    def test_searching_clients_by_class_tells_nothing_of_others(self):
        Client = self.env["res.partner"].with_user(self.olena)
        for domain in (
            [("standing_ids", "in", self.rich.ids)],
            [("standing_ids.code", "=", self.rich.code)],
            [("standing_ids", "ilike", "Test rich")],
            [("standing_member_ids.hand_id.reason", "ilike", "everybody")],
            [("external_product_ids.bank_id", "=", self.bank.id)],
        ):
            with self.subTest(domain=domain):
                self.assertEqual(Client.search(domain), self.kovalenko)
        self.assertFalse(
            self.Standing.with_user(self.olena).search(
                [("member_ids.client_id", "=", self.bondar.id)]
            )
        )
        with self.assertRaises(AccessError):
            self.Member.with_user(self.olena).search([("segment_member_id", "!=", 0)])

    def test_a_manager_does_not_set_what_heads_set(self):
        with self.assertRaisesRegex(AccessError, "head of a unit"):
            self._set(self.olena, self.kovalenko, "is_not", "Because")
        change = Form(
            self.env["bank.client.standing.change"]
            .with_user(self.olena)
            .with_context(default_client_ids=self.kovalenko.ids)
        )
        change.standing_id = self.rich
        change.reason = "Because"
        wizard = change.save()
        with self.assertRaises(AccessError):
            wizard.action_apply()
        hand = self.hands.filtered(lambda row: row.client_id == self.kovalenko)
        with self.assertRaises(AccessError):
            hand.with_user(self.olena).action_take_back()
        self.assertFalse(hand.date_to)

    def test_a_manager_sets_what_is_his_to_set(self):
        self.rich.setter = "manager"
        row = self._set(self.olena, self.kovalenko, "is_not", "Moved away")
        self.assertEqual(row.sudo().user_id, self.olena)

    def test_what_follows_from_the_rule_alone_nobody_sets(self):
        self.rich.setter = "nobody"
        with self.assertRaisesRegex(UserError, "rule alone"):
            self._set(self.boss, self.kovalenko)

    def test_a_head_sets_it_by_the_window_for_clients_in_sight_only(self):
        change = Form(
            self.env["bank.client.standing.change"]
            .with_user(self.lviv_head)
            .with_context(default_client_ids=self.kovalenko.ids)
        )
        change.standing_id = self.rich
        change.verdict = "is_not"
        change.reason = "Sold the firm"
        self.assertEqual(change.review_date, TODAY.replace(month=5, year=2027))
        change.save().action_apply()
        self.assertNotIn(self.rich, self.kovalenko.standing_ids)
        for client in (self.bondar, self.walled):
            with self.subTest(client=client.name), self.assertRaises(AccessError):
                self._set(self.lviv_head, client, "is_not", "Because")

    def test_at_the_counter_classes_and_other_banks_are_not_shown(self):
        teller = self._create_employee("teller", self.lviv)
        self.env["bank.visit"].with_user(teller)._start(
            self.bondar, identified_by="document", reason="cash"
        )
        client = self.bondar.with_user(teller)
        self.assertTrue(client.is_visible)
        self.assertFalse(client.standing_ids)
        self.assertEqual(client.get_client_classes()["rows"], [])
        with self.assertRaises(AccessError):
            client.get_client_wallet()
        self.assertNotIn("wallet", client.get_client_card()["panels"])
        with self.assertRaises(UserError):
            client.action_open_rows("elsewhere")

    def test_who_configures_sees_no_classes_of_clients(self):
        administrator = self._create_employee(
            "business_administrator", self.head_office
        )
        self.assertFalse(administrator.partner_id.with_user(administrator).standing_ids)
        self.assertEqual(self.rich.with_user(administrator).member_count, 0)
        self.assertEqual(self.rich.with_user(self.olena).member_count, 1)

    def test_strangers_cards_are_closed(self):
        for method in (
            "get_client_classes",
            "get_client_wallet",
            "action_set_standing",
        ):
            with self.subTest(method=method), self.assertRaises(AccessError):
                getattr(self.bondar.with_user(self.olena), method)()

    def test_a_rule_of_kept_back_facts_is_not_told(self):
        self.kovalenko.sudo().funds_base = 5000
        self.hands.sudo().write({"date_to": TODAY})
        self._night(TODAY)
        [member] = self.Member.with_user(self.olena).search(
            [
                ("standing_id", "=", self.rich.id),
                ("client_id", "=", self.kovalenko.id),
                ("date_to", "=", False),
            ]
        )
        self.assertIn("Funds", member.why)
        with self._kept_back("funds_base"):
            member.invalidate_recordset()
            self.assertEqual(member.why, "By the rule of the class")

    def _kept_back(self, name):
        """As an access setting would keep a fact of clients back."""
        from unittest.mock import patch

        Client = type(self.env["res.partner"])
        real = Client._has_field_access

        def has(records, field, operation):
            return field.name != name and real(records, field, operation)

        return patch.object(Client, "_has_field_access", has)


@tagged("post_install", "-at_install")
class TestClassesOverHttp(ClassesRightsCommon, HttpCase):
    """The external API obeys the same rules."""

    _json2_lifetime = timedelta(hours=1)

    def _json2(self, user, model, method, **arguments):
        key = (
            self.env["res.users.apikeys"]
            .with_user(user)
            ._generate("rpc", "test", datetime.now() + self._json2_lifetime)
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

    def test_rows_and_writes_over_the_external_api(self):
        own = [["standing_id", "=", self.rich.id]]
        status, rows = self._json2(
            self.olena, "bank.client.standing.member", "search_read",
            domain=own, fields=["client_id"],
        )  # fmt: skip
        self.assertEqual(status, 200)
        self.assertEqual([row["client_id"][0] for row in rows], self.kovalenko.ids)
        refused = [
            (self.lviv_head, "bank.client.standing.member", "write",
             {"ids": self.members.ids, "vals": {"date_to": "2026-11-21"}}),
            (self.lviv_head, "bank.client.standing.hand", "create",
             {"vals_list": [{"client_id": self.kovalenko.id}]}),
            (self.lviv_head, "bank.external.product", "unlink", {"ids": self.products[:1].ids}),
            (self.olena, "bank.client.standing.hand", "action_take_back",
             {"ids": self.hands.filtered(lambda row: row.client_id == self.kovalenko).ids}),
            (self.petro, "res.partner", "get_client_wallet", {"ids": self.kovalenko.ids}),
        ]  # fmt: skip
        for user, model, method, arguments in refused:
            with self.subTest(model=model, method=method), mute_logger("odoo.http"):
                status, _error = self._json2(user, model, method, **arguments)
                self.assertEqual(status, 403)
        with mute_logger("odoo.http"):
            status, _error = self._json2(
                self.boss, "bank.client.standing.hand", "_set", standing=1
            )
        self.assertNotEqual(status, 200)
