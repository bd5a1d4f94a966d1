from odoo import api, models


class BankTextMixin(models.AbstractModel):
    """Records that the full-text search finds.

    A model says in `_text_fields` what its words depend on, gives them by `_text_words`
    (title, rest) and its files by `_text_files`, and stands in `_text_sources` of
    `bank.text.index`.
    """

    _name = "bank.text.mixin"
    _description = "Record That Is Searched by Its Words"

    _text_fields = ()

    def _text_words(self):
        """Title and the other words of the record."""
        self.ensure_one()
        return self.display_name, ""

    def _text_place(self):
        """Where the record lies, in words: a folder, a client."""
        return ""

    def _text_files(self):
        """Files of the record that are searched."""
        return self.env["ir.attachment"]

    def _index_text(self):
        """Keep the words of these records as they are now."""
        Index = self.env["bank.text.index"].sudo()
        kept = self.sudo()._text_kept()
        Index._index(kept)
        Index._forget(self._name, (self - kept).ids)

    def _text_kept(self):
        """Those of these records that have words worth looking for."""
        return self

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._index_text()
        return records

    def write(self, vals):
        result = super().write(vals)
        if set(self._text_fields) & vals.keys():
            self._index_text()
        return result

    def unlink(self):
        ids = self.ids
        result = super().unlink()
        self.env["bank.text.index"]._forget(self._name, ids)
        return result
