from odoo import fields, models
from odoo.addons.mail.tools.discuss import Store

KEPT_BACK = "bank_gate"


class MailNotification(models.Model):
    """Who wrote sees that a client was not reached, and why."""

    _inherit = "mail.notification"

    failure_type = fields.Selection(
        selection_add=[(KEPT_BACK, "Kept back by the contact rules")]
    )

    def format_failure_reason(self):
        self.ensure_one()
        if self.failure_type == KEPT_BACK and self.failure_reason:
            return self.failure_reason
        return super().format_failure_reason()

    def _to_store_defaults(self, target):
        # What the bank may not tell a client is nothing that a client is to read.
        is_internal = self.env.user._is_internal()
        return [
            *super()._to_store_defaults(target),
            Store.Attr(
                "bank_refusal",
                lambda notification: notification.sudo().failure_reason or "",
                predicate=lambda notification: (
                    is_internal
                    and (
                        notification.failure_type == KEPT_BACK
                        or notification.notification_status == "ready"
                    )
                ),
            ),
        ]
