import json
from datetime import date, timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common_limits import LimitsCommon

TODAY = date(2026, 11, 20)
FIGURES = {
    "new_lender": {"amount": "10", "lenders": 1, "loans": 1},
    "turnover_drop": {"before": "100", "now": "70", "drop": "0.3"},
    "arrest": {"count": 1, "since": "2026-11-01", "amount": "5", "without_sum": 0},
}


@tagged("post_install", "-at_install")
class TestWatchList(LimitsCommon):
    """Who is watched, how closely, and what people decide; as the shipped table says."""

    def _entry(self, *codes):
        """Kovalenko with these signals, after a night."""
        for code in codes:
            self.env.cr.execute(
                "INSERT INTO bank_loan_signal (client_id, code, is_open, found_date, "
                "seen_date, figures) VALUES (%s, %s, true, %s, %s, %s)",
                [self.kovalenko.id, code, TODAY, TODAY, json.dumps(FIGURES[code])],
            )
        self.env["bank.watch.entry"]._refresh(self.kovalenko.ids, TODAY)
        self.env.invalidate_all()
        return self.env["bank.watch.entry"].search(
            [("client_id", "=", self.kovalenko.id), ("off_date", "=", False)]
        )

    def test_one_weak_signal_asks_for_attention(self):
        entry = self._entry("new_lender")
        self.assertEqual((entry.level, entry.owner_id), ("1", self.olena))
        self.assertEqual(entry.review_on, date(2027, 2, 18))
        self.assertEqual(entry.change_ids.reason, "Borrowed elsewhere")

    def test_two_signals_are_watched_and_an_arrest_with_another_is_substandard(self):
        self.assertEqual(self._entry("new_lender", "turnover_drop").level, "2")
        entry = self._entry("arrest")
        self.assertEqual(entry.level, "3")
        self.assertEqual(entry.review_on, date(2026, 12, 4))
        self.assertEqual(entry.change_ids.mapped("verb"), ["raised", "put_on"])

    def test_the_night_never_lowers(self):
        entry = self._entry("new_lender", "turnover_drop")
        self.env.cr.execute(
            "UPDATE bank_loan_signal SET is_open = false WHERE client_id = %s",
            [self.kovalenko.id],
        )
        self.env["bank.watch.entry"]._refresh(self.kovalenko.ids, TODAY)
        self.assertEqual((entry.level, entry.off_date), ("2", False))

    def test_people_keep_lower_and_take_off_with_a_reason(self):
        entry = self._entry("new_lender", "turnover_drop").with_user(self.risk)
        later = TODAY + timedelta(30)
        with self.assertRaises(AccessError):
            entry.with_user(self.olena)._decide("1", "He is fine", later)
        with self._refused(UserError, "Say why"):
            entry._decide("1", " ", later)
        with self._refused(UserError, "after today"):
            entry._decide("1", "Met", TODAY)
        entry._decide("2", "Met the client", later)
        entry._decide("1", "New contracts shown", later, "Ask monthly")
        entry._decide(False, "Paid up", None)
        changes = entry.sudo().change_ids
        self.assertEqual(
            changes.mapped("verb"), ["taken_off", "lowered", "kept", "put_on"]
        )
        self.assertEqual(changes[0].user_id, self.risk)
        self.assertEqual((entry.off_date, entry.measures), (TODAY, "Ask monthly"))
        with self._refused(UserError, "off the list"):
            entry._decide("1", "Again", later)

    def _put_on(self, user=None, **values):
        """Kovalenko, put on by hand for attention until 1 December, under Olena's eyes."""
        user = user or self.risk
        told = {
            "level": "1",
            "reason": "Heard at the market",
            "review_on": date(2026, 12, 1),
            "owner": self.olena,
            "measures": "Call each week",
        } | values
        return (
            self.env["bank.watch.entry"]
            .with_user(user)
            ._put_on(self.kovalenko.with_user(user), **told)
        )

    def test_credit_risk_puts_a_client_on_by_hand(self):
        entry = self._put_on()
        self.assertRecordValues(
            entry.sudo(),
            [
                {
                    "level": "1", "by_hand": True, "put_on_by_id": self.risk.id,
                    "review_on": date(2026, 12, 1), "owner_id": self.olena.id,
                    "measures": "Call each week", "put_on_date": TODAY,
                    "signal_words": "Heard at the market",
                }
            ],
        )  # fmt: skip
        self.assertEqual(
            (entry.change_ids.verb, entry.change_ids.user_id), ("put_on", self.risk)
        )
        with self._refused(UserError, "already"):
            self._put_on()

    def test_a_client_put_on_by_hand_leaves_by_a_review_alone(self):
        """Nights without a signal, on and after the review day, leave him as he is."""
        entry = self._put_on()
        for day in (TODAY, date(2026, 12, 1), date(2027, 12, 1)):
            self.env["bank.watch.entry"]._refresh(self.kovalenko.ids, day)
            self.env.invalidate_all()
            self.assertEqual(
                (entry.level, entry.off_date, entry.by_hand), ("1", False, True)
            )
        # A signal for the same level changes nothing; a closer one raises.
        self._entry("new_lender")
        self.assertEqual((entry.level, entry.by_hand), ("1", True))
        self._entry("arrest")
        self.assertEqual(entry.level, "3")
        self.assertEqual(entry.put_on_by_id, self.risk)
        self.assertEqual(
            (entry.owner_id, entry.measures), (self.olena, "Call each week")
        )
        entry._decide(False, "The share was not sold", None)
        self.assertEqual(entry.off_date, TODAY)

    def test_who_may_put_on_and_what_is_asked(self):
        for user in (self.olena, self.officer, self.auditor, self.administrator):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._put_on(user)
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["bank.watch.put"].with_user(user).create(
                    {"client_id": self.kovalenko.id}
                )
        for values, words in (
            ({"reason": " "}, "Say why"),
            ({"measures": ""}, "Say what is done"),
            ({"review_on": TODAY}, "after today"),
            ({"review_on": None}, "after today"),
            ({"owner": self.petro}, "does not see"),
            ({"owner": self.env["res.users"]}, "does not see"),
        ):
            with self.subTest(words=words), self._refused(UserError, words):
                self._put_on(**values)
        with self._refused(AccessError, ""):
            self.env["bank.watch.entry"].with_user(self.risk)._put_on(
                self.walled.with_user(self.risk), "1", "Heard", date(2026, 12, 1),
                self.banker, "Wait",
            )  # fmt: skip

    def test_the_window_gives_the_days_of_the_level_and_the_manager(self):
        """The shipped table reviews attention in 90 days and substandard in 14."""
        put = self.env["bank.watch.put"].with_user(self.risk).new(
            {"client_id": self.kovalenko.id, "level": "1"}
        )  # fmt: skip
        self.assertEqual((put.review_on, put.owner_id), (date(2027, 2, 18), self.olena))
        put.level = "3"
        self.assertEqual(put.review_on, date(2026, 12, 4))

    def test_a_review_that_is_due_is_a_next_step(self):
        entry = self._entry("new_lender")
        entry.sudo().review_on = TODAY
        self.env["bank.next.step"]._refresh(self.kovalenko.ids, TODAY)
        step = self.env["bank.next.step"].search(
            [
                ("client_id", "=", self.kovalenko.id),
                ("source_id.code", "=", "watch_review"),
            ]
        )
        self.assertEqual(len(step), 1)
        self.assertIn(entry, entry.search([("is_review_due", "=", True)]))

    def test_the_card_flags_who_is_watched(self):
        self._entry("arrest", "new_lender")
        card = self.kovalenko.with_user(self.olena).get_client_card()
        flags = {flag["code"]: flag for flag in card["flags"]}
        self.assertEqual(flags["watch"]["tone"], "danger")
        told = self.kovalenko.with_user(self.olena).get_client_credit_risk()
        self.assertEqual(told["watch"]["level"], "Substandard")
        self.assertEqual(len(told["signals"]), 2)

    def test_thresholds_change_by_two_people_and_have_sense(self):
        rule = self.env["bank.signal.rule"].search([("code", "=", "turnover_drop")])
        rule.share = 0.3
        rule.with_user(self.risk).share = 0.5
        self.assertEqual(rule.share, 0.3)
        rule.waiting_act_ids.with_user(self.second).action_accept()
        self.assertEqual(rule.share, 0.5)
        with self._refused(ValidationError, "signal"):
            rule.share = 1.5
        with self._refused(ValidationError, "never hold"):
            self.env["bank.watch.rule"].create(
                {
                    "level": "1",
                    "least": 2,
                    "signal_ids": [(6, 0, rule.ids)],
                }
            )

    def test_the_card_shows_limits_and_promises(self):
        self._limit(1000)
        self._promise(900)
        told = self.mill.with_user(self.olena).get_client_credit_risk()
        [line] = told["limits"]
        self.assertEqual(
            (line["amount"], line["used"], line["free"], line["standing"]),
            (1000, 900, 100, "nearly"),
        )
        exposure = self.mill.with_user(self.olena).get_client_exposure()
        self.assertEqual(exposure["limit"], 1000)
        [promise] = [
            row for row in exposure["lines"] if row["model"] == "bank.loan.commitment"
        ]
        self.assertEqual((promise["owed"], promise["agreed"]), (0, 900))
