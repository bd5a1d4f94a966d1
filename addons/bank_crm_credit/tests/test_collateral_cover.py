import random
from datetime import date

from odoo.addons.bank_crm_base.models.bank_client_card_facts import to_decimal
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL

from .common_collateral import CollateralCommon


@tagged("post_install", "-at_install")
class TestCollateralCover(CollateralCommon):
    """Figures worked out by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.second = cls._create_loan(cls.bondar, number="L-2")

    def test_three_values_of_a_flat(self):
        """1000 less 30 %; in a forced sale 1000 x 0.8 x 0.95."""
        flat = self._collateral()
        self.assertRecordValues(
            flat,
            [{"market_value": 1000, "pledge_value": 700, "liquidation_value": 760}],
        )

    def test_an_old_thing_counts_for_less(self):
        flat = self._collateral(made_year=2010)
        self.assertEqual(flat.haircut, 0.5)
        self.assertEqual(flat.pledge_value, 500)
        flat.made_year = 2017
        self.assertEqual(flat.pledge_value, 700)

    def test_what_the_policy_does_not_name_covers_nothing(self):
        self.flat_kind.haircut_ids.unlink()
        flat = self._collateral()
        self.assertEqual(flat.market_value, 1000)
        self.assertEqual(flat.pledge_value, 0)
        self.assertIn("lends nothing", flat.fault_words)

    def test_one_asset_two_ranks_and_a_lien_of_others(self):
        """As on the page on collateral, without a haircut: 1500 behind 700, so 800 for 500 at
        rank 1 and 600 at rank 2; (500 + 700) / 1500, (500 + 600 + 700) / 1500."""
        self.flat_kind.haircut_ids.write({"share": 0})
        asset = self._collateral(market=1500, prior_liens=700)
        self.env["bank.loan.product"].create(
            {"product_id": self.product.id, "required_cover": 1.2}
        )
        self._pledge(asset, self.loan)
        self._pledge(asset, self.second, rank=2)
        self._make_registered(asset)
        self._owes(self.loan, 500)
        self._owes(self.second, 600)
        self._assert_cover(
            self.loan, owed=500, covered=500, shortfall=100, loan_to_value=0.8
        )
        self._assert_cover(
            self.second, owed=600, covered=300, shortfall=420, loan_to_value=1.2
        )

    def test_loans_of_one_rank_share_by_what_each_lacks(self):
        """700 for 300 and 900: a quarter and three quarters, 175 and 525."""
        asset = self._collateral()
        self._pledge(asset, self.loan)
        self._pledge(asset, self.second)
        self._make_registered(asset)
        self._owes(self.loan, 300)
        self._owes(self.second, 900)
        self._assert_cover(self.loan, owed=300, covered=175, shortfall=125)
        self._assert_cover(self.second, owed=900, covered=525, shortfall=375)

    def test_the_pass_over_the_bank_says_what_the_rules_say(self):
        """Eight loans and twelve assets that hang together at random, with caps, liens,
        ranks, dollars and cover asked for: by SQL and by the rules the same rows."""
        chance = random.Random(7)
        self.env["bank.fx.rate"].create(
            {"currency_id": self.usd.id, "date": "2026-11-01", "rate": 41.37}
        )
        self.env["bank.loan.product"].create(
            {"product_id": self.product.id, "required_cover": 1.2345}
        )
        loans = self.env["bank.loan"].concat(
            *(self._create_loan(self.bondar, number=f"N-{n}") for n in range(8))
        )
        for number in range(12):
            asset = self._collateral(
                market=chance.randint(1, 10**5) / 100,
                prior_liens=chance.choice((0, 0, chance.randint(1, 10**4) / 100)),
                currency_id=chance.choice((self.uah, self.usd)).id,
            )
            # Half of them secure one loan alone.
            for loan in chance.sample(list(loans), 1 if number % 2 else 2):
                self._pledge(
                    asset, loan, rank=chance.randint(1, 2),
                    cap=chance.choice((False, chance.randint(1, 10**4) / 100)),
                )  # fmt: skip
            if chance.random() < 0.9:
                self._make_registered(asset)
        for loan in loans:
            self._owes(loan, chance.choice((0, chance.randint(1, 10**5) / 100)))
        Cover = self.env["bank.loan.cover"]
        told = []
        for count in (Cover._count, Cover._refresh):
            self.env.cr.execute("DELETE FROM bank_loan_cover")
            count(loans.ids)
            self.env.cr.execute(
                "SELECT loan_id, owed::text, covered::text, shortfall::text, ratio::text, "
                "loan_to_value::text, asset_count FROM bank_loan_cover ORDER BY 1"
            )
            told.append([_numbers(row) for row in self.env.cr.fetchall()])
        self.assertEqual(*told)
        self.assertGreater(len(told[0]), 5)
        shared = Cover._sharing(loans.ids)
        self.assertTrue(0 < len(shared) < len(loans))

    def test_a_payment_changes_the_cover_at_once(self):
        """750 owed of 700: 50 lack; a part of 250 with its interest is paid and nothing lacks."""
        asset = self._collateral()
        self._pledge(asset, self.loan)
        self._make_registered(asset)
        self.loan._recount()
        self._assert_cover(self.loan, owed=750, covered=700, shortfall=50)
        self._operation(self.loan, "repay", date(2026, 10, 20), 257.5)
        self.loan._recount()
        self._assert_cover(self.loan, owed=500, covered=500, shortfall=0)

    def test_shared_cover_is_kept_for_who_has_nothing_else(self):
        """700 are shared, 350 only the first's: he takes his own first."""
        shared, own = self._collateral(), self._collateral(market=500)
        self._pledge(shared, self.loan)
        self._pledge(shared, self.second)
        self._pledge(own, self.loan)
        self._make_registered(shared)
        self._make_registered(own)
        self._owes(self.loan, 400)
        self._owes(self.second, 650)
        self._assert_cover(self.loan, owed=400, covered=400, shortfall=0)
        self._assert_cover(self.second, owed=650, covered=650, shortfall=0)

    def test_a_cap_bounds_what_a_loan_takes(self):
        asset = self._collateral()
        self._pledge(asset, self.loan, cap=100)
        self._make_registered(asset)
        self._owes(self.loan, 400)
        self._assert_cover(self.loan, owed=400, covered=100, shortfall=300)

    def test_what_is_only_offered_covers_no_loan(self):
        asset = self._collateral()
        self._pledge(asset, self.loan, is_signed=False)
        self.assertEqual(self._cover(self.loan).covered, 0)
        told = self.loan.with_user(self.keeper).get_collateral_cover()
        self.assertFalse(told["lines"])
        self.assertIn("not signed", told["waiting"][0]["why"])

    def test_an_expired_valuation_covers_nothing_from_the_next_night(self):
        """Of 1 October 2026 for a year: its last day counts, the day after does not."""
        asset = self._collateral()
        self._pledge(asset, self.loan)
        self._make_registered(asset)
        self._owes(self.loan, 400)
        Day = self.env["bank.business.day"]
        for day, counts in ((date(2027, 10, 1), 700), (date(2027, 10, 2), 0)):
            opened = Day._open(day)
            self._run_task("collateral", opened)
            asset.invalidate_recordset()
            self.assertEqual(asset.pledge_value, counts, day)
        self._run_task("loan_cover", opened)
        self._assert_cover(self.loan, owed=400, covered=0, shortfall=400)
        self.assertTrue(asset.is_short)
        found = self.env["bank.collateral"].search([("is_short", "=", True)])
        self.assertIn(asset, found)

    def test_a_valuation_by_who_is_not_accredited_counts_for_nothing(self):
        self.appraiser.accredited_until = "2026-09-30"
        asset = self._collateral()
        self.assertEqual(asset.valuation_standing, "not_accredited")
        self.assertEqual(asset.pledge_value, 0)
        # What he valued in his term counts on.
        self._value(asset, 800, "2026-09-30")
        self.assertEqual(asset.pledge_value, 560)

    def test_a_valuation_taken_back_counts_no_more_and_stays(self):
        asset = self._collateral()
        late = self._value(asset, 2000, "2026-11-01")
        self.assertEqual(asset.pledge_value, 1400)
        late.with_user(self.keeper).action_take_back("Another flat")
        asset.invalidate_recordset()
        self.assertEqual(asset.pledge_value, 700)
        self.assertTrue(late.exists())

    def test_another_currency_counts_at_the_rate_of_the_day(self):
        self.env["bank.fx.rate"].create(
            {"currency_id": self.usd.id, "date": "2026-11-01", "units": 1, "rate": 40}
        )
        asset = self._collateral(currency_id=self.usd.id)
        self._pledge(asset, self.loan)
        self._make_registered(asset)
        self._owes(self.loan, 30000)
        self._assert_cover(
            self.loan, owed=30000, covered=28000, shortfall=2000, loan_to_value=0.75
        )

    def test_a_loan_that_asks_for_cover_and_has_none_is_listed(self):
        self.env["bank.loan.product"].create(
            {"product_id": self.product.id, "required_cover": 1}
        )
        self._owes(self.loan, 400)
        self._run_task("loan_cover")
        self._assert_cover(self.loan, owed=400, covered=0, shortfall=400)

    def test_the_night_twice_changes_nothing(self):
        asset = self._collateral()
        self._pledge(asset, self.loan)
        self._make_registered(asset)
        self._owes(self.loan, 400)
        self._run_task("collateral")
        self._run_task("loan_cover")
        before = self._rows(asset)
        self._run_task("collateral")
        self._run_task("loan_cover")
        self.assertEqual(self._rows(asset), before)

    def _rows(self, asset):
        return self.env.execute_query(
            SQL(
                "SELECT to_jsonb(c), to_jsonb(k) FROM bank_collateral c, bank_loan_cover k "
                "WHERE c.id = %s AND k.loan_id = %s",
                asset.id,
                self.loan.id,
            )
        )

    def test_insurance_faults_and_the_calendar(self):
        kind = self._kind("T-CAR", "vehicle", must_insure=True, inspection_months=6)
        car = self._collateral(kind_id=kind.id)
        self.assertEqual(car.insurance_fault, "none_in_force")
        Insurance = self.env["bank.collateral.insurance"]
        policy = Insurance.create(
            {
                "collateral_id": car.id, "insurer": "Oranta", "policy_number": "1",
                "date_from": "2026-01-01", "date_to": "2026-12-10", "amount": 700,
                "is_for_bank": False,
            }
        )  # fmt: skip
        self.assertEqual(car.insurance_fault, "not_for_bank")
        policy.write({"is_for_bank": True, "amount": 699})
        self.assertEqual(car.insurance_fault, "too_little")
        policy.amount = 700
        self.assertFalse(car.insurance_fault)
        self._pledge(car, self.loan)
        self._make_registered(car)
        # Insurance ends on 10 December, the inspection is due in April, the value in October.
        self.assertEqual(car.next_task, "insurance")
        self.assertEqual(str(car.next_due_date), "2026-12-10")
        car.insurance_ids = [
            Command.create(
                {
                    "insurer": "Oranta", "policy_number": "2", "date_from": "2026-12-11",
                    "date_to": "2027-12-10", "amount": 700,
                }
            )
        ]  # fmt: skip
        self.assertEqual(car.next_task, "inspection")
        self.assertEqual(str(car.next_due_date), "2027-04-01")

    def test_what_is_due_is_a_next_step_of_the_borrower(self):
        asset = self._collateral(valued="2025-12-01")
        self._pledge(asset, self.loan)
        self._make_registered(asset)
        self.assertEqual(asset.next_task, "revaluation")
        self.env["bank.next.step"]._refresh(self.kovalenko.ids, self.day.date)
        step = self.env["bank.next.step"].search(
            [
                ("client_id", "=", self.kovalenko.id),
                ("source_id.code", "=", "collateral"),
            ]
        )
        self.assertEqual(str(step.due_date), "2026-12-01")
        self.assertIn(asset.number, step.why)


def _numbers(row):
    """A row with its figures as numbers: 0 and 0.00 are the same."""
    return tuple(value if value is None else to_decimal(value) for value in row)
