from odoo import models


class BankClientDocument(models.Model):
    """Papers of clients are found by what stands in them.

    The number is left out: an access setting may keep it back, and finding a client by the
    number of his paper has its own place.
    """

    _name = "bank.client.document"
    _inherit = ["bank.client.document", "bank.text.mixin"]

    _text_fields = ("type_id", "issued_by", "note", "attachment_ids", "kind")

    def _text_kept(self):
        # By its type alone a paper is found in lists: millions of rows would say no more.
        return self.filtered(lambda document: document.note or document.attachment_ids)

    def _text_words(self):
        self.ensure_one()
        return self.type_id.name or "", " ".join(
            filter(None, [self.issued_by, self.note])
        )

    def _text_files(self):
        return self.attachment_ids

    def _text_place(self):
        return self.client_id.name or ""
