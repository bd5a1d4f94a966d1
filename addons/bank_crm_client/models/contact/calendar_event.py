from odoo import models

from .vouched import vouch

APPOINTMENT = "service"


class CalendarEvent(models.Model):
    """An appointment with a client serves him: invitation, change, reminder."""

    _inherit = "calendar.event"

    def _contact_purpose(self):
        return APPOINTMENT

    def _contact_wait_until(self):
        return self.start


class CalendarAttendee(models.Model):
    """Invitations of core are written on the meeting or on who is invited."""

    _inherit = "calendar.attendee"

    def _contact_wait_until(self):
        return self.event_id.start

    def _notify_attendees(self, mail_template, **kwargs):
        Purpose = self.env["bank.contact.purpose"]
        purpose = mail_template and mail_template.sudo().bank_purpose_id
        attendees = vouch(self, purpose or Purpose._of(APPOINTMENT))
        return super(CalendarAttendee, attendees)._notify_attendees(
            mail_template, **kwargs
        )
