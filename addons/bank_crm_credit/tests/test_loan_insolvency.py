from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_applications import ApplicationCommon


@tagged("post_install", "-at_install")
class TestLoanInsolvency(ApplicationCommon):
    """Nobody lends to who is insolvent, on submission and on the day of the money."""

    def _open_case(self, client, **values):
        return self.env["bank.client.insolvency"].create(
            {
                "client_id": client.id,
                "opened_date": "2026-11-02",
                "case_number": "914/1187/26",
                **values,
            }
        )

    def _to_submit(self):
        application = self._application()
        self._fill(application)
        return application

    def test_it_stops_the_submission_and_an_end_lets_it_go_on(self):
        application = self._to_submit()
        application.action_complete_form()
        case = self._open_case(self.kovalenko)
        with self.assertRaisesRegex(UserError, "insolvent since"):
            application.action_submit()
        self.assertEqual(application.stage, "documents")
        case.write({"closed_date": "2026-11-20", "ending": "settled"})
        application.action_submit()
        self.assertEqual(application.stage, "checks")

    def test_opened_after_the_approval_it_stops_the_money(self):
        application = self._approved()
        application.action_give_cost_sheet()
        application.action_accept()
        desk = application.with_user(self.administrator)
        self._sign_pack(desk)
        desk.action_sign()
        self._open_case(self.kovalenko)
        with self.assertRaisesRegex(UserError, "insolvent since"):
            desk.action_disburse()
        self.assertFalse(application.loan_id)
        self.assertEqual(application.stage, "disbursement")

    def test_of_a_guarantor_it_stops_too(self):
        application = self._to_submit()
        guarantor = self._create_client(
            "Поручитель Іван", branch_id=self.lviv.id, manager_id=self.olena.id
        )
        application.party_ids.create(
            {
                "application_id": application.id,
                "role": "guarantor",
                "client_id": guarantor.id,
                "is_form_done": True,
            }
        )
        application.action_complete_form()
        self.env["bank.document.gap"].sudo().search(
            [("client_id", "=", guarantor.id)]
        ).unlink()
        self._open_case(guarantor)
        with self.assertRaisesRegex(UserError, "Поручитель Іван: insolvent since"):
            application.action_submit()

    def test_loan_administration_and_lawyers_enter_it_too(self):
        lawyer = self._create_employee("recovery_lawyer", self.head_office)
        for user, may_enter in (
            (self.administrator, True),
            (lawyer, True),
            (self.officer, False),
            (self.underwriter, False),
        ):
            with self.subTest(user=user.login):
                Case = self.env["bank.client.insolvency"].with_user(user)
                self.assertEqual(Case.has_access("create"), may_enter)
                self.assertFalse(Case.has_access("unlink"))
