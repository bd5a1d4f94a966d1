from datetime import date, timedelta

from odoo.addons.bank_crm_base.tests.common import TODAY, BankCommon
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL


@tagged("post_install", "-at_install")
class TestAssignment(BankCommon):
    """Who served a client is kept by day, whoever changed it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ihor = cls._create_employee("retail_manager", cls.lviv, login="t_ihor")

    def _history(self, client):
        rows = self.env["bank.assignment"].search(
            [("client_id", "=", client.id), ("role", "=", "main")],
            order="date_from, id",
        )
        return [(row.user_id, row.date_from, row.date_to) for row in rows]

    def _next_day(self):
        tomorrow = TODAY + timedelta(days=1)
        self.env["bank.business.day"]._open(tomorrow)
        return tomorrow

    def test_a_new_client_is_served_from_today(self):
        self.assertEqual(self._history(self.kovalenko), [(self.olena, TODAY, False)])

    def test_a_changed_manager_ends_one_row_and_begins_another(self):
        tomorrow = self._next_day()
        self.kovalenko.with_user(self.lviv_head).manager_id = self.ihor
        self.assertEqual(
            self._history(self.kovalenko),
            [(self.olena, TODAY, TODAY), (self.ihor, tomorrow, False)],
        )

    def test_who_was_given_and_taken_on_one_day_never_served(self):
        tomorrow = self._next_day()
        self.kovalenko.manager_id = self.ihor
        self.kovalenko.manager_id = self.olena
        self.assertEqual(self._history(self.kovalenko), [(self.olena, TODAY, False)])
        self.kovalenko.manager_id = False
        self.assertEqual(
            self._history(self.kovalenko),
            [(self.olena, TODAY, TODAY), (self.env["res.users"], tomorrow, False)],
        )

    def test_the_night_keeps_what_sql_wrote(self):
        tomorrow = self._next_day()
        self.env.cr.execute(
            "UPDATE res_partner SET manager_id = %s WHERE id = %s",
            [self.ihor.id, self.kovalenko.id],
        )
        self.env.invalidate_all()
        self._run_task("assignments", self.env["bank.business.day"]._open(tomorrow))
        self.assertEqual(
            self._history(self.kovalenko)[-1], (self.ihor, tomorrow, False)
        )
        before = self._history(self.kovalenko)
        self.env["bank.assignment"]._sync()
        self.assertEqual(self._history(self.kovalenko), before)

    def test_a_deputy_sees_the_client_while_it_lasts(self):
        client = self.kovalenko.with_user(self.petro)
        self.assertFalse(client.is_visible)
        line = self.env["bank.product.family"].create(
            {"name": "Maps", "code": "t_maps"}
        )
        self.env["bank.employee.line"].create(
            {"employee_id": self.petro.employee_ids.id, "family_id": line.id}
        )
        row = (
            self.env["bank.assignment"]
            .with_user(self.lviv_head)
            .create(
                {
                    "client_id": self.kovalenko.id,
                    "role": "specialist",
                    "family_id": line.id,
                    "user_id": self.petro.id,
                }
            )
        )
        client.invalidate_recordset()
        self.assertTrue(client.is_visible)
        self.assertTrue(client.search([("id", "=", client.id)]))
        self._next_day()
        row.with_user(self.lviv_head).date_to = TODAY
        client.invalidate_recordset()
        self.assertFalse(client.is_visible)

    def test_only_a_head_gives_roles_and_nobody_rewrites_history(self):
        values = {
            "client_id": self.kovalenko.id, "role": "deputy", "user_id": self.ihor.id,
        }  # fmt: skip
        rows = self.env["bank.assignment"]
        with self.assertRaises(AccessError):
            rows.with_user(self.olena).create(values)
        with self.assertRaises(AccessError):
            rows.with_user(self.lviv_head).create(
                {**values, "client_id": self.bondar.id}
            )
        with self.assertRaises(UserError):
            rows.with_user(self.lviv_head).create({**values, "role": "main"})
        with self.assertRaises(AccessError):
            rows.with_user(self.lviv_head).create({**values, "source": "fed"})
        main = rows.search([("client_id", "=", self.kovalenko.id)])
        with self.assertRaises(UserError):
            main.with_user(self.lviv_head).date_to = date(2026, 1, 1)
        with self.assertRaises(AccessError):
            self.kovalenko.with_user(self.olena).is_manager_pinned = True

    def test_history_is_as_closed_as_the_client(self):
        row = self.env["bank.assignment"].search([("client_id", "=", self.bondar.id)])
        self.assertTrue(row.with_user(self.petro).has_access("read"))
        self.assertFalse(row.with_user(self.olena).has_access("read"))
        self.assertFalse(
            self.env["bank.assignment"]
            .with_user(self.olena)
            .search([("id", "=", row.id)])
        )

    def test_one_manager_at_a_time(self):
        [(double,)] = self.env.execute_query(
            SQL(
                "SELECT count(*) FROM (SELECT client_id FROM bank_assignment "
                "WHERE role = 'main' AND date_to IS NULL GROUP BY client_id "
                "HAVING count(*) > 1) AS double"
            )
        )
        self.assertFalse(double)
