from odoo import fields, models


class BankSegmentVersion(models.Model):
    """What a segment asked from some day on: reasons of coming and going refer to it."""

    _name = "bank.segment.version"
    _description = "Conditions of a Segment"
    _order = "id desc"

    segment_id = fields.Many2one(
        "bank.segment", required=True, index=True, ondelete="cascade", readonly=True
    )
    definition = fields.Json("Conditions", readonly=True)
    sentence = fields.Text("In words", compute="_compute_sentence")

    def _compute_sentence(self):
        for version in self:
            version.sentence = version.segment_id._sentence(version.definition)
