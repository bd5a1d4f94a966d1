from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_collateral import CollateralCommon


@tagged("post_install", "-at_install")
class TestCollateralHeld(CollateralCommon):
    """What secures a debt is let go by its own way alone, and the policy by two people."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.asset = cls._collateral()
        cls.pledge = cls._pledge(cls.asset, cls.loan)
        cls._make_registered(cls.asset)
        cls._owes(cls.loan, 500)

    def test_a_signature_is_not_taken_back_to_withdraw_the_pledge(self):
        pledge = self.pledge.with_user(self.keeper)
        for values in (
            {"agreement_date": False},
            {"rank": 9},
            {"cap": 1},
            {"agreement_date": False, "agreement_number": False},
        ):
            with (
                self.subTest(values=values),
                self.assertRaisesRegex(UserError, "release the collateral"),
            ):
                pledge.write(values)
        with self.assertRaises(UserError):
            pledge.action_withdraw()
        self.assertFalse(pledge.date_to)
        # A slip in the number is mended.
        pledge.write({"agreement_number": "P-1/26", "rank": 1})
        self.assertEqual(pledge.agreement_number, "P-1/26")

    def test_what_is_only_offered_is_still_changed(self):
        other = self._pledge(
            self._collateral(name="Garage"), self.loan, is_signed=False
        )
        other.with_user(self.keeper).write({"rank": 2, "cap": 50})
        other.with_user(self.keeper).action_withdraw()
        self.assertEqual(other.date_to, self.day.date)

    def test_a_haircut_counts_once_a_second_person_accepts_it(self):
        administrator = self._create_employee(
            "business_administrator", self.head_office
        )
        self.assertEqual(self.asset.pledge_value, 700)
        haircut = self.flat_kind.haircut_ids.filtered(lambda one: not one.from_years)
        haircut = haircut.with_user(administrator)
        haircut.share = 0.1
        self.assertEqual(haircut.share, 0.3)
        self.asset._recount()
        self.assertEqual(self.asset.pledge_value, 700)
        self.assertIn("Haircut", haircut.waiting_words)
        haircut.waiting_act_ids.with_user(self.boss).action_accept()
        self.asset._recount()
        self.assertEqual(self.asset.pledge_value, 900)
        with self.assertRaises(UserError):
            haircut.unlink()

    def test_a_new_haircut_waits_too(self):
        administrator = self._create_employee(
            "business_administrator", self.head_office
        )
        self.asset.made_year = 2021
        self.assertEqual(self.asset.pledge_value, 700)
        haircut = (
            self.env["bank.collateral.haircut"]
            .with_user(administrator)
            .create({"kind_id": self.flat_kind.id, "from_years": 5, "share": 0})
        )
        self.assertEqual(haircut.acceptance, "waiting")
        self.asset._recount()
        self.assertEqual(self.asset.pledge_value, 700)
        haircut.waiting_act_ids.with_user(self.boss).action_accept()
        self.asset._recount()
        self.assertEqual(self.asset.pledge_value, 1000)

    def test_who_enters_valuations_does_not_say_alone_whose_count(self):
        Appraiser = self.env["bank.collateral.appraiser"].with_user(self.keeper)
        friend = Appraiser.create(
            {
                "name": "A friend",
                "accredited_from": "2020-01-01",
                "accredited_until": "2030-01-01",
            }
        )
        self.assertEqual(friend.acceptance, "waiting")
        self.assertNotIn(friend, Appraiser.search([("is_accredited", "=", True)]))
        asset = self._collateral(market=None)
        self._value(asset, 10**6, appraiser_id=friend.id)
        self.assertEqual(
            (asset.valuation_standing, asset.pledge_value), ("not_accredited", 0)
        )
        friend.waiting_act_ids.with_user(self.boss).action_accept()
        self.assertIn(friend, Appraiser.search([("is_accredited", "=", True)]))
        self._value(asset, 10**6, appraiser_id=friend.id)
        self.assertEqual(asset.pledge_value, 700_000)
        friend.accredited_until = "2040-01-01"
        self.assertEqual(str(friend.accredited_until), "2030-01-01")

    def test_the_policy_of_a_kind_changes_by_two_people(self):
        administrator = self._create_employee(
            "business_administrator", self.head_office
        )
        kind = self.flat_kind.with_user(administrator)
        kind.write({"revaluation_months": 120, "must_insure": True})
        self.assertEqual((kind.revaluation_months, kind.must_insure), (12, False))
        kind.waiting_act_ids.with_user(self.boss).action_accept()
        self.assertEqual((kind.revaluation_months, kind.must_insure), (120, True))

    def test_a_product_lent_against_collateral_pays_nothing_without_it(self):
        rules = self.env["bank.loan.product"].create(
            {"product_id": self.product.id, "required_cover": 1}
        )
        application = self.env["bank.loan.application"].create(
            {
                "client_id": self.kovalenko.id,
                "product_id": rules.id,
                "amount": 600,
                "term_months": 12,
            }
        )
        is_met, words = application._need_collateral_registered()
        self.assertFalse(is_met)
        self.assertIn("none is offered", words)
