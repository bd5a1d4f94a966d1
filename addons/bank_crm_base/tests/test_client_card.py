from datetime import date, timedelta

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged, users

from .common import TODAY, BankCommon

CARD_QUERIES = 24


@tagged("post_install", "-at_install")
class TestClientCard(BankCommon):
    """What the card says of a client, and to whom."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account = cls._create_account(
            cls.kovalenko, "UA213223130000026007233566001"
        )
        cls._book(
            cls.account,
            (date(2026, 9, 10), 1000),
            (date(2026, 10, 5), 500, {"counterparty_name": "АТБ"}),
            (date(2026, 11, 15), -300, {"counterparty_name": "Ломбард"}),
        )
        family = cls.env.ref("bank_crm_base.product_family_current_account")
        cls.product = cls.env["bank.product"].create(
            {
                "name": "Test account",
                "code": "t_acc",
                "family_id": family.id,
                "kind": "account",
            }
        )
        cls.loan_product = cls.env["bank.product"].create(
            {
                "name": "Test loan",
                "code": "t_loan",
                "family_id": cls.env.ref(
                    "bank_crm_base.product_family_consumer_loan"
                ).id,
                "kind": "loan",
            }
        )

    def _card(self, client=None, user=None):
        client = client or self.kovalenko
        return client.with_user(user or self.olena).get_client_card()

    def _hold(self, client, product, **values):
        return self.env["bank.holding"].create(
            {
                "client_id": client.id,
                "product_id": product.id,
                "state": "active",
                "currency_id": self.uah.id,
                **values,
            }
        )

    def _flags(self, client=None):
        return {flag["code"]: flag for flag in self._card(client)["flags"]}

    # Figures

    def test_funds_and_their_change_in_a_month(self):
        funds = self._card()["panels"]["funds"]
        self.assertEqual(funds["total"], 1200)
        # On 20 October the account held 1,500: since then 300 went.
        self.assertEqual(funds["change"], -0.2)
        self.assertEqual(funds["volume"], -300)
        self.assertEqual(funds["revaluation"], 0)

    def test_the_rate_is_told_apart_from_what_the_client_did(self):
        self.env["bank.fx.rate"].create(
            [
                {"currency_id": self.usd.id, "date": date(2026, 10, 1), "rate": 40},
                {"currency_id": self.usd.id, "date": date(2026, 11, 1), "rate": 44},
            ]
        )
        dollars = self._create_account(self.bondar, "UA-USD", currency_id=self.usd.id)
        self._book(dollars, (date(2026, 9, 1), 100))
        funds = self._card(self.bondar, self.petro)["panels"]["funds"]
        self.assertEqual(funds["total"], 4400)
        self.assertEqual((funds["volume"], funds["revaluation"]), (0, 400))
        self.assertEqual(funds["change"], 0.1)
        self.assertEqual(
            funds["currencies"], [{"currency_id": self.usd.id, "amount": 100}]
        )

    def test_turnover_is_the_mean_of_twelve_full_months(self):
        turnover = self._card()["panels"]["turnover"]
        self.assertEqual(turnover["mean"], 125)  # (1000 + 500) / 12
        self.assertEqual(turnover["values"][-2:], [1000, 500])
        self.assertEqual(len(turnover["points"]), 12)

    def test_the_line_of_balances_ends_at_todays(self):
        trend = self._card()["panels"]["trend"]
        self.assertEqual(trend["balance"][-3:], [1000, 1500, 1200])
        self.assertEqual(trend["paid"][-1], 300)

    def test_a_loan_without_an_account_is_owed(self):
        self._hold(
            self.kovalenko, self.loan_product, balance=5000, end_date=date(2027, 5, 1)
        )
        owes = self._card()["panels"]["owes"]
        self.assertEqual((owes["total"], owes["loan_count"]), (5000, 1))
        self.assertEqual(owes["last_end"], "2027-05-01")

    def test_card_and_list_tell_the_same_sums(self):
        self._hold(self.kovalenko, self.loan_product, balance=5000)
        self._create_account(self.kovalenko, "UA-OVER", balance=-70, balance_base=-70)
        self.env["res.partner"]._refresh_figures(self.kovalenko.ids)
        panels = self._card()["panels"]
        self.assertEqual(panels["funds"]["total"], self.kovalenko.funds_base)
        self.assertEqual(panels["owes"]["total"], self.kovalenko.owed_base)
        self.assertEqual(panels["turnover"]["mean"], self.kovalenko.turnover_base)

    def test_products_held_come_first(self):
        self._hold(self.kovalenko, self.product)
        products = self._card()["panels"]["products"]
        self.assertEqual(products["held"], 1)
        self.assertEqual(products["families"][0]["name"], self.product.family_id.name)
        self.assertTrue(products["offered"] > 1)

    def test_a_joint_account_is_shown_but_is_not_his_money(self):
        other = self._create_account(
            self.bondar, "UA-JOINT", balance=900, balance_base=900
        )
        self.env["bank.account.holder"].create(
            {"account_id": other.id, "client_id": self.kovalenko.id, "role": "joint"}
        )
        panels = self._card()["panels"]
        joint = next(row for row in panels["accounts"]["rows"] if row["id"] == other.id)
        self.assertEqual((joint["is_own"], joint["owner"]), (False, self.bondar.name))
        self.assertEqual(panels["funds"]["total"], 1200)

    def test_last_operations_are_newest_first(self):
        rows = self._card()["panels"]["recent"]["rows"]
        self.assertEqual([row["amount"] for row in rows], [-300])
        self.assertEqual(rows[0]["what"], "Ломбард")

    def test_a_counterparty_out_of_sight_is_not_called_our_client(self):
        Counterparty = self.env["bank.counterparty"]
        for client, turnover in ((self.walled, 300), (self.bondar, 200)):
            Counterparty.create(
                {
                    "client_id": self.kovalenko.id,
                    "key": client.name,
                    "name": client.name,
                    "known_client_id": client.id,
                    "turnover_base": turnover,
                }
            )
        panel = self._card()["panels"]["counterparties"]
        self.assertEqual([row["client_id"] for row in panel["rows"]], [0, 0])
        self.assertEqual(panel["rows"][0]["share"], 0.6)
        seen = self._card(user=self.boss)["panels"]["counterparties"]["rows"]
        self.assertIn(self.bondar.id, [row["client_id"] for row in seen])

    # Flags

    def test_missing_facts_are_named(self):
        flag = self._flags()["incomplete"]
        self.assertIn("tax number", flag["detail"])
        self.assertIn("telephone", flag["detail"])

    def test_only_the_document_that_lasts_longest_counts(self):
        Document = self.env["bank.client.document"]
        Document.create(
            {
                "client_id": self.kovalenko.id,
                "number": "AA1",
                "expiry_date": TODAY - timedelta(days=9),
            }
        )
        self.assertEqual(self._flags()["document"]["tone"], "danger")
        last = Document.create(
            {
                "client_id": self.kovalenko.id,
                "number": "AA2",
                "expiry_date": TODAY + timedelta(days=12),
            }
        )
        self.assertEqual(
            self._flags()["document"]["text"], "Passport expires in 12 days"
        )
        last.expiry_date = TODAY + timedelta(days=400)
        self.assertNotIn("document", self._flags())

    def test_a_blocked_account_is_said_at_once(self):
        self.account.state = "blocked"
        self.assertEqual(self._flags()["blocked"]["tone"], "danger")

    def test_a_client_left_out_of_later_files_is_as_fresh_as_the_bank_day(self):
        self.env["bank.business.day"].search([]).data_as_of = False
        self.kovalenko.write({"is_core_client": True, "fed_at": "2026-10-01 20:00:00"})
        header = self._card()["header"]
        self.assertEqual(header["fed_at"], "2026-10-01 20:00:00")
        self.assertTrue(header["is_stale"])
        self.day.data_as_of = "2026-11-20 20:00:00"
        header = self._card()["header"]
        self.assertEqual(header["fed_at"], "2026-11-20 20:00:00")
        self.assertFalse(header["is_stale"])

    # Rights and cost

    def test_a_client_out_of_sight_has_no_card(self):
        with self.assertRaises(AccessError):
            self._card(self.kovalenko, self.petro)
        with self.assertRaises(AccessError):
            self.kovalenko.with_user(self.petro).action_open_rows("accounts")

    def test_somebody_who_is_no_client_has_no_card(self):
        self.assertEqual(self._card(self.olena.partner_id), {})

    def test_the_number_of_queries_does_not_grow_with_the_client(self):
        client = self.kovalenko.with_user(self.olena)
        client.get_client_card()
        with self.assertQueryCount(CARD_QUERIES):
            client.env.invalidate_all()
            client.get_client_card()
        for number in range(30):
            account = self._create_account(
                self.kovalenko, f"UA-MORE-{number}", balance=1
            )
            self._hold(self.kovalenko, self.product, external_id=f"h{number}")
            self.env["bank.counterparty"].create(
                {
                    "client_id": self.kovalenko.id,
                    "key": str(number),
                    "turnover_base": number,
                }
            )
            self.env["bank.client.document"].create(
                {"client_id": self.kovalenko.id, "number": str(number)}
            )
            self._book(account, (date(2026, 11, 2), 10))
        self.env.flush_all()
        with self.assertQueryCount(CARD_QUERIES):
            client.env.invalidate_all()
            client.get_client_card()

    # Screens

    @users("t_olena")
    def test_every_number_opens_its_rows(self):
        client = self.env["res.partner"].browse(self.kovalenko.id)
        for what, model in (
            ("accounts", "bank.account"),
            ("movements", "bank.account.movement"),
            ("months", "bank.account.month"),
            ("holdings", "bank.holding"),
            ("owed", "bank.holding"),
            ("counterparties", "bank.counterparty"),
        ):
            action = client.action_open_rows(what)
            self.assertEqual(action["res_model"], model)
            self.env[model].search(action["domain"])
        october = client.action_open_rows("movements", "2026-10-01")
        movements = self.env["bank.account.movement"].search(october["domain"])
        self.assertEqual(movements.mapped("amount"), [500])

    def test_a_link_to_a_client_opens_his_card(self):
        card = self.env.ref("bank_crm_base.bank_client_view_form")
        self.assertEqual(self.kovalenko.get_formview_id(), card.id)
        self.assertNotEqual(self.olena.partner_id.get_formview_id(), card.id)

    @users("t_olena")
    def test_a_prospect_is_entered_on_the_same_form(self):
        partners = self.env["res.partner"].with_context(default_is_client=True)
        with Form(partners, "bank_crm_base.bank_client_view_form") as form:
            form.last_name = "Сидоренко"
            form.first_name = "Юрій"
            form.phone = "+380671234417"
        prospect = form.record
        self.assertEqual(prospect.name, "Сидоренко Юрій")
        self.assertEqual(prospect.client_state, "prospect")
        self.assertEqual(prospect.manager_id, self.olena)
        card = prospect.get_client_card()
        self.assertNotIn("funds", card["panels"])
        self.assertEqual(card["header"]["phone"].replace(" ", ""), "+380671234417")

    @users("t_olena")
    def test_what_the_core_keeps_is_read_only_on_the_form(self):
        self.kovalenko.sudo().is_core_client = True
        client = self.env["res.partner"].browse(self.kovalenko.id)
        form = Form(client, "bank_crm_base.bank_client_view_form")
        with self.assertRaises(AssertionError):
            form.vat = "1234567890"

    def test_filters_follow_the_banks_day(self):
        Partner = self.env["res.partner"].with_user(self.olena)
        self.kovalenko.client_since = date(2026, 11, 3)
        self.kovalenko.last_operation_date = TODAY - timedelta(days=91)
        self.env.flush_all()
        for name in ("is_new_this_month", "is_dormant", "is_in_my_branch"):
            found = Partner.search([("is_client", "=", True), (name, "=", True)])
            self.assertIn(self.kovalenko, found, name)
            self.assertTrue(self.kovalenko.with_user(self.olena)[name], name)
        self.assertFalse(Partner.search([("has_left_this_month", "=", True)]))
