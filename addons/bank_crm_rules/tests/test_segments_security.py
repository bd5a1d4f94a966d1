from odoo.addons.bank_crm_base.tests.common import TODAY
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import SegmentCommon


@tagged("post_install", "-at_install")
class TestSegmentSecurity(SegmentCommon):
    """Who reads, draws and counts what; what is behind the wall stays there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.here = cls._fact("branch", "one_of", [cls.lviv.code, cls.kharkiv.code])
        cls.segment = cls._create_segment(cls.here)
        cls.segment.sudo()._refresh(TODAY)
        cls.members = cls.env["bank.segment.member"]

    def _seen_by(self, user):
        return (
            self.members.with_user(user)
            .search([("segment_id", "=", self.segment.id)])
            .client_id.with_env(self.env)
        )

    def test_members_are_listed_by_who_sees_the_client(self):
        for user, expected in (
            (self.olena, self.kovalenko),
            (self.lviv_head, self.kovalenko),
            (self.banker, self.walled),
            (self.boss, self.kovalenko | self.bondar | self.walled),
            (self.auditor, self.kovalenko | self.bondar | self.walled),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(self._seen_by(user), expected)
                segment = self.segment.with_user(user)
                self.assertEqual(segment.visible_count, len(expected))
                panel = segment.get_members_panel()
                self.assertEqual(
                    {row["id"] for row in panel["rows"]}, set(expected.ids)
                )
                hidden = self.kovalenko | self.bondar | self.walled
                for client in hidden - expected:
                    row = self.members.search([("client_id", "=", client.id)], limit=1)
                    with self.assertRaises(AccessError):
                        row.with_user(user).read(["client_id"])

    def test_segments_are_read_in_the_unit_below_and_above(self):
        of_lviv = self._create_segment(
            user=self.lviv_head, name="Of Lviv", branch_id=self.lviv.id
        )
        for user, may_read in (
            (self.olena, True),
            (self.west_head, True),
            (self.boss, True),
            (self.petro, False),
        ):
            with self.subTest(user=user.login):
                found = of_lviv.with_user(user).search([("id", "=", of_lviv.id)])
                self.assertEqual(bool(found), may_read)
                if not may_read:
                    with self.assertRaises(AccessError):
                        of_lviv.with_user(user).read(["name"])
                    with self.assertRaises(AccessError):
                        of_lviv.with_user(user).get_overlap_panel()
                    versions = self.env["bank.segment.version"].with_user(user)
                    self.assertFalse(versions.search([("segment_id", "=", of_lviv.id)]))
        stranger = new_test_user(self.env, "t_no_post", groups="base.group_user")
        self.assertFalse(self.env["bank.segment"].with_user(stranger).search([]))

    def test_segments_are_drawn_in_ones_own_units_only(self):
        for branch in (self.kharkiv, self.west, self.head_office):
            with self.subTest(branch=branch.name), self.assertRaises(AccessError):
                self._create_segment(
                    user=self.lviv_head, name="Not his", branch_id=branch.id
                )
        with self.assertRaises(AccessError):
            self.segment.with_user(self.lviv_head).name = "Mine"
        with self.assertRaises(AccessError):
            self.segment.with_user(self.lviv_head).action_compute()
        own = self._create_segment(
            user=self.west_head, name="Of the west", branch_id=self.lviv.id
        )
        with self.assertRaises(AccessError):
            own.with_user(self.west_head).branch_id = self.kharkiv
        for user in (self.olena, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._create_segment(user=user, name="No", branch_id=self.lviv.id)

    def test_marketing_draws_and_sees_no_client(self):
        marketer = self._create_employee("marketer", self.head_office)
        segment = self._create_segment(user=marketer, name="For a campaign")
        segment.action_compute()
        self.assertEqual(segment.with_user(marketer).visible_count, 0)
        self.assertFalse(segment.with_user(marketer).get_members_panel()["rows"])

    def test_who_configures_and_sees_no_client_opens_the_list_and_a_segment(self):
        oleh = self._create_employee("business_administrator", self.head_office)
        segment = self._create_segment(user=oleh, name="For a campaign")
        segment.action_compute()
        segment = segment.with_user(oleh)
        row = segment.web_read(
            {"visible_count": {}, "came_count": {}, "went_count": {}}
        )
        self.assertEqual(
            [row[0][name] for name in ("visible_count", "came_count", "went_count")],
            [0, 0, 0],
        )
        self.assertFalse(segment.get_members_panel()["rows"])
        self.assertFalse(segment.get_flow_panel()["rows"])
        self.assertFalse(segment.get_overlap_panel()["rows"])

    def test_what_is_counted_stays_in_ones_own_units(self):
        segments = self.env["bank.segment"].with_user(self.lviv_head)
        for branch in (self.kharkiv, self.head_office):
            for method in (segments.count_definition, segments.count_lines):
                with self.assertRaises(AccessError):
                    method(self._where(self.here), branch.id)
        with self.assertRaises(AccessError):
            self.env["bank.segment"].with_user(self.olena).count_definition(
                self._where(), self.lviv.id
            )

    def test_few_clients_behind_the_wall_are_not_counted(self):
        """The head of Lviv sees one client; of the walled there are four, then five."""
        segments = self.env["bank.segment"].with_user(self.lviv_head)
        for number in range(3):
            self._create_client(
                f"Walled {number}", branch_id=self.lviv.id, is_private_banking=True
            )
        everybody = self._where()
        count = segments.count_definition(everybody, self.lviv.id)
        self.assertEqual((count["total"], count["visible"]), (1, 1))
        self._create_client("One more", branch_id=self.lviv.id, is_private_banking=True)
        count = segments.count_definition(everybody, self.lviv.id)
        self.assertEqual((count["total"], count["visible"]), (6, 1))
        walled = self._where(self._fact("private_banking", "is", True))
        self.assertEqual(segments.count_lines(walled, self.lviv.id)["lines"], [5])
        own = self._create_segment(
            user=self.lviv_head, name="Walled", branch_id=self.lviv.id
        )
        own.definition = walled
        own.action_compute()
        self.assertEqual((own.total_count, own.visible_count), (5, 0))

    def test_the_true_total_is_read_by_nobody(self):
        with self.assertRaises(AccessError):
            self.segment.with_user(self.boss).read(["stored_count"])
        self.assertEqual(self.segment.with_user(self.olena).total_count, 1)

    def test_a_fact_that_is_kept_back_cannot_be_a_condition(self):
        role = self.env.ref("bank_crm_base.role_branch_head")
        fact = self.env.ref("bank_crm_base.field_client_birth_date")
        self.env["bank.access.setting"].create(
            {
                "name": "No dates of birth",
                "role_ids": [Command.set(role.ids)],
                "field_ids": [Command.set(fact.ids)],
                "effect": "hidden",
            }
        )
        born = self._fact("birth_date", "filled")
        segments = self.env["bank.segment"].with_user(self.lviv_head)
        for definition in (
            self._where(born),
            self._where(self._where(self._where(born), match="none")),
        ):
            with self.assertRaisesRegex(ValidationError, "Born on.*kept back"):
                segments.count_definition(definition, self.lviv.id)
            with self.assertRaisesRegex(ValidationError, "Born on.*kept back"):
                segments.create(
                    {
                        "name": "Born",
                        "branch_id": self.lviv.id,
                        "definition": definition,
                    }
                )
        words = {row["code"]: row for row in segments.get_builder_words()["facts"]}
        self.assertFalse(words["birth_date"]["is_readable"])
        self.assertTrue(words["city"]["is_readable"])

    def test_members_and_findings_are_written_by_nobody(self):
        for values in (
            {"computed_date": TODAY},
            {"needed_ids": [(4, self.segment.id)]},
            {"stored_count": 5},
        ):
            with self.assertRaises(AccessError):
                self.segment.with_user(self.boss).write(values)
        for operation in ("create", "write", "unlink"):
            for model in ("bank.segment.member", "bank.segment.version"):
                self.assertFalse(
                    self.env[model].with_user(self.boss).has_access(operation)
                )
        with self.assertRaises(AccessError):
            self.kovalenko.with_user(self.olena).write(
                {"segment_ids": [(4, self.segment.id)]}
            )

    def test_portal_and_public_reach_nothing(self):
        portal = new_test_user(self.env, "t_portal", groups="base.group_portal")
        for user in (portal, self.env.ref("base.public_user")):
            for model in (
                "bank.segment",
                "bank.segment.member",
                "bank.segment.version",
            ):
                self.assertFalse(self.env[model].with_user(user).has_access("read"))
            with self.assertRaises(AccessError):
                self.env["bank.segment"].with_user(user).get_builder_words()
