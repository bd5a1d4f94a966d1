"""A stand-in for an SMS service, for tests and the demonstration: `./bankcrm sms-server`.

It takes `POST /messages` as `docs/concepts/channels.md` says, sends nothing, and reports
each message back to `--receipts`. What a number ends with decides its fate: 0001 is
refused, 0002 finds the service down, 0003 is asked to wait 7 seconds, 0004 never gets an
answer, 0005 is taken and not delivered; any other is delivered. `GET /messages` lists
what was taken, each message once.
"""

import argparse
import hashlib
import hmac
import json
import os
import threading
import time
import urllib.request
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SILENCE_SECONDS = 30
PRICE = "0.45"


class SmsService(ThreadingHTTPServer):
    """The service; `taken` holds messages by the key under which they came."""

    daemon_threads = True

    def __init__(self, key, port=0, receipts="", host="127.0.0.1"):
        super().__init__((host, port), _Handler)
        self.key, self.receipts = key, receipts
        self.taken, self.calls = {}, []
        self.lock = threading.Lock()
        self.quiet = threading.Event()
        self.is_loud = False

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_port}/messages"

    def signature(self, timestamp, body):
        message = timestamp.encode() + b"." + body
        return hmac.new(self.key.encode(), message, hashlib.sha256).hexdigest()

    def report(self, message, status, reason=""):
        """Tell the bank what became of a message; returns the answer's status."""
        body = json.dumps(
            {
                "event": f"{message['id']}-{status}",
                "reference": message["reference"],
                "status": status,
                "reason": reason,
                "at": datetime.now(UTC).isoformat(timespec="seconds"),
            }
        ).encode()
        timestamp = str(int(time.time()))
        request = urllib.request.Request(  # noqa: S310
            self.receipts,
            data=body,
            headers={
                "Content-Type": "application/json",
                "X-Timestamp": timestamp,
                "X-Signature": self.signature(timestamp, body),
            },
        )
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            return answer.status

    def report_later(self, message):
        """Report as a network does: a little after the message was taken."""
        if not self.receipts:
            return
        is_lost = message["to"].endswith("0005")
        status = "undelivered" if is_lost else "delivered"

        def run():
            time.sleep(1)
            try:
                self.report(message, status, "absent subscriber" if is_lost else "")
            except OSError as error:
                print(f"the bank does not take the receipt: {error}", flush=True)  # noqa: T201

        threading.Thread(target=run, daemon=True).start()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def _answer(self, status, facts, **headers):
        body = json.dumps(facts).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):  # noqa: N802
        with self.server.lock:
            self._answer(200, list(self.server.taken.values()))

    def do_POST(self):  # noqa: N802
        server = self.server
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        timestamp = self.headers.get("X-Timestamp", "")
        expected = server.signature(timestamp, body)
        given = self.headers.get("X-Signature", "")
        if not timestamp.isdigit() or not hmac.compare_digest(expected, given):
            self._answer(401, {"error": "wrong signature"})
            return
        told = json.loads(body)
        key = self.headers.get("Idempotency-Key", "")
        with server.lock:
            server.calls.append((key, told["to"]))
            known = server.taken.get(key)
        if known:
            self._answer(200, {"id": known["id"], "parts": 1, "cost": PRICE})
            return
        fate = told["to"][-4:]
        if fate == "0001":
            self._answer(422, {"error": "unknown number"})
        elif fate == "0002":
            self._answer(503, {"error": "out of service"})
        elif fate == "0003":
            self._answer(429, {"error": "too fast"}, Retry_After="7")
        elif fate == "0004":
            server.quiet.wait(SILENCE_SECONDS)
            self.close_connection = True
        else:
            self._take(key, told)

    def _take(self, key, told):
        server = self.server
        with server.lock:
            message = server.taken.setdefault(
                key, {**told, "id": f"sms-{len(server.taken) + 1}"}
            )
        if server.is_loud:
            print(f"{message['id']} to {told['to']}: {told['text']}", flush=True)  # noqa: T201
        self._answer(201, {"id": message["id"], "cost": PRICE})
        server.report_later(message)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=8025)
    parser.add_argument("--receipts", default="", help="where the bank takes receipts")
    options = parser.parse_args()
    key = os.environ.get("BANKCRM_CHANNEL_SMS_KEY", "demo-sms-key")
    with SmsService(key, options.port, options.receipts) as service:
        service.is_loud = True
        print(f"SMS service on {service.address}, Ctrl+C ends it", flush=True)  # noqa: T201
        try:
            service.serve_forever()
        except KeyboardInterrupt:
            service.quiet.set()


if __name__ == "__main__":
    main()
