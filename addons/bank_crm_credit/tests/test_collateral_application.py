from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..domain.application.authority import Security
from .common_collateral import CollateralCommon


@tagged("post_install", "-at_install")
class TestCollateralApplication(CollateralCommon):
    """What an application needs of its collateral, and what becomes of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rules = cls.env["bank.loan.product"].create(
            {
                "product_id": cls.product.id,
                "required_cover": 1,
                "is_valuation_asked": True,
            }
        )
        cls.application = cls._application(cls.kovalenko)

    @classmethod
    def _application(cls, client, **values):
        return cls.env["bank.loan.application"].create(
            {
                "client_id": client.id,
                "product_id": cls.rules.id,
                "amount": 600,
                "term_months": 12,
                "officer_id": cls.officer.id,
                **values,
            }
        )

    def _offer(self, asset, application=None, **values):
        application = application or self.application
        return self._pledge(
            asset, is_signed=False, application_id=application.id, **values
        )

    def test_it_is_told_what_is_not_valued(self):
        is_met, words = self.application._need_valuations()
        self.assertFalse(is_met)
        self.assertIn("none is offered", words)
        asset = self._collateral(market=None)
        self._offer(asset)
        is_met, words = self.application._need_valuations()
        self.assertFalse(is_met)
        self.assertIn(asset.number, words)
        self._value(asset, 1000)
        self.assertEqual(self.application._need_valuations(), (True, ""))

    def test_a_product_without_cover_asks_for_no_collateral(self):
        self.rules.required_cover = 0
        self.assertEqual(self.application._need_valuations(), (True, ""))
        self.assertEqual(self.application._need_collateral_registered(), (True, ""))

    def test_an_offer_is_counted_beside_what_it_secures_already(self):
        """700, of which a loan takes 300 at rank 1: 400 are left of the 600 asked for."""
        asset = self._collateral()
        self._pledge(asset, self.loan)
        self._make_registered(asset)
        self._owes(self.loan, 300)
        self._offer(asset, rank=2)
        told = self.application.with_user(self.officer).get_collateral_cover()
        self.assertEqual(told["covered"], 400)
        self.assertEqual(told["shortfall"], 200)
        # 300 and 600 to 1000.
        self.assertAlmostEqual(told["loan_to_value"], 0.9)
        [line] = told["lines"]
        self.assertEqual((line["others"], line["covers"]), (300, 400))
        # The loan itself is not touched by an offer.
        self._assert_cover(self.loan, owed=300, covered=300, shortfall=0)

    def test_the_matrix_knows_how_a_loan_is_secured(self):
        """600 are asked for: of 700 a loan takes 300, then nothing, then all but 100."""
        self.assertEqual(self.application._security(), Security.NONE)
        asset = self._collateral()
        offer = self._offer(asset)
        self.assertEqual(self.application._security(), Security.COVERED)
        offer.rank = 2
        self._pledge(asset, self.loan)
        self._make_registered(asset)
        self._owes(self.loan, 300)
        self.assertEqual(self.application._security(), Security.PARTLY_COVERED)
        offer.date_to = offer.date_from
        self.assertEqual(self.application._security(), Security.NONE)
        self.env["bank.guarantee"].create(
            {"guarantor_id": self.bondar.id, "application_id": self.application.id}
        )
        self.assertEqual(self.application._security(), Security.GUARANTEED)

    def test_paid_out_only_when_everything_is_in_the_register(self):
        asset = self._collateral()
        pledge = self._offer(asset)
        is_met, words = self.application._need_collateral_registered()
        self.assertFalse(is_met)
        self.assertIn(asset.number, words)
        pledge.write({"agreement_number": "P-2", "agreement_date": "2026-11-20"})
        self._make_registered(asset)
        self.assertEqual(self.application._need_collateral_registered(), (True, ""))

    def test_signing_pledges_what_lacks_nothing_and_paying_out_moves_it_to_the_loan(
        self,
    ):
        asset = self._collateral()
        pledge = self._offer(asset)
        self.env["bank.collateral.inspection"].create({"collateral_id": asset.id})
        asset.action_check()
        self.application._on_signed()
        self.assertEqual(asset.state, "checked")
        pledge.write({"agreement_number": "P-2", "agreement_date": "2026-11-20"})
        guarantee = self.env["bank.guarantee"].create(
            {
                "guarantor_id": self.bondar.id,
                "application_id": self.application.id,
                "agreement_number": "G-2",
                "agreement_date": "2026-11-20",
            }
        )
        self.application._on_signed()
        self.assertEqual(asset.state, "pledged")
        self.assertEqual(guarantee.state, "in_force")
        self._owes(self.loan, 600)
        self.application._on_disbursed(self.loan, 600)
        self.assertEqual(pledge.loan_id, self.loan)
        self.assertEqual(guarantee.loan_id, self.loan)
        self._assert_cover(self.loan, owed=600, covered=600, shortfall=0)

    def test_a_refused_application_leaves_nothing_offered(self):
        asset, shared = self._collateral(), self._collateral(name="Shop")
        pledge = self._offer(asset)
        self._pledge(shared, self.loan)
        self._offer(shared, rank=2)
        self.application.sudo().stage = "refused"
        self.application._on_ended()
        self.assertEqual(asset.state, "declined")
        self.assertIn(self.application.number, asset.end_reason)
        self.assertTrue(pledge.date_to)
        self.assertEqual(shared.state, "offered")

    def test_the_snapshot_keeps_values_of_the_day(self):
        asset = self._collateral()
        self._offer(asset)
        [told] = self.application._snapshot_parts()["exposure"]["collateral"]
        self.assertEqual(
            told,
            f"{asset.number} · offered · rank 1 · market 1000.00 · counts 700.00 · valid",
        )

    def test_a_stranger_s_offer_is_seen_with_his_application(self):
        application = self._application(
            self.env["res.partner"],
            officer_id=self.officer.id,
            branch_id=self.lviv.id,
            party_ids=[(0, 0, {"role": "borrower", "name": "Stranger"})],
        )
        asset = self.env["bank.collateral"].create(
            {
                "name": "Barn",
                "kind_id": self.flat_kind.id,
                "owner_name": "Stranger",
                "title_document": "1",
            }
        )
        pledge = self._offer(asset, application)
        self.assertEqual(asset.with_user(self.officer).owner_words, "Stranger")
        self.assertTrue(pledge.with_user(self.officer).is_seen)
        with self.assertRaises(AccessError):
            asset.with_user(self.petro).read(["name"])
        application.sudo().client_id = self.kovalenko
        self.assertEqual(pledge.client_id, self.kovalenko)
