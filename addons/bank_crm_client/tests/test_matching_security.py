from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common_merge import MergeCommon

MODELS = (
    "bank.duplicate.pair", "bank.client.merge", "bank.client.merge.field",
    "bank.client.merge.row", "bank.client.match.key",
)  # fmt: skip


@tagged("post_install", "-at_install")
class TestMatchingSecurity(MergeCommon):
    """Every role at every door of what is kept about duplicates."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first = cls._create_person("Ґонтар", "Наталія", phone="+380671234417")
        cls.second = cls._create_person("Gontar", "Natalya", phone="+380671234417")
        cls.pair = cls._find_pair(cls.first, cls.second)
        cls.merge = cls._merged(cls.first, cls.second)
        cls.staff = {
            role: cls._create_employee(
                role.code, cls.lviv, login=f"matching_{role.code}"
            )
            for role in cls.env["bank.role"].search([("code", "!=", "no_post")])
        }
        cls.env.flush_all()

    def test_each_role_sees_what_its_scope_allows_and_writes_nothing(self):
        for role, user in self.staff.items():
            expected = role.scope in ("branch", "bank")
            for record in (
                self.pair,
                self.merge,
                self.merge.line_ids[:1],
                self.merge.row_ids[:1],
            ):
                Model = self.env[record._name].with_user(user)
                with self.subTest(role=role.code, model=record._name):
                    for operation in ("write", "create", "unlink"):
                        self.assertFalse(Model.has_access(operation))
                    if not Model.has_access("read"):
                        continue
                    found = Model.search([("id", "=", record.id)])
                    self.assertEqual(bool(found), expected)
                    if not expected:
                        with self.assertRaises(AccessError):
                            record.with_user(user).read(["display_name"])

    def test_other_units_see_nothing(self):
        for user in (self.petro, self.banker):
            for record in (self.pair, self.merge, self.merge.row_ids[:1]):
                with self.subTest(user=user.login, model=record._name):
                    Model = self.env[record._name].with_user(user)
                    self.assertFalse(Model.search([("id", "=", record.id)]))

    def test_raw_values_are_for_nobody(self):
        for record, name in (
            (self.merge.line_ids[:1], "survivor_value"), (self.merge.row_ids[:1], "old_value"),
            (self.pair, "evidence"),
        ):  # fmt: skip
            with self.subTest(field=name), self.assertRaises(AccessError):
                record.with_user(self.steward).read([name])

    def test_portal_and_public_reach_nothing(self):
        portal = new_test_user(self.env, "matching_portal", groups="base.group_portal")
        for user in (portal, self.env.ref("base.public_user")):
            for model in (*MODELS, "bank.survivorship.rule"):
                with self.subTest(user=user.login, model=model):
                    self.assertFalse(self.env[model].with_user(user).has_access("read"))
            with self.assertRaises(AccessError):
                self.env["res.partner"].with_user(user).find_alike(
                    {"vat": "3652504575"}
                )

    def test_a_stranger_decides_nothing_by_calling_the_methods(self):
        for user in (self.petro, self.auditor):
            for method in (
                "action_unmerge",
                "action_merge",
                "action_swap",
                "action_drop",
            ):
                call = getattr(self.merge.with_user(user), method)
                with (
                    self.subTest(user=user.login, method=method),
                    self.assertRaises(AccessError),
                ):
                    call()

    def test_rules_are_the_data_stewards(self):
        Rule = self.env["bank.survivorship.rule"]
        self.assertTrue(Rule.with_user(self.steward).has_access("write"))
        self.assertFalse(Rule.with_user(self.lviv_head).has_access("write"))
