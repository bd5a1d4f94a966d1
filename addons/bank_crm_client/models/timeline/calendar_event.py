from odoo import models


class CalendarEvent(models.Model):
    """Meetings on a client's timeline."""

    _inherit = "calendar.event"

    _client_timeline_idx = models.Index(
        "(res_id, start, id) WHERE res_model = 'res.partner'"
    )

    def _timeline_seen(self):
        """Of a private meeting core tells "Busy": on a timeline it is absent."""
        return self.filtered(lambda event: not event._check_private_event_conditions())
