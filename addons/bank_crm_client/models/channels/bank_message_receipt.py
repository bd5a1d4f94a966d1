from odoo import api, fields, models
from odoo.tools import SQL

from ...domain.channels.states import Receipt, after_receipt


class BankMessageReceipt(models.Model):
    """What a service reported of a message: each event once, in whatever order it came."""

    _name = "bank.message.receipt"
    _description = "Delivery Receipt"
    _order = "happened_at desc, id desc"

    message_id = fields.Many2one(
        "bank.message", required=True, index=True, ondelete="cascade"
    )
    channel_id = fields.Many2one(
        "bank.channel", required=True, index=True, ondelete="restrict"
    )
    event = fields.Char("Number of the event", required=True)
    status = fields.Selection(
        [
            (Receipt.ACCEPTED, "Taken by the network"),
            (Receipt.DELIVERED, "Delivered"),
            (Receipt.UNDELIVERED, "Not delivered"),
        ],
        required=True,
    )
    reason = fields.Char()
    happened_at = fields.Datetime("When", required=True)
    is_applied = fields.Boolean(
        "Counted", help="An event that came after a later one changes nothing."
    )

    _event_uniq = models.Constraint(
        "UNIQUE(channel_id, event)", "An event is told once."
    )

    @api.model
    def _take(self, channel, event, key, status, happened_at, reason=""):
        """Note one event of the message under `key`: `applied`, `kept`, `known` or `lost`.

        The message is found by our own key: the receipt may come before the answer to the
        call that sent it.
        """
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM bank_message WHERE channel_id = %s "
                "AND idempotency_key = %s FOR NO KEY UPDATE",
                channel.id,
                key,
            )
        )
        if not rows:
            return self._take_for_sms(key, status, reason)
        if self.sudo().search_count(
            [("channel_id", "=", channel.id), ("event", "=", event)], limit=1
        ):
            return "known"
        message = self.env["bank.message"].sudo().browse(rows[0][0])
        message.invalidate_recordset(flush=False)
        target = after_receipt(message.state, status)
        self.sudo().create(
            {
                "message_id": message.id,
                "channel_id": channel.id,
                "event": event,
                "status": status,
                "reason": reason[:200] or False,
                "happened_at": happened_at,
                "is_applied": target is not None,
            }
        )
        if target is None:
            return "kept"
        message._apply_receipt(target, happened_at, reason)
        return "applied"

    @api.model
    def _take_for_sms(self, key, status, reason):
        """A receipt of a text message of core's windows: its notice says what became of it."""
        tracker = self.env["sms.tracker"].sudo().search([("sms_uuid", "=", key)])
        sms = self.env["sms.sms"].sudo().search([("uuid", "=", key)])
        if not (tracker or sms):
            return "lost"
        if status == Receipt.ACCEPTED:
            return "kept"
        if status == Receipt.DELIVERED:
            sms.write({"state": "sent"})
            tracker._action_update_from_sms_state("sent")
        else:
            sms.write({"state": "error", "failure_type": "unknown"})
            tracker._action_update_from_sms_state(
                "error", failure_type="sms_not_delivered", failure_reason=reason
            )
        return "applied"
