from odoo.tests import tagged

from .common import BankCommon

CARD = "4149 4991 2305 7893"


@tagged("post_install", "-at_install")
class TestFind(BankCommon):
    """One search finds a client by whatever the clerk has, among those he may see."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kovalenko.write(
            {
                "phone": "+380671234417",
                "email": "olena@example.com",
                "vat": "3184710691",
            }
        )
        cls.account = cls._create_account(
            cls.kovalenko, "UA213223130000026007233566001"
        )
        cls.env["bank.card"].create(
            {
                "external_id": "token-1",
                "account_id": cls.account.id,
                "client_id": cls.kovalenko.id,
                "masked_number": "414949******7893",
                "tail": "7893",
            }
        )
        product = cls.env["bank.product"].create(
            {
                "name": "Test deposit",
                "code": "t_dep",
                "kind": "deposit",
                "family_id": cls.env.ref("bank_crm_base.product_family_deposit").id,
            }
        )
        cls.holding = cls.env["bank.holding"].create(
            {
                "client_id": cls.kovalenko.id,
                "product_id": product.id,
                "number": "КД-2024/001",
                "state": "active",
            }
        )
        cls.wang = cls._create_client("王小明", branch_id=cls.lviv.id)
        cls.env["res.partner"]._refresh_derived_sql([cls.kovalenko.id, cls.wang.id])

    def _find(self, text, user=None):
        return self.env["res.partner"].with_user(user or self.olena).find_clients(text)

    def _found(self, text, user=None, group="clients"):
        groups = {
            found["code"]: found["rows"] for found in self._find(text, user)["groups"]
        }
        return groups.get(group, [])

    def test_every_way_of_asking_finds_her_and_says_why(self):
        for text, reason in (
            ("Коваленко", ""),
            ("kovalenko ol", ""),
            ("Олена Ковал", ""),
            ("4417", "phone ends 4417"),
            ("067 123-44-17", "phone 671234417"),
            ("olena@", "e-mail olena@..."),
            ("3184710691", "tax number 3184710691..."),
            ("UA2132231300000260", "IBAN UA2132231300000260..."),
            ("566001", "IBAN ends 566001"),
            ("7893", "card ends 7893"),
            ("**** 7893", "card ends 7893"),
            ("кд-2024/001", "agreement kd2024001..."),
        ):
            rows = self._found(text)
            self.assertEqual([row["id"] for row in rows], [self.kovalenko.id], text)
            self.assertEqual(rows[0]["reason"], reason, text)

    def test_the_matching_part_is_marked(self):
        row = self._found("ков ол")[0]
        marked = [row["name"][start:end] for start, end in row["marked"]]
        self.assertEqual(marked, ["Ков", "Ол"])

    def test_a_chinese_name_is_found_by_characters_and_by_sound(self):
        for text in ("王", "小明", "wang xiao", "wangxiao"):
            rows = self._found(text, self.boss)
            self.assertEqual([row["id"] for row in rows], [self.wang.id], text)

    def test_accounts_and_agreements_are_groups_of_their_own(self):
        account = self._found("UA21322313", group="accounts")[0]
        self.assertEqual(account["id"], self.account.id)
        self.assertEqual(account["reason"], self.kovalenko.name)
        holding = self._found("2024/001", group="agreements")[0]
        self.assertEqual(holding["id"], self.holding.id)

    def test_others_clients_are_not_found(self):
        for text in ("Коваленко", "4417", "olena@", "UA21322313", "7893"):
            self.assertFalse(self._find(text, self.petro)["groups"], text)
        self.assertFalse(self._found("Заможний", self.olena))
        self.assertTrue(self._found("Заможний", self.banker))

    def test_a_full_card_number_is_neither_searched_nor_sent_back(self):
        with self.assertNoSql(CARD, CARD.replace(" ", "")):
            found = self._find(CARD)
            self.env["res.partner"].with_user(self.olena).name_search(CARD)
        self.assertEqual(found["text"], "")
        self.assertEqual(found["groups"][0]["rows"][0]["reason"], "card ends 7893")
        self.assertNotIn("4149", str(found))

    def assertNoSql(self, *texts):  # noqa: N802
        """No statement of the block may hold any of the texts."""
        return _NoSql(self, texts)

    def test_nothing_found_offers_a_prospect_with_what_was_typed(self):
        self.env.company.country_id = self.env.ref("base.ua")
        for text, field, value in (
            ("Нечуй Левко", "default_last_name", "Нечуй"),
            ("0501112233", "default_phone", "+380501112233"),
            ("new@example.com", "default_email", "new@example.com"),
            ("2999999999", "default_vat", "2999999999"),
            ("ТОВ Небувале", "default_name", "ТОВ Небувале"),
        ):
            found = self._find(text)
            self.assertFalse(found["groups"], text)
            self.assertEqual(found["prospect"][field], value, text)
        self.assertFalse(self._find("Нечуй", self.auditor)["prospect"])

    def test_nonsense_finds_nothing_and_breaks_nothing(self):
        for text in (
            "",
            "   ",
            "%",
            "_",
            "\\",
            "'",
            "\x00",
            "🙂",
            "a" * 5000,
            "((((",
            None,
        ):
            self._find(text)
            self.env["res.partner"].with_user(self.olena).name_search(text or "")

    def test_lists_and_links_find_by_the_same_words(self):
        Partner = self.env["res.partner"].with_user(self.olena)
        for text in (
            "kovalenko",
            "4417",
            "3184710691",
            "7893",
            "UA21322313",
            "КД-2024",
        ):
            ids = [found[0] for found in Partner.name_search(text)]
            self.assertEqual(ids, [self.kovalenko.id], text)
            self.assertEqual(
                Partner.search([("display_name", "ilike", text)]), self.kovalenko, text
            )

    def test_others_than_clients_are_found_as_before(self):
        plumber = self.env["res.partner"].create(
            {"name": "Plumber & Sons", "email": "pipes@example.com"}
        )
        Partner = self.env["res.partner"].with_user(self.olena)
        for text in ("lumber", "pipes@"):
            self.assertIn(plumber.id, [found[0] for found in Partner.name_search(text)])
        self.assertIn(
            self.olena.partner_id,
            Partner.search([("display_name", "ilike", "t_olena")]),
        )
        self.assertNotIn(
            plumber, Partner.search([("display_name", "not ilike", "lumber")])
        )
        self.assertEqual(
            Partner.search([("display_name", "=", "Plumber & Sons")]), plumber
        )


class _NoSql:
    def __init__(self, test, texts):
        self.test, self.texts = test, texts

    def __enter__(self):
        cursor = type(self.test.env.cr)
        self.execute = cursor.execute

        def execute(cr, query, *args, **kwargs):
            shown = (
                cr.mogrify(query, *args[:1]) if isinstance(query, str) else repr(query)
            )
            for text in self.texts:
                self.test.assertNotIn(text, str(shown))
            return self.execute(cr, query, *args, **kwargs)

        cursor.execute = execute
        self.cursor = cursor

    def __exit__(self, *_exception):
        self.cursor.execute = self.execute
