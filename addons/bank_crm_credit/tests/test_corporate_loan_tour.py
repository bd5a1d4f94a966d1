from datetime import date

from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .common_committee import CommitteeCommon

# A small year that balances: five owned, three of them owed.
YEAR = {"CASH": 5, "SHARE": 2, "TRADEPAY": 3, "REV": 9, "COGS": 4}


@tagged("post_install", "-at_install", "bank_tour")
class TestCorporateLoanTour(CommitteeCommon, HttpCase):
    """A company's loan from its card to the contract, each step by who does it.

    Only what the core and the registers bring is there before: the last year's statement
    and who owns the company.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.application.sudo().stage = "withdrawn"
        cls.loan_product.write(
            {
                "is_opinion_asked": True,
                "is_bureau_asked": False,
                "ledger_mode": "own",
                "order_id": cls.env.ref("bank_crm_credit.loan_order_ukraine").id,
            }
        )
        cls.lawyer = cls._create_employee(
            "legal_service", cls.head_office, login="t_legal_service"
        )
        cls.guard = cls._create_employee(
            "compliance", cls.head_office, login="t_security_service"
        )
        cls._bring_owner()
        cls._bring_statement()
        cls._ask_for_charter()

    @classmethod
    def _bring_owner(cls):
        owner = cls._create_client("Мельник Петро", branch_id=cls.lviv.id)
        cls.env["bank.relation"].create(
            {
                "type_id": cls.env["bank.relation.type"]._of("owns").id,
                "from_client_id": owner.id,
                "to_client_id": cls.company_client.id,
                "share": 100,
            }
        )

    @classmethod
    def _bring_statement(cls):
        layout = cls.env.ref("bank_crm_client.statement_layout_ifrs")
        statement = cls.env["bank.financial.statement"].create(
            {
                "client_id": cls.company_client.id,
                "layout_id": layout.id,
                "date_from": date(2025, 1, 1),
                "date_to": date(2025, 12, 31),
                "unit": "1000000",
            }
        )
        items = {item.code: item.id for item in layout.item_ids}
        statement.set_figures({items[code]: value for code, value in YEAR.items()})
        statement.action_confirm()

    @classmethod
    def _ask_for_charter(cls):
        """Of all papers the bank asks for one, so that its whole way is walked."""
        cls.env["bank.document.requirement"].search([]).active = False
        charter = cls.env["bank.document.type"].create(
            {"name": "Test charter", "code": "test_charter"}
        )
        cls.env["bank.document.requirement"].create(
            {"name": "Test charter", "type_ids": [Command.set(charter.ids)]}
        )
        cls.env["bank.document.gap"]._refresh(
            (cls.company_client | cls.kovalenko | cls.bondar).ids
        )

    def _tour(self, path, name, user):
        self.start_tour(path, f"bank_{name}", login=user.login)

    def test_from_the_card_to_the_contract(self):
        card = f"/odoo/clients/{self.company_client.id}"
        self._tour(card, "corporate_begin", self.seller)
        application = self.env["bank.loan.application"].search(
            [("client_id", "=", self.company_client.id), ("stage", "=", "documents")]
        )
        self.assertEqual(len(application.opinion_ids), 3)
        self._tour(
            "/odoo/documents-to-verify", "corporate_paper_verified", self.lviv_head
        )
        path = f"/odoo/loan-applications/{application.id}"
        self._tour(path, "corporate_submit", self.seller)
        for service, user in (
            ("risk", self.risk),
            ("legal", self.lawyer),
            ("security", self.guard),
        ):
            self._tour("/odoo/loan-opinions", f"corporate_opinion_{service}", user)
        self._tour(path, "corporate_checked", self.risk)
        self.assertEqual(application.stage, "decision")
        self._vote_in_the_browser(application)
        self._tour(path, "corporate_offer", self.seller)
        with self.assertLogs("odoo.http", "WARNING") as refusals:
            self._tour(path, "corporate_blocked", self.administrator)
        self.assertIn("Conditions hold the money back", refusals.output[0])
        application.invalidate_recordset()
        self.assertEqual(application.stage, "disbursement")
        self.assertFalse(application.loan_id)
        self._tour(path, "corporate_evidence", self.seller)
        self._tour(path, "loan_blocked_then_paid", self.administrator)
        application.invalidate_recordset()
        self.assertEqual(application.stage, "contract")
        self.assertEqual(application.loan_id.amount, 500_000)
        condition = application.sudo().condition_ids
        self.assertEqual(condition.settled_by_id, self.administrator)
        self._tour(card, "corporate_on_the_card", self.seller)

    def _vote_in_the_browser(self, application):
        """Three for, one against, one left the item: the last vote carries it."""
        self._tour("/odoo/committee-sittings", "committee_agenda", self.keeper)
        sitting = self.env["bank.loan.committee.sitting"].search(
            [("committee_id", "=", self.committee.id)]
        )
        item = sitting.item_ids
        self.assertEqual(item.application_id, application)
        for member, tour in zip(
            self.members,
            ("vote_for", "vote_for", "vote_against", "conflict", "vote_for"),
            strict=True,
        ):
            self._tour("/odoo/my-votes", f"committee_{tour}", member)
        item.invalidate_recordset()
        self.assertEqual((item.state, item.base), ("carried", 4))
        self.assertEqual((item.tally["for"], item.tally["against"]), (3, 1))
        # Five seats need three votes; four count, one left by his own word.
        self.assertEqual((item.quorum_there, item.quorum_needed), (4, 3))
        left = item.sudo().conflict_ids
        self.assertEqual(
            (left.user_id, left.origin, left.reason),
            (self.members[3], "declared", "My sister keeps its books"),
        )
        self._tour(
            f"/odoo/committee-sittings/{sitting.id}", "committee_protocol", self.keeper
        )
        self._tour("/odoo/committee-protocols", "committee_sign", self.chairman)
        self.assertTrue(sitting.sudo().protocol_ids.digest)
