from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ...domain.people.certificates import WARNING_DAYS


class BankCertificateDue(models.Model):
    """A certificate to renew: ended, near its end, or missing for a line that is sold."""

    _name = "bank.certificate.due"
    _description = "Certificate to Renew"
    _auto = False
    _order = "days_left, id"
    _rec_name = "skill_id"
    _depends = {
        "hr.employee": ["user_id", "active"],
        "hr.employee.skill": [
            "employee_id", "skill_id", "skill_type_id", "valid_from", "valid_to",
        ],
        "bank.employee.line": ["employee_id", "family_id", "date_from", "date_to"],
        "bank.product.family": ["certificate_id"],
        "bank.post": ["user_id", "branch_id", "date_from", "date_to", "acceptance"],
    }  # fmt: skip

    user_id = fields.Many2one("res.users", "Employee", readonly=True)
    employee_id = fields.Many2one("hr.employee.public", "File", readonly=True)
    branch_id = fields.Many2one("bank.branch", "Unit", readonly=True)
    skill_id = fields.Many2one("hr.skill", "Certificate", readonly=True)
    valid_to = fields.Date("Ends", readonly=True)
    days_left = fields.Integer("Days left", readonly=True, aggregator="min")
    state = fields.Selection(
        [
            ("missing", "Missing"),
            ("ended", "Ended"),
            ("very_soon", "Within 30 days"),
            ("soon", "Within 60 days"),
        ],
        "Stands",
        readonly=True,
    )
    line_words = fields.Char("Sold with it", compute="_compute_line_words")
    is_visible = fields.Boolean(
        compute="_compute_is_visible", search="_search_is_visible"
    )

    @property
    def _table_query(self):
        """What is renewed by a later certificate is not listed; who has left neither."""
        today = self.env["bank.business.day"]._today()
        return SQL(
            """
            SELECT d.id, e.user_id, e.id AS employee_id, post.branch_id, d.skill_id,
                   d.valid_to, d.valid_to - %(today)s::date AS days_left,
                   CASE WHEN d.valid_to IS NULL THEN 'missing'
                        WHEN d.valid_to < %(today)s THEN 'ended'
                        WHEN d.valid_to <= %(near)s THEN 'very_soon' ELSE 'soon' END AS state
              FROM (%(ending)s UNION ALL %(missing)s) AS d
              JOIN hr_employee e ON e.id = d.employee_id
              JOIN res_users u ON u.id = e.user_id AND u.active
              JOIN LATERAL (
                   SELECT p.branch_id FROM bank_post p
                    WHERE p.user_id = e.user_id AND p.acceptance = 'accepted'
                      AND p.date_from <= %(today)s
                      AND (p.date_to IS NULL OR p.date_to >= %(today)s)
                    ORDER BY p.date_from DESC, p.id DESC LIMIT 1) AS post ON TRUE
            """,
            today=today,
            near=today + timedelta(days=WARNING_DAYS[1]),
            ending=self._ending_sql(today),
            missing=self._missing_sql(today),
        )

    @api.model
    def _ending_sql(self, today):
        return SQL(
            """
            SELECT s.id * 2 AS id, s.employee_id, s.skill_id, s.valid_to
              FROM hr_employee_skill s
              JOIN hr_skill_type t ON t.id = s.skill_type_id AND t.is_certification
             WHERE s.valid_to <= %s AND s.id NOT IN (%s)
            """,
            today + timedelta(days=WARNING_DAYS[0]),
            self.env["hr.employee.skill"]._renewed_sql(),
        )

    @api.model
    def _missing_sql(self, today):
        """Lines in force of which the holder never had the certificate; each kind once."""
        return SQL(
            """
            SELECT min(l.id) * 2 + 1, l.employee_id, f.certificate_id, NULL::date
              FROM bank_employee_line l
              JOIN bank_product_family f ON f.id = l.family_id
             WHERE f.certificate_id IS NOT NULL AND l.date_from <= %(today)s
               AND (l.date_to IS NULL OR l.date_to >= %(today)s)
               AND NOT EXISTS (SELECT 1 FROM hr_employee_skill s
                                WHERE s.employee_id = l.employee_id
                                  AND s.skill_id = f.certificate_id)
             GROUP BY l.employee_id, f.certificate_id
            """,
            today=today,
        )

    @api.model
    def _of_people(self, user_ids):
        """Rows of these people with names; who asks has checked that they are his."""
        self.env.flush_all()
        return self.env.execute_query_dict(
            SQL(
                "SELECT d.id, d.valid_to, p.name AS holder, "
                "coalesce(k.name->>%(lang)s, k.name->>'en_US') AS certificate "
                "FROM (%(due)s) AS d JOIN res_users u ON u.id = d.user_id "
                "JOIN res_partner p ON p.id = u.partner_id "
                "JOIN hr_skill k ON k.id = d.skill_id "
                "WHERE d.user_id = ANY(%(users)s) ORDER BY d.days_left, d.id",
                lang=self.env.lang or "en_US",
                due=self._table_query,
                users=list(user_ids),
            )
        )

    @api.depends("user_id", "skill_id")
    def _compute_line_words(self):
        """The lines that stop without it."""
        lines = self.env["bank.people"]._lines(self.user_id.ids)
        names = {
            family.id: family.name
            for family in self.env["bank.product.family"].search([])
        }
        for row in self:
            row.line_words = ", ".join(
                names.get(family_id, "")
                for family_id, kind in lines.get(row.user_id.id, {}).items()
                if kind == row.skill_id.id
            )

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
        """The file of the employee."""
        self.ensure_one()
        self.check_access("read")
        return self.employee_id._open_file()

    def action_renew(self):
        """Enter the certificate that he has passed."""
        self.ensure_one()
        self.check_access("read")
        action = self.employee_id.action_add_certificate()
        action["context"]["default_skill_id"] = self.skill_id.id
        return action
