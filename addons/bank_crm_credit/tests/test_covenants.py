from datetime import date, datetime

from odoo.addons.bank_crm_client.tests.common_corporate import CorporateCommon
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

END = date(2025, 12, 31)
# Five owned, three owed, two of equity: by hand debt to equity is 3 / 2.
FIGURES = {
    "CASH": 5, "SHARE": 2, "LTDEBT": 3, "REV": 5, "COGS": 4,
}  # fmt: skip


@tagged("post_install", "-at_install")
class TestCovenants(CorporateCommon):
    """Promises of borrowers, period by period; the bank day is 20 November 2026."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.credit = cls._create_employee("credit_officer", cls.lviv)
        cls.risk = cls._create_employee("underwriter", cls.head_office)
        cls.head = cls._create_employee(
            "underwriter", cls.head_office, login="t_cov_head"
        )

    def _covenant(self, **values):
        return self.env["bank.loan.covenant"].create(
            {
                "client_id": self.mill.id,
                "name": "Debt to equity not above 2",
                "formula": "(long_debt + short_debt) / equity",
                "has_low": False,
                "has_high": True,
                "high": 2,
                "first_end": END,
                "months": "12",
                "statement_days": 45,
                "cure_days": 30,
                **values,
            }
        )

    def _told(self, figures, on, **values):
        """A statement of 2025 that was confirmed on a day."""
        statement = self._statement(figures=figures, **values)
        statement.sudo().write(
            {
                "state": "confirmed",
                "confirmed_at": datetime.combine(on, datetime.min.time()),
            }
        )
        return statement

    def _look(self, covenant, day=None):
        covenant._look_anew(day or self.day.date)
        return covenant.look_ids.filtered(lambda look: look.period_end == END)

    def test_within_the_band_it_is_kept(self):
        """(3 + 0) / 2 is 1.5, and at most 2 was promised."""
        statement = self._told({**FIGURES, "STDEBT": 0}, date(2026, 2, 1))
        look = self._look(self._covenant())
        self.assertEqual((look.verdict, look.value), ("kept", 1.5))
        self.assertEqual(look.statement_id, statement)
        self.assertIn("1.5", look.words)

    def test_outside_it_may_be_cured_and_then_not(self):
        """At most 1 was promised: known on 1 February, to be cured through 3 March."""
        self._told({**FIGURES, "STDEBT": 0}, date(2026, 2, 1))
        covenant = self._covenant(high=1)
        look = self._look(covenant, date(2026, 3, 3))
        self.assertEqual(
            (look.verdict, look.breach, look.broken_since, look.cure_until),
            ("curing", "out_of_band", date(2026, 2, 1), date(2026, 3, 3)),
        )
        look = self._look(covenant, date(2026, 3, 4))
        self.assertEqual(look.verdict, "default")
        self.assertEqual(covenant.standing, "default")

    def test_a_statement_that_did_not_come_is_a_breach_too(self):
        """31 December and 45 days: due on 14 February, a breach on the 15th."""
        covenant = self._covenant()
        look = self._look(covenant, date(2026, 2, 14))
        self.assertEqual(
            (look.verdict, look.statement_due), ("not_due", date(2026, 2, 14))
        )
        look = self._look(covenant, date(2026, 2, 15))
        self.assertEqual((look.verdict, look.breach), ("curing", "no_statement"))
        self.assertEqual(look.cure_until, date(2026, 3, 17))

    def test_a_figure_nobody_filled_in_is_not_nought(self):
        self._told(FIGURES, date(2026, 2, 1))
        look = self._look(self._covenant())
        self.assertEqual(look.breach, "no_value")
        self.assertFalse(look.has_value)
        self.assertIn("Short-term borrowings", look.words)

    def test_looking_twice_changes_nothing(self):
        self._told({**FIGURES, "STDEBT": 0}, date(2026, 2, 1))
        covenant = self._covenant()
        self.assertEqual(covenant._look_anew(self.day.date), 0)
        before = covenant.look_ids.mapped("write_date")
        self._run_task("covenants")
        self._run_task("covenants")
        self.assertEqual(covenant.look_ids.mapped("write_date"), before)

    def test_the_calendar_has_the_statements_to_come(self):
        covenant = self._covenant(first_end=date(2026, 9, 30), months="3")
        ends = covenant.look_ids.mapped("period_end")
        self.assertEqual(ends[0], date(2026, 9, 30))
        self.assertIn(date(2027, 9, 30), ends)
        waited = self.env["bank.loan.covenant.look"].search(
            [("covenant_id", "=", covenant.id), ("is_waited", "=", True)]
        )
        self.assertFalse(waited, "due on 14 November already: it is a breach")

    def test_a_waiver_takes_two_people(self):
        covenant = self._covenant()
        look = self._look(covenant)
        self.assertEqual(look.verdict, "default")
        with self.assertRaises(AccessError):
            look.with_user(self.officer)._propose_waiver("They asked")
        act = look.with_user(self.risk)._propose_waiver("The auditor was late")
        self.assertEqual(look.verdict, "default")
        with self.assertRaises(UserError):
            act.with_user(self.risk).action_accept()
        act.with_user(self.head).action_accept()
        self.assertEqual((look.verdict, look.waived_by_id), ("waived", self.head))

    def test_a_breach_is_a_next_step(self):
        covenant = self._covenant()
        self._look(covenant)
        self.env["bank.next.step"]._refresh(self.mill.ids, self.day.date)
        step = self.env["bank.next.step"].search(
            [("client_id", "=", self.mill.id), ("source_id.code", "=", "covenant")]
        )
        self.assertEqual(len(step), 1)
        self.assertIn("broken", step.what)
        self.assertIn(covenant.name, step.why)

    def test_formulas_that_say_nothing_are_refused(self):
        for formula, words in (
            ("equity ** 2", "not understood"),
            ("profit_of_the_year / equity", "not understood"),
            ("__import__('os')", "not understood"),
            ("2 + 2", "no figure"),
        ):
            with self.subTest(formula=formula), self._refused(ValidationError, words):
                self._covenant(formula=formula)
        person = self._create_client("Не компанія", branch_id=self.lviv.id)
        with self._refused(ValidationError, "companies"):
            self._covenant(client_id=person.id)

    def test_what_was_promised_changes_by_two_people(self):
        covenant = self._covenant()
        covenant.with_user(self.risk).high = 5
        self.assertEqual(covenant.high, 2)
        covenant.waiting_act_ids.with_user(self.head).action_accept()
        self.assertEqual(covenant.high, 5)
        with self._refused(UserError, "not deleted"):
            covenant.unlink()
