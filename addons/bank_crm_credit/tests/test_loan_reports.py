from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common_applications import ApplicationCommon

REPORTS = {
    "bank.loan.stage.report": "application_id",
    "bank.loan.refusal.report": "application_id",
    "bank.loan.decision.report": "application_id",
}
AGGREGATES = {
    "bank.loan.stage.report": ["days:avg", "longest_days:max"],
    "bank.loan.refusal.report": ["amount:sum"],
    "bank.loan.decision.report": ["override_share:avg", "rate_difference:avg"],
}


@tagged("post_install", "-at_install")
class TestLoanReports(ApplicationCommon):
    """Reports of applications: figures by hand, and nobody reads past his clients."""

    def _rows(self, model, records, user=None, **domain):
        Report = self.env[model].with_user(user or self.env.user)
        self.env.flush_all()
        return Report.search(
            [
                ("application_id", "in", records.ids),
                *((name, "=", value) for name, value in domain.items()),
            ]
        )

    def test_days_in_each_stage_and_at_whose_desk(self):
        """Asked on the 20th, submitted two days later, checked five days after that."""
        application = self._application()
        self._fill(application)
        application.action_complete_form()
        self._open(22)
        application.action_submit()
        self._open(27)
        application.with_user(self.underwriter).action_verify()
        self._open(30)
        rows = {
            row.stage: row for row in self._rows("bank.loan.stage.report", application)
        }
        told = {stage: (row.days, row.desk, row.is_now) for stage, row in rows.items()}
        self.assertEqual(
            told,
            {
                "identification": (0, "officer", False),
                "form": (0, "officer", False),
                "documents": (2, "officer", False),
                "checks": (5, "underwriter", False),
                "decision": (3, "decider", True),
            },
        )
        self.assertEqual(rows["checks"].date_from, date(2026, 11, 22))
        self.assertEqual(rows["checks"].date_to, date(2026, 11, 27))

    def _open(self, number):
        self.env["bank.business.day"]._open(date(2026, 11, number))
        self.env.invalidate_all()

    def test_an_application_that_has_ended_lies_nowhere(self):
        application = self._to_decide()
        self._decide(
            application, self.lviv_head, "refuse", reason_ids=self._reason("score").ids
        )
        self.assertFalse(self._rows("bank.loan.stage.report", application, is_now=True))
        [row] = self._rows("bank.loan.refusal.report", application)
        self.assertEqual(
            (row.reason_id, row.outcome, row.amount, row.decider_id),
            (self._reason("score"), "refused", 12000, self.lviv_head),
        )

    def test_the_rate_agreed_stands_beside_that_of_the_product(self):
        """10.5 % of 12,000 where the product asks 12 %: 180 less in a year."""
        application = self._approved(rate=0.105)
        # What the product asks for later is nothing to a decision of before.
        application.sudo().product_id.offer_rate = 0.2
        self.env.flush_all()
        [row] = self._rows("bank.loan.decision.report", application)
        self.assertEqual(row.decider_id, self.lviv_head)
        self.assertEqual(
            [
                round(value, 4)
                for value in (row.rate, row.product_rate, row.rate_difference)
            ],
            [10.5, 12, -1.5],
        )
        self.assertEqual(row.year_difference, -180)
        self.assertEqual((row.override_share, row.decision_count), (0, 1))

    def test_the_share_against_the_score_is_told_by_who_decided(self):
        """Of two approvals one is against the score: half."""
        first, second = self._approved(), self._approved()
        first.sudo().decision_id.is_override = True
        self.env.flush_all()
        [[decider, share, count]] = self.env["bank.loan.decision.report"]._read_group(
            [("application_id", "in", (first | second).ids)],
            ["decider_id"],
            ["override_share:avg", "override_count:sum"],
        )
        self.assertEqual((decider, share, count), (self.lviv_head, 50, 1))

    def test_rows_and_sums_are_of_the_clients_in_sight(self):
        """Petro of Kharkiv neither lists nor sums what is of Lviv; its manager does."""
        refused = self._to_decide()
        self._decide(
            refused, self.lviv_head, "refuse", reason_ids=self._reason("score").ids
        )
        approved = self._approved()
        both = refused | approved
        self.env.flush_all()
        heads = self._create_employee("branch_head", self.kharkiv)
        for model, field in REPORTS.items():
            domain = [(field, "in", both.ids)]
            for user, sees in (
                (self.lviv_head, True),
                (self.boss, True),
                (self.auditor, True),
                (heads, False),
            ):
                Report = self.env[model].with_user(user)
                with self.subTest(model=model, user=user.login):
                    self.assertEqual(bool(Report.search(domain)), sees)
                    groups = Report.formatted_read_group(
                        domain, ["officer_id"], AGGREGATES[model]
                    )
                    self.assertEqual(bool(groups), sees)
                    row = self.env[model].sudo().search(domain, limit=1)
                    if not sees:
                        with self.assertRaises(AccessError):
                            row.with_user(user).read(["product_id"])
                        with self.assertRaises(AccessError):
                            row.with_user(user).action_open()

    def test_who_approves_against_the_score_is_no_matter_of_colleagues(self):
        for user in (self.olena, self.officer):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["bank.loan.decision.report"].with_user(user).search([])
