from odoo.addons.bank_crm_base.tests.common import TODAY
from odoo.tests import tagged

from .common_kyc import KycCommon
from .common_next_step import NextStepCommon


@tagged("post_install", "-at_install")
class TestDemoNextStep(NextStepCommon, KycCommon):
    """The demonstration lives: a false match, an exposed person, steps of several fates."""

    def test_a_month_of_reviews_matches_and_steps(self):
        demo = self.env["bank.demo"]
        everybody = {"compliance": self.officer}
        self.patch(
            type(demo), "_employee", lambda _self, role, among=None: everybody[role]
        )
        known = {"1": self.kovalenko, "2": self.bondar}
        self.patch(
            type(demo), "_told", lambda _self, numbers: [known.get(n) for n in numbers]
        )
        self.patch(
            type(demo), "_demo_rich_clients", lambda _self, count: self.kovalenko
        )
        other = self._create_client(
            "Грабник Остап Демидович", is_core_client=True, last_name="Грабник",
            first_name="Остап", middle_name="Демидович", birth_date="1958-01-02",
            branch_id=self.lviv.id, manager_id=self.olena.id,
        )  # fmt: skip
        self.env.flush_all()
        self.patch(type(demo), "_demo_alike", lambda _self: other)
        story = {
            "false_sanctions_match": {
                "client": "1",
                "listed_name": "KOVALENKO Olena Ivanivna",
                "listed_birth_year": 1971,
            },
            "politically_exposed": "2",
        }
        # The demo bank may be loaded: its list has this code.
        lists = self.env["bank.sanctions.list"].with_context(active_test=False)
        lists.search([("code", "=", "demo")]).code = "demo_before"
        self.env.flush_all()
        demo._live_sanctions(story)
        demo._live_reviews(story)
        hit = self.Hit.search([("client_id", "=", self.kovalenko.id)])
        self.assertIn("false", hit.mapped("state"))
        kyc = self.Kyc.search([("client_id", "=", self.bondar.id)])
        self.assertEqual(
            (kyc.exposed, kyc.risk, kyc.state), ("self", "high", "in_force")
        )
        self.assertEqual(kyc.submitted_by_id, self.petro)
        demo._live_next_steps()
        fates = set(self.Step.search([("found_date", "=", TODAY)]).mapped("state"))
        self.assertIn("accepted", fates)
