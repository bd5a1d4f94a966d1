from dataclasses import replace

from odoo import SUPERUSER_ID, api, fields, models, tools
from odoo.fields import Domain
from odoo.tools import SQL

from ..domain.access import ClientFacts, PostScope, Reason, Scope, Viewer, decide


class ResPartner(models.Model):
    """Who may see a client: portfolio, branch subtree, whole bank, wall, dated grants."""

    _inherit = "res.partner"

    is_visible = fields.Boolean(
        "May be seen", compute="_compute_is_visible", search="_search_is_visible"
    )
    is_fully_visible = fields.Boolean(
        "Whole card may be seen",
        compute="_compute_is_visible",
        search="_search_is_fully_visible",
        help="Not only the counter view that a visit of the client opens.",
    )
    is_counter_view = fields.Boolean("Counter view", compute="_compute_is_visible")

    @api.depends(
        "is_guarded",
        "branch_id",
        "manager_id",
        "is_private_banking",
        "employee_user_id",
    )
    @api.depends_context("uid")
    def _compute_is_visible(self):
        if self.env.uid == SUPERUSER_ID:
            self.is_visible = self.is_fully_visible = True
            self.is_counter_view = False
            return
        viewer, _branch_ids = self._viewer()
        kept_back = self._kept_back_from(viewer.user_id)
        for partner in self:
            decision = decide(
                viewer, partner._access_facts(is_kept_back=partner in kept_back)
            )
            partner.is_visible = decision.visible
            partner.is_counter_view = decision.reason is Reason.PRESENCE
            partner.is_fully_visible = (
                decision.visible and decision.reason is not Reason.PRESENCE
            )

    def _access_decision(self):
        """Whether the current user sees this client today, and why."""
        viewer, _branch_ids = self._viewer()
        is_kept_back = bool(self._kept_back_from(viewer.user_id))
        return decide(viewer, self._access_facts(is_kept_back=is_kept_back))

    def _access_facts(self, *, is_kept_back):
        """What `decide` asks of a client."""
        # The rule itself asks: reading the facts must not ask it again.
        facts = self.sudo()
        return ClientFacts(
            client_id=self.id or 0,
            is_client=facts.is_guarded,
            manager_id=facts.manager_id.id or None,
            branch_path=facts.branch_id.parent_path or "",
            is_walled=facts.is_private_banking,
            is_kept_back=is_kept_back,
        )

    def _kept_back_from(self, user_id):
        """Those of these clients whom access settings hide from an employee."""
        hidden = self.env["bank.access.setting"]._hidden_rows(user_id)
        if hidden.is_false():
            return self.browse()
        everybody = self.sudo().with_context(active_test=False)
        return self.browse(everybody.search(Domain("id", "in", self.ids) & hidden).ids)

    def _search_is_visible(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._visible_domain()

    def _search_is_fully_visible(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._visible_domain(with_counter=False)

    @api.model
    def _visible_domain(self, with_counter=True):
        """The rule as conditions on indexed columns of the client's own row.

        It asks for the user and never for `su`: the ORM reads rules in superuser mode.
        """
        if self.env.uid == SUPERUSER_ID:
            return Domain.TRUE
        viewer, branch_ids = self._viewer()
        clients = Domain.FALSE
        if viewer.is_auditor:
            clients = Domain.TRUE
        elif any(post.scope is not Scope.NONE for post in viewer.posts):
            if any(post.scope is Scope.BANK for post in viewer.posts):
                clients = Domain.TRUE
            elif branch_ids:
                clients = Domain("branch_id", "in", sorted(branch_ids))
            if viewer.stands_in_for_ids:
                clients |= Domain("manager_id", "in", sorted(viewer.stands_in_for_ids))
            if not viewer.sees_wall:
                clients &= Domain("is_private_banking", "!=", True)
            clients |= Domain("manager_id", "=", viewer.user_id)
            if viewer.granted_ids:
                clients |= Domain("id", "in", sorted(viewer.granted_ids))
        if viewer.posts and viewer.present_ids and with_counter:
            clients |= Domain("id", "in", sorted(viewer.present_ids)) & Domain(
                "is_private_banking", "!=", True
            )
        clients &= ~self.env["bank.access.setting"]._hidden_rows(viewer.user_id)
        if viewer.posts and viewer.opened_ids:
            # An emergency, reviewed afterwards: neither wall nor setting stands before it.
            clients |= Domain("id", "in", sorted(viewer.opened_ids))
        if viewer.closed_ids:
            clients &= Domain("id", "not in", sorted(viewer.closed_ids))
        return Domain("is_guarded", "!=", True) | clients

    @api.model
    def _viewer(self):
        """The current user now, and the ids of the branches that his posts reach.

        What holds for days is cached; what ends by the minute is read each time.
        """
        today = self.env["bank.business.day"]._today()
        viewer, branch_ids = self._viewer_of(self.env.uid, fields.Date.to_string(today))
        if viewer.posts and not viewer.is_auditor:
            present_ids, opened_ids = self.env["bank.visit"]._open_of(self.env.uid)
            if present_ids or opened_ids:
                viewer = replace(viewer, present_ids=present_ids, opened_ids=opened_ids)
        return viewer, branch_ids

    @api.model
    @tools.ormcache("user_id", "today")
    def _viewer_of(self, user_id, today):
        user = self.env["res.users"].sudo().browse(user_id)
        posts = (
            self.env["bank.post"]
            .sudo()
            .search([("user_id", "=", user_id), ("is_in_force", "=", True)])
        )
        grants = (
            self.env["bank.grant"]
            .sudo()
            .search(
                [
                    ("user_id", "=", user_id),
                    ("date_from", "<=", today),
                    ("date_to", ">=", today),
                ]
            )
        )
        viewer = Viewer(
            user_id=user_id,
            posts=tuple(
                PostScope(post.branch_id.parent_path, Scope(post.role_id.scope))
                for post in posts
            ),
            sees_wall=user.has_group("bank_crm_base.group_private_banking"),
            is_auditor=user.has_group("bank_crm_base.group_auditor"),
            granted_ids=frozenset(grants.client_id.ids),
            closed_ids=frozenset(self._closed_ids(user_id, posts.branch_id.ids)),
            stands_in_for_ids=self.env["bank.stand.in"]._absent_of(user_id),
        )
        wide = posts.filtered(lambda post: post.role_id.scope == "branch").branch_id
        return viewer, frozenset(wide._subtree_ids())

    @api.model
    def _closed_ids(self, user_id, branch_ids):
        """Cards of the person himself and of colleagues in the same unit, as clients."""
        today = self.env["bank.business.day"]._today()
        return [
            client_id
            for (client_id,) in self.env.execute_query(
                SQL(
                    """
                    SELECT client.id FROM res_partner client
                     WHERE client.employee_user_id = %(user)s
                        OR client.employee_user_id IN (
                           SELECT post.user_id FROM bank_post post
                            WHERE post.branch_id = ANY(%(branches)s)
                              AND post.acceptance = 'accepted'
                              AND post.date_from <= %(today)s
                              AND (post.date_to IS NULL OR post.date_to >= %(today)s))
                    """,
                    user=user_id,
                    branches=list(branch_ids),
                    today=today,
                )
            )
        ]
