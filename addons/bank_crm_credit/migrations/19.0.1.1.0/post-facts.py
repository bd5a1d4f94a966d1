"""Facts of loans were for papers only; decision tables may ask for them too."""

from odoo.tools import SQL

OPENED = (
    "agreement", "borrower", "amount", "method", "principal_owed", "due_now", "overdue",
    "days_late", "next_due", "next_instalment",
)  # fmt: skip


def migrate(cr, version):
    cr.execute(
        SQL(
            """
            UPDATE bank_field_catalogue SET is_for_rules = true
             WHERE id IN (SELECT res_id FROM ir_model_data
                           WHERE module = 'bank_crm_credit'
                             AND model = 'bank.field.catalogue' AND name = ANY(%s))
            """,
            [f"field_loan_{code}" for code in OPENED],
        )
    )
