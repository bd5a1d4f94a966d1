from datetime import date

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .common import TODAY, BankCommon


@tagged("post_install", "-at_install")
class TestAccounts(BankCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account = cls._create_account(cls.kovalenko, "UA00MONTH")

    def _month(self, month):
        return self.env["bank.account.month"].search(
            [("account_id", "=", self.account.id), ("month", "=", month)]
        )

    def test_a_month_is_the_sum_of_its_movements(self):
        self._book(
            self.account,
            (date(2026, 9, 10), 1000.0),
            (date(2026, 9, 20), -300.0),
            (date(2026, 10, 1), 50.0),
        )
        september, october = (
            self._month(date(2026, 9, 1)),
            self._month(date(2026, 10, 1)),
        )
        self.assertEqual((september.credit, september.debit), (1000.0, 300.0))
        self.assertEqual((september.credit_count, september.debit_count), (1, 1))
        self.assertEqual(
            (september.closing_balance, october.closing_balance), (700.0, 750.0)
        )
        self.assertEqual(self.account.balance, 750.0)
        self.assertEqual(self.account.last_operation_date, date(2026, 10, 1))

    def test_average_balance_counts_calendar_days(self):
        # 0 for 9 days, 1000 for 10 days (10th to 19th), 700 for 11: 17,700 / 30 = 590.
        self._book(
            self.account, (date(2026, 9, 10), 1000.0), (date(2026, 9, 20), -300.0)
        )
        self.assertEqual(self._month(date(2026, 9, 1)).average_balance, 590.0)

    def test_the_current_month_is_averaged_up_to_today(self):
        # 0 for 10 days, 200 for the 10 days from 11 to 20 November: 100.
        self._book(self.account, (date(2026, 11, 11), 200.0))
        self.assertEqual(self._month(date(2026, 11, 1)).average_balance, 100.0)

    def test_reversed_pairs_and_revaluation_are_outside_turnover(self):
        self._book(
            self.account,
            (date(2026, 9, 1), 100.0, {"is_reversed": True}),
            (date(2026, 9, 2), -100.0, {"is_reversed": True}),
            (date(2026, 9, 3), 15.0, {"kind": "revaluation"}),
            (date(2026, 9, 4), 40.0),
        )
        september = self._month(date(2026, 9, 1))
        self.assertEqual((september.credit, september.debit), (40.0, 0.0))
        self.assertEqual((september.credit_count, september.debit_count), (1, 0))
        self.assertEqual(september.closing_balance, 55.0)

    def test_a_fed_balance_anchors_all_months(self):
        self.account.write(
            {"fed_balance": 500.0, "fed_balance_date": date(2026, 10, 31)}
        )
        self._book(
            self.account, (date(2026, 9, 5), 100.0), (date(2026, 10, 5), 50.0),
            (date(2026, 11, 5), -20.0),
        )  # fmt: skip
        self.assertEqual(self.account.opening_balance, 350.0)
        self.assertEqual(self._month(date(2026, 9, 1)).closing_balance, 450.0)
        self.assertEqual(self._month(date(2026, 10, 1)).closing_balance, 500.0)
        self.assertEqual(self.account.balance, 480.0)

    def test_base_values_use_the_rate_of_the_month_end(self):
        account = self._create_account(
            self.kovalenko, "UA00USD", currency_id=self.usd.id
        )
        self.env["bank.fx.rate"].create(
            [
                {
                    "currency_id": self.usd.id,
                    "date": date(2026, 9, 1),
                    "units": 1,
                    "rate": 40.0,
                },
                {
                    "currency_id": self.usd.id,
                    "date": date(2026, 9, 30),
                    "units": 100,
                    "rate": 4150.0,
                },
            ]
        )
        self._book(account, (date(2026, 9, 10), 10.0))
        month = account.month_ids
        self.assertEqual((month.rate, month.credit_base), (41.5, 415.0))
        self.assertEqual(account.balance_base, 415.0)

    def test_figures_of_a_client_add_up(self):
        self._create_account(
            self.kovalenko,
            "UA00LOAN",
            kind="loan",
            fed_balance=-900.0,
            fed_balance_date=TODAY,
        )
        self._book(self.account, (date(2026, 9, 10), 1200.0))
        loan = self.env["bank.account"].search([("number", "=", "UA00LOAN")])
        self._rebuild(loan, {date(2026, 9, 1)})
        self.env["res.partner"]._refresh_figures(self.kovalenko.ids)
        self.assertEqual(self.kovalenko.funds_base, 1200.0)
        self.assertEqual(self.kovalenko.owed_base, 900.0)
        self.assertEqual(self.kovalenko.turnover_base, 100.0)
        self.assertEqual(self.kovalenko.last_operation_date, date(2026, 9, 10))

    def test_counterparties_are_counted_from_movements(self):
        other = {"counterparty_account": "UA99X", "counterparty_name": "Shop"}
        self._book(
            self.account,
            (date(2026, 10, 1), -30.0, other),
            (date(2026, 11, 1), -20.0, other),
            (date(2026, 11, 2), 5.0, {"counterparty_name": "Friend"}),
            (date(2025, 11, 1), -99.0, other),
        )
        self.env["bank.counterparty"]._refresh(self.kovalenko.ids, TODAY)
        found = self.kovalenko.counterparty_ids.sorted("key")
        self.assertRecordValues(
            found,
            [
                {
                    "name": "Friend",
                    "credit_base": 5.0,
                    "debit_base": 0.0,
                    "movement_count": 1,
                },
                {
                    "name": "Shop",
                    "credit_base": 0.0,
                    "debit_base": 50.0,
                    "movement_count": 2,
                },
            ],
        )

    def test_a_full_card_number_is_never_stored(self):
        values = {
            "external_id": "token",
            "account_id": self.account.id,
            "client_id": self.kovalenko.id,
            "tail": "1111",
        }
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.env["bank.card"].create(
                {**values, "masked_number": "4111111111111111"}
            )
        with self.assertRaises(ValidationError):
            self.env["bank.card"].create(
                {
                    **values,
                    "external_id": "4111111111111111",
                    "masked_number": "411111******1111",
                }
            )

    def test_core_rates_follow_the_official_ones(self):
        self.env["bank.fx.rate"].create(
            {"currency_id": self.usd.id, "date": TODAY, "units": 1, "rate": 40.0}
        )
        self.env["bank.fx.rate"]._mirror_to_core()
        self.assertAlmostEqual(
            self.usd._convert(10.0, self.uah, self.env.company, TODAY), 400.0
        )

    def test_an_account_is_seen_by_whoever_sees_a_holder(self):
        account = self._create_account(self.kovalenko, "UA00RULE1")
        account.holder_ids = [
            Command.create({"client_id": self.bondar.id, "role": "joint"})
        ]
        alone = self._create_account(self.walled, "UA00RULE2")
        both = account | alone
        for user, seen in (
            (self.olena, account),
            (self.petro, account),
            (self.lviv_head, account),
            (self.banker, alone),
            (self.boss, both),
            (self.auditor, both),
        ):
            with self.subTest(user=user.login):
                found = (
                    self.env["bank.account"]
                    .with_user(user)
                    .search([("id", "in", both.ids)])
                )
                self.assertEqual(set(found.ids), set(seen.ids))
                computed = both.with_user(user).filtered("is_visible")
                self.assertEqual(set(computed.ids), set(seen.ids))
