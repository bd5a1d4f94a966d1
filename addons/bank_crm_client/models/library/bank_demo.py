from odoo import api, models
from odoo.fields import Command

from ...tools.demo_files import docx_file, pdf_file, xlsx_file
from ...tools.demo_library import DOCUMENTS, FOLDERS

MAKERS = {"docx": docx_file, "xlsx": xlsx_file, "pdf": pdf_file}
# Documents with a second version in force, with a draft, and taken by somebody.
TWICE, DRAFTED, TAKEN = (0, 9, 17), (4,), (8,)


class BankDemo(models.AbstractModel):
    """The library of the demonstration bank."""

    _inherit = "bank.demo"

    @api.model
    def _live_a_month(self):  # pylint: disable=missing-return
        super()._live_a_month()
        if self.env.context.get("bank_story"):
            self._live_library()

    @api.model
    def _live_library(self):
        """Folders with their readers, real small files in them, all in force but one."""
        keeper = self._employee("business_administrator")
        if not keeper:
            return
        demo = self.with_user(keeper)
        folders = demo._live_folders()
        for place, document in enumerate(DOCUMENTS):
            demo._live_library_document(folders, place, *document)
        self.env["bank.text.index"].sudo()._read_slice(limit=100)

    @api.model
    def _live_folders(self):
        roles = {role.code: role.id for role in self.env["bank.role"].search([])}
        folders = {}
        for code, (name, above, readers, keepers) in FOLDERS.items():
            folders[code] = self.env["bank.library.folder"].create(
                {
                    "name": name,
                    "parent_id": folders[above].id if above else False,
                    "sequence": 10 * (len(folders) + 1),
                    "reader_role_ids": [
                        Command.set([roles[role] for role in readers if role in roles])
                    ],
                    "editor_role_ids": [
                        Command.set([roles[role] for role in keepers if role in roles])
                    ],
                }
            )
        return folders

    @api.model
    def _live_library_document(self, folders, place, folder, kind, form, title, words):
        Document = self.env["bank.library.document"]
        [document_id] = Document.take_files(
            folders[folder].id, self._demo_file(form, title, words).ids, kind
        )["ids"]
        document = Document.browse(document_id)
        if place in DRAFTED:
            return
        document.sudo().version_ids.with_env(self.env).action_put_in_force()
        if place in TWICE:
            more = (*words, ("Оновлено", "2026") if form == "xlsx" else "Оновлено.")
            version_id = document.add_version(
                self._demo_file(form, title, more).id,
                self.env._("Yearly revision"),
                document.latest_number,
            )
            self.env["bank.library.version"].browse(version_id).action_put_in_force()
        if place in TAKEN:
            document.action_take()

    @api.model
    def _demo_file(self, form, title, words):
        return self.env["ir.attachment"].create(
            {
                "name": f"{title}.{form}",
                "raw": MAKERS[form](title, words),
                "res_model": "bank.library.document",
                "res_id": 0,
            }
        )
