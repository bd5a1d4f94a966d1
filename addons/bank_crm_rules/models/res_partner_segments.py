from odoo import fields, models


class SegmentLinks(fields.Many2many):
    """Links that a view shows: who is in which segment now."""

    def update_db(self, model, columns):
        """The view is made with the table of members; links are not written."""
        return False


class ResPartner(models.Model):
    """The segments of a client: to filter and group lists by, and on his card."""

    _inherit = "res.partner"

    segment_ids = SegmentLinks(
        "bank.segment",
        "bank_segment_client",
        "client_id",
        "segment_id",
        "Segments",
        readonly=True,
        sealed=True,
        copy=False,
    )

    def _get_card_panels(self, facts):
        panels = super()._get_card_panels(facts)
        members = self.env["bank.segment.member"].search(
            [("client_id", "=", self.id), ("date_to", "=", False)]
        )
        rows = [
            {
                "id": member.segment_id.id,
                "name": member.segment_id.name,
                "since": fields.Date.to_string(member.date_from),
                "reason": member.entered_reason or "",
            }
            for member in members.filtered("segment_id.active")
        ]
        return panels | ({"segments": {"rows": rows}} if rows else {})
