from datetime import date, timedelta
from io import BytesIO

from docx import Document
from odoo.addons.bank_crm_base.tests.common import TODAY, BankCommon
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

MODELS = ("profile", "gift", "request", "briefing")
TITLES = {
    "en_US": "Briefing on a private client",
    "uk_UA": "Довідка про приватного клієнта",
    "zh_CN": "私人银行客户简报",
}


@tagged("post_install", "-at_install")
class TestPrivatePlace(BankCommon):
    """Everything about a private client's wishes stays behind the wall."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["bank.private.gift.limit"].search([]).unlink()
        cls.env["bank.private.gift.limit"].create(
            {"date_from": date(2026, 1, 1), "amount": 5000, "source": "Test"}
        )
        own = {"client_id": cls.walled.id}
        cls.demo = cls.env(user=cls.banker.id)
        cls.profile = cls.demo["bank.private.profile"].create(
            {**own, "appetite": "balanced", "horizon_years": 5,
             "date_from": TODAY - timedelta(days=400),
             "date_to": TODAY - timedelta(days=35)}
        )  # fmt: skip
        cls.gift = cls.demo["bank.private.gift"].create(
            {**own, "name": "Album", "amount": 1200}
        )
        cls.request = cls.demo["bank.private.request"].create(
            {**own, "name": "A lawyer in Vienna", "due_date": TODAY}
        )
        cls._create_account(
            cls.walled, "PB1", balance=9000, balance_base=9000, state="open"
        )
        bank = cls.env["res.bank"].create({"name": "Elsewhere", "national_code": "8"})
        cls.env["bank.external.product"].create(
            {"client_id": cls.walled.id, "bank_id": bank.id, "kind": "deposit",
             "amount": 4000}
        )  # fmt: skip

    def test_the_place_tells_wealth_ours_and_elsewhere(self):
        place = self.walled.with_user(self.banker).get_private_place()
        self.assertEqual((place["ours"], place["elsewhere"]), (9000, 4000))
        self.assertEqual(
            {row["name"]: row["total"] for row in place["classes"]},
            {"Account": 9000, "Deposit": 4000},
        )
        self.assertTrue(place["profile"]["is_expired"])
        self.assertEqual(place["gift_room"], 3800)
        self.assertEqual([row["name"] for row in place["requests"]], ["A lawyer in Vienna"])

    def test_a_gift_over_the_limit_of_the_year_is_refused(self):
        Gift = self.demo["bank.private.gift"]
        with self.assertRaisesRegex(UserError, "exceed the limit of .*5,000.* by .*200"):
            Gift.create({"client_id": self.walled.id, "name": "Watch", "amount": 4000})
        Gift.create({"client_id": self.walled.id, "name": "Pen", "amount": 3800})
        Gift.create(
            {"client_id": self.walled.id, "name": "Watch", "amount": 5000,
             "date": date(2027, 1, 1)}
        )  # fmt: skip

    def test_nothing_is_kept_of_clients_before_the_wall(self):
        with self.assertRaisesRegex(UserError, "behind the private-banking wall"):
            self.env["bank.private.gift"].create(
                {"client_id": self.kovalenko.id, "name": "Pen", "amount": 1}
            )

    def test_the_wall_holds_at_every_door(self):
        self.walled.with_user(self.banker).action_private_briefing()
        outside = [
            self.olena, self.petro, self.lviv_head, self.steward,
            self._create_employee("teller", self.lviv),
            self._create_employee("business_administrator", self.head_office),
            new_test_user(self.env, "t_nobody", groups="base.group_user"),
        ]  # fmt: skip
        for user in outside:
            for part in MODELS:
                Model = self.env[f"bank.private.{part}"].with_user(user)
                with self.subTest(user=user.login, model=part):
                    self.assertFalse(Model.has_access("read"))
                    with self.assertRaises(AccessError):
                        Model.search([])
                    with self.assertRaises(AccessError):
                        Model.create({"client_id": self.walled.id})
            for method in ("get_private_place", "action_private_briefing"):
                with self.assertRaises(AccessError):
                    getattr(self.walled.with_user(user), method)()

    def test_another_banker_sees_nothing_of_a_client_who_is_not_his(self):
        other = self._create_employee("private_banker", self.kharkiv)
        for part in MODELS:
            found = self.env[f"bank.private.{part}"].with_user(other).search([])
            self.assertNotIn(self.walled, found.client_id)
        with self.assertRaises(AccessError):
            self.gift.with_user(other).read(["name"])
        with self.assertRaises(AccessError):
            self.walled.with_user(other).get_private_place()

    def test_audit_and_compliance_read_and_do_not_write(self):
        officer = self._create_employee("compliance", self.head_office)
        for user in (self.auditor, officer):
            gift = self.gift.with_user(user)
            self.assertEqual(gift.name, "Album")
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                gift.write({"name": "Book"})
            with self.assertRaises(AccessError):
                gift.create({"client_id": self.walled.id, "name": "x", "amount": 1})

    def test_who_leaves_the_wall_takes_nothing_out(self):
        self.walled.sudo().is_private_banking = False
        self.assertFalse(
            self.env["bank.private.gift"].with_user(self.banker).search(
                [("client_id", "=", self.walled.id)]
            )
        )
        with self.assertRaises(AccessError):
            self.walled.with_user(self.banker).get_private_place()

    def test_the_tab_is_on_the_card_behind_the_wall_only(self):
        card = self.walled.with_user(self.banker).get_client_card()
        self.assertIn("private_place", card["panels"])
        card = self.kovalenko.with_user(self.boss).get_client_card()
        self.assertNotIn("private_place", card["panels"])

    def test_a_request_is_answered_once(self):
        self.request.action_done()
        self.assertEqual((self.request.state, self.request.done_date), ("done", TODAY))
        with self.assertRaisesRegex(UserError, "answered already"):
            self.request.action_drop()

    def test_the_briefing_is_printed_in_three_languages_with_its_figures(self):
        form = self.env.ref("bank_crm_client.print_form_briefing")
        for lang, title in TITLES.items():
            action = self.walled.with_user(self.banker).action_private_briefing()
            briefing = self.demo["bank.private.briefing"].browse(action["res_id"])
            paper = (
                self.env["bank.print.paper"]
                .with_user(self.banker)
                ._print(form, briefing, lang)
            )
            document = Document(BytesIO(paper.sudo().attachment_id.raw))
            text = "\n".join(
                [
                    *(paragraph.text for paragraph in document.paragraphs),
                    *(cell.text for table in document.tables
                      for row in table.rows for cell in row.cells),
                ]
            )  # fmt: skip
            with self.subTest(lang=lang):
                for words in (title, self.walled.name, "9,000", "A lawyer in Vienna"):
                    self.assertIn(words, text)
                self.assertNotIn("{{", text)
            with self.assertRaises(AccessError):
                paper.with_user(self.olena).read(["name"])
