from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common_collateral import CollateralCommon


@tagged("post_install", "-at_install")
class TestCollateralMoves(CollateralCommon):
    """The way of a collateral, with each refusal in words."""

    def _as_keeper(self, record):
        return record.with_user(self.keeper)

    def test_a_step_tells_all_that_is_missing_at_once(self):
        asset = self._collateral(market=None, title_document=False)
        with self.assertRaisesRegex(UserError, "proof of ownership.*valuation.*inspection"):
            self._as_keeper(asset).action_check()
        self.assertEqual(asset.state, "offered")

    def test_no_stage_is_skipped(self):
        asset = self._collateral()
        with self.assertRaisesRegex(UserError, "is offered: it cannot become registered"):
            self._as_keeper(asset).action_register()

    def test_a_third_party_and_a_spouse_must_agree(self):
        asset = self._collateral(self.bondar, is_joint=True)
        self._pledge(asset, self.loan)
        self.env["bank.collateral.inspection"].create({"collateral_id": asset.id})
        keeper = self._as_keeper(asset)
        keeper.action_check()
        self.assertTrue(asset.is_third_party)
        with self.assertRaisesRegex(UserError, "consent of the owner.*consent of the spouse"):
            keeper.action_pledge()
        keeper.write(
            {"owner_consent_date": "2026-11-01", "spouse_consent_date": "2026-11-01"}
        )
        keeper.action_pledge()
        self.assertEqual(asset.state, "pledged")
        with self.assertRaisesRegex(UserError, "entry in the register"):
            keeper.action_register()

    def test_a_kind_that_needs_no_register_is_enough_pledged(self):
        self.flat_kind.register_name = False
        asset = self._collateral()
        self.assertFalse(asset._holds_against_all())
        self._pledge(asset, self.loan)
        self.env["bank.collateral.inspection"].create({"collateral_id": asset.id})
        asset.action_check()
        asset.action_pledge()
        self.assertTrue(asset._holds_against_all())

    def test_what_was_agreed_does_not_change(self):
        asset = self._collateral()
        self._pledge(asset, self.loan)
        self._make_registered(asset)
        with self.assertRaisesRegex(UserError, "pledge agreement says does not change"):
            self._as_keeper(asset).name = "Another flat"
        self._as_keeper(asset).note = "Seen from the street"

    def test_one_thing_stands_once_in_the_register(self):
        self._collateral(asset_number="UA-77")
        with self.assertRaisesRegex(ValidationError, "in the register already"):
            self._collateral(asset_number="ua-77")

    def test_released_at_once_where_nothing_is_owed(self):
        asset = self._collateral()
        pledge = self._pledge(asset, self.loan)
        self._make_registered(asset)
        self._owes(self.loan, 0)
        act = self._as_keeper(asset)._end("released", "Paid")
        self.assertFalse(act)
        self.assertEqual(asset.state, "released")
        self.assertEqual(str(pledge.date_to), "2026-11-20")
        self.assertFalse(self._cover(self.loan))

    def test_released_with_debt_only_by_two_people(self):
        asset = self._collateral()
        self._pledge(asset, self.loan)
        self._make_registered(asset)
        self._owes(self.loan, 400)
        act = self._as_keeper(asset)._end("released", "Sold to repay")
        self.assertEqual(asset.state, "registered")
        self.assertEqual(act.amount, 400)
        with self.assertRaises(AccessError):
            act.with_user(self.keeper).action_accept()
        act.with_user(self.underwriter).action_accept()
        asset.invalidate_recordset()
        self.assertEqual(asset.state, "released")
        self.assertEqual(asset.end_reason, "Sold to repay")

    def test_a_reason_is_asked_for(self):
        asset = self._collateral()
        with self.assertRaisesRegex(UserError, "Write why"):
            self._as_keeper(asset)._end("declined", " ")
        self._as_keeper(asset)._end("declined", "Ruin")
        self.assertEqual(asset.state, "declined")
        with self.assertRaisesRegex(UserError, "secures nothing any more"):
            self._as_keeper(asset).note = "x"

    def test_a_substitute_must_secure_the_same_loans(self):
        asset, other = self._collateral(), self._collateral(name="Shop")
        self._pledge(asset, self.loan)
        self._make_registered(asset)
        with self.assertRaisesRegex(UserError, "secures the same loans"):
            self._as_keeper(asset)._end("substituted", "Exchanged", other)
        self._pledge(other, self.loan)
        self._make_registered(other)
        act = self._as_keeper(asset)._end("substituted", "Exchanged", other)
        act.with_user(self.underwriter).action_accept()
        asset.invalidate_recordset()
        self.assertEqual(asset.substitute_id, other)
        self.assertEqual(asset.state, "substituted")

    def test_what_is_on_record_is_not_changed_or_deleted(self):
        asset = self._collateral()
        valuation = self._as_keeper(asset.valuation_ids)
        with self.assertRaisesRegex(UserError, "not changed"):
            valuation.market_value = 5
        with self.assertRaises(AccessError):
            valuation.unlink()
        with self.assertRaisesRegex(UserError, "stays on record"):
            valuation.sudo().unlink()
        with self.assertRaises(AccessError):
            self._as_keeper(asset).unlink()

    def test_bad_input_is_told(self):
        with self.assertRaisesRegex(ValidationError, "Say whose it is"):
            self.env["bank.collateral"].create(
                {"name": "Nobody's", "kind_id": self.flat_kind.id}
            )
        asset = self._collateral()
        with self.assertRaisesRegex(ValidationError, "a day that has come"):
            self._value(asset, 1, "2026-11-21")
        with self.assertRaisesRegex(ValidationError, "a loan or an application"):
            self.env["bank.collateral.pledge"].create({"collateral_id": asset.id})
