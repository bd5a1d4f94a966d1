import json
import time

import requests
from odoo import models

from ...domain.channels.signature import sign
from ...domain.channels.sms_parts import sms_size
from ...tools.channel_keys import channel_key
from .bank_channel_adaptor import Answer

MOST_ANSWER_BYTES = 64 * 1024


class BankChannel(models.Model):
    """SMS through a service over HTTP: signed, with a key against double sending.

    The service gets `POST {to, text, sender, reference}` with the headers `X-Timestamp`,
    `X-Signature` and `Idempotency-Key`, and answers `{id, parts, cost}`. What it was sent
    twice under one key it sends once.
    """

    _inherit = "bank.channel"

    def _hand_over_http_sms(self, *, address, subject, body, key):
        secret = channel_key(self.code)
        if not (self.endpoint and secret):
            return Answer(
                False,
                reason=self.env._("The service has no address or no key yet."),
                is_trouble=True,
            )
        content = json.dumps(
            {
                "to": address,
                "text": body,
                "sender": self.sender or "",
                "reference": key,
            },
            ensure_ascii=False,
        ).encode()
        now = int(time.time())
        try:
            with requests.post(
                self.endpoint,
                data=content,
                headers={
                    "Content-Type": "application/json; charset=utf-8",
                    "Idempotency-Key": key,
                    "X-Timestamp": str(now),
                    "X-Signature": sign(secret, now, content),
                },
                timeout=self.timeout_seconds,
                allow_redirects=False,
                stream=True,
            ) as response:
                told = response.raw.read(MOST_ANSWER_BYTES, decode_content=True)
                return self._sms_answer(response, told, body)
        except (requests.RequestException, OSError) as error:
            # The address of the service stays out: it may hold a name of an account.
            words = self.env._("The service does not answer (%(why)s).", why=type(error).__name__)
            return Answer(False, reason=words, is_trouble=True)  # fmt: skip

    def _sms_answer(self, response, told, body):
        try:
            facts = json.loads(told or b"{}")
        except ValueError:
            facts = {}
        facts = facts if isinstance(facts, dict) else {}
        if response.status_code in (200, 201, 202) and facts.get("id"):
            parts = facts.get("parts")
            return Answer(
                True,
                reference=str(facts["id"])[:128],
                parts=parts if isinstance(parts, int) else sms_size(body).parts,
                cost=str(facts["cost"]) if "cost" in facts else None,
            )
        reason = str(facts.get("error") or f"HTTP {response.status_code}")[:200]
        if response.status_code in (400, 404, 410, 422):
            return Answer(False, reason=reason, is_final=True)
        pause = response.headers.get("Retry-After", "")
        return Answer(
            False,
            reason=reason,
            is_trouble=response.status_code != 429,
            pause_seconds=int(pause) if pause.isascii() and pause.isdigit() else None,
        )
