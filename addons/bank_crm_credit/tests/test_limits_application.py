from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_applications import ApplicationCommon


@tagged("post_install", "-at_install")
class TestLimitsApplication(ApplicationCommon):
    """What an application does to limits on its way; 12,000 are asked for."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The demo bank may be loaded: its limits are not ours.
        cls.env.cr.execute(
            "DELETE FROM bank_loan_limit; DELETE FROM bank_loan_commitment"
        )
        cls.rules.undrawn_factor = 0.5
        cls.limit = cls.env["bank.loan.limit"].create(
            {
                "level": "client",
                "client_id": cls.kovalenko.id,
                "amount": 12000,
                "date_from": "2026-01-01",
            }
        )

    def _used(self):
        self.limit.invalidate_recordset()
        return self.limit.used_base

    def test_from_approval_to_the_money_gone_out(self):
        """Approved 12,000; signed, half of it; paid out, 12,000, all that the limit has."""
        application = self._approved()
        self.assertEqual(self._used(), 12000)
        application.action_give_cost_sheet()
        application.action_accept()
        desk = application.with_user(self.administrator)
        self._sign_pack(desk)
        desk.action_sign()
        self.assertEqual(self._used(), 6000)
        desk.action_disburse()
        self.assertEqual(self._used(), 12000)
        promise = application.sudo().commitment_ids
        self.assertEqual((promise.stage, promise.paid_out), ("used", 12000))
        self.assertEqual(promise.holding_id, application.loan_id.holding_id)
        # Repaid in part, it takes up what is still owed.
        application.loan_id.sudo().principal_owed = 9000
        promise.sudo().paid_date = "2026-11-19"
        self.assertEqual(self._used(), 9000)

    def test_an_approval_over_the_limit_is_stopped_with_the_words(self):
        self.limit.amount = 11999
        application = self._to_decide()
        self.assertIn("would pass a limit", application.limit_words)
        with self.assertRaises(UserError) as caught:
            self._decide(application, self.lviv_head)
        self.assertIn("11,999.00", str(caught.exception))
        self.assertFalse(application.sudo().commitment_ids)

    def test_withdrawn_it_is_free_again(self):
        application = self._approved()
        application._act("withdraw", words="Bought it with his own money")
        self.assertEqual(application.stage, "withdrawn")
        self.assertEqual(self._used(), 0)
        self.assertEqual(application.sudo().commitment_ids.stage, "freed")
