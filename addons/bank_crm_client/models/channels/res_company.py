from odoo import models

from ...tools.sms_channel import ChannelSmsApi


class ResCompany(models.Model):
    """Text messages of core's windows leave through the bank's own SMS channel."""

    _inherit = "res.company"

    def _get_sms_api_class(self):
        if self._sms_channel():
            return ChannelSmsApi
        return super()._get_sms_api_class()

    def _sms_channel(self):
        """The channel of text messages, if it has the address of a service and a key."""
        channel = self.env["bank.channel"]._of_kind("sms")
        if channel.adaptor == "http_sms" and channel.endpoint and channel.has_key:
            return channel
        return channel.browse()

    def _is_sms_paused(self):
        """Whether what waits for the channel goes on waiting."""
        return self._sms_channel().state == "paused"
