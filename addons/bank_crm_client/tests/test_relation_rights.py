from odoo.addons.bank_crm_base.tests.doors import DoorsMixin
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common_relations import RelationsCommon

WRITERS = {
    "bank.relation": {"group_client_editor", "group_compliance"},
    "bank.party": {"group_client_editor", "group_compliance"},
    "bank.client.group": {"group_client_editor", "group_compliance"},
    "bank.relation.type": {"group_business_administrator"},
    "bank.client.group.member": set(),
}


@tagged("post_install", "-at_install")
class TestRelationRights(DoorsMixin, RelationsCommon):
    """Every role at every door of relations and groups."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rows = {model: {} for model in WRITERS if model != "bank.relation.type"}
        for client, number in ((cls.holding, "m1"), (cls.depot, "m2")):
            party = cls.env["bank.party"]._named(f"Matrix {number}", number)
            cls.rows["bank.party"][client] = party
            cls.rows["bank.relation"][client] = cls._relate(
                party, "owns", client, share=5
            )
            group = (
                cls.env["bank.client.group"]
                .sudo()
                .create({"name": f"Matrix {number}", "kind": "companies"})
            )
            group._add_by_hand(client.id, "matrix")
            cls.rows["bank.client.group"][client] = group
            cls.rows["bank.client.group.member"][client] = group.member_ids
        cls.both = cls._relate(cls.holding, "guarantees", cls.depot)
        cls.staff = {
            role: cls._create_employee(role.code, cls.lviv, login=f"rel_{role.code}")
            for role in cls.env["bank.role"].search([("code", "!=", "no_post")])
        }

    def _expected(self, role):
        return {
            "none": set(),
            "own": set(),
            "branch": {self.holding},
            "bank": {self.holding, self.depot},
        }[role.scope]

    def test_each_role_reads_what_its_scope_allows_at_each_door(self):
        for role, user in self.staff.items():
            expected = self._expected(role)
            for model, rows in self.rows.items():
                for client, record in rows.items():
                    with self.subTest(role=role.code, model=model, client=client.name):
                        self._check_doors(record.with_user(user), client in expected)

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

    def test_portal_and_public_reach_nothing(self):
        portal = new_test_user(self.env, "rel_portal", groups="base.group_portal")
        for user in (portal, self.env.ref("base.public_user")):
            for model in WRITERS:
                self.assertFalse(self.env[model].with_user(user).has_access("read"))

    def test_a_relation_is_seen_by_who_sees_both_ends(self):
        for user, sees in ((self.olena, False), (self.petro, False), (self.boss, True)):
            with self.subTest(user=user.login):
                found = (
                    self.env["bank.relation"]
                    .with_user(user)
                    .search([("id", "=", self.both.id)])
                )
                self.assertEqual(bool(found), sees)

    def test_searching_clients_by_relation_tells_nothing_of_others(self):
        clients = self.env["res.partner"].with_user(self.olena)
        domain = [("relation_from_ids.to_client_id", "=", self.depot.id)]
        self.assertFalse(clients.search(domain))
        domain = [("group_member_ids.group_id.name", "=", "Matrix m2")]
        self.assertFalse(clients.search(domain))
        with self.assertRaises(AccessError):
            self.env["bank.client.group"].with_user(self.olena).search(
                [("head_client_id", "=", self.depot.id)]
            )
        with self.assertRaises(AccessError):
            self.env["bank.client.group.member"].with_user(self.olena).search(
                [("way", "!=", False)]
            )

    def test_a_map_shows_a_stub_and_nothing_beyond_it(self):
        self._relate(self.depot, "owns", self.bondar, share=1)
        data = self.holding.with_user(self.olena).get_relation_map(3)
        labels = [node["label"] for node in data["nodes"]]
        self.assertEqual(
            sorted(labels),
            sorted([self.holding.name, "Matrix m1", "A client elsewhere"]),
        )
        [stub] = [node for node in data["nodes"] if node["kind"] == "elsewhere"]
        self.assertEqual(stub["id"], "s0")
        self.assertNotIn("client_id", stub)
        self.assertNotIn(self.depot.name, str(data))
        self.assertNotIn(str(self.depot.id), {node["id"] for node in data["nodes"]})
        whole = self.holding.with_user(self.boss).get_relation_map(3)
        self.assertIn(self.bondar.name, [node["label"] for node in whole["nodes"]])

    def test_who_is_behind_the_wall_is_not_on_the_map(self):
        self._relate(self.walled, "owns", self.holding, share=60)
        self._relate(self.walled, "owns", self.trade, share=60)
        self._rebuild_groups()
        data = self.holding.with_user(self.olena).get_relation_map(2)
        kinds = [node["kind"] for node in data["nodes"]]
        self.assertEqual(sorted(kinds), ["company", "elsewhere", "party"])
        tab = self.holding.with_user(self.olena).get_client_relations()
        self.assertEqual(tab["elsewhere"], 1)
        self.assertNotIn(self.walled.name, str(tab))
        banker = self.holding.with_user(self.officer).get_relation_map(2)
        self.assertIn(self.walled.name, [node["label"] for node in banker["nodes"]])

    def test_maps_and_tabs_of_strangers_are_closed(self):
        for method in ("get_relation_map", "get_client_relations"):
            with self.subTest(method=method), self.assertRaises(AccessError):
                getattr(self.depot.with_user(self.olena), method)()
        group = self.rows["bank.client.group"][self.depot]
        with self.assertRaises(AccessError):
            group.with_user(self.olena).get_group_map()

    def test_a_group_map_shows_members_in_sight_only(self):
        group = self.rows["bank.client.group"][self.holding]
        group._add_by_hand(self.depot.id, "matrix")
        group._add_by_hand(self.walled.id, "matrix")
        data = group.with_user(self.olena).get_group_map()
        self.assertEqual(
            sorted(node["kind"] for node in data["nodes"]),
            ["company", "elsewhere", "party"],
        )
        self.assertNotIn(self.depot.name, str(data))

    def test_at_the_counter_no_relations_are_seen(self):
        teller = self.staff[self.env.ref("bank_crm_base.role_teller")]
        self.env["bank.visit"].with_user(teller)._start(
            self.depot, identified_by="document", reason="cash"
        )
        depot = self.depot.with_user(teller)
        self.assertTrue(depot.is_visible)
        with self._refused(AccessError, "counter"):
            depot.get_client_relations()
        card = depot.get_client_card()
        self.assertNotIn("relations", card["panels"])
