from io import BytesIO

from docx import Document
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .test_handover import HandoverCommon

LANGUAGES = {
    "en_US": "Handover act",
    "uk_UA": "Акт передавання клієнтів",
    "zh_CN": "客户移交书",
}


@tagged("post_install", "-at_install")
class TestHandoverAct(HandoverCommon):
    """The printed act names who hands which clients to whom, for both to sign."""

    def setUp(self):
        super().setUp()
        self.handover = self._handover((self.ihor, 1))
        self._accept(self.handover)
        self.env.invalidate_all()

    def _text(self, user, lang):
        form = self.env.ref("bank_crm_client.print_form_handover")
        paper = (
            self.env["bank.print.paper"]
            .with_user(user)
            ._print(form, self.handover.with_user(user), lang)
        )
        document = Document(BytesIO(paper.sudo().attachment_id.raw))
        return "\n".join(
            [
                *(paragraph.text for paragraph in document.paragraphs),
                *(
                    cell.text
                    for table in document.tables
                    for row in table.rows
                    for cell in row.cells
                ),
            ]
        )

    def test_the_act_names_clients_and_both_managers_in_three_languages(self):
        for lang, title in LANGUAGES.items():
            with self.subTest(lang=lang):
                text = self._text(self.lviv_head, lang)
                self.assertIn(title, text)
                for name in (self.olena.name, self.ihor.name, self.kovalenko.name):
                    self.assertIn(name, text)
                self.assertNotIn("{{", text)

    def test_who_does_not_see_the_handover_prints_nothing(self):
        with self.assertRaises(AccessError):
            self._text(self.petro, "en_US")
