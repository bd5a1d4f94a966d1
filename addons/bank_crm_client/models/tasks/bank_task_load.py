from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class BankTaskLoad(models.Model):
    """How loaded an employee is: tasks open, overdue, and done in the last weeks."""

    _name = "bank.task.load"
    _description = "Load of an Employee"
    _auto = False
    _order = "day desc, id desc"
    _rec_name = "summary"
    _depends = {
        "mail.activity": [
            "active", "summary", "date_deadline", "date_done", "user_id", "res_model",
            "res_id", "activity_type_id", "task_priority", "task_result",
        ],
    }  # fmt: skip

    DONE_DAYS = 35

    user_id = fields.Many2one("res.users", "Employee", readonly=True)
    branch_id = fields.Many2one("bank.branch", "Unit", readonly=True)
    activity_type_id = fields.Many2one("mail.activity.type", "Kind", readonly=True)
    client_id = fields.Many2one("res.partner", readonly=True)
    summary = fields.Char("What", readonly=True)
    day = fields.Date("Due or done", readonly=True)
    state = fields.Selection(
        [("overdue", "Overdue"), ("open", "To do"), ("done", "Done in five weeks")],
        readonly=True,
    )
    task_priority = fields.Selection(
        [("0", "Normal"), ("1", "Important"), ("2", "Urgent")],
        "Priority",
        readonly=True,
    )
    is_visible = fields.Boolean(
        compute="_compute_is_visible", search="_search_is_visible"
    )

    @property
    def _table_query(self):
        today = self.env["bank.business.day"]._today()
        return SQL(
            """
            SELECT a.id, a.user_id, post.branch_id, a.activity_type_id, a.summary,
                   coalesce(a.date_done, a.date_deadline) AS day,
                   CASE WHEN NOT a.active THEN 'done'
                        WHEN a.date_deadline < %(today)s THEN 'overdue'
                        ELSE 'open' END AS state,
                   coalesce(a.task_priority, '0') AS task_priority,
                   %(client)s AS client_id
              FROM mail_activity a
              LEFT JOIN LATERAL (
                   SELECT p.branch_id FROM bank_post p
                    WHERE p.user_id = a.user_id AND p.acceptance = 'accepted'
                      AND p.date_from <= %(today)s
                      AND (p.date_to IS NULL OR p.date_to >= %(today)s)
                    ORDER BY p.date_from DESC, p.id DESC LIMIT 1) AS post ON TRUE
             WHERE a.user_id IS NOT NULL
               AND (a.active OR a.date_done >= %(since)s)
               AND (a.res_model IS NULL OR a.res_model = ANY(%(documents)s))
            """,
            today=today,
            since=fields.Date.subtract(today, days=self.DONE_DAYS),
            client=self.env["bank.staff.task"]._task_client(SQL("a")),
            documents=self.env["bank.staff.task"]._task_documents(),
        )

    @api.depends("user_id", "client_id")
    @api.depends_context("uid")
    def _compute_is_visible(self):
        seen = self.sudo().search(Domain("id", "in", self.ids) & self._visible_domain())
        for row in self:
            row.is_visible = row in seen

    def _search_is_visible(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._visible_domain()

    @api.model
    def _visible_domain(self):
        return self.env["bank.staff.task"]._visible_domain()
