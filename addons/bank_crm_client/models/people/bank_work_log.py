from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

KINDS = [
    ("call", "Call"),
    ("meeting", "Meeting"),
    ("task", "Task done"),
    ("visit", "Client at the counter"),
    ("proposal", "Proposed for a decision"),
    ("decision", "Decided"),
    ("handover", "Handover"),
]
# A row is its source's row: the number of the source is the last digit of its own.
SOURCES = 10
ACTIVITY, MEETING, PROPOSAL, DECISION, HANDOVER, TAKEN, VISIT = range(7)
# What has a rule of its own tells its words to who may see it there.
DOCUMENTS = {
    PROPOSAL: "bank.act",
    DECISION: "bank.act",
    HANDOVER: "bank.handover",
    TAKEN: "bank.handover.target",
    VISIT: "bank.visit",
}


class BankWorkLog(models.Model):
    """What an employee did on a day: read from what he did, entered by nobody.

    Looking at a client is no work. Whose client one may not see goes without the name.
    """

    _name = "bank.work.log"
    _description = "Work Log"
    _auto = False
    _order = "day desc, happened_at desc, id desc"
    _rec_name = "kind"
    _depends = {
        "mail.activity": [
            "active", "date_done", "user_id", "res_model", "res_id", "summary",
            "activity_type_id", "calendar_event_id",
        ],
        "calendar.event": ["active", "name", "start", "stop", "privacy", "user_id"],
        "calendar.attendee": ["event_id", "partner_id", "state"],
        "bank.act": [
            "state", "maker_id", "checker_id", "proposed_at", "decided_at", "name",
            "client_id",
        ],
        "bank.handover": ["state", "maker_id", "applied_date", "reason"],
        "bank.handover.target": ["handover_id", "user_id", "answer"],
        "bank.post": ["user_id", "branch_id", "date_from", "date_to", "acceptance"],
        "bank.visit": ["kind", "user_id", "client_id", "started_at", "reason"],
    }  # fmt: skip

    user_id = fields.Many2one("res.users", "Employee", readonly=True)
    day = fields.Date(readonly=True)
    happened_at = fields.Datetime("At", readonly=True)
    kind = fields.Selection(KINDS, readonly=True)
    # Raw: shown through the two below, where what may not be seen is left out.
    subject = fields.Char(readonly=True, groups=fields.NO_ACCESS)
    touched_id = fields.Integer(readonly=True, groups=fields.NO_ACCESS)
    client_id = fields.Many2one(
        "res.partner", compute="_compute_client_id", search="_search_client_id"
    )
    client_words = fields.Char("About whom", compute="_compute_client_id")
    what = fields.Char(compute="_compute_client_id")
    branch_id = fields.Many2one(
        "bank.branch", "Unit", readonly=True, help="Of his post on that day."
    )
    is_visible = fields.Boolean(
        compute="_compute_is_visible", search="_search_is_visible"
    )

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT w.*, post.branch_id
              FROM (%s) AS w
              LEFT JOIN LATERAL (
                   SELECT p.branch_id FROM bank_post p
                    WHERE p.user_id = w.user_id AND p.acceptance = 'accepted'
                      AND p.date_from <= w.day
                      AND (p.date_to IS NULL OR p.date_to >= w.day)
                    ORDER BY p.date_from DESC, p.id DESC LIMIT 1) AS post ON TRUE
            """,
            SQL(" UNION ALL ").join(self._work_queries()),
        )

    @api.model
    def _work_queries(self):
        """SQL of (id, user_id, day, happened_at, kind, subject, touched_id), one a source.

        An addon adds its own; ids are made by `_work_id` with a number of its own.
        """
        return [
            self._activities_sql(),
            self._meetings_sql(),
            self._proposals_sql(),
            self._decisions_sql(),
            self._handovers_sql(),
            self._taken_sql(),
            self._visits_sql(),
        ]

    @api.model
    def _work_id(self, column, source):
        return SQL("%s::bigint * %s + %s", column, SOURCES, source)

    @api.model
    def _day_of(self, column):
        """The bank's day of a moment that is kept in UTC."""
        zone = self.env.company.sudo().partner_id.tz or "UTC"
        return SQL("(%s AT TIME ZONE 'UTC' AT TIME ZONE %s)::date", column, zone)

    @api.model
    def _activities_sql(self):
        return SQL(
            """
            SELECT %(id)s AS id, a.user_id, a.date_done AS day,
                   a.date_done::timestamp AS happened_at,
                   CASE t.category WHEN 'phonecall' THEN 'call'
                                   WHEN 'meeting' THEN 'meeting' ELSE 'task' END AS kind,
                   CASE WHEN a.res_model IS NULL OR a.res_model = ANY(%(documents)s)
                        THEN a.summary END AS subject,
                   %(client)s AS touched_id
              FROM mail_activity a
              LEFT JOIN mail_activity_type t ON t.id = a.activity_type_id
             WHERE a.active IS NOT TRUE AND a.date_done IS NOT NULL
               AND a.user_id IS NOT NULL AND a.calendar_event_id IS NULL
            """,
            id=self._work_id(SQL("a.id"), ACTIVITY),
            client=self.env["bank.staff.task"]._task_client(SQL("a")),
            documents=self.env["bank.staff.task"]._task_documents(),
        )

    @api.model
    def _meetings_sql(self):
        """Meetings that are over, for each of us who did not decline; private ones not."""
        return SQL(
            """
            SELECT %(id)s, u.id, %(day)s, e.start, 'meeting', e.name,
                   coalesce((SELECT min(p.id) FROM calendar_attendee o
                               JOIN res_partner p ON p.id = o.partner_id AND p.is_client
                              WHERE o.event_id = e.id),
                            CASE WHEN e.res_model = 'res.partner' THEN e.res_id END)
              FROM calendar_event e
              JOIN calendar_attendee a ON a.event_id = e.id AND a.state != 'declined'
              JOIN res_users u ON u.partner_id = a.partner_id AND u.share IS NOT TRUE
              LEFT JOIN res_users_settings s ON s.user_id = e.user_id
             WHERE e.active AND e.stop <= now() AT TIME ZONE 'UTC'
               AND coalesce(e.privacy, s.calendar_default_privacy, 'public') != 'private'
            """,
            id=self._work_id(SQL("a.id"), MEETING),
            day=self._day_of(SQL("e.start")),
        )

    @api.model
    def _proposals_sql(self):
        return SQL(
            "SELECT %(id)s, a.maker_id, %(day)s, a.proposed_at, 'proposal', a.name, "
            "a.client_id FROM bank_act a WHERE a.state != 'withdrawn'",
            id=self._work_id(SQL("a.id"), PROPOSAL),
            day=self._day_of(SQL("a.proposed_at")),
        )

    @api.model
    def _decisions_sql(self):
        return SQL(
            "SELECT %(id)s, a.checker_id, %(day)s, a.decided_at, 'decision', a.name, "
            "a.client_id FROM bank_act a "
            "WHERE a.checker_id IS NOT NULL AND a.state IN ('accepted', 'refused')",
            id=self._work_id(SQL("a.id"), DECISION),
            day=self._day_of(SQL("a.decided_at")),
        )

    @api.model
    def _handovers_sql(self):
        return SQL(
            "SELECT %(id)s, h.maker_id, h.applied_date, h.applied_date::timestamp, "
            "'handover', h.reason, NULL::int FROM bank_handover h "
            "WHERE h.maker_id IS NOT NULL AND h.applied_date IS NOT NULL",
            id=self._work_id(SQL("h.id"), HANDOVER),
        )

    @api.model
    def _taken_sql(self):
        """Clients taken over from a colleague."""
        return SQL(
            "SELECT %(id)s, t.user_id, h.applied_date, h.applied_date::timestamp, "
            "'handover', h.reason, NULL::int FROM bank_handover_target t "
            "JOIN bank_handover h ON h.id = t.handover_id AND h.applied_date IS NOT NULL "
            "WHERE t.answer = 'accepted'",
            id=self._work_id(SQL("t.id"), TAKEN),
        )

    @api.model
    def _visits_sql(self):
        return SQL(
            "SELECT %(id)s, v.user_id, %(day)s, v.started_at, 'visit', v.note, "
            "v.client_id FROM bank_visit v WHERE v.kind = 'presence'",
            id=self._work_id(SQL("v.id"), VISIT),
            day=self._day_of(SQL("v.started_at")),
        )

    @api.depends_context("uid")
    def _compute_client_id(self):
        raw = {row.id: row for row in self.sudo()}
        open_ids = self._open_ids()
        touched = {raw[row_id].touched_id for row_id in open_ids} - {0}
        Client = self.env["res.partner"]
        seen = {
            client.id: client
            for client in Client.search(
                [("id", "in", list(touched)), ("is_client", "=", True)]
            )
        }
        # Tasks with who is no client, a company's contact person for one.
        others = set(
            Client.sudo()
            .search([("id", "in", list(touched)), ("is_client", "=", False)])
            .ids
        )
        for row in self:
            client_id = raw[row.id].touched_id
            is_open = row.id in open_ids
            client = seen.get(client_id, Client) if is_open else Client
            is_hidden = (
                is_open and bool(client_id) and not client and client_id not in others
            )
            row.client_id = client
            row.client_words = (
                self.env._("A client elsewhere")
                if is_hidden
                else client.display_name or ""
            )
            row.what = "" if is_hidden or not is_open else raw[row.id].subject

    def _open_ids(self):
        """Rows whose source the user may see where it stands."""
        found = set()
        for source in {row_id % SOURCES for row_id in self._ids}:
            ids = [row_id for row_id in self._ids if row_id % SOURCES == source]
            model = DOCUMENTS.get(source)
            if model:
                documents = self.env[model].browse(
                    [row_id // SOURCES for row_id in ids]
                )
                seen = set(documents._filtered_access("read")._ids)
                ids = [row_id for row_id in ids if row_id // SOURCES in seen]
            found.update(ids)
        return found

    @api.model
    def _search_client_id(self, operator, value):
        """Only by clients whom the user may see."""
        if operator not in ("in", "any", "ilike"):
            return NotImplemented
        wanted = {
            "in": lambda: Domain("id", "in", value),
            "ilike": lambda: Domain("display_name", "ilike", value),
            "any": lambda: Domain(value),
        }[operator]()
        clients = self.env["res.partner"].search(
            Domain("is_client", "=", True) & wanted
        )
        rows = self.sudo().search([("touched_id", "in", clients.ids)])
        shown = rows.with_env(self.env).filtered("client_id")
        return [("id", "in", shown.ids)]

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_is_visible(self):
        seen = self.env["bank.people"]._seen_user_ids()
        for row in self:
            row.is_visible = seen is None or row.user_id.id in seen

    @api.model
    def _search_is_visible(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self.env["bank.people"]._seen_domain()

    def action_open(self):
        """The client whom it was about."""
        self.ensure_one()
        self.check_access("read")
        return self.client_id.get_formview_action() if self.client_id else False
