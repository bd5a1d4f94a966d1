from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common_collateral import CollateralCommon
from .common_limits import LimitsCommon


@tagged("post_install", "-at_install")
class TestLimitReport(LimitsCommon):
    """The use of limits as a report: the sums of the limits, in sight of who sees them."""

    def test_each_limit_in_force_is_a_row_with_what_is_used(self):
        """600 of 1000 by the client, and the same by his product of 800: 75 %."""
        own = self._limit(1000)
        product = self._limit(800, "product", product_id=self.product.id)
        self._limit(500, client_id=self.kovalenko.id, date_to="2026-02-01")
        self.loan.holding_id.state = "closed"
        others = product.used_base
        self._promise(600 - others)
        self.env.flush_all()
        rows = self.env["bank.loan.limit.report"].search([])
        self.assertEqual(rows.limit_id, own | product)
        row = rows.filtered(lambda one: one.limit_id == product)
        self.assertEqual(
            (row.amount, row.used, row.free, row.used_percent, row.band),
            (800, 600, 200, 75, "half"),
        )

    def test_a_bank_without_limits_has_an_empty_report(self):
        self.assertFalse(self.env["bank.loan.limit.report"].search([]))

    def test_who_does_not_read_a_limit_reads_no_sum_of_it(self):
        own = self._limit(1000)
        bank = self._limit(10**9, "bank")
        self.env.flush_all()
        Report = self.env["bank.loan.limit.report"]
        for user, seen in (
            (self.risk, own | bank),
            (self.auditor, own | bank),
            (self.olena, own),
            (self.petro, own.browse()),
        ):
            Mine = Report.with_user(user)
            with self.subTest(user=user.login):
                self.assertEqual(Mine.search([]).limit_id, seen)
                [[total]] = Mine._read_group([], [], ["amount:sum"])
                self.assertEqual(total or 0, sum(seen.mapped("amount")))
        with self.assertRaises(AccessError):
            Report.browse(bank.id).with_user(self.olena).read(["used"])


@tagged("post_install", "-at_install")
class TestExpiryReport(CollateralCommon):
    """What runs out at collateral: by its day, in sight of who sees the collateral."""

    def _rows(self, asset, user=None):
        self.env.flush_all()
        Report = self.env["bank.collateral.expiry.report"].with_user(
            user or self.env.user
        )
        return Report.search([("collateral_id", "=", asset.id)])

    def _flat(self, day, **kind):
        if kind:
            self.flat_kind.write(kind)
        flat = self._collateral(valued=day)
        self._pledge(flat, self.loan)
        return self._make_registered(flat)

    def test_a_valuation_of_a_year_runs_out(self):
        """Valued for twelve months: on 1 October 2026 through 1 October 2027, and so on;
        today is 20 November 2026."""
        for day, standing in (
            ("2026-10-01", "5_later"),
            ("2026-02-01", "4_quarter"),
            ("2025-12-10", "3_month"),
        ):
            with self.subTest(day=day):
                [row] = self._rows(self._flat(day))
                self.assertEqual((row.what, row.standing), ("valuation", standing))

    def test_what_must_be_insured_and_is_not_stands_first(self):
        asset = self._collateral()
        self._pledge(asset, self.loan)
        self._make_registered(asset)
        self.flat_kind.must_insure = True
        asset._recount()
        rows = {row.what: row for row in self._rows(asset)}
        self.assertEqual(rows["insurance"].standing, "1_none")
        self.assertFalse(rows["insurance"].date)
        self.assertEqual(rows["valuation"].pledge_value, 700)

    def test_only_who_sees_the_collateral_sees_its_rows(self):
        asset = self._flat("2026-10-01")
        for user, sees in (
            (self.olena, True),
            (self.keeper, True),
            (self.petro, False),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(bool(self._rows(asset, user)), sees)
        with self.assertRaises(AccessError):
            self._rows(asset).with_user(self.petro).action_open()
