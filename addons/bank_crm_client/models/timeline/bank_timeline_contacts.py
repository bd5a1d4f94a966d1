from odoo import api, models
from odoo.tools import SQL

from .bank_timeline import TimelineSource


class BankTimeline(models.Model):
    """Contacts with the client: letters of the chatter, meetings, tasks, visits."""

    _inherit = "bank.timeline"

    @api.model
    def _contact_sources(self):
        return [
            *self._message_sources(),
            *self._meeting_sources(),
            self._task_source(),
            self._visit_source(),
        ]

    @api.model
    def _message_sources(self):
        """What was written on the client's card, and what reached him from elsewhere."""
        outgoing = self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_comment")
        kinds = {
            "email_in": (self.env._("E-mail from the client"), "fa-envelope"),
            "email_out": (self.env._("E-mail to the client"), "fa-envelope-o"),
        }
        states = {
            "exception": (self.env._("Not sent"), "danger"),
            "cancel": (self.env._("Not sent"), "danger"),
            "outgoing": (self.env._("In the queue"), "info"),
        }
        mail = SQL(
            "(SELECT o.state FROM mail_mail o WHERE o.mail_message_id = m.id "
            "ORDER BY o.id DESC LIMIT 1)"
        )
        employee = SQL(
            "(SELECT min(u.id) FROM res_users u WHERE u.partner_id = m.author_id "
            "AND u.share IS NOT TRUE)"
        )
        on_card = SQL(
            """
            SELECT m.id, m.id AS record_id, m.res_id AS client_id, m.date AS moment, w.kind,
                   CASE w.kind WHEN 'note' THEN 'note' ELSE 'email' END AS channel,
                   CASE w.kind WHEN 'email_in' THEN 'in' WHEN 'note' THEN '' ELSE 'out' END
                       AS direction,
                   %(employee)s AS user_id,
                   CASE w.kind WHEN 'email_in' THEN m.email_from END AS who,
                   m.subject AS title, m.body, %(mail)s AS state
              FROM mail_message m,
                   LATERAL (SELECT CASE
                       WHEN m.message_type = 'email' OR m.author_id = m.res_id THEN 'email_in'
                       WHEN m.message_type = 'comment'
                            AND m.subtype_id IS DISTINCT FROM %(outgoing)s THEN 'note'
                       ELSE 'email_out' END AS kind) AS w
             WHERE m.model = 'res.partner'
               AND m.message_type IN ('email', 'email_outgoing', 'comment')
            """,
            outgoing=outgoing,
            employee=employee,
            mail=mail,
        )
        elsewhere = SQL(
            """
            SELECT n.id, m.id AS record_id, n.res_partner_id AS client_id, m.date AS moment,
                   'email_out' AS kind, 'email' AS channel, 'out' AS direction,
                   %(employee)s AS user_id, NULL AS who, m.subject AS title, m.body,
                   %(mail)s AS state
              FROM mail_notification n
              JOIN mail_message m ON m.id = n.mail_message_id
             WHERE n.notification_type = 'email'
               AND (m.model IS DISTINCT FROM 'res.partner' OR m.res_id != n.res_partner_id)
            """,
            employee=employee,
            mail=mail,
        )
        return [
            TimelineSource(
                "message", self.env._("E-mails and notes"), "mail.message", on_card,
                frozenset({"email", "note"}),
                {**kinds, "note": (self.env._("Note"), "fa-sticky-note-o")}, states,
                contacts=SQL("s.channel = 'email'"),
            ),
            TimelineSource(
                "message_elsewhere", self.env._("E-mails"), "mail.message", elsewhere,
                frozenset({"email"}), kinds, states,
            ),
        ]  # fmt: skip

    @api.model
    def _meeting_sources(self):
        kinds = {"meeting": (self.env._("Meeting"), "fa-handshake-o")}
        states = {
            "declined": (self.env._("Declined"), "warning"),
            "accepted": (self.env._("Accepted"), "success"),
        }
        columns = SQL(
            "'meeting' AS kind, 'meeting' AS channel, '' AS direction, e.user_id, "
            "e.location AS who, e.name AS title, NULL AS body, "
            "coalesce(e.privacy, (SELECT o.calendar_default_privacy FROM res_users_settings o "
            "WHERE o.user_id = e.user_id), 'public') = 'private' AS is_private"
        )
        # A private meeting is seen by who takes part in it, and so not counted.
        contacts = SQL("NOT s.is_private AND s.state IS DISTINCT FROM 'declined'")
        with_client = SQL(
            "SELECT a.id, a.event_id AS record_id, a.partner_id AS client_id, "
            "a.start AS moment, %s, a.state FROM calendar_attendee a "
            "JOIN calendar_event e ON e.id = a.event_id AND e.active "
            "WHERE a.start IS NOT NULL",
            columns,
        )
        about_client = SQL(
            "SELECT e.id, e.id AS record_id, e.res_id AS client_id, e.start AS moment, %s, "
            "NULL AS state FROM calendar_event e "
            "WHERE e.active AND e.res_model = 'res.partner' AND NOT EXISTS ("
            "SELECT 1 FROM calendar_attendee a WHERE a.event_id = e.id "
            "AND a.partner_id = e.res_id)",
            columns,
        )
        return [
            TimelineSource(
                "meeting", self.env._("Meetings"), "calendar.event", with_client,
                frozenset({"meeting"}), kinds, states, contacts=contacts, may_be_ahead=True,
            ),
            TimelineSource(
                "meeting_about", self.env._("Meetings"), "calendar.event", about_client,
                frozenset({"meeting"}), kinds, contacts=contacts, may_be_ahead=True,
            ),
        ]  # fmt: skip

    @api.model
    def _task_source(self):
        """Tasks about the client, where they were done or fall due."""
        return TimelineSource(
            "task", self.env._("Tasks"), "mail.activity",
            SQL(
                """
                SELECT a.id, a.id AS record_id, a.res_id AS client_id,
                       coalesce(a.date_done, a.date_deadline)::timestamp AS moment,
                       CASE WHEN t.category IN ('phonecall', 'meeting')
                            THEN t.category ELSE 'task' END AS kind,
                       CASE t.category WHEN 'phonecall' THEN 'call'
                            WHEN 'meeting' THEN 'meeting' ELSE 'task' END AS channel,
                       CASE WHEN t.category = 'phonecall' AND a.date_done IS NOT NULL
                            THEN 'out' ELSE '' END AS direction,
                       a.user_id, NULL AS who, coalesce(a.summary, %(type)s) AS title,
                       coalesce(a.feedback, a.note) AS body,
                       CASE WHEN a.date_done IS NOT NULL THEN 'done'
                            WHEN a.date_deadline < %(today)s THEN 'overdue'
                            ELSE 'open' END AS state
                  FROM mail_activity a
                  LEFT JOIN mail_activity_type t ON t.id = a.activity_type_id
                 WHERE a.res_model = 'res.partner' AND a.calendar_event_id IS NULL
                   AND (a.active OR a.date_done IS NOT NULL)
                """,
                type=self._words_sql(SQL("t.name")),
                today=self.env["bank.business.day"]._today(),
            ),
            frozenset({"task", "call", "meeting"}),
            {
                "task": (self.env._("Task"), "fa-check-square-o"),
                "phonecall": (self.env._("Call"), "fa-phone"),
                "meeting": (self.env._("Meeting"), "fa-handshake-o"),
            },
            {
                "done": (self.env._("Done"), "success"),
                "overdue": (self.env._("Overdue"), "danger"),
                "open": (self.env._("To do"), "info"),
            },
            contacts=SQL("s.channel IN ('call', 'meeting') AND s.state = 'done'"),
            is_day=True, may_be_ahead=True,
        )  # fmt: skip

    @api.model
    def _visit_source(self):
        return TimelineSource(
            "visit", self.env._("Visits"), "bank.visit",
            SQL(
                "SELECT v.id, v.id AS record_id, v.client_id, v.started_at AS moment, "
                "v.reason AS kind, 'visit' AS channel, 'in' AS direction, v.user_id, "
                "b.name AS who, v.note AS title, NULL AS body, v.identified_by AS state "
                "FROM bank_visit v LEFT JOIN bank_branch b ON b.id = v.branch_id "
                "WHERE v.kind = 'presence'"
            ),
            frozenset({"visit"}),
            {
                "service": (self.env._("At the counter"), "fa-street-view"),
                "cash": (self.env._("At the counter: cash operation"), "fa-street-view"),
                "documents": (self.env._("At the counter: documents"), "fa-street-view"),
                "other": (self.env._("At the counter"), "fa-street-view"),
            },
            {
                "document": (self.env._("Identified by a document"), "success"),
                "code": (self.env._("Identified by a code"), "success"),
                "none": (self.env._("Not identified"), "warning"),
            },
            contacts=SQL("TRUE"),
        )  # fmt: skip
