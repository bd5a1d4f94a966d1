import json
import time
from datetime import UTC, datetime

from odoo import http
from odoo.http import request

from ..domain.channels.signature import fault_of
from ..domain.channels.states import Receipt
from ..tools.channel_keys import channel_key

MOST_BYTES = 64 * 1024
MOST_KEY_CHARS = 128


class ChannelReceipts(http.Controller):
    """The door for delivery receipts of services; each call is signed."""

    @http.route(
        "/bank/channel/<string:code>/receipt",
        type="http",
        auth="public",
        methods=["POST"],
        csrf=False,
        save_session=False,
        max_content_length=MOST_BYTES,
    )
    def receive(self, code, **_parameters):
        """`{event, reference, status, at, reason?}`; 200 also for what is known already."""
        channel = (
            request.env["bank.channel"]
            .sudo()
            .with_context(active_test=False)
            .search([("code", "=", code)])
        )
        body = request.httprequest.get_data()
        headers = request.httprequest.headers
        # Told the same for a channel that does not exist and for a wrong signature.
        fault = fault_of(
            channel_key(channel.code or ""),
            headers.get("X-Timestamp", ""),
            headers.get("X-Signature", ""),
            body,
            time.time(),
        )
        if fault:
            return request.make_json_response({"error": "not signed"}, status=401)
        facts = self._facts(body)
        if facts is None:
            return request.make_json_response({"error": "not understood"}, status=400)
        result = (
            request.env["bank.message.receipt"].sudo()._take(channel=channel, **facts)
        )
        # A message of another system: the service need not tell it again.
        return request.make_json_response({"result": result})

    def _facts(self, body):
        try:
            told = json.loads(body)
            moment = datetime.fromisoformat(told["at"])
            facts = {
                "event": told["event"],
                "key": told["reference"],
                "status": str(Receipt(told["status"])),
                "reason": str(told.get("reason") or ""),
            }
        except (ValueError, KeyError, TypeError, AttributeError):
            return None
        if not all(
            isinstance(facts[name], str) and 0 < len(facts[name]) <= MOST_KEY_CHARS
            for name in ("event", "key")
        ):
            return None
        if moment.tzinfo:
            moment = moment.astimezone(UTC).replace(tzinfo=None)
        return {**facts, "happened_at": moment.replace(microsecond=0)}
