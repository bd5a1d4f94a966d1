from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Entries that end in the code of a register became choices."""
    env = api.Environment(cr, SUPERUSER_ID, {"active_test": False})
    env["bank.field.catalogue"].search([])._compute_kind()
