"""Receives webhooks, and takes none that is not signed with the endpoint's secret.

    WEBHOOK_SECRET=whsec_… PORT=9000 python3 examples/webhook-receiver/receiver.py
"""

import base64
import hashlib
import hmac
import http.server
import os
import time

KEY = base64.b64decode(os.environ["WEBHOOK_SECRET"].removeprefix("whsec_"))
BODY_BYTES_MAX = 65_536
known = set()  # in a database, where a restart must not forget


def is_ours(headers, body):
    message_id, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not timestamp.isdigit() or abs(time.time() - int(timestamp)) > 300:
        return False
    signed = f"{message_id}.{timestamp}.".encode() + body
    wanted = b"v1," + base64.b64encode(hmac.new(KEY, signed, hashlib.sha256).digest())
    given = headers.get("webhook-signature", "").encode().split(b" ")
    return any(hmac.compare_digest(each, wanted) for each in given)


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers.get("content-length", 0))
        if length > BODY_BYTES_MAX:
            return self.answer(413)
        body = self.rfile.read(length)
        if not is_ours(self.headers, body):
            return self.answer(401)
        self.answer(204)  # heard; the work comes after the answer
        if self.headers["webhook-id"] not in known:
            known.add(self.headers["webhook-id"])
            print(body.decode(), flush=True)

    def answer(self, status):
        self.send_response(status)
        self.end_headers()

    def log_message(self, *_):
        """What is received is printed, and nothing else."""


server = http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "9000"))), Receiver)
print(f"listening on http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
