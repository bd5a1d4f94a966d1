from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..domain.access import Scope
from .bank_sign_in import SEES_ALL


class BankUseMonth(models.Model):
    """How much each employee uses the system, by month: sign-ins and days he was in.

    A sign-in counts for the unit of the post he had on that day.
    """

    _name = "bank.use.month"
    _description = "Use by Employee and Month"
    _auto = False
    _order = "month desc, user_id"

    month = fields.Date(readonly=True)
    user_id = fields.Many2one("res.users", "Employee", readonly=True)
    branch_id = fields.Many2one("bank.branch", "Unit", readonly=True)
    sign_in_count = fields.Integer("Sign-ins", readonly=True)
    day_count = fields.Integer("Active days", readonly=True)
    failure_count = fields.Integer("Wrong attempts", readonly=True)
    news_count = fields.Integer("New devices and places", readonly=True)
    is_visible = fields.Boolean(
        compute="_compute_is_visible", search="_search_is_visible"
    )

    _depends = {
        "bank.sign.in": ["user_id", "signed_at", "outcome", "is_program"],
        "bank.post": ["user_id", "branch_id", "date_from", "date_to", "acceptance"],
    }

    def _compute_is_visible(self):
        seen = self.search([("id", "in", self.ids)])
        for row in self:
            row.is_visible = row in seen

    def _search_is_visible(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._visible_domain()

    @api.model
    def _visible_domain(self):
        """One's own use, that of the units one heads; all of it for audit."""
        if self.env.uid == SUPERUSER_ID or any(
            self.env.user.has_group(group) for group in SEES_ALL
        ):
            return Domain.TRUE
        headed = self.env["bank.home"]._headed_posts()
        if any(post.role_id.scope == Scope.BANK for post in headed):
            return Domain.TRUE
        own = Domain("user_id", "=", self.env.uid)
        if not headed:
            return own
        return own | Domain("branch_id", "in", headed.branch_id._subtree_ids())

    @property
    def _table_query(self):
        return SQL(
            "%s %s %s %s",
            self._select(),
            self._from(),
            self._where(),
            self._group_by(),
        )

    def _select(self):
        return SQL(
            """
            SELECT min(sign_in.id) AS id,
                   date_trunc('month', sign_in.signed_at)::date AS month,
                   sign_in.user_id,
                   post.branch_id,
                   count(*) FILTER (WHERE sign_in.outcome = 'ok') AS sign_in_count,
                   count(DISTINCT sign_in.signed_at::date)
                       FILTER (WHERE sign_in.outcome = 'ok') AS day_count,
                   count(*) FILTER (WHERE sign_in.outcome IN ('failed', 'code_failed'))
                       AS failure_count,
                   count(*) FILTER (WHERE sign_in.is_new_device OR sign_in.is_new_place)
                       AS news_count
            """
        )

    def _from(self):
        return SQL(
            """
            FROM bank_sign_in sign_in
            LEFT JOIN LATERAL (
                SELECT held.branch_id FROM bank_post held
                 WHERE held.user_id = sign_in.user_id
                   AND held.acceptance = 'accepted'
                   AND held.date_from <= sign_in.signed_at::date
                   AND (held.date_to IS NULL OR held.date_to >= sign_in.signed_at::date)
                 ORDER BY held.date_from DESC, held.id DESC LIMIT 1
            ) post ON TRUE
            """
        )

    def _where(self):
        return SQL(
            "WHERE sign_in.user_id IS NOT NULL AND sign_in.is_program IS NOT TRUE"
        )

    def _group_by(self):
        return SQL("GROUP BY 2, 3, 4")
