"""Who touched a form before it was noted counts as who entered it: better one too many."""

from odoo.tools import SQL

LINES = (
    "bank_loan_application_income",
    "bank_loan_application_expense",
    "bank_loan_application_debt",
)
TOUCHED = """
    SELECT p.application_id, t.user_id
      FROM %(rows)s r
      CROSS JOIN LATERAL (VALUES (r.create_uid), (r.write_uid)) AS t (user_id)
      JOIN bank_loan_application_party p ON p.id = %(party)s
"""


def migrate(cr, version):
    party = "bank_loan_application_party"
    touched = [SQL(TOUCHED, rows=SQL.identifier(party), party=SQL("r.id"))]
    touched += [
        SQL(TOUCHED, rows=SQL.identifier(table), party=SQL("r.party_id"))
        for table in LINES
    ]
    cr.execute(
        SQL(
            """
            INSERT INTO bank_loan_application_entered_rel (application_id, user_id)
            SELECT DISTINCT x.application_id, x.user_id FROM (%s) x
             WHERE x.user_id > 1 ON CONFLICT DO NOTHING
            """,
            SQL(" UNION ").join(touched),
        )
    )
