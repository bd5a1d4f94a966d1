from odoo.fields import Command

from .common_documents import DocumentsCommon, docx_of


class LibraryCommon(DocumentsCommon):
    """A folder for all, a closed one with one below it, and one of a region."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Folder = cls.env["bank.library.folder"]
        cls.Library = cls.env["bank.library.document"]
        cls.Index = cls.env["bank.text.index"]
        # The demo bank may be loaded: its papers have the same words.
        cls.Index.search([]).unlink()
        cls.all = cls.Folder.create({"name": "Test rules"})
        cls.closed = cls.Folder.create(
            {
                "name": "Test monitoring",
                "parent_id": cls.all.id,
                "reader_role_ids": [
                    Command.set(cls.env.ref("bank_crm_base.role_compliance").ids)
                ],
                "editor_role_ids": [
                    Command.set(cls.env.ref("bank_crm_base.role_compliance").ids)
                ],
            }
        )
        cls.below = cls.Folder.create(
            {"name": "Test signs", "parent_id": cls.closed.id}
        )
        cls.western = cls.Folder.create(
            {
                "name": "Test West only",
                "parent_id": cls.all.id,
                "branch_ids": [Command.set(cls.west.ids)],
            }
        )

    @classmethod
    def _put(cls, folder, *texts, user=None, name="rule.docx", data=None, force=True):
        """A library document with a Word file of these texts."""
        user = user or cls.administrator
        file = cls._upload(user, name, data or docx_of(*texts), "bank.library.document")
        Library = cls.Library.with_user(user)
        answer = Library.take_files(folder.id, file.ids)
        document = Library.browse(answer["ids"])
        if force:
            document.version_ids.action_put_in_force()
        return document

    @classmethod
    def _read_files(cls):
        while cls.Index._read_slice():
            pass

    def _found(self, user, text, **values):
        return self.Index.with_user(user).search_text(
            text, models=["bank.library.document"], **values
        )
