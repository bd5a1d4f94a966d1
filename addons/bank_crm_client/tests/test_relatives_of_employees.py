from datetime import timedelta

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_relations import RelationsCommon


@tagged("post_install", "-at_install")
class TestRelativesOfEmployees(RelationsCommon):
    """An employee neither sees nor serves his relatives who are clients."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ihor = cls._create_employee("retail_manager", cls.lviv)
        cls.card = cls._create_client("Бондар Ігор", branch_id=cls.kharkiv.id)
        cls.card.employee_user_id = cls.olena
        cls.sister = cls._create_client(
            "Бондар Софія", branch_id=cls.lviv.id, manager_id=cls.ihor.id
        )
        cls.stranger = cls._create_client(
            "Бондар Софія", branch_id=cls.lviv.id, manager_id=cls.ihor.id
        )

    def _sees(self, user, client):
        self.env.invalidate_all()
        found = self.env["res.partner"].with_user(user).search([("id", "=", client.id)])
        self.assertEqual(bool(found), client.with_user(user).is_visible)
        return bool(found)

    def test_a_declared_relative_is_closed_to_the_employee_and_his_unit(self):
        self.assertTrue(self._sees(self.lviv_head, self.sister))
        relation = self._relate(self.card, "sibling", self.sister)
        relation.state = "confirmed"
        self.assertFalse(self._sees(self.olena, self.sister))
        self.assertFalse(self._sees(self.lviv_head, self.sister))
        self.assertTrue(self._sees(self.lviv_head, self.stranger))
        self.assertTrue(self._sees(self.west_head, self.sister))

    def test_a_relation_that_ended_closes_nothing(self):
        begun = self.day.date - timedelta(days=9)
        relation = self._relate(self.sister, "sibling", self.card, date_from=begun)
        relation.state = "confirmed"
        self.assertFalse(self._sees(self.lviv_head, self.sister))
        relation.date_to = self.day.date - timedelta(days=1)
        self.assertTrue(self._sees(self.lviv_head, self.sister))

    def test_a_proposal_closes_nothing(self):
        relation = self._relate(self.card, "sibling", self.sister)
        relation.sudo().state = "proposed"
        self.assertTrue(self._sees(self.lviv_head, self.sister))

    def test_he_is_not_made_the_manager_of_a_relative(self):
        self._relate(self.card, "spouse", self.sister).state = "confirmed"
        with self._refused(UserError, "does not serve his relatives"):
            self.sister.with_user(self.west_head).manager_id = self.olena
        with self._refused(UserError, "Nobody serves himself"):
            self.card.with_user(self.west_head).manager_id = self.olena
        self.stranger.with_user(self.west_head).manager_id = self.olena
        self.assertEqual(self.stranger.manager_id, self.olena)

    def test_rules_and_handovers_pass_relatives_by(self):
        self._relate(self.card, "spouse", self.sister).state = "confirmed"
        rows = self.env["res.partner"]._staff_cards_sql()
        found = self.env.execute_query(rows)
        self.assertEqual(
            set(found) & {(c.id, self.olena.id) for c in self.card + self.sister},
            {(self.card.id, self.olena.id), (self.sister.id, self.olena.id)},
        )
        handover = (
            self.env["bank.handover"]
            .with_user(self.west_head)
            .create(
                {
                    "user_id": self.ihor.id,
                    "reason": "x",
                    "target_ids": [(0, 0, {"user_id": self.olena.id})],
                    "client_ids": (self.sister + self.stranger).ids,
                }
            )
        )
        handed = self.env.execute_query(handover.sudo()._split_sql())
        self.assertEqual({row[0] for row in handed}, {self.stranger.id})
