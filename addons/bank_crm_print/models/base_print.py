from odoo import models


class Base(models.AbstractModel):
    """What any record may do before a paper is printed from it."""

    _inherit = "base"

    def _prepare_to_print(self):
        """Bring up to date what papers tell of these records. Called by who prints."""
