from datetime import date, datetime

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import BankCommon


@tagged("post_install", "-at_install")
class TestUseMonth(BankCommon):
    """Who uses the system, by employee, unit and month."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["bank.sign.in"].search([]).unlink()
        for user, moment, outcome, is_program in (
            (cls.olena, datetime(2026, 10, 5, 8), "ok", False),
            (cls.olena, datetime(2026, 10, 5, 14), "ok", False),
            (cls.olena, datetime(2026, 10, 6, 8), "ok", False),
            (cls.olena, datetime(2026, 10, 6, 7), "failed", False),
            (cls.olena, datetime(2026, 10, 7, 7), "ok", True),
            (cls.olena, datetime(2026, 11, 2, 8), "ok", False),
            (cls.petro, datetime(2026, 10, 5, 8), "ok", False),
        ):
            cls.env["bank.sign.in"].create(
                {
                    "user_id": user.id,
                    "login": user.login,
                    "login_key": user.login,
                    "signed_at": moment,
                    "outcome": outcome,
                    "is_program": is_program,
                }
            )
        cls.env.flush_all()

    def _rows(self, user):
        return [
            (row.user_id, row.branch_id, row.month, row.sign_in_count, row.day_count)
            for row in self.env["bank.use.month"].with_user(user).search([])
        ]

    def test_a_month_counts_sign_ins_and_days_of_people_not_programs(self):
        self.assertEqual(
            self._rows(self.olena),
            [
                (self.olena, self.lviv, date(2026, 11, 1), 1, 1),
                (self.olena, self.lviv, date(2026, 10, 1), 3, 2),
            ],
        )
        row = self.env["bank.use.month"].search([("user_id", "=", self.olena.id)])[-1]
        self.assertEqual(row.failure_count, 1)

    def test_it_counts_for_the_unit_of_that_day(self):
        self.olena.post_ids.date_to = date(2026, 10, 31)
        self.env["bank.post"].create(
            {
                "user_id": self.olena.id,
                "branch_id": self.kharkiv.id,
                "role_id": self.env.ref("bank_crm_base.role_retail_manager").id,
                "date_from": date(2026, 11, 1),
            }
        )
        self.env.flush_all()
        self.assertEqual(
            [row[1] for row in self._rows(self.olena)], [self.kharkiv, self.lviv]
        )

    def test_heads_see_their_units_only(self):
        self.assertEqual({row[0] for row in self._rows(self.lviv_head)}, {self.olena})
        self.assertEqual({row[0] for row in self._rows(self.west_head)}, {self.olena})
        both = {self.olena, self.petro}
        self.assertEqual({row[0] for row in self._rows(self.boss)}, both)
        self.assertEqual({row[0] for row in self._rows(self.auditor)}, both)
        self.assertEqual(self._rows(self.steward), [])
        row = self.env["bank.use.month"].search([("user_id", "=", self.petro.id)])
        with self.assertRaises(AccessError):
            row.with_user(self.lviv_head).read(["sign_in_count"])

    def test_it_is_summed_by_unit(self):
        groups = (
            self.env["bank.use.month"]
            .with_user(self.boss)
            ._read_group([], ["branch_id"], ["sign_in_count:sum"])
        )
        self.assertEqual(dict(groups), {self.lviv: 4, self.kharkiv: 1})
