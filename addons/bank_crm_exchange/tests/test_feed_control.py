from datetime import date

from freezegun import freeze_time
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import MOVEMENTS, FeedCommon


@tagged("post_install", "-at_install")
class TestFeedControl(FeedCommon):
    """Every row is accounted for, or nothing of the file is taken."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._load_clients("C1")
        cls._load_accounts(("A1", "C1"))

    def test_totals_that_agree(self):
        run = self._movements(
            "M1,,,A1,2026-11-05,100.10,UAH,fee,",
            "M2,,,A9,2026-11-05,10.00,UAH,fee,",
            "M3,,,A1,2026-11-31,1.00,UAH,fee,",
            rows=3,
            sum="111.10",
        )
        self.assertEqual(run.state, "done")
        self.assertEqual(
            (
                run.accepted_count,
                run.parked_count,
                run.rejected_count,
                run.received_sum,
            ),
            (1, 1, 1, 111.10),
        )
        self.assertTrue(run.is_balanced)

    def test_a_lost_row_refuses_the_file(self):
        run = self._movements(
            "M1,,,A1,2026-11-05,100.00,UAH,fee,", rows=2, sum="100.00"
        )
        self.assertEqual(run.state, "refused")
        self.assertFalse(self._movement("M1"))
        self.assertFalse(run._run_tables())

    def test_a_wrong_sum_refuses_the_file(self):
        run = self._movements(
            "M1,,,A1,2026-11-05,100.00,UAH,fee,", rows=1, sum="100.01"
        )
        self.assertEqual(run.state, "refused")
        self.assertIn("100.01", run.message)

    def test_an_unreadable_amount_cannot_break_the_sum(self):
        run = self._movements(
            "M1,,,A1,2026-11-05,100.00,UAH,fee,", "M2,,,A1,2026-11-05,1O.00,UAH,fee,",
            rows=2, sum="110.00",
        )  # fmt: skip
        self.assertEqual((run.state, run.unreadable_count), ("done", 1))

    def test_a_damaged_file_is_refused(self):
        run = self._receive("movements", MOVEMENTS + "\n", sha256="0" * 64)
        self.assertEqual(run.state, "refused")

    def test_too_many_rejects_wait_for_a_named_person(self):
        self._feed("movements").write({"max_reject_share": 0.1, "few_reject_count": 0})
        run = self._movements(
            "M1,,,A1,2026-11-05,100.00,UAH,fee,", "M2,,,A1,bad,1.00,UAH,fee,"
        )
        self.assertEqual(run.state, "waiting")
        self.assertFalse(self._movement("M1"))
        with self.assertRaises(UserError):
            run.with_user(self.boss)._publish_anyway("because")
        decision = Form(
            self.env["bank.feed.decision"]
            .with_user(self.steward)
            .with_context(default_kind="publish", default_run_id=run.id)
        )
        decision.reason = "The core's mistake, known"
        decision.save().action_confirm()
        self._work()
        self.assertEqual(run.state, "waiting")
        act = run.with_user(self.boss).waiting_act_ids
        with self.assertRaises(AccessError):
            act.with_user(self.steward).action_accept()
        act.action_accept()
        self._work()
        self.assertEqual(run.state, "done")
        self.assertEqual(run.publish_user_id, self.boss)
        self.assertEqual(self._movement("M1").amount, 100)

    def test_what_came_meanwhile_is_seen_when_published_anyway(self):
        self._feed("movements").write({"max_reject_share": 0, "few_reject_count": 0})
        run = self._movements(
            "M1,,,A1,2026-11-05,100.00,UAH,fee,", "M2,,,A1,bad,1.00,UAH,fee,"
        )
        self._feed("movements").write({"max_reject_share": 1})
        self._movements("M1,,,A1,2026-11-05,90.00,UAH,fee,")
        run.with_user(self.steward)._publish_anyway("known")
        self._work()
        self.assertEqual(run.state, "done", run.message)
        self.assertEqual((run.new_count, run.corrected_count), (0, 1))
        self.assertEqual(self._account("A1").balance, 100)

    def test_the_same_file_twice_changes_nothing(self):
        rows = ("M1,,,A1,2026-11-05,100.00,UAH,fee,",)
        first = self._movements(*rows)
        again = self._movements(*rows)
        self.assertEqual((first.state, again.state), ("done", "duplicate"))
        self.assertEqual(self._account("A1").balance, 100)

    def test_a_header_that_does_not_fit_refuses(self):
        run = self._load("movements", "movement_id,amount\nM1,1.00\n")
        self.assertEqual(run.state, "refused")
        self.assertIn("account_id", run.message)
        self.assertIn("twice", self._load("movements", "amount,amount\n").message)
        self.assertEqual(self._load("movements", "\n").state, "refused")

    def test_accounts_in_quarantine_say_so_until_mended(self):
        run = self._movements("M1,,,A1,2026-11-05,x,UAH,fee,")
        self.assertEqual(self._account("A1").incomplete_since, run.bank_date)
        run.reject_ids.mended = "M1,,,A1,2026-11-05,5.00,UAH,fee,"
        run.reject_ids.with_user(self.steward).action_try_again()
        self._work()
        self.assertFalse(self._account("A1").incomplete_since)
        self.assertEqual(self._movement("M1").amount, 5)

    def test_a_file_is_late_after_its_hour_and_never_of_a_holiday(self):
        feed = self._feed("movements")
        feed.write({"expected": "workday", "expected_hour": 8})
        self.env.company.resource_calendar_id.tz = "Europe/Kyiv"
        tuesday = date(2026, 11, 24)
        with freeze_time("2026-11-24 05:30:00"):  # 7:30 in Kyiv
            self.assertEqual(feed._due_date(tuesday), date(2026, 11, 20))
            self.assertEqual(feed._due_date(date(2026, 11, 23)), date(2026, 11, 20))
        with freeze_time("2026-11-24 06:30:00"):
            self.assertEqual(feed._due_date(tuesday), date(2026, 11, 23))
            self.env["resource.calendar.leaves"].create(
                {
                    "name": "Holiday",
                    "calendar_id": self.env.company.resource_calendar_id.id,
                    "date_from": "2026-11-22 22:00:00",
                    "date_to": "2026-11-23 21:59:59",
                }
            )
            self.assertEqual(feed._due_date(tuesday), date(2026, 11, 20))

    def test_freshness_and_what_the_business_day_waits_for(self):
        from odoo.addons.bank_crm_base.models.bank_business_day_run import TaskSpec

        spec = TaskSpec("x", "X", 1, feeds=("movements", "fx_rates"))
        self.env["bank.feed.run"].search([("state", "=", "done")]).write(
            {"bank_date": "2026-01-01"}
        )
        self.assertEqual(len(self.day._missing_feeds(spec)), 2)
        self._movements("M1,,,A1,2026-11-05,5.00,UAH,fee,", day="2026-11-20")
        self.assertEqual(len(self.day._missing_feeds(spec)), 1)
        self.assertEqual(self._feed("movements").freshness, "fresh")
