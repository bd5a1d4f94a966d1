from odoo.tests import HttpCase, tagged

from .common_documents import DocumentsCommon, docx_of


@tagged("post_install", "-at_install", "bank_tour")
class TestDocumentsTour(DocumentsCommon, HttpCase):
    def test_a_document_verified_by_a_second_person_serves_two_products(self):
        for code, family in (("card", "card"), ("deposit", "deposit")):
            product = self._product(f"T_{code}", family)
            product.name = f"Test {code}"
            self._sell(product)
            self._ask(self.passport, name=f"For the {code}", product_id=product.id)
        self._gaps()
        card = f"/odoo/clients/{self.kovalenko.id}"
        self.start_tour(card, "bank_document_sent", login=self.olena.login)
        document = self.Document.search(
            [("client_id", "=", self.kovalenko.id), ("number", "=", "KB 123456")]
        )
        self.assertEqual(document.state, "to_verify")
        self.assertEqual(document.attachment_ids.mapped("mimetype"), ["image/png"])
        self.start_tour(
            "/odoo/documents-to-verify",
            "bank_document_verified",
            login=self.iryna.login,
        )
        self.assertEqual(document.verified_by_id, self.iryna)
        self.assertEqual(self._gaps(), {})
        self.start_tour(card, "bank_document_serves", login=self.olena.login)

    def test_the_library_is_found_by_words_inside_a_word_file(self):
        folder = self.env["bank.library.folder"].create({"name": "Tour rules"})
        file = self._upload(
            self.administrator,
            "Порядок видачі карток.docx",
            docx_of("Передмова.", "Невитребувані картки знищуються комісією."),
            "bank.library.document",
        )
        Library = self.env["bank.library.document"].with_user(self.administrator)
        document = Library.browse(Library.take_files(folder.id, file.ids)["ids"])
        document.version_ids.action_put_in_force()
        while self.env["bank.text.index"]._read_slice():
            pass
        self.start_tour(
            "/odoo/find-in-documents", "bank_library_found", login=self.olena.login
        )
