from datetime import date

from odoo.tests import HttpCase, tagged

from .common_limits import LimitsCommon


@tagged("post_install", "-at_install", "bank_tour")
class TestWatchTour(LimitsCommon, HttpCase):
    def test_a_client_on_the_watch_list_is_reviewed(self):
        """From 100 a month to 70: a fall of 30 %, found by the night, raised by a person."""
        account = self._create_account(self.kovalenko, "UA-TOUR-1")
        months = [100] * 6 + [70] * 3
        self._book(
            account,
            *(
                (date(2026, month, 10), amount, {"kind": "salary"})
                for month, amount in enumerate(months, 2)
            ),
        )
        self.env["bank.signal.rule"].search([("code", "=", "turnover_drop")]).write(
            {"amount": 0, "share": 0.3}
        )
        self.env["bank.loan.signal"]._refresh(self.kovalenko.ids, self.day.date)
        self.env["bank.watch.entry"]._refresh(self.kovalenko.ids, self.day.date)
        entry = self.env["bank.watch.entry"].search(
            [("client_id", "=", self.kovalenko.id)]
        )
        self.assertEqual(entry.level, "1")
        self.start_tour("/odoo/watch-list", "bank_watch_review", login=self.risk.login)
        self.assertEqual((entry.level, entry.by_hand), ("2", True))
        self.assertEqual(entry.change_ids[0].verb, "raised")
        self.assertEqual(entry.change_ids[0].user_id, self.risk)
