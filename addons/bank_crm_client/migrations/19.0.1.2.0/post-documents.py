from odoo import SUPERUSER_ID, api

SHIPPED = ("bank.kyc.term", "bank.kyc.risk.rule", "bank.private.gift.limit")


def migrate(cr, version):
    """Missing documents are next steps now; what was shipped waits to be confirmed."""
    if not version:
        return
    cr.execute(
        "DELETE FROM bank_day_task WHERE code = 'document_tasks' AND state != 'done'"
    )
    env = api.Environment(cr, SUPERUSER_ID, {})
    env["bank.next.step"]._close_older_tasks()
    for model in SHIPPED:
        shipped = env["ir.model.data"].search(
            [("module", "=", "bank_crm_client"), ("model", "=", model)]
        )
        records = env[model].with_context(active_test=False)
        records.browse(shipped.mapped("res_id")).exists().write({"is_confirmed": False})
