from odoo import models
from odoo.exceptions import AccessError
from odoo.tools import unique


class ResDevice(models.Model):
    """Open sessions of employees: anyone ends his own, an administrator anybody's."""

    _inherit = "res.device"

    def action_end(self):
        """Sign the person out at once on these devices."""
        self.check_access("read")
        foreign = self.filtered(lambda device: device.user_id != self.env.user)
        if foreign and not self.env.user.has_group("base.group_system"):
            raise AccessError(self.env._("You end your own sessions only."))
        count = len(list(unique(self.mapped("session_identifier"))))
        self._revoke()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("Sessions ended: %(count)s", count=count),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
