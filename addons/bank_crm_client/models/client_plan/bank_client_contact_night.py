from odoo import api, models
from odoo.tools import SQL

WANTED_DDL = """
CREATE TEMP TABLE bank_wanted_contact (
    client_id int, kind varchar, norm_id int, last_date date, due_date date, kept numeric,
    PRIMARY KEY (client_id, kind)) ON COMMIT DROP
"""


class BankClientContact(models.Model):
    """The night works out the last contact and the next one as sets.

    The day due is that of `domain/client_plan/norms.due_date`, which a test holds SQL to.
    """

    _inherit = "bank.client.contact"

    @api.model
    def _contact_sources(self):
        """SQL sources of contacts that took place: client_id, kind (visit, call), date.

        An addon that knows of more adds `method(day, client_ids)` to the list.
        """
        return [self._contacts_meetings, self._contacts_tasks, self._contacts_attempts]

    @api.model
    def _contacts_meetings(self, day, client_ids):
        """Meetings of the calendar that the client attends, once they are over."""
        return SQL(
            """
            SELECT a.res_partner_id, 'visit', e.start::date
              FROM calendar_event_res_partner_rel a
              JOIN calendar_event e ON e.id = a.calendar_event_id
             WHERE a.res_partner_id = ANY(%(ids)s) AND e.active
               AND e.start::date <= %(day)s
            """,
            ids=client_ids,
            day=day,
        )

    @api.model
    def _contacts_tasks(self, day, client_ids):
        """Meetings and calls that were tasks and are done."""
        return SQL(
            """
            SELECT a.res_id, CASE t.category WHEN 'meeting' THEN 'visit' ELSE 'call' END,
                   a.date_done
              FROM mail_activity a JOIN mail_activity_type t ON t.id = a.activity_type_id
             WHERE a.res_model = 'res.partner' AND a.res_id = ANY(%(ids)s)
               AND a.active IS NOT TRUE AND a.date_done <= %(day)s
               AND t.category IN ('meeting', 'phonecall')
            """,
            ids=client_ids,
            day=day,
        )

    @api.model
    def _contacts_attempts(self, day, client_ids):
        """Calls and visits past the gate in which the client was reached."""
        return SQL(
            """
            SELECT t.client_id, t.channel, t.at::date FROM bank_contact_attempt t
             WHERE t.client_id = ANY(%(ids)s) AND t.allowed AND t.outcome = 'reached'
               AND t.channel IN ('call', 'visit') AND t.at::date <= %(day)s
            """,
            ids=client_ids,
            day=day,
        )

    @api.model
    def _refresh(self, client_ids, day):
        """Make the rows of these clients what contacts and norms say on `day`."""
        client_ids = list(client_ids)
        self.env.flush_all()
        cr = self.env.cr
        cr.execute("DROP TABLE IF EXISTS bank_wanted_contact")
        cr.execute(WANTED_DDL)
        cr.execute(
            SQL(
                """
                INSERT INTO bank_wanted_contact
                WITH asked AS (
                    SELECT DISTINCT ON (p.id, n.kind) p.id AS client_id, n.kind,
                           n.id AS norm_id, n.months,
                           greatest(p.client_since, n.date_from) AS since
                      FROM res_partner p JOIN bank_contact_norm n
                        ON n.active AND n.date_from <= %(day)s AND (
                           EXISTS (SELECT 1 FROM bank_client_class_bank_contact_norm_rel c
                                    WHERE c.bank_contact_norm_id = n.id
                                      AND c.bank_client_class_id = p.client_class_id)
                           OR EXISTS (
                              SELECT 1 FROM bank_client_standing_bank_contact_norm_rel s
                                JOIN bank_client_standing_member m
                                  ON m.standing_id = s.bank_client_standing_id
                                 AND m.client_id = p.id AND m.date_to IS NULL
                               WHERE s.bank_contact_norm_id = n.id))
                     WHERE p.id = ANY(%(ids)s) AND p.is_client AND p.active
                       AND p.client_state = 'client' AND p.deceased_date IS NULL
                       AND p.merged_into_id IS NULL
                     ORDER BY p.id, n.kind, n.months, n.id
                ), met AS (
                    SELECT client_id, kind, max(date) AS last
                      FROM (%(contacts)s) c (client_id, kind, date) GROUP BY 1, 2
                )
                SELECT a.client_id, a.kind, a.norm_id, m.last, d.due,
                       CASE WHEN d.due >= %(day)s THEN 100 ELSE 0 END
                  FROM asked a LEFT JOIN met m USING (client_id, kind)
                 CROSS JOIN LATERAL (SELECT (coalesce(m.last, a.since)
                                     + make_interval(months => a.months))::date AS due) d
                """,
                day=day,
                ids=client_ids,
                contacts=SQL(" UNION ALL ").join(
                    source(day, client_ids) for source in self._contact_sources()
                ),
            )
        )
        cr.execute(
            SQL(
                """
                DELETE FROM bank_client_contact c
                 WHERE c.client_id = ANY(%s) AND NOT EXISTS (
                       SELECT 1 FROM bank_wanted_contact w
                        WHERE w.client_id = c.client_id AND w.kind = c.kind)
                """,
                client_ids,
            )
        )
        cr.execute(
            """
            INSERT INTO bank_client_contact AS c (
                client_id, kind, norm_id, last_date, due_date, kept_percent)
            SELECT * FROM bank_wanted_contact
                ON CONFLICT (client_id, kind) DO UPDATE
               SET norm_id = EXCLUDED.norm_id, last_date = EXCLUDED.last_date,
                   due_date = EXCLUDED.due_date, kept_percent = EXCLUDED.kept_percent
             WHERE (c.norm_id, c.last_date, c.due_date, c.kept_percent) IS DISTINCT FROM
                   (EXCLUDED.norm_id, EXCLUDED.last_date, EXCLUDED.due_date,
                    EXCLUDED.kept_percent)
            """
        )
        cr.execute("DROP TABLE bank_wanted_contact")
        self.invalidate_model()
