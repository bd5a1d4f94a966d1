from odoo import models


class ResUsers(models.Model):
    """Passwords and sign-in: the law wants the one who signs in to be told."""

    _inherit = "res.users"

    def _action_reset_password(self, signup_type="reset"):
        users = self.with_context(bank_purpose="security")
        return super(ResUsers, users)._action_reset_password(signup_type=signup_type)
