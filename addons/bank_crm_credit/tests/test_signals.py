from datetime import date, timedelta
from decimal import Decimal

from odoo.tests import tagged

from ..domain.signals import money
from .common_limits import LimitsCommon

TODAY = date(2026, 11, 20)


@tagged("post_install", "-at_install")
class TestSignals(LimitsCommon):
    """Each signal by figures worked out by hand, and the same facts by the rules alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account = cls._create_account(cls.kovalenko, "UA-SIG-1", balance=1000)
        cls.rules = {rule.code: rule for rule in cls.env["bank.signal.rule"].search([])}
        # The files of the day are told of in the test that is about them.
        cls.feeds = cls.env["bank.feed"].search([("layout", "=", "movements")])
        cls.feeds.expected = "never"
        # As shipped, whatever the bank at hand has set.
        cls._set("turnover_drop", share=0.3, months_recent=3, months_base=6, amount=0)
        cls._set("salary_stopped", days=10, times=3)
        cls._set("returned_payments", times=3, days=30)
        cls._set("overdraft_at_limit", share=0.95, days=10)
        cls._set("large_outflow", share=0.3, days=1, amount=0, retention_amount=300)
        cls._set("group_overdue", days=30, amount=0)

    @classmethod
    def _set(cls, code, **values):
        cls.rules[code].write(values)

    def _find(self, *clients):
        clients = clients or (self.kovalenko,)
        ids = [client.id for client in clients]
        self.env["bank.loan.signal"]._refresh(ids, TODAY)
        return self.env["bank.loan.signal"].search(
            [("client_id", "in", ids), ("is_open", "=", True)]
        )

    def _one(self, code, *clients):
        return self._find(*clients).filtered(lambda signal: signal.code == code)

    def _months(self, amounts):
        """One receipt in each full month before November, the oldest first."""
        moves = []
        for back, amount in enumerate(reversed(amounts), 1):
            month = 11 - back
            moves.append((date(2026, month, 10), amount, {"kind": "salary"}))
        return moves

    def test_turnover_that_fell_by_thirty_percent(self):
        self._book(self.account, *self._months([100] * 6 + [70] * 3))
        signal = self._one("turnover_drop")
        self.assertEqual(signal.sudo().figures["drop"], "0.3")
        self.assertIn("30 %", signal.words)

    def test_turnover_that_fell_by_less_is_no_signal(self):
        self._book(self.account, *self._months([100] * 6 + [71] * 3))
        self.assertFalse(self._one("turnover_drop"))

    def test_own_money_moved_in_is_no_turnover(self):
        """Without the 100 that he moved over himself the last months are 70."""
        saved = self._create_account(self.kovalenko, "UA-SIG-2", kind="deposit")
        own = (date(2026, 9, 11), 100, {"counterparty_account": saved.number})
        self._book(self.account, *self._months([100] * 6 + [70] * 3), own)
        figures = self._one("turnover_drop").sudo().figures
        self.assertEqual(Decimal(figures["now"]), 70)

    def test_turnover_agrees_with_the_rules_on_the_same_movements(self):
        amounts = [311, 90, 120, 77, 402, 95, 60, 55, 130]
        self._book(self.account, *self._months(amounts))
        expected = money.turnover_drop(
            [Decimal(one) for one in amounts], TODAY, money.TurnoverDrop()
        )
        figures = self._one("turnover_drop").sudo().figures
        for name in ("before", "now", "drop"):
            self.assertEqual(Decimal(figures[name]), expected.figure(name))

    def test_a_salary_that_did_not_come(self):
        """On the 5th of three months; expected on 6 October: 45 days late."""
        for month in (7, 8, 9):
            self._book(self.account, (date(2026, month, 5), 900, {"kind": "salary"}))
        figures = self._one("salary_stopped").sudo().figures
        self.assertEqual(
            (figures["last"], figures["expected"], figures["days_late"]),
            ("2026-09-05", "2026-10-06", 45),
        )

    def test_payments_that_came_back(self):
        back = [
            (date(2026, 11, day), amount, {"kind": "other", "reverses_id": f"P{day}"})
            for day, amount in ((1, 10), (9, 20), (20, 5.5))
        ]
        self._book(self.account, *back[:2])
        self.assertFalse(self._one("returned_payments"))
        self._book(self.account, back[2])
        signal = self._one("returned_payments")
        self.assertEqual(signal.amount_base, 35.5)
        self.assertIn("3 payments", signal.words)

    def test_an_arrest_in_force(self):
        self.env["bank.account.arrest"].sudo().create(
            {
                "client_id": self.kovalenko.id,
                "account_id": self.account.id,
                "body": "Court",
                "document_number": "1",
                "document_date": TODAY,
                "amount": 250,
                "date_from": TODAY,
            }
        )
        self.assertEqual(self._one("arrest").amount_base, 250)
        self.assertFalse(self._one("arrest", self.mill))

    def test_an_overdraft_used_up_for_ten_days(self):
        """95 of 100 since the 11th, the tenth day is today; a day later begun is no signal."""
        holding = self._holding(self.kovalenko, amount=100)
        overdraft = self._create_account(
            self.kovalenko, "UA-SIG-3", kind="overdraft", holding_id=holding.id,
            balance=-95, balance_date=TODAY,
        )  # fmt: skip
        self._book(overdraft, (date(2026, 11, 12), -1, {"kind": "card_payment"}))
        overdraft.write({"balance": -95, "balance_date": TODAY})
        self.assertFalse(self._one("overdraft_at_limit"))
        overdraft.write({"balance": -96})
        signal = self._one("overdraft_at_limit")
        self.assertEqual(
            signal.sudo().figures, {"days": 10, "limit": "100.00", "used": "96.00"}
        )

    def test_another_member_of_the_group_is_late(self):
        group = self.env["bank.client.group"].sudo().create({"kind": "connected"})
        group._add_by_hand(self.kovalenko.id, "test")
        group._add_by_hand(self.mill.id, "test")
        late = self._create_loan(self.mill, number="L-late")
        late.sudo().write({"days_past_due": 31, "overdue_amount": 7})
        signal = self._one("group_overdue")
        self.assertEqual((signal.sudo().figures["days"], signal.amount_base), (31, 7))
        late.sudo().days_past_due = 29
        self.assertFalse(self._one("group_overdue"))
        self.assertEqual(signal.gone_date, TODAY)

    def _report(self, day, score, lenders):
        return self.env["bank.bureau.report"].sudo().create(
            {
                "client_id": self.kovalenko.id,
                "bureau_id": self.env["bank.bureau"].search([], limit=1).id,
                "report_date": day,
                "consent_date": day,
                "consent_basis": "test",
                "has_score": True,
                "score": score,
                "currency_id": self.uah.id,
                "digest": str(day),
                "loans": [
                    {
                        "lender": lender, "opened": opened, "owed": "10.00",
                        "limit": "50000.00",
                    }
                    for lender, opened in lenders
                ],
            }
        )  # fmt: skip

    def test_a_bureau_tells_of_a_new_lender_and_a_lower_score(self):
        self._report(date(2026, 3, 1), 640, [("Old bank", "2026-01-01")])
        self._report(
            date(2026, 11, 1),
            585,
            [("Old bank", "2026-10-01"), ("Other", "2026-10-02")],
        )
        found = {signal.code: signal for signal in self._find()}
        self.assertEqual(found["new_lender"].amount_base, 50000)
        self.assertEqual(found["bureau_downgrade"].sudo().figures["fell_by"], 55)

    def _outflow(self, amount):
        """1000 through all of October, then so much out today."""
        self._book(self.account, (date(2026, 9, 1), 1000, {"kind": "cash_in"}))
        self._book(self.account, (date(2026, 10, 1), 0.0, {"kind": "other"}))
        self._book(self.account, (TODAY, -amount, {"kind": "transfer_out"}))

    def test_an_outflow_asks_to_keep_the_client_once(self):
        self.account.write({"balance": 0, "balance_date": False})
        self._outflow(400)
        signal = self._one("large_outflow")
        self.assertEqual(signal.amount_base, 400)
        self.assertTrue(signal.is_retention)
        for _night in range(2):
            self._find()
            self.env["bank.next.step"]._refresh(self.kovalenko.ids, TODAY)
        steps = self.env["bank.next.step"].search(
            [
                ("client_id", "=", self.kovalenko.id),
                ("source_id.code", "=", "retention"),
            ]
        )
        self.assertEqual(len(steps), 1)
        self.assertIn("400.00", steps.with_user(self.olena).why)
        # The next day nothing goes out: the signal is over, the step stays.
        tomorrow = TODAY + timedelta(1)
        self.env["bank.loan.signal"]._refresh(self.kovalenko.ids, tomorrow)
        self.env["bank.next.step"]._refresh(self.kovalenko.ids, tomorrow)
        self.assertFalse(signal.is_open)
        self.assertEqual(steps.state, "open")

    def test_a_loan_repaid_and_own_money_put_aside_are_no_outflow(self):
        self._book(self.account, (date(2026, 9, 1), 1000, {"kind": "cash_in"}))
        self._book(self.account, (date(2026, 10, 1), 0.0, {"kind": "other"}))
        for kind in ("loan_payment", "deposit_in"):
            self._book(self.account, (TODAY, -500, {"kind": kind, "source_id": kind}))
        self.assertFalse(self._one("large_outflow"))

    def test_who_owes_nothing_is_not_looked_at_as_a_borrower(self):
        account = self._create_account(self.mill, "UA-SIG-9")
        self._book(account, *self._months([100] * 6 + [10] * 3))
        self.assertFalse(self._one("turnover_drop", self.mill))

    def test_the_night_done_twice_or_resumed_changes_nothing(self):
        self._book(self.account, *self._months([100] * 6 + [10] * 3))
        task = self._run_task("signals")
        self.assertEqual(task.done_count, task.total_count)
        query = "SELECT {} FROM {} ORDER BY id"
        parts = (
            (
                "id, client_id, code, is_open, found_date, figures::text",
                "bank_loan_signal",
            ),
            ("id, client_id, level, since, review_on, write_date", "bank_watch_entry"),
            ("id, entry_id, verb, reason", "bank_watch_change"),
        )

        def picture():
            self.env.flush_all()
            rows = []
            for part in parts:
                self.env.cr.execute(query.format(*part))
                rows.append(self.env.cr.fetchall())
            return rows

        before = picture()
        self.assertTrue(before[0] and before[1])
        self._run_task("signals")
        # Begun anew from the middle, as after a kill.
        task = self.day.task_ids.filtered(lambda one: one.code == "signals")
        task.write({"state": "running", "cursor": self.kovalenko.id - 1})
        while self.day._task_signals(task):
            pass
        self.assertEqual(picture(), before)

    def test_on_a_day_without_movements_signals_stay_as_they_were(self):
        self._book(self.account, *self._months([100] * 6 + [10] * 3))
        self.feeds[:1].expected = "workday"
        self.env["bank.feed.run"].sudo().search(
            [("feed_id", "in", self.feeds.ids), ("bank_date", ">=", TODAY)]
        ).write({"state": "failed"})
        task = self._run_task("signals")
        self.assertFalse(task.done_count)
        self.assertIn("stay as they were", task.message)
        self.assertFalse(
            self.env["bank.loan.signal"].search_count(
                [("client_id", "=", self.kovalenko.id)]
            )
        )
