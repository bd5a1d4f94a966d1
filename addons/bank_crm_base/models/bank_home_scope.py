from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

from ..domain.access import Scope
from .bank_home import ADMIN, DESK, PORTFOLIO, UNIT, HomeScope

ADMIN_GROUPS = "base.group_system,base.group_erp_manager,bank_crm_base.group_business_administrator"


class BankHome(models.AbstractModel):
    """Whose figures a person may look at: the units he heads, his portfolio, his desk."""

    _inherit = "bank.home"

    @api.model
    def _posts(self):
        return (
            self.env["bank.post"]
            .sudo()
            .search([("user_id", "=", self.env.uid), ("is_in_force", "=", True)])
        )

    @api.model
    def _headed_posts(self):
        return self._posts().filtered(lambda post: post.role_id.is_unit_head)

    @api.model
    def _scopes(self):
        """All homes of the current user, the one he opens first in front."""
        posts = self._posts()
        found = {}
        for post in posts.filtered(lambda post: post.role_id.is_unit_head):
            scope = self._unit_scope(post)
            if scope.key not in found or scope.is_bank:
                found[scope.key] = scope
        scopes = sorted(
            found.values(), key=lambda scope: (not scope.is_bank, scope.label)
        )
        if self._has_portfolio(posts):
            scopes.append(self._plain_scope(PORTFOLIO, self.env._("My portfolio")))
        if self.env.user.has_groups(ADMIN_GROUPS):
            scopes.append(
                self._plain_scope(ADMIN, self.env._("Set up"), sees_clients=False)
            )
        if not scopes:
            scopes.append(
                self._plain_scope(DESK, self.env._("My desk"), sees_clients=False)
            )
        return scopes

    @api.model
    def _plain_scope(self, home, label, *, sees_clients=True):
        return HomeScope(
            key=home,
            home=home,
            label=label,
            user_id=self.env.uid,
            sees_clients=sees_clients,
        )

    @api.model
    def _unit_scope(self, post):
        branch = post.branch_id
        is_bank = post.role_id.scope == Scope.BANK
        return HomeScope(
            key=f"{UNIT}:{branch.id}",
            home=UNIT,
            label=self.env._("Whole bank") if is_bank else branch.name,
            user_id=self.env.uid,
            branch_id=branch.id,
            top_branch_id=branch.id,
            branch_ids=None if is_bank else tuple(branch._subtree_ids()),
            is_bank=is_bank,
            sees_clients=post.role_id.scope in (Scope.BANK, Scope.BRANCH),
        )

    @api.model
    def _has_portfolio(self, posts):
        scopes = set(posts.role_id.mapped("scope"))
        if Scope.OWN in scopes:
            return True
        return bool(scopes - {Scope.NONE}) and bool(
            self.env["res.partner"].search_count(
                [("manager_id", "=", self.env.uid), ("is_client", "=", True)], limit=1
            )
        )

    @api.model
    def _scope(self, key=None, unit=None):
        """The scope that was asked for, narrowed to a unit below; refused when not his."""
        scopes = self._scopes()
        at = next((scope for scope in scopes if scope.key == key), None)
        if at is None:
            if key:
                # A post ended while the screen was open: show what there is now.
                unit = None
            at = scopes[0]
        at.memo["scopes"] = scopes
        if unit and at.home == UNIT:
            branch = self.env["bank.branch"].browse(int(unit)).exists()
            below = branch._subtree_ids()
            if not branch or (
                at.branch_ids is not None and branch.id not in at.branch_ids
            ):
                raise AccessError(self.env._("This unit is not under yours."))
            at.top_label = at.label
            at.branch_id, at.branch_ids, at.label = branch.id, tuple(below), branch.name
        at.today = self.env["bank.business.day"]._today()
        [(at.day,)] = self.env.execute_query(
            SQL("SELECT max(date) FROM bank_unit_day WHERE date <= %s", at.today)
        )
        return at

    @api.model
    def _unit_choices(self, at):
        """Units below, as a tree, to narrow the screen to one of them."""
        if at.home != UNIT:
            return []
        top = self.env["bank.branch"]
        domain = [("id", "!=", at.top_branch_id)]
        if not at.is_bank:
            top = top.browse(at.top_branch_id)
            domain.append(("id", "child_of", top.id))
        branches = self.env["bank.branch"].search(domain, order="parent_path, name")
        depth = top.parent_path.count("/") if top else 0
        return [
            {
                "id": branch.id,
                "name": branch.name,
                "depth": branch.parent_path.count("/") - depth - 1,
            }
            for branch in branches
        ]

    @api.model
    def _client_domain(self, at):
        """Clients of the scope; the visibility rule narrows them further by itself."""
        domain = Domain("is_client", "=", True)
        if at.home == PORTFOLIO:
            return domain & Domain("manager_id", "=", at.user_id)
        if at.branch_ids is not None:
            domain &= Domain("branch_id", "in", at.branch_ids)
        return domain

    @api.model
    def _portfolio_domain(self, at):
        """The same scope over `bank.unit.day`."""
        if at.home == PORTFOLIO:
            return Domain("manager_id", "=", at.user_id)
        if at.branch_ids is not None:
            return Domain("branch_id", "in", at.branch_ids)
        return Domain.TRUE

    @api.model
    def _of_client_domain(self, at):
        """The same scope over models that link to a client."""
        if at.home == PORTFOLIO:
            return Domain("client_id.manager_id", "=", at.user_id)
        if at.branch_ids is not None:
            return Domain("client_id.branch_id", "in", at.branch_ids)
        return Domain.TRUE

    @api.model
    def _staff_ids(self, at):
        """Who works in the unit on the screen, the viewer himself left out."""
        return at.once(
            "staff",
            lambda: sorted(self._people_in(at.branch_ids) - {at.user_id}),
        )

    @api.model
    def _subordinate_ids(self):
        """Everybody in the units that the current user heads."""
        branch_ids = set()
        for post in self._headed_posts():
            if post.role_id.scope == Scope.BANK:
                return sorted(self._people_in(None) - {self.env.uid})
            branch_ids.update(post.branch_id._subtree_ids())
        if not branch_ids:
            return []
        return sorted(self._people_in(sorted(branch_ids)) - {self.env.uid})

    @api.model
    def _people_in(self, branch_ids):
        where = SQL("TRUE")
        if branch_ids is not None:
            where = SQL("post.branch_id = ANY(%s)", list(branch_ids))
        self.env["bank.post"].flush_model()
        today = fields.Date.to_string(self.env["bank.business.day"]._today())
        return {
            user_id
            for (user_id,) in self.env.execute_query(
                SQL(
                    """
                    SELECT DISTINCT post.user_id FROM bank_post post
                      JOIN res_users u ON u.id = post.user_id AND u.active
                     WHERE %(where)s AND post.acceptance = 'accepted'
                       AND post.date_from <= %(today)s
                       AND (post.date_to IS NULL OR post.date_to >= %(today)s)
                    """,
                    where=where,
                    today=today,
                )
            )
        }
