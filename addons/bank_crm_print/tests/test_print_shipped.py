from io import BytesIO

from odoo.tests import tagged
from openpyxl import load_workbook

from .common import PrintCommon

FORMS = ("client_card", "consent", "letter", "accounts")
LANGUAGES = ("en_US", "uk_UA", "zh_CN")


@tagged("post_install", "-at_install")
class TestPrintShipped(PrintCommon):
    def test_every_shipped_form_is_in_force_and_prints_in_three_languages(self):
        for code in FORMS:
            form = self.env.ref(f"bank_crm_print.print_form_{code}")
            self.assertEqual(form.state, "in_force")
            for lang in LANGUAGES:
                with self.subTest(form=code, lang=lang):
                    paper = self._print(form, self.olena, lang=lang)
                    self.assertEqual(paper.lang, lang)
                    if form.kind == "docx":
                        text = "\n".join(self._texts(paper))
                        self.assertIn("Коваленко Олена Іванівна", text)
                        self.assertNotIn("{{", text)
                        self.assertNotIn("{%", text)

    def test_the_letter_says_the_total_in_words(self):
        form = self.env.ref("bank_crm_print.print_form_letter")
        self.account.balance_base = 1409.5
        words = {
            "en_US": "one thousand, four hundred and nine hryvnias, fifty kopiykas",
            "uk_UA": "одна тисяча чотириста дев'ять гривень, п'ятдесят копійок",
            "zh_CN": "壹仟肆佰零玖格里夫纳伍拾戈比",
        }
        for lang, text in words.items():
            paper = self._print(form, self.olena, lang=lang)
            self.assertIn(text, "\n".join(self._texts(paper)))

    def test_the_list_of_accounts_adds_up_in_excel(self):
        self._create_account(self.kovalenko, "UA213223130000026007233566002")
        form = self.env.ref("bank_crm_print.print_form_accounts")
        paper = self._print(form, self.olena)
        sheet = load_workbook(BytesIO(paper.sudo().attachment_id.raw)).active
        self.assertEqual(
            {sheet["B8"].value, sheet["B9"].value},
            {"UA213223130000026007233566001", "UA213223130000026007233566002"},
        )
        self.assertEqual(sheet["H10"].value, "=SUM(H8:H9)")

    def test_the_demonstration_prints_and_one_version_waits(self):
        self.env["bank.print.paper"].search([]).unlink()
        demo = self.env["bank.demo"]
        people = {"retail_manager": self.olena, "business_administrator": self.oleh}
        self.patch(
            type(demo), "_employee", lambda _self, role, among=None: people.get(role)
        )
        letter = self.env.ref("bank_crm_print.print_form_letter")
        letter.version_ids.filtered(lambda one: one.state == "waiting").sudo().write(
            {"state": "checked"}
        )
        demo._live_print_forms()
        self.assertTrue(self.kovalenko.print_paper_ids)
        self.assertIn("waiting", letter.version_ids.mapped("state"))
