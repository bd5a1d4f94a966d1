from datetime import timedelta

from odoo.addons.bank_crm_base.tests.common import TODAY
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .common_classes import ClassesCommon


@tagged("post_install", "-at_install")
class TestExternalProducts(ClassesCommon):
    """What clients hold elsewhere: at the day's rate, told of once, never deleted."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["bank.fx.rate"].create(
            {"currency_id": cls.usd.id, "date": TODAY, "units": 1, "rate": 41.5}
        )

    def _tasks(self, client):
        return self.env["mail.activity"].search(
            [("res_model", "=", "res.partner"), ("res_id", "=", client.id)]
        )

    def test_an_amount_is_counted_at_the_banks_rate_of_the_day(self):
        product = self._create_product(
            self.kovalenko, amount=200, currency_id=self.usd.id
        )
        self.assertEqual(product.amount_base, 8300)
        self.env["bank.fx.rate"].create(
            {
                "currency_id": self.usd.id,
                "date": TODAY - timedelta(days=1),
                "units": 100,
                "rate": 4000,
            }
        )
        product._refresh_base(TODAY - timedelta(days=1))
        self.assertEqual(product.amount_base, 8000)

    def _told(self):
        """Next steps of Kovalenko by which Olena hears of what ends elsewhere."""
        self.env["bank.next.step"]._refresh(self.kovalenko.ids, TODAY)
        return self.env["bank.next.step"].search(
            [
                ("client_id", "=", self.kovalenko.id),
                ("source_id.code", "=", "external"),
                ("state", "=", "open"),
            ]
        )

    def test_the_manager_is_told_once_of_what_ends_within_thirty_days(self):
        soon = self._create_product(self.kovalenko, end_date=TODAY + timedelta(days=30))
        self._create_product(self.kovalenko, end_date=TODAY + timedelta(days=31))
        self._create_product(
            self.kovalenko, kind="loan", end_date=TODAY + timedelta(days=5)
        )
        self._run_task("external_products")
        step = self._told()
        self.assertEqual(step.due_date, TODAY + timedelta(days=30))
        self.assertIn("Test Other Bank", step.why)
        # The next step tells it: no task beside it.
        self.assertFalse(self._tasks(self.kovalenko))
        self.assertEqual(self._told(), step)
        soon.end_date = TODAY + timedelta(days=20)
        self.assertEqual(self._told().due_date, TODAY + timedelta(days=20))

    def test_the_bank_says_how_long_before(self):
        self._create_product(self.kovalenko, end_date=TODAY + timedelta(days=40))
        self.assertFalse(self._told())
        self.env["ir.config_parameter"].set_param(
            "bank_crm_client.external_notice_days", "45"
        )
        self.assertEqual(self._told().due_date, TODAY + timedelta(days=40))

    def test_what_is_no_longer_held_is_not_told_of_and_stays_as_it_was(self):
        product = self._create_product(
            self.kovalenko, end_date=TODAY + timedelta(days=3)
        ).with_user(self.olena)
        product.action_close()
        self.assertEqual(product.date_to, TODAY)
        self.assertFalse(self._told())
        with self.assertRaisesRegex(UserError, "does not hold it any more"):
            product.amount = 5

    def test_whose_it_is_where_and_what_does_not_change(self):
        product = self._create_product(self.kovalenko).with_user(self.boss)
        for name, value in (
            ("client_id", self.bondar.id),
            ("kind", "loan"),
            ("bank_id", self.bank.copy({"national_code": "999002"}).id),
        ):
            with self.subTest(name=name), self.assertRaises(UserError):
                product.write({name: value})

    def test_impossible_figures_are_refused(self):
        for values in ({"amount": -1}, {"annual_rate": 14.5}, {"annual_rate": -0.1}):
            with (
                self.subTest(values=values),
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self._create_product(self.kovalenko, **values)
        with self.assertRaises(UserError):
            self._create_product(self.kovalenko, known_date=TODAY + timedelta(days=1))

    def test_share_of_wallet_on_the_card(self):
        self.kovalenko.sudo().write({"funds_base": 2075, "owed_base": 300})
        self._create_product(self.kovalenko, amount=150, currency_id=self.usd.id)
        self._create_product(self.kovalenko, kind="loan", amount=900)
        self._create_product(self.kovalenko, kind="insurance", amount=77)
        wallet = self.kovalenko.with_user(self.olena).get_client_wallet()
        # 150 USD at 41.5 are 6 225: 2 075 of 8 300 is a quarter; 300 of 1 200 too.
        self.assertEqual(
            [
                (side["code"], side["elsewhere"], side["share"])
                for side in wallet["sides"]
            ],
            [("assets", 6225, 0.25), ("debts", 900, 0.25)],
        )
        self.assertEqual(len(wallet["rows"]), 3)
        self.assertTrue(wallet["may_edit"])
