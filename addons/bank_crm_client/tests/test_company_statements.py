from datetime import date

from odoo.addons.bank_crm_rules.engine.facts import Facts
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger
from psycopg2 import IntegrityError

from .common_corporate import PUBLISHED, CorporateCommon


@tagged("post_install", "-at_install")
class TestCompanyStatements(CorporateCommon):
    """Statements from the first figure to the last correction."""

    def _cells(self, client=None):
        data = (client or self.mill).with_user(self.officer).get_client_statements()
        return {
            row["code"]: [cell["value"] for cell in row["values"]]
            for row in data["ratios"]
        }, data

    def test_a_published_statement_is_summed_checked_and_turned_into_ratios(self):
        statement = self._statement(user=self.officer, figures=PUBLISHED)
        self.assertFalse(statement.fault_words)
        statement.action_confirm()
        cells, data = self._cells()
        [column] = data["columns"]
        # Totals that nobody typed are those that the 10-K prints.
        printed = {
            "CA": 143_566, "TA": 352_583, "EQ": 62_146, "CL": 145_308, "TEL": 352_583,
            "GP": 169_148, "EBIT": 114_301, "PBT": 113_736, "NP": 96_995,
        }  # fmt: skip
        for code, amount in printed.items():
            with self.subTest(code=code):
                self.assertEqual(column["values"][code], amount)
                self.assertIn(code, column["worked_out"])
        # Worked out by hand from the same report: see tests/unit/client.
        self.assertEqual(cells["current"], [0.988])
        self.assertEqual(cells["equity_ratio"], [17.6259])
        self.assertEqual(cells["altman"], [2.3688])
        self.assertEqual(cells["revenue_growth"], [None])

    def test_a_ratio_opens_the_figures_that_made_it_and_knows_its_norm(self):
        self._statement(user=self.officer, figures=PUBLISHED).action_confirm()
        _cells, data = self._cells()
        [row] = [row for row in data["ratios"] if row["code"] == "current"]
        self.assertEqual(row["low"], 1.5)
        [cell] = row["values"]
        self.assertIs(cell["is_sound"], False)
        self.assertEqual(
            [(part["name"], part["value"], part["side"]) for part in cell["parts"]],
            [
                ("Current assets", 143_566_000_000, "above"),
                ("Current liabilities", 145_308_000_000, "below"),
            ],
        )

    def test_growth_is_against_the_same_period_a_year_before(self):
        before = self._small(200, 10)
        self._statement(year=2024, user=self.officer, figures=before).action_confirm()
        now = self._small(250, 9)
        self._statement(year=2025, user=self.officer, figures=now)
        cells, _data = self._cells()
        self.assertEqual(cells["revenue_growth"], [None, 25.0])
        self.assertEqual(cells["profit_growth"], [None, -10.0])

    def test_a_balance_that_does_not_balance_stays_a_draft(self):
        figures = {**PUBLISHED, "RETAINED": 0}
        statement = self._statement(user=self.officer, figures=figures)
        self.assertIn("difference of", statement.fault_words)
        self.assertEqual(statement.fault_count, 1)
        with self._refused(UserError, "is not right yet"):
            statement.action_confirm()
        self.assertEqual(statement.state, "draft")

    def test_a_total_that_its_lines_do_not_make_names_the_line(self):
        statement = self._statement(user=self.officer, figures=PUBLISHED)
        faults = self._fill(statement, {"CA": 143_666})
        # The total is wrong by itself, and with it the balance.
        self.assertEqual([fault["kind"] for fault in faults], ["total", "balance"])
        self.assertIn("CA Total current assets says", faults[0]["text"])
        self.assertIn("100.00", faults[0]["text"])

    def test_an_empty_line_is_not_nought(self):
        statement = self._statement(
            user=self.officer, figures={"CASH": "0", "INVENT": 5}
        )
        self._fill(statement, {"INVENT": False})
        self.assertEqual(statement.line_ids.mapped("item_id.code"), ["CASH"])
        column = statement._as_column()
        self.assertEqual(column["values"]["CASH"], 0)
        self.assertNotIn("INVENT", column["values"])

    def test_amounts_are_read_as_a_clerk_types_them(self):
        statement = self._statement(user=self.officer)
        self._fill(statement, {"REV": "1 234,50", "COGS": "(200)", "OTHRES": "(3)"})
        self.assertEqual(
            {line.item_id.code: line.amount for line in statement.line_ids},
            {"REV": 1234.5, "COGS": 200, "OTHRES": -3},
        )
        for text in ("many", "1,234", "12.5.5", "1e400"):
            with self._refused(UserError, "is no amount"):
                self._fill(statement, {"REV": text})
        with self._refused(UserError, "no such line"):
            statement.set_figures({self.ua_forms.item_ids[:1].id: 5})

    def test_what_is_confirmed_is_frozen(self):
        statement = self._statement(user=self.officer, figures=PUBLISHED)
        statement.action_confirm()
        with self._refused(UserError, "make a correction"):
            self._fill(statement, {"REV": 1})
        with self._refused(UserError, "make a correction"):
            statement.is_audited = True
        with self._refused(UserError, "make a correction"):
            statement.write({"state": "draft"})
        with self._refused(AccessError, ""):
            statement.line_ids[:1].write({"amount": 1})
        with self._refused(AccessError, ""):
            statement.unlink()

    def test_a_correction_is_a_new_version_that_names_the_old_one(self):
        statement = self._statement(user=self.officer, figures=PUBLISHED)
        statement.action_confirm()
        wizard = (
            self.env["bank.statement.correction"]
            .with_user(self.officer)
            .create({"statement_id": statement.id, "reason": "The auditor's letter"})
        )
        action = wizard.action_correct()
        newer = self.Statement.with_user(self.officer).browse(action["res_id"])
        self.assertEqual(statement.state, "confirmed")
        self.assertEqual((newer.version, newer.corrects_id), (2, statement))
        self._fill(newer, {"REV": 383_385, "COGS": 214_237})
        newer.action_confirm()
        self.assertEqual((statement.state, newer.state), ("replaced", "confirmed"))
        self.assertEqual(self.mill.revenue_base, 383_385_000_000)
        with self._refused(UserError, "Only a confirmed"):
            statement._correct("again")

    def test_a_period_has_one_statement_in_force_and_one_draft(self):
        self._statement(user=self.officer)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            self._statement(user=self.officer)
        figures = self._small()
        self._fill(self.mill.statement_ids.with_user(self.officer), figures)
        self.mill.statement_ids.with_user(self.officer).action_confirm()
        second = self._statement(user=self.officer, figures=figures)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            second.action_confirm()

    def test_a_period_is_of_whole_months_that_are_over(self):
        for first, last, words in (
            (date(2025, 1, 2), date(2025, 12, 31), "first day of a month"),
            (date(2025, 1, 1), date(2025, 12, 30), "first day of a month"),
            (date(2026, 1, 1), date(2026, 12, 31), "not over yet"),
        ):
            with self._refused(ValidationError, words):
                self._statement(date_from=first, date_to=last)
        with self._refused(ValidationError, "companies and sole traders"):
            self._statement(self.kovalenko)

    def test_periods_are_named_as_people_name_them(self):
        for first, last, name in (
            (date(2025, 1, 1), date(2025, 12, 31), "2025"),
            (date(2026, 1, 1), date(2026, 6, 30), "H1 2026"),
            (date(2026, 4, 1), date(2026, 6, 30), "Q2 2026"),
            (date(2026, 1, 1), date(2026, 9, 30), "9 months 2026"),
            (date(2025, 4, 1), date(2026, 3, 31), "04.2025–03.2026"),
        ):
            statement = self._statement(date_from=first, date_to=last)
            self.assertEqual(statement.display_name, name)

    def test_the_last_year_is_a_fact_for_rules_segments_and_print_forms(self):
        self._statement(user=self.officer, figures=PUBLISHED).action_confirm()
        Catalogue = self.env["bank.field.catalogue"]
        entries = {
            entry.code: entry
            for entry in Catalogue._of("res.partner", "rules")
            if entry.code.startswith(("ratio_", "year_"))
        }
        mill = self.mill.with_user(self.officer)
        self.assertEqual(entries["year_revenue"]._value(mill), 383_285_000_000)
        self.assertEqual(entries["ratio_current"]._value(mill), 0.988)
        self.env.flush_all()
        facts = Facts(self.env["res.partner"])
        wanted = [entries["ratio_current"], entries["ratio_revenue_growth"]]
        columns = [facts.column(entry) for entry in wanted]
        facts.query.add_where(SQL("%s = %s", facts.record_id, self.mill.id))
        # As decision tables and segments read them; empty where there is no value.
        self.assertEqual(
            self.env.execute_query(facts.query.select(*columns)), [(0.988, None)]
        )
        self.env.cr.execute(
            "SELECT ratio_altman::text, ratio_revenue_growth FROM bank_company_figures "
            "WHERE client_id = %s",
            [self.mill.id],
        )
        # What has no value is empty in the table and not nought.
        self.assertEqual(self.env.cr.fetchone(), ("2.3688", None))

    def test_foreign_currency_is_counted_at_the_rate_of_the_last_day(self):
        rates = [
            {"currency_id": self.usd.id, "date": date(2025, 12, 1), "rate": 40},
            {"currency_id": self.usd.id, "date": date(2026, 2, 1), "rate": 50},
        ]
        self.env["bank.fx.rate"].create(rates)
        self._statement(
            user=self.officer, currency_id=self.usd.id, unit="1000",
            figures=self._small(7),
        ).action_confirm()  # fmt: skip
        self.assertEqual(self.mill.revenue_base, 280_000)
        self.assertEqual(self.mill.statement_year, 2025)

    def test_size_follows_staff_and_revenue(self):
        self.mill.with_user(self.officer).staff_count = 12
        self.assertEqual(self.mill.company_size, "small")
        self.env["bank.fx.rate"].create(
            {
                "currency_id": self.env.ref("base.EUR").id,
                "date": date(2025, 1, 1),
                "rate": 50,
            }
        )
        figures = self._small(600)
        self._statement(user=self.officer, figures=figures).action_confirm()
        # 600 million at 50 is 12 million euro: medium.
        self.assertEqual(self.mill.company_size, "medium")

    def test_statements_follow_a_merge_and_its_undoing(self):
        other = self._company("Млин Тест два", self.lviv, self.officer)
        self._statement(other, figures=PUBLISHED).action_confirm()
        merge = self.env["bank.client.merge"].sudo()._prepare(self.mill, other)
        merge._merge()
        stays, goes = merge.client_id, merge.loser_id
        self.assertEqual(stays.statement_ids.mapped("state"), ["confirmed"])
        self.assertEqual((stays.statement_year, goes.statement_year), (2025, 0))
        merge._unmerge()
        self.assertEqual(other.statement_ids.mapped("state"), ["confirmed"])
        self.assertEqual((self.mill.statement_year, other.statement_year), (0, 2025))
