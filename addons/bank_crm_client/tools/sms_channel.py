"""Core's text messages through the SMS channel of the bank."""

from odoo.addons.sms.tools.sms_api import SmsApiBase


class ChannelSmsApi(SmsApiBase):
    """Each message goes to the service of the channel, under its own number.

    The service sends once what it is given twice under one number, so a message whose
    sender was stopped may be given again.
    """

    knows_repeats = True

    def _send_sms_batch(self, messages, delivery_reports_url=False):
        """`[{content, numbers: [{uuid, number}]}]`; returns a state for each number."""
        channel = self.env.company._sms_channel()
        if channel.state == "paused":
            why = self.env._("The channel of text messages is paused.")
            return [
                {"uuid": one["uuid"], "state": "server_error", "failure_reason": why}
                for message in messages
                for one in message["numbers"]
            ]
        return [
            self._send_one(channel, one, message["content"])
            for message in messages
            for one in message["numbers"]
        ]

    def _send_one(self, channel, one, content):
        answer = channel._hand_over_http_sms(
            address=one["number"], subject="", body=content, key=one["uuid"]
        )
        channel._note_answer(answer)
        if answer.is_sent:
            return {"uuid": one["uuid"], "state": "success"}
        state = "wrong_number_format" if answer.is_final else "server_error"
        return {"uuid": one["uuid"], "state": state, "failure_reason": answer.reason}
