from io import BytesIO

from docx import Document

from .common_applications import ApplicationCommon

NO_BREAK = "\N{NO-BREAK SPACE}"
FORMS = "bank_crm_credit.print_form_"


class PackCommon(ApplicationCommon):
    """An application of a known client that came to the signing of its papers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kovalenko.write({"name": "Коваленко Олена", "lang": "en_US"})

    def _at_signing(self, **values):
        application = self._application(amount=100000, **values)
        self._fill(application, salary=60000)
        application.action_complete_form()
        application.action_submit()
        application.with_user(self.underwriter).action_verify()
        self._decide(application, self.lviv_head)
        application.action_give_cost_sheet()
        application.action_accept()
        return application

    def _paper(self, code, record, lang="en_US", user=None):
        user = user or self.olena
        form = self.env.ref(FORMS + code).with_user(user)
        papers = self.env["bank.print.paper"].with_user(user)
        return papers._print(form, record.with_user(user), lang)

    def _text(self, paper):
        document = Document(BytesIO(paper.sudo().attachment_id.raw))
        lines = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
        for table in document.tables:
            lines += [" | ".join(cell.text for cell in row.cells) for row in table.rows]
        return "\n".join(lines).replace(NO_BREAK, " ")
