from datetime import date
from unittest.mock import patch

from odoo.addons.bank_crm_exchange.models import bank_feed_run_check
from odoo.tests import tagged

from .common import MOVEMENTS, FeedCommon


@tagged("post_install", "-at_install")
class TestFeedMovements(FeedCommon):
    """Movements come, are corrected, cancelled and reversed; months keep step."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._load_clients("C1")
        cls._load_accounts(("A1", "C1"), ("A2", "C1"))
        cls.account = cls._account("A1")

    def test_new_movements_make_months_and_balances(self):
        run = self._movements(
            "M1,,,A1,2026-10-05,1000.00,UAH,salary,pay",
            "M2,,,A1,2026-10-06,-200.00,,card_payment,",
            "M3,,,A1,2026-11-06,-50.00,UAH,,",
        )
        self.assertEqual((run.state, run.new_count), ("done", 3))
        october = self._month(self.account, "2026-10-01")
        self.assertEqual((october.credit, october.debit, october.net), (1000, 200, 800))
        self.assertEqual(self.account.balance, 750)
        self.assertEqual(self._movement("M3").kind, "other")
        self.assertEqual(self._movement("M1").value_date, date(2026, 10, 5))

    def test_two_equal_withdrawals_are_two(self):
        run = self._movements(
            "M1,,,A1,2026-11-05,-100.00,UAH,card_withdrawal,ATM",
            "M2,,,A1,2026-11-05,-100.00,UAH,card_withdrawal,ATM",
        )
        self.assertEqual(run.new_count, 2)
        self.assertEqual(self.account.balance, -200)

    def test_the_same_row_again_changes_nothing(self):
        self._movements("M1,,,A1,2026-11-05,-100.00,UAH,fee,")
        again = self._movements(
            "M1,,,A1,2026-11-05,-100.00,UAH,fee,",
            "M2,,,A1,2026-11-06,-1.00,UAH,fee,",
        )
        self.assertEqual(
            (again.new_count, again.unchanged_count, again.corrected_count), (1, 1, 0)
        )

    def test_other_content_under_the_same_number_is_a_correction_with_a_log(self):
        self._movements("M1,,,A1,2026-11-05,-100.00,UAH,fee,first")
        run = self._movements("M1,,,A1,2026-10-31,-90.00,UAH,fee,")
        movement = self._movement("M1")
        self.assertEqual((movement.amount, movement.purpose), (-90, "first"))
        self.assertEqual(run.corrected_count, 1)
        correction = run.correction_ids
        self.assertEqual(correction.old["amount"], -100)
        self.assertEqual(correction.new["amount"], -90)
        self.assertEqual(self._month(self.account, "2026-11-01").debit, 0)
        self.assertEqual(self._month(self.account, "2026-10-01").debit, 90)

    def test_a_cancelled_movement_leaves_the_balance_and_stays_readable(self):
        self._movements("M1,,,A1,2026-11-05,-100.00,UAH,fee,x")
        run = self._movements("M1,cancel,,A1,2026-11-05,-100.00,UAH,fee,x")
        self.assertFalse(self._movement("M1"))
        self.assertEqual(self.account.balance, 0)
        self.assertEqual(run.cancelled_count, 1)
        self.assertEqual(run.correction_ids.old["purpose"], "x")

    def test_rows_about_one_movement_are_taken_in_their_order(self):
        run = self._movements(
            "M1,new,,A1,2026-11-05,-100.00,UAH,fee,",
            "M1,correct,,A1,2026-11-05,-110.00,UAH,fee,",
            "M1,correct,,A1,2026-11-05,-120.00,UAH,fee,",
            "M2,new,,A1,2026-11-05,-1.00,UAH,fee,",
            "M2,cancel,,A1,2026-11-05,-1.00,UAH,fee,",
        )
        self.assertEqual(self._movement("M1").amount, -120)
        self.assertFalse(self._movement("M2"))
        self.assertEqual(
            (
                run.accepted_count,
                run.new_count,
                run.corrected_count,
                run.cancelled_count,
            ),
            (5, 2, 2, 1),
        )

    def test_a_reversal_pairs_with_what_it_reverses_in_one_file(self):
        self._movements(
            "M1,,,A1,2026-11-05,-100.00,UAH,fee,",
            "M2,,M1,A1,2026-11-06,100.00,UAH,fee,",
        )
        self.assertTrue(self._movement("M1").is_reversed)
        self.assertTrue(self._movement("M2").is_reversed)
        month = self._month(self.account, "2026-11-01")
        self.assertEqual((month.credit, month.debit, month.net), (0, 0, 0))

    def test_a_reversal_that_comes_first_waits_for_its_original(self):
        self._movements("M2,,M1,A1,2026-11-06,100.00,UAH,fee,")
        self.assertFalse(self._movement("M2").is_reversed)
        self._movements("M1,,,A1,2026-10-05,-100.00,UAH,fee,")
        self.assertTrue(self._movement("M2").is_reversed)
        self.assertEqual(self._month(self.account, "2026-10-01").debit, 0)

    def test_a_reversal_of_another_sum_is_no_pair(self):
        self._movements(
            "M1,,,A1,2026-11-05,-100.00,UAH,fee,", "M2,,M1,A1,2026-11-06,60.00,UAH,fee,"
        )
        self.assertFalse(self._movement("M1").is_reversed)

    def test_a_cancelled_reversal_sets_its_original_free(self):
        self._movements(
            "M1,,,A1,2026-11-05,-100.00,UAH,fee,",
            "M2,,M1,A1,2026-11-06,100.00,UAH,fee,",
        )
        self._movements("M2,cancel,,A1,2026-11-06,100.00,UAH,fee,")
        self.assertFalse(self._movement("M1").is_reversed)
        self.assertEqual(self._month(self.account, "2026-11-01").debit, 100)

    def test_a_late_file_adds_to_a_month_that_is_here(self):
        self._movements("M1,,,A1,2026-10-05,10.00,UAH,fee,")
        self._movements("M2,,,A1,2026-10-04,5.00,UAH,fee,")
        self.assertEqual(self._month(self.account, "2026-10-01").credit, 15)

    def test_foreign_words_mean_what_the_list_says(self):
        self.env["bank.feed.code"].create(
            {
                "feed_id": self._feed("movements").id,
                "code_list": "operation",
                "word": "POS01",
                "ours": "card_payment",
            }
        )
        run = self._movements(
            "M1,,,A1,2026-10-05,-10.00,UAH,POS01,",
            "M2,,,A1,2026-10-05,-10.00,UAH,POS02,",
        )
        self.assertEqual(self._movement("M1").kind, "card_payment")
        self.assertEqual(run.reject_ids.reason, "unknown_code")
        self.assertEqual(run.reject_ids.value, "POS02")

    def test_balances_come_and_differences_are_told(self):
        self._movements("M1,,,A1,2026-11-05,100.00,UAH,salary,")
        header = "account_id,date,balance"
        first = self._load("balances", self._rows(header, "A1,2026-11-10,1100.00"))
        self.assertFalse(
            first.difference_ids, "the first balance tells what was before"
        )
        self.assertEqual(
            (self.account.opening_balance, self.account.balance), (1000, 1100)
        )
        self._movements("M2,,,A1,2026-11-12,-30.00,UAH,fee,")
        good = self._load("balances", self._rows(header, "A1,2026-11-15,1070.00"))
        self.assertFalse(good.difference_ids)
        bad = self._load("balances", self._rows(header, "A1,2026-11-16,1060.00"))
        self.assertEqual(bad.difference_ids.difference, -10)
        self.assertEqual(self.account.balance, 1060)
        old = self._load("balances", self._rows(header, "A1,2026-11-14,5.00"))
        self.assertEqual((old.new_count, self.account.balance), (0, 1060))

    def test_a_rate_values_what_stands_in_that_currency(self):
        self._load_accounts(("A9", "C1"), currency="USD")
        self._movements("M1,,,A9,2026-10-05,100.00,USD,salary,")
        header = "currency,date,units,rate"
        self._load("fx_rates", self._rows(header, "USD,2026-10-01,1,40.00"))
        self.assertEqual(self._account("A9").balance_base, 4000)
        self.assertEqual(
            self._month(self._account("A9"), "2026-10-01").credit_base, 4000
        )
        run = self._load("fx_rates", self._rows(header, "USD,2026-10-01,100,4600.00"))
        self.assertEqual(run.corrected_count, 1)
        self.assertEqual(
            self._month(self._account("A9"), "2026-10-01").credit_base, 4600
        )
        self.assertEqual(self._client("C1").funds_base, 4600)

    def test_slices_of_any_size_give_the_same(self):
        rows = [
            f"SL{n},,,A{1 + n % 2},2026-{9 + n % 3:02d}-11,{n}.25,UAH,fee,x"
            for n in range(300)
        ]
        self._receive("movements", self._rows(
            "movement_id,operation,reverses_id,account_id,booking_date,amount,currency,kind,purpose",
            *rows,
        ))  # fmt: skip
        self._work(feed_slice_seconds=0, feed_step_blocks=1, feed_single_steps=True)
        self.assertEqual(
            self.env["bank.account.movement"].search_count(
                [("source_id", "like", "SL%")]
            ),
            300,
        )
        self.assertEqual(
            round(self.account.balance + self._account("A2").balance, 2),
            sum(range(300)) + 300 * 0.25,
        )

    def test_what_was_staged_but_not_noted_is_taken_back(self):
        run = self._receive(
            "movements", self._rows(MOVEMENTS, "N1,,,A1,2026-10-11,1.00,UAH,fee,x")
        )
        run._run_slice()
        run._sql(
            "INSERT INTO %(stage)s (line, movement_id, account_id, booking_date, amount) "
            "VALUES (3, 'GHOST', 'A1', '2026-10-11', '5.00')"
        )
        self._work()
        self.assertEqual((run.state, run.new_count), ("done", 1))
        self.assertFalse(self._movement("GHOST"))

    def test_what_was_checked_but_not_noted_is_taken_back(self):
        run = self._receive(
            "movements",
            self._rows(
                MOVEMENTS,
                "N1,,,A1,2026-10-11,1.00,UAH,fee,x",
                "N2,,,A1,2026-10-12,2.00,UAH,fee,x",
            ),
        )
        while run.state != "checking" or run._at("blocks") is None:
            run._run_slice()
        with patch.dict(bank_feed_run_check._REACHED, clear=True):
            run._check_range(0, run._at("blocks"))
            self._work()
        self.assertEqual((run.state, run.new_count), ("done", 2))
        self.assertEqual(len(self._movement("N2")), 1)
