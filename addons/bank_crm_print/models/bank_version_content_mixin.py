from odoo import api, models


class BankVersionContentMixin(models.AbstractModel):
    """What a version (`bank.version.mixin`) is made of: open with it, checked with it."""

    _name = "bank.version.content.mixin"
    _description = "Content of a Version"

    # A change of these is a change of the version; None: of any field.
    _checked_names = None

    @api.model_create_multi
    def create(self, vals_list):
        contents = super().create(vals_list)
        contents.version_id._check_is_open()
        contents.version_id._check_parts()
        return contents

    def write(self, vals):
        checked = self._checked_names
        if checked is not None and not {"version_id", *checked} & vals.keys():
            return super().write(vals)
        versions = self.version_id
        versions._check_is_open()
        result = super().write(vals)
        self.version_id._check_is_open()
        (versions | self.version_id)._check_parts()
        return result

    def unlink(self):
        versions = self.version_id
        versions._check_is_open()
        result = super().unlink()
        versions._check_parts()
        return result
