from datetime import date

from odoo.addons.bank_crm_client.tools.client_links import client_links
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common_applications import ApplicationCommon


@tagged("post_install", "-at_install")
class TestLoanApplicationFacts(ApplicationCommon):
    """What freezes, what is known already, and what a later change voids."""

    def _report(self, **values):
        return self.env["bank.bureau.report"].create(
            {
                "client_id": self.kovalenko.id,
                "bureau_id": self.env["bank.bureau"].search([], limit=1).id
                or self.env["bank.bureau"].create({"name": "B", "code": "b"}).id,
                "report_date": "2026-11-10",
                "consent_date": "2026-11-01",
                "consent_basis": "paper 7",
                "currency_id": self.uah.id,
                "owed": 8000,
                "overdue": 0,
                "digest": str(values),
                "loans": [
                    {"lender": "Other Bank", "kind": "Cash loan", "owed": "8000.00",
                     "limit": "0", "closed": None},
                    {"lender": "Closed Bank", "kind": "Cash loan", "owed": "0",
                     "limit": "0", "closed": "2025-01-01"},
                ],
                **values,
            }
        )  # fmt: skip

    def test_the_facts_of_a_decision_are_reopened_unchanged(self):
        application = self._approved()
        snapshot = application.decision_id.snapshot_id
        told = snapshot.with_user(self.lviv_head).get_facts()
        self.assertTrue(told["is_whole"])
        facts = {
            fact["label"]: (fact["then"], fact["now"])
            for part in told["parts"]
            for fact in part["facts"]
        }
        self.assertEqual(facts["Sum"], ("12,000.00", "12,000.00"))
        self.assertEqual(facts["Payments to income"], ("22.96 %", "22.96 %"))
        self.assertIn("version 1", facts["Pre-scoring"][0])
        # A touched fact no longer agrees with its sum.
        snapshot.sudo().facts = snapshot.sudo().facts.replace("12000", "13000")
        self.assertFalse(snapshot.with_user(self.lviv_head).get_facts()["is_whole"])

    def test_a_new_debt_elsewhere_voids_the_decision_at_night(self):
        self._report()
        application = self._approved()
        first = application.decision_id
        self._run_task("loan_applications")
        self.assertEqual(application.stage, "offer")
        # Five hundred more is within a tenth of 8,000; four thousand is not.
        self._report(report_date="2026-11-18", owed=8500)
        self._run_task("loan_applications")
        self.assertEqual(application.stage, "offer")
        self._report(report_date="2026-11-19", owed=12000)
        self._run_task("loan_applications")
        self.assertEqual(application.stage, "decision")
        self.assertFalse(application.decision_id)
        self.assertTrue(first.is_void)
        self.assertIn("Owed elsewhere: 8000 → 12000", first.void_words)
        # It is decided anew on the facts of today, by the same person if need be.
        self.assertNotEqual(application.snapshot_id, first.snapshot_id)
        self._decide(application, self.lviv_head)
        self.assertEqual(application.stage, "offer")

    def test_a_better_fact_leaves_the_decision(self):
        self._report(owed=8000)
        application = self._approved()
        self._report(report_date="2026-11-19", owed=0)
        application.with_user(self.underwriter).action_compare()
        self.assertEqual(application.stage, "offer")

    def test_the_form_is_filled_with_what_the_bank_knows(self):
        self.env["bank.client.employment"].create(
            {
                "client_id": self.kovalenko.id,
                "employer_name": "Plant",
                "date_from": "2020-01-01",
                "income": 15000,
                "source": "certificate",
                "confirmed_date": "2026-10-01",
            }
        )
        self._report()
        self._create_loan(self.kovalenko, number="L-other")
        borrower = self._application()._borrower()
        self.assertRecordValues(
            borrower.income_ids,
            [{"name": "Plant", "amount": 15000, "evidence": "certificate"}],
        )
        debts = {debt.name: (debt.owed, debt.payment) for debt in borrower.debt_ids}
        # A report tells no payment: five hundredths of 8,000 stand for it.
        self.assertEqual(debts["Other Bank"], (8000, 400))
        self.assertEqual(len(debts), 2)
        ours = next(name for name in debts if "L-other" in name)
        # Of 1,000 a quarter is paid: 750; the next part with interest is 257.50.
        self.assertEqual(debts[ours][0], 750)

    def _salaries(self, *months):
        """12,000 on the fifth of these months of 2026 to the client's account here."""
        account = self._create_account(self.kovalenko, "UA-SALARY")
        self._book(
            account,
            *((date(2026, month, 5), 12000, {"kind": "salary"}) for month in months),
        )
        return account

    def _works(self, name, income):
        self.env["bank.client.employment"].create(
            {
                "client_id": self.kovalenko.id,
                "status": "employee",
                "employer_name": name,
                "date_from": "2020-01-01",
                "income": income,
                "source": "certificate",
                "confirmed_date": "2026-10-01",
            }
        )

    def test_a_salary_that_comes_here_is_shown_by_it(self):
        """Three months of 12,000 to October: the certificate of the nearer employer gives
        way to it, that of the other stays."""
        self._works("Plant", 12500)
        self._works("School", 4000)
        account = self._salaries(8, 9, 10)
        # What was reversed did not come, and this month is not over.
        self._book(
            account,
            (date(2026, 9, 6), 9000, {"kind": "salary", "is_reversed": True}),
            (date(2026, 11, 5), 12000, {"kind": "salary"}),
        )
        borrower = self._application()._borrower()
        incomes = borrower.income_ids
        shown = incomes.filtered(lambda line: line.evidence == "our_account")
        self.assertEqual((len(incomes), shown.amount, shown.kind), (2, 12000, "salary"))
        self.assertIn("Plant", shown.name)
        self.assertIn("accounts here", shown.name)
        other = incomes - shown
        self.assertEqual(
            (other.name, other.amount, other.evidence), ("School", 4000, "certificate")
        )
        borrower.action_prefill()
        self.assertEqual(len(borrower.income_ids), 2)

    def test_a_bonus_once_or_twice_is_no_salary(self):
        self._salaries(9, 10)
        self.assertFalse(self._application()._borrower().income_ids)

    def test_what_was_told_once_is_used_again(self):
        first = self._application()
        self._fill(first)
        second = self._application()
        borrower = second._borrower()
        self.assertEqual(borrower.expense_ids.mapped("name"), ["Rent"])
        self.assertEqual(borrower.expense_ids.source, "before")
        self.assertEqual(borrower.income_ids.mapped("amount"), [10000])
        borrower.action_prefill()
        self.assertEqual(len(borrower.income_ids), 1)

    def test_a_report_is_asked_for_and_grows_old(self):
        self.rules.is_bureau_asked = True
        application = self._application()
        self._fill(application)
        self.assertIn("agreement to a bureau report", application.missing_words)
        application._borrower().write(
            {"bureau_consent_date": "2026-11-01", "bureau_consent_basis": "paper 7"}
        )
        application.action_complete_form()
        application.action_submit()
        self.assertEqual(application.score_verdict, "look")
        desk = application.with_user(self.underwriter)
        self.assertIn("No bureau report", desk.missing_words)
        self._report(report_date="2026-10-20")
        desk.invalidate_recordset()
        self.assertIn("No bureau report", desk.missing_words)
        self._report(report_date="2026-10-21")
        desk.action_verify()
        self.assertEqual(application.stage, "decision")

    def test_a_hidden_participant_hides_his_facts(self):
        application = self._application()
        self._fill(application)
        application.sudo().party_ids = [
            Command.create(
                {"role": "guarantor", "client_id": self.walled.id, "is_form_done": True}
            )
        ]
        parties = self.env["bank.loan.application.party"].with_user(self.olena)
        self.assertEqual(
            parties.search_count([("application_id", "=", application.id)]), 1
        )
        application.action_complete_form()
        application.action_submit()
        with self.assertRaises(AccessError):
            application.snapshot_id.with_user(self.olena).get_facts()
        with self.assertRaises(AccessError):
            application.snapshot_id.with_user(self.olena).read(["facts"])

    def test_applications_follow_a_merged_client(self):
        links = {(link.table, link.column) for link in client_links(self.env)}
        self.assertIn(("bank_loan_application", "client_id"), links)
        self.assertIn(("bank_loan_application_party", "client_id"), links)
