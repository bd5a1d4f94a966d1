from odoo import models

from .vouched import vouch


class ResUsers(models.Model):
    """Passwords and sign-in: the law wants the one who signs in to be told."""

    _inherit = "res.users"

    def _action_reset_password(self, signup_type="reset"):
        users = vouch(self, self.env["bank.contact.purpose"]._of("security"))
        return super(ResUsers, users)._action_reset_password(signup_type=signup_type)

    def _notify_security_setting_update(
        self, subject, content, mail_values=None, **kwargs
    ):
        users = vouch(self, self.env["bank.contact.purpose"]._of("security"))
        return super(ResUsers, users)._notify_security_setting_update(
            subject, content, mail_values=mail_values, **kwargs
        )
