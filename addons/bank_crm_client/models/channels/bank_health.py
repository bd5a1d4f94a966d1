from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.bank_crm_base.models.bank_health import Check

# A service may fail for so long before somebody is called.
TROUBLE_PATIENCE = timedelta(minutes=15)
WAITING_PATIENCE = timedelta(hours=2)


class BankHealth(models.AbstractModel):
    """Channels whose service does not answer, and queues that stand still."""

    _inherit = "bank.health"

    @api.model
    def _get_checks(self):
        return [*super()._get_checks(), *self._check_channels()]

    @api.model
    def _check_channels(self):
        now = fields.Datetime.now()  # clock: for how long a service is silent
        channels = self.env["bank.channel"].search([("state", "=", "on")])
        stuck = self.env["bank.message"]._read_group(
            [
                ("state", "in", ("queued", "sending")),
                ("next_try_at", "<", now - WAITING_PATIENCE),
                ("channel_id.adaptor", "in", ("smtp", "http_sms")),
            ],
            ["channel_id"],
            ["__count"],
        )
        counts = {channel.id: count for channel, count in stuck}
        for channel in channels:
            since = channel.trouble_since
            detail = ""
            if channel.trouble and since and since < now - TROUBLE_PATIENCE:
                detail = channel.trouble
            elif counts.get(channel.id) and channel._hours().with_weekends:
                detail = self.env._(
                    "%(count)s messages wait for hours", count=counts[channel.id]
                )
            name = self.env._("Channel %(name)s", name=channel.name)
            yield Check(f"channel_{channel.code}", name, not detail, detail)
