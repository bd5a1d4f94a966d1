from odoo import api, models
from odoo.tools import SQL

from ..timeline.bank_timeline import TimelineSource


class BankTimeline(models.Model):
    """Messages that the bank sent, and letters and faxes both ways."""

    _inherit = "bank.timeline"

    @api.model
    def _timeline_sources(self):
        return [
            *super()._timeline_sources(),
            self._sent_source(),
            self._letter_source(),
        ]

    @api.model
    def _sent_source(self):
        """Messages; one that became a letter of the register is told there."""
        return TimelineSource(
            code="sent",
            name=self.env._("Messages"),
            model="bank.message",
            sql=SQL(
                """
                SELECT m.id, m.id AS record_id, m.client_id, m.create_date AS moment,
                       m.kind, m.kind AS channel, 'out' AS direction, m.user_id,
                       m.address AS who, coalesce(m.subject, left(m.body, 120)) AS title,
                       CASE WHEN m.reason IS NULL THEN m.body
                            ELSE m.reason || E'\\n' || m.body END AS body,
                       m.state
                  FROM bank_message m
                 WHERE m.correspondence_id IS NULL
                """
            ),
            channels=frozenset({"email", "sms", "letter", "fax"}),
            kinds={
                "email": (self.env._("E-mail to the client"), "fa-envelope-o"),
                "sms": (self.env._("SMS to the client"), "fa-mobile"),
                "letter": (self.env._("Letter to the client"), "fa-file-text-o"),
                "fax": (self.env._("Fax to the client"), "fa-fax"),
            },
            states={
                "queued": (self.env._("In the queue"), "info"),
                "sending": (self.env._("In the queue"), "info"),
                "sent": (self.env._("Sent"), "info"),
                "delivered": (self.env._("Delivered"), "success"),
                "failed": (self.env._("Did not arrive"), "danger"),
                "refused": (self.env._("Not sent"), "danger"),
                "withdrawn": (self.env._("Taken back"), "info"),
            },
            contacts=SQL("s.state IN ('sent', 'delivered')"),
        )

    @api.model
    def _letter_source(self):
        return TimelineSource(
            code="correspondence",
            name=self.env._("Letters and faxes"),
            model="bank.correspondence",
            sql=SQL(
                """
                SELECT c.id, c.id AS record_id, c.client_id, c.date::timestamp AS moment,
                       CASE WHEN c.direction = 'incoming' THEN 'letter_in'
                            ELSE 'letter_out' END AS kind,
                       CASE WHEN c.channel = 'fax' THEN 'fax' ELSE 'letter' END AS channel,
                       CASE WHEN c.direction = 'incoming' THEN 'in'
                            ELSE 'out' END AS direction,
                       c.responsible_id AS user_id, c.number AS who, c.subject AS title,
                       c.note AS body, c.state
                  FROM bank_correspondence c
                 WHERE c.client_id IS NOT NULL AND c.state <> 'void'
                """
            ),
            channels=frozenset({"letter", "fax"}),
            kinds={
                "letter_in": (self.env._("Came from the client"), "fa-sign-in"),
                "letter_out": (self.env._("Went to the client"), "fa-sign-out"),
            },
            states={
                "registered": (self.env._("Registered"), "info"),
                "in_work": (self.env._("Being dealt with"), "info"),
                "answered": (self.env._("Answered"), "success"),
                "filed": (self.env._("Filed"), "info"),
                "posted": (self.env._("Posted"), "info"),
                "delivered": (self.env._("Delivered"), "success"),
                "returned": (self.env._("Came back"), "danger"),
            },
            contacts=SQL("s.state <> 'registered'"),
            is_day=True,
        )
