from lxml import etree
from odoo.tests import tagged

from .common_committee import CommitteeCommon


@tagged("post_install", "-at_install")
class TestLoanApplicationScreen(CommitteeCommon):
    """What an application shows of itself, a company's and a person's."""

    def test_the_table_for_people_is_not_asked_about_companies(self):
        self.application._score()
        self.assertFalse(self.application.score_verdict)
        # As if it had been asked before: a no about age tells nothing of a company.
        self.application.sudo().score_verdict = "no"
        self.assertFalse(self.application._is_score_against())

    def test_columns_stand_in_the_order_of_the_way(self):
        other = self._create_application()
        other.sudo().stage = "form"
        groups = (
            self.env["bank.loan.application"]
            .with_context(read_group_expand=True)
            .web_read_group(
                [("id", "in", (self.application | other).ids)], ["stage"], ["__count"]
            )["groups"]
        )
        self.assertEqual([group["stage"] for group in groups], ["form", "decision"])

    def test_a_decision_says_whose_it_was(self):
        self._vote(self._sitting().item_ids, "fffff")
        decision = self.application.decision_ids
        self.assertIn("Test committee", decision.by_words)
        decision.sudo().write({"decider_words": False, "decider_id": self.chairman.id})
        self.assertEqual(decision.by_words, self.chairman.name)
        decision.sudo().write({"decider_id": False, "is_by_table": True})
        self.assertEqual(decision.by_words, "Decision table")

    def test_days_in_a_stage_are_told_in_words(self):
        today = self.application._today()
        for days, words in ((0, "since today"), (1, "1 day"), (5, "5 days")):
            self.application.sudo().stage_since = today.replace(day=20 - days)
            self.assertEqual(self.application.stage_words, words)

    def test_covenants_stand_beside_conditions(self):
        view = self.env["bank.loan.application"].get_view(view_type="form")
        tree = etree.fromstring(view["arch"])
        page = tree.xpath("//page[@name='conditions']")[0]
        self.assertTrue(page.xpath(".//field[@name='covenant_ids']"))
        self.assertTrue(page.xpath(".//field[@name='condition_ids']"))
