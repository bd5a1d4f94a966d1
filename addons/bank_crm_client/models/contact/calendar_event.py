from odoo import models

APPOINTMENT = "service"


class CalendarEvent(models.Model):
    """An appointment with a client serves him: invitation, change, reminder."""

    _inherit = "calendar.event"

    def _contact_purpose(self):
        return APPOINTMENT


class CalendarAttendee(models.Model):
    """Invitations of core are written on the meeting or on who is invited."""

    _inherit = "calendar.attendee"

    def _notify_attendees(self, mail_template, **kwargs):
        purpose = mail_template and mail_template.bank_purpose_id.id
        attendees = self.with_context(bank_purpose=purpose or APPOINTMENT)
        return super(CalendarAttendee, attendees)._notify_attendees(
            mail_template, **kwargs
        )
