from datetime import date, timedelta

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import TODAY, BankCommon


@tagged("post_install", "-at_install")
class TestPowerDoors(BankCommon):
    """Doors by which one person alone would gain what takes two."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = new_test_user(
            cls.env, "t_admin", groups="base.group_user,base.group_system"
        )
        cls.power = cls.env.ref("bank_crm_base.group_auditor")
        cls.approver = cls._create_employee("business_administrator", cls.head_office)

    def _grant(self, giver, **values):
        return (
            self.env["bank.grant"]
            .with_user(giver)
            .create(
                {
                    "user_id": self.petro.id,
                    "client_id": self.kovalenko.id,
                    "kind": "deputy",
                    "date_from": TODAY,
                    "date_to": TODAY + timedelta(days=5),
                    "reason": "leave",
                    **values,
                }
            )
        )

    def test_a_right_names_its_client_for_good_and_is_never_ones_own(self):
        grant = self._grant(self.lviv_head)
        with self.assertRaises(AccessError):
            grant.client_id = self.walled
        with self.assertRaises(AccessError):
            self._grant(self.lviv_head, user_id=self.lviv_head.id)
        with self.assertRaises(AccessError):
            self._grant(self.lviv_head, client_id=self.walled.id)
        with self.assertRaises(UserError):
            grant.date_to = date(2099, 12, 31)

    def test_papers_and_contacts_stay_with_their_client(self):
        self.kovalenko.is_core_client = True
        mine = self._create_client(
            "Мій", client_state="prospect", branch_id=self.lviv.id,
            manager_id=self.olena.id,
        )  # fmt: skip
        paper = (
            self.env["bank.client.document"]
            .with_user(self.olena)
            .create({"client_id": mine.id, "number": "ZZ987654", "source": "core"})
        )
        self.assertEqual(paper.source, "manual")
        with self.assertRaises(UserError):
            paper.client_id = self.bondar
        with self.assertRaises(UserError):
            paper.source = "core"
        point = (
            self.env["bank.contact.point"]
            .with_user(self.olena)
            .create({"client_id": mine.id, "value": "+380671112233", "is_main": True})
        )
        with self.assertRaises(UserError):
            point.client_id = self.kovalenko
        point.key = "+380000000000"
        self.assertEqual(point.key, "+380671112233")

    def test_a_default_of_the_request_makes_no_main_telephone(self):
        self.kovalenko.is_core_client = True
        point = (
            self.env["bank.contact.point"]
            .with_user(self.olena)
            .with_context(default_is_main=True)
            .create({"client_id": self.kovalenko.id, "value": "+380671112299"})
        )
        self.assertFalse(point.is_main)

    def test_what_a_colleague_typed_does_not_identify_a_core_client(self):
        paper = self.env["bank.client.document"].create(
            {"client_id": self.kovalenko.id, "number": "КА123456"}
        )
        check = self.env["bank.identification"]._check_document
        self.assertTrue(check(self.kovalenko, "КА123456"))
        self.kovalenko.is_core_client = True
        self.assertFalse(check(self.kovalenko, "КА123456"))
        paper.source = "core"
        self.assertTrue(check(self.kovalenko, "КА123456"))

    def test_an_administrator_alone_gives_no_power_by_any_model(self):
        env = self.env(user=self.admin)
        role = self.env.ref("bank_crm_base.role_retail_manager")
        doors = (
            lambda: env["res.users.role"].browse(role.user_role_id.id).write(
                {"implied_ids": [Command.link(self.power.id)]}
            ),
            lambda: env["res.users.role"].browse(role.user_role_id.id).write(
                {"line_ids": [Command.create({"user_id": self.admin.id})]}
            ),
            lambda: env["res.users.role.line"].create(
                {"user_id": self.admin.id, "role_id": role.user_role_id.id}
            ),
            lambda: env["res.groups"].create(
                {
                    "name": "x",
                    "implied_ids": [Command.link(self.power.id)],
                    "user_ids": [Command.link(self.admin.id)],
                }
            ),
            lambda: env["res.groups"].browse(self.power.id).write(
                {"privilege_id": False}
            ),
            lambda: env["res.users"]
            .with_context(default_group_ids=[Command.link(self.power.id)])
            .create({"name": "X", "login": "t_x_default"}),
            lambda: env["ir.actions.server"].create(
                {
                    "name": "x",
                    "model_id": self.env["ir.model"]._get_id("bank.act"),
                    "state": "code",
                    "code": "pass",
                }
            ),
            lambda: env["ir.config_parameter"].create(
                {"key": "bank_crm_base.anything", "value": "1"}
            ),
        )  # fmt: skip
        for number, door in enumerate(doors):
            with (
                self.subTest(door=number),
                self.assertRaises(UserError),
                self.cr.savepoint(),
            ):
                door()
                self.env.flush_all()
        self.assertFalse(self.admin.has_group("bank_crm_base.group_auditor"))

    def test_a_role_is_not_exchanged_for_another(self):
        role = self.env.ref("bank_crm_base.role_retail_manager")
        other = self.env.ref("bank_crm_base.role_head_office").user_role_id
        before = role.user_role_id
        role.with_user(self.approver).user_role_id = other
        self.assertEqual(role.user_role_id, before)

    def test_a_unit_moves_by_two_people(self):
        self.kharkiv.with_user(self.approver).parent_id = self.west
        self.assertEqual(self.kharkiv.parent_id, self.east)

    def test_a_limit_is_changed_by_two_people(self):
        limit = self.env.ref("bank_crm_base.parameter_visit_minutes")
        limit.with_user(self.admin).value = "9999"
        self.assertEqual(limit.value, "30")
        limit.waiting_act_ids.with_user(self.approver).action_accept()
        self.assertEqual(limit.value, "9999")

    def test_nobody_takes_anothers_power_for_himself(self):
        Delegation = self.env["bank.act.delegation"].with_user(self.boss)
        values = {"user_id": self.approver.id, "date_to": TODAY}
        with self.assertRaises(AccessError):
            Delegation.create({**values, "deputy_id": self.boss.id})
        lent = Delegation.create({**values, "deputy_id": self.lviv_head.id})
        self.assertEqual(lent.acceptance, "waiting")
        ways = self.env["bank.act.delegation"]._ways_of(self.lviv_head)
        self.assertEqual([way.user_id for way in ways], [self.lviv_head.id])
