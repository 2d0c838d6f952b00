"""Sends an SMS by eSMS Africa's API, and follows it to its end.

    ESMS_API_TOKEN=… python3 examples/esms/send.py +254712345678 'Hello'
"""

import json
import os
import sys
import time
import urllib.error
import urllib.request
import uuid

URL = os.environ.get("NJIWA_URL", "http://127.0.0.1:8080") + "/esms"
sender = os.environ.get("ESMS_SENDER", "MyApp")
to = sys.argv[1] if len(sys.argv) > 1 else "+254712345678"
text = sys.argv[2] if len(sys.argv) > 2 else "Hello from Python"

HEADERS = {
    "Authorization": f"Bearer {os.environ['ESMS_API_TOKEN']}",
    "Content-Type": "application/json",
    # Whoever repeats a send after a lost connection does it with the same key: nothing is sent twice.
    "Idempotency-Key": str(uuid.uuid4()),
}


def call(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(URL + path, method=method, headers=HEADERS, data=data)
    try:
        with urllib.request.urlopen(request) as response:
            return json.load(response)
    except urllib.error.HTTPError as error:
        sys.exit(f"{error.code} {error.read().decode()}")


sent = call("POST", "/api/messages/send", {"to": to, "text": text, "sender_id": sender})
message_id = sent["id"]
state = None
while state not in ("delivered", "failed"):
    time.sleep(0.5)
    asked = call("GET", f"/api/messages/{message_id}")
    state = asked["status"]
print(to, state)
sys.exit(0 if state == "delivered" else 1)
