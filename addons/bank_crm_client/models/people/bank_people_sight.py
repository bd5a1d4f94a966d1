from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

SEES_ALL = "hr.group_hr_user,bank_crm_base.group_auditor"


class BankPeople(models.AbstractModel):
    """Whose file a person sees: his own, those of the units that he heads, or all."""

    _inherit = "bank.people"

    @api.model
    def _sees_all(self):
        """Staff officers, auditors and who heads the whole bank."""
        if self.env.uid == SUPERUSER_ID or self.env.user.has_groups(SEES_ALL):
            return True
        heads = self.env["bank.home"]._headed_posts()
        return any(post.role_id.scope == "bank" for post in heads)

    @api.model
    def _seen_user_ids(self):
        """Users whose file the current one sees; None for everybody's."""
        if self._sees_all():
            return None
        return {self.env.uid, *self.env["bank.home"]._subordinate_ids()}

    @api.model
    def _seen_domain(self, name="user_id"):
        """The same over a field that leads to the user."""
        seen = self._seen_user_ids()
        return Domain.TRUE if seen is None else Domain(name, "in", sorted(seen))

    @api.model
    def _kept_user_ids(self):
        """Users whose file the current one keeps; None for everybody's but his own."""
        if self.env.uid == SUPERUSER_ID or self.env.user.has_group("hr.group_hr_user"):
            return None
        if not self.env.user.has_group("bank_crm_base.group_unit_head"):
            return set()
        return set(self.env["bank.home"]._subordinate_ids())

    @api.model
    def _check_keeps(self, employees):
        """Grades, limits, lines and certificates are never given to oneself."""
        if self.env.su:
            return
        users = employees.sudo().user_id
        if self.env.user in users:
            raise AccessError(
                self.env._("Nobody decides about himself: ask the head of your unit.")
            )
        kept = self._kept_user_ids()
        if kept is not None and (set(users.ids) - kept or len(users) != len(employees)):
            raise AccessError(
                self.env._("Choose a person who works in a unit that you head.")
            )

    @api.model
    def _head_of(self, users):
        """User id -> who heads him: in his unit or in the nearest above; none at the top."""
        heads = {}
        posts = self.env["bank.post"].sudo()._in_force()
        for post in posts.sorted(lambda post: (post.role_id.sequence, post.id)):
            if post.role_id.is_unit_head and post.user_id.active:
                heads.setdefault(post.branch_id.id, []).append(post.user_id)
        found = {}
        for user in users:
            unit = user.sudo().branch_id
            while unit:
                others = [head for head in heads.get(unit.id, []) if head != user]
                if others:
                    found[user.id] = others[0]
                    break
                unit = unit.parent_id
        return found
