from odoo.tests import HttpCase, tagged

from .common_collateral import CollateralCommon


@tagged("post_install", "-at_install", "bank_tour")
class TestCollateralTour(CollateralCommon, HttpCase):
    def test_a_flat_is_offered_valued_pledged_and_registered(self):
        """1000 less 30 % covers the 600 asked for."""
        rules = self.env["bank.loan.product"].create({"product_id": self.product.id})
        application = self.env["bank.loan.application"].create(
            {
                "client_id": self.kovalenko.id,
                "product_id": rules.id,
                "amount": 600,
                "term_months": 12,
                "officer_id": self.officer.id,
            }
        )
        self.start_tour(
            f"/odoo/loan-applications/{application.id}",
            "bank_collateral_way",
            login=self.keeper.login,
        )
        self.env.invalidate_all()
        [pledge] = application.pledge_ids
        self.assertEqual(pledge.collateral_id.state, "registered")
        self.assertEqual(pledge.agreement_number, "P-7")
        self.assertEqual(application._need_collateral_registered(), (True, ""))
