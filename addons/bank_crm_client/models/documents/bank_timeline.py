from odoo import api, models
from odoo.tools import SQL


class BankTimeline(models.Model):
    """Papers on the timeline: entered, verified or refused, each with its type."""

    _inherit = "bank.timeline"

    @api.model
    def _document_source(self):
        """A paper on the day it was entered, or issued where the core system told of it.

        The number stays out: an access setting may keep it back.
        """
        return self._bank_source(
            "paper", self.env._("Documents"), "bank.client.document",
            SQL(
                """
                SELECT d.id, d.id AS record_id, d.client_id,
                       (CASE WHEN d.source = 'manual' THEN d.create_date::date
                             ELSE d.issued_date END)::timestamp AS moment,
                       CASE WHEN d.source = 'manual' THEN 'entered' ELSE 'fed' END AS kind,
                       'document' AS channel, 'in' AS direction,
                       CASE WHEN d.source = 'manual' THEN d.create_uid END AS user_id,
                       NULL AS who, %(type)s AS title, d.issued_by AS body,
                       CASE WHEN d.state != 'verified' THEN d.state
                            WHEN d.expiry_date < %(today)s THEN 'expired' END AS state
                  FROM bank_client_document d
                  LEFT JOIN bank_document_type t ON t.id = d.type_id
                 WHERE d.source = 'manual' OR d.issued_date IS NOT NULL
                """,
                type=self._words_sql(SQL("t.name")),
                today=self.env["bank.business.day"]._today(),
            ),
            "document",
            {
                "entered": (self.env._("Document put on file"), "fa-id-card-o"),
                "fed": (self.env._("Document issued"), "fa-id-card-o"),
            },
            {
                "draft": (self.env._("Draft"), "secondary"),
                "to_verify": (self.env._("To be verified"), "info"),
                "refused": (self.env._("Refused"), "danger"),
                "expired": (self.env._("Expired"), "warning"),
            },
        )  # fmt: skip
