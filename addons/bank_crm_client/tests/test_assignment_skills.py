from datetime import timedelta

from odoo.addons.bank_crm_base.tests.common import TODAY
from odoo.tests import tagged

from .common_people import PeopleCommon


@tagged("post_install", "-at_install")
class TestAssignmentSkills(PeopleCommon):
    """Rules deal by language, product line, team and group, within the limits of files."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ihor = cls._create_employee("retail_manager", cls.lviv, login="t_ihor")
        cls.env["bank.assignment.rule"].search([]).active = False
        cls.clients = cls.env["res.partner"]
        for number in range(4):
            cls.clients |= cls._create_client(f"Client {number}", branch_id=cls.lviv.id)
        cls.rule = cls.env["bank.assignment.rule"].create(
            {"name": "New clients", "branch_id": cls.lviv.id}
        )

    def _given(self):
        batch = self.env["bank.assignment.batch"].create(
            {"branch_id": self.lviv.id, "reason": "Test"}
        )
        batch.action_preview()
        return {
            (line.user_id, line.language or ""): (line.count, line.why)
            for line in batch.line_ids
        }, batch

    def _planned(self, batch):
        self.env.flush_all()
        plan = self.env["bank.assignment.plan"].search([("batch_id", "=", batch.id)])
        return {row.client_id: row.user_id for row in plan}

    def test_a_client_goes_to_who_speaks_his_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.rule.is_by_language = True
        self.clients[:2].lang = "zh_CN"
        self.clients[2:].lang = "en_US"
        self._teach(self.ihor, self.chinese)
        given, batch = self._given()
        # Ihor is dealt the two of his language first, Olena the others up to his level.
        self.assertEqual(
            given,
            {
                (self.ihor, "zh"): (2, "least_loaded"),
                (self.olena, "en"): (2, "least_loaded"),
            },
        )
        planned = self._planned(batch)
        self.assertEqual(planned[self.clients[0]], self.ihor)

    def test_nobody_speaks_it_and_they_stay(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.rule.is_by_language = True
        self.clients.lang = "zh_CN"
        given, batch = self._given()
        nobody = self.env["res.users"]
        self.assertEqual(given, {(nobody, "zh"): (4, "nobody_speaks")})
        self.assertEqual(batch.left_count, 4)

    def test_only_who_may_sell_takes(self):
        self.rule.family_ids = self.loans
        self._certify(self.ihor, TODAY)
        self._give(self.ihor, self.loans)
        given, _batch = self._given()
        self.assertEqual(given, {(self.ihor, ""): (4, "least_loaded")})
        self.env["bank.business.day"]._open(TODAY + timedelta(days=1))
        given, _batch = self._given()
        self.assertEqual(given, {(self.env["res.users"], ""): (4, "nobody")})

    def test_who_is_suspended_takes_nobody(self):
        self._decide(self.ihor, kind="suspension", reason="Check")
        given, _batch = self._given()
        self.assertEqual(given, {(self.olena, ""): (4, "least_loaded")})

    def test_a_team_takes_within_the_limits_of_its_members(self):
        team = self.env["bank.team"].create(
            {"name": "T team", "branch_id": self.lviv.id}
        )
        team.member_ids = [(0, 0, {"user_id": self.ihor.id})]
        self.rule.write({"takers": "team", "team_id": team.id})
        self._decide(self.ihor, kind="limit", load_limit=3)
        given, _batch = self._given()
        self.assertEqual(
            given,
            {
                (self.ihor, ""): (3, "full"),
                (self.env["res.users"], ""): (1, "no_room"),
            },
        )

    def test_a_member_goes_to_who_serves_the_head_of_the_group(self):
        group = self.env["bank.client.group"].create(
            {"name": "T group", "kind": "companies"}
        )
        group.sudo().head_client_id = self.kovalenko
        for client in (self.kovalenko, *self.clients[:3]):
            group._add_by_hand(client.id, "test")
        self.rule.strategy = "group_leader"
        given, batch = self._given()
        # Olena serves the head: three to her, the fourth to Ihor who has nobody.
        self.assertEqual(
            given,
            {
                (self.olena, ""): (3, "group_leader"),
                (self.ihor, ""): (1, "least_loaded"),
            },
        )
        planned = self._planned(batch)
        self.assertEqual(planned[self.clients[1]], self.olena)
        self._decide(self.olena, kind="limit", load_limit=2)
        given, _batch = self._given()
        self.assertEqual(
            given,
            {
                (self.olena, ""): (1, "group_leader"),
                (self.ihor, ""): (3, "least_loaded"),
            },
        )
