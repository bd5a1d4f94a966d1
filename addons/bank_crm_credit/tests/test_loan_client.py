from odoo.addons.bank_crm_base.tests.test_client_card import CARD_QUERIES
from odoo.addons.bank_crm_client.tools.client_links import client_links
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common_loans import LoanCommon


@tagged("post_install", "-at_install")
class TestLoanClient(LoanCommon):
    """Loans on the client's card, and where a client's loans go with him."""

    def test_the_card_tells_what_is_late_without_a_query_more(self):
        client = self.kovalenko.with_user(self.olena)
        client.get_client_card()
        self.env.invalidate_all()
        with self.assertQueryCount(CARD_QUERIES):
            card = client.get_client_card()
        self.assertEqual(card["panels"]["lending"], {"client_id": self.kovalenko.id})
        self.assertEqual(card["panels"]["owes"]["overdue"], 257.5)
        self.assertEqual(card["panels"]["owes"]["days_late"], 31)

    def test_a_debt_that_the_core_does_not_tell_is_our_count(self):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE bank_holding SET balance = NULL WHERE id = %s",
            [self.loan.holding_id.id],
        )
        self.env.invalidate_all()
        card = self.kovalenko.with_user(self.olena).get_client_card()
        self.assertEqual(card["panels"]["owes"]["total"], 750)
        self.env["res.partner"]._refresh_figures(self.kovalenko.ids)
        self.assertEqual(self.kovalenko.owed_base, 750)

    def test_the_tab_lists_loans_late_ones_first(self):
        calm = self._create_loan(self.kovalenko, number="L-2")
        self._operation(calm, "repay", self.day.date, 600)
        calm._recount()
        told = self.kovalenko.with_user(self.olena).get_client_loans()
        self.assertEqual(
            [(row["name"], row["days"], row["overdue"]) for row in told["loans"]],
            [("Loan T-LOAN L-1", 31, 257.5), ("Loan T-LOAN L-2", 0, 0.0)],
        )
        self.assertEqual(told["without"], 0)

    def test_at_the_counter_loans_are_not_seen(self):
        teller = self._create_employee("teller", self.kharkiv)
        self.env["bank.visit"].with_user(teller)._start(
            self.kovalenko, identified_by="document", reason="cash"
        )
        client = self.kovalenko.with_user(teller)
        self.assertNotIn("lending", client.get_client_card()["panels"])
        with self.assertRaises(AccessError):
            client.get_client_loans()
        self.assertFalse(
            self.env["bank.loan"].with_user(teller).search([("id", "=", self.loan.id)])
        )

    def test_a_loan_follows_its_agreement_to_another_client(self):
        """A merge moves the agreement; nothing of a loan points to the client itself."""
        contracts = {
            "bank.loan", "bank.loan.rate", "bank.loan.fee", "bank.loan.operation",
            "bank.loan.schedule", "bank.loan.instalment", "bank.loan.request",
            "bank.loan.restructuring", "bank.loan.offer", "bank.loan.difference",
            "bank.holding.overdue",
        }  # fmt: skip
        of_loans = [link for link in client_links(self.env) if link.model in contracts]
        self.assertFalse(of_loans)
        twin = self._create_client(
            "Коваленко Олена", branch_id=self.lviv.id, manager_id=self.olena.id
        )
        other = self._create_loan(twin, number="L-twin")
        merge = self.env["bank.client.merge"]._prepare(self.kovalenko, twin)
        if merge.client_id != self.kovalenko:
            merge.action_swap()
        merge.sudo()._merge()
        self.env.invalidate_all()
        self.assertEqual(other.client_id, self.kovalenko)
        told = self.kovalenko.with_user(self.olena).get_client_loans()
        self.assertEqual(len(told["loans"]), 2)
        merge.sudo()._unmerge()
        self.env.invalidate_all()
        self.assertEqual(other.client_id, twin)
        self.assertEqual(self.loan.client_id, self.kovalenko)
