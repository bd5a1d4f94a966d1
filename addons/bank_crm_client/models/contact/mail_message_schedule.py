from odoo import models

from .vouched import vouch


class MailMessageSchedule(models.Model):
    """Notices put off: the message was vouched for when it was written."""

    _inherit = "mail.message.schedule"

    def _send_notifications(self, default_notify_kwargs=None):
        exempt = self.filtered(
            lambda schedule: schedule.sudo().mail_message_id.bank_purpose_id._exempt()
        )
        by_purpose = exempt.grouped(
            lambda schedule: schedule.sudo().mail_message_id.bank_purpose_id
        )
        for purpose, schedules in by_purpose.items():
            super(MailMessageSchedule, vouch(schedules, purpose))._send_notifications(
                default_notify_kwargs=default_notify_kwargs
            )
        return super(MailMessageSchedule, self - exempt)._send_notifications(
            default_notify_kwargs=default_notify_kwargs
        )
