from datetime import date
from decimal import Decimal

from odoo.addons.bank_crm_base.tests.common import BankCommon
from odoo.tests import tagged
from odoo.tools import SQL

from ..domain.behaviour import Measure, change_percent, window_total
from ..engine.facts import Facts

# Received, by months back from November 2026; worked out by hand below.
CREDITS = {1: 700, 2: 0, 3: 0, 4: 500, 5: 300, 6: 200, 12: 1200}


@tagged("post_install", "-at_install")
class TestBehaviour(BankCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account = cls.env["bank.account"].create(
            {
                "number": "UA000000000000000000000000001",
                "external_id": "behaviour-1",
                "client_id": cls.kovalenko.id,
                "currency_id": cls.uah.id,
            }
        )
        for back, credit in CREDITS.items():
            month = date(2025, 11, 1) if back == 12 else date(2026, 11 - back, 1)
            cls.env.cr.execute(
                SQL(
                    "INSERT INTO bank_account_month (account_id, client_id, month, "
                    "credit_base, debit_base, credit_count, average_balance, rate) "
                    "VALUES (%s, %s, %s, %s, 0, 2, 1000, 1)",
                    cls.account.id,
                    cls.kovalenko.id,
                    month,
                    credit,
                )
            )
        cls.env["bank.client.behaviour"]._refresh(
            (cls.kovalenko | cls.bondar).ids, cls.day.date
        )

    def test_windows_are_full_months_and_changes_are_percent(self):
        row = self.kovalenko.behaviour_ids
        self.assertRecordValues(
            row,
            [
                {
                    "credit_1m": 700.0,
                    "credit_3m": 700.0,
                    "credit_6m": 1700.0,
                    "credit_12m": 2900.0,
                    "credit_change_3m": -30.0,
                    "operations_3m": 6,
                    "balance_12m": 583.33,
                }
            ],
        )
        self.assertEqual(self.bondar.behaviour_ids.credit_12m, 0)

    def test_nothing_before_is_no_change(self):
        self.env.cr.execute(
            "SELECT credit_change_3m FROM bank_client_behaviour WHERE client_id = %s",
            [self.bondar.id],
        )
        self.assertEqual(self.env.cr.fetchone(), (None,))

    def test_sql_and_the_plain_rule_agree(self):
        months = {back: Decimal(credit) for back, credit in CREDITS.items()}
        for window in (1, 3, 6):
            now = window_total(months, window)
            before = window_total(months, window, skip=window)
            row = self.env.execute_query(
                SQL(
                    "SELECT %s::text, %s::text FROM bank_client_behaviour "
                    "WHERE client_id = %s",
                    SQL.identifier(f"{Measure.CREDIT}_{window}m"),
                    SQL.identifier(f"{Measure.CREDIT}_change_{window}m"),
                    self.kovalenko.id,
                )
            )[0]
            self.assertEqual(Decimal(row[0]), now)
            self.assertEqual(
                row[1] and Decimal(row[1]), change_percent(now, before), window
            )

    def test_every_fact_for_rules_can_be_computed_for_everybody(self):
        facts = Facts(self.env["res.partner"])
        entries = self.env["bank.field.catalogue"]._of("res.partner", "rules")
        columns = {
            entry.code: facts.column(entry) for entry in entries if entry.kind != "list"
        }
        self.kovalenko.birth_date = date(1996, 2, 29)
        self.kovalenko.client_since = date(2025, 11, 21)
        facts.query.add_where(SQL("%s = %s", facts.record_id, self.kovalenko.id))
        row = self.env.execute_query(facts.query.select(*columns.values()))[0]
        values = dict(zip(columns, row, strict=True))
        self.assertEqual(values["branch"], self.lviv.code)
        self.assertEqual(values["credit_3m"], 700)
        # 20 November 2026: thirty years since 29 February 1996, a day short of a year.
        self.assertEqual((values["age"], values["tenure"]), (30, 11))
        self.assertEqual(self.kovalenko.age_years, 30)
        self.assertEqual(self.kovalenko.tenure_months, 11)
