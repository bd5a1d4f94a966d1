from odoo import fields, models


class CalendarAttendee(models.Model):
    """Who takes part in a meeting: a client's meetings are found in the order of time."""

    _inherit = "calendar.attendee"

    start = fields.Datetime(
        related="event_id.start", store=True, string="Meeting begins"
    )

    _timeline_idx = models.Index("(partner_id, start, id)")
