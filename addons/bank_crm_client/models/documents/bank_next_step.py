from odoo import api, models
from odoo.addons.bank_crm_base.domain.codes import IDENTITY_PAPERS
from odoo.tools import SQL

WITHIN_DAYS = 5
# A paper that the manager is told of, of client `p`.
ASKED = """
    FROM bank_document_gap g
    JOIN bank_document_requirement r
      ON r.id = g.requirement_id AND r.active AND r.gives_task
   WHERE g.client_id = p.id AND g.status = 'missing'
"""
OF_IDENTITY = """
     AND EXISTS (SELECT 1 FROM bank_document_requirement_type_rel l
                   JOIN bank_document_type t ON t.id = l.type_id
                  WHERE l.requirement_id = r.id AND t.kind = ANY(%s))
"""


class BankNextStep(models.Model):
    """Papers that the bank asks for and the file lacks: one step for a client."""

    _inherit = "bank.next.step"

    @api.model
    def _next_step_sources(self):
        return super()._next_step_sources() | {"papers": self._source_papers}

    @api.model
    def _told_elsewhere(self):
        told = super()._told_elsewhere()
        if "papers" not in self._used_sources():
            return told
        return told | {
            "documents_asked_for": SQL("EXISTS (SELECT 1 %s)", SQL(ASKED)),
            "document": SQL(
                "EXISTS (SELECT 1 %s %s)",
                SQL(ASKED),
                SQL(OF_IDENTITY, list(IDENTITY_PAPERS)),
            ),
        }

    @api.model
    def _source_papers(self, day, client_ids):
        """Missing papers of those lines of which the manager is told."""
        return SQL(
            """
            SELECT p.id, 'papers', coalesce(s.found_date, %(day)s) + %(days)s,
                   NULL::numeric, NULL::int,
                   jsonb_build_object('requirement_ids', asked.ids),
                   NULL::varchar, NULL::int
              FROM res_partner p
             CROSS JOIN LATERAL (
                   SELECT jsonb_agg(r.id ORDER BY r.sequence, r.id) AS ids %(asked)s) asked
              LEFT JOIN bank_next_step s
                ON s.client_id = p.id AND s.key = 'papers'
               AND s.state IN ('open', 'postponed', 'accepted')
             WHERE %(served)s AND asked.ids IS NOT NULL
            """,
            served=self._served_sql(client_ids),
            asked=SQL(ASKED),
            day=day,
            days=WITHIN_DAYS,
        )

    def _words_of_papers(self, facts):
        asked = self.env["bank.document.requirement"].browse(facts["requirement_ids"])
        return (
            self.env._(
                "Ask for documents: %(what)s",
                what=", ".join(asked.exists().mapped("name")),
            ),
            self.env._("The bank asks for them, and they are not on file."),
        )
