"""Sends an SMS by Wasambazie's API, and follows it to its end.

    WASAMBAZIE_API_PUBLIC_KEY=… WASAMBAZIE_API_SECRET_KEY=… python3 examples/wasambazie/send.py +255712345678 'Hello'
"""

import json
import os
import sys
import time
import urllib.error
import urllib.request
import uuid

URL = os.environ.get("NJIWA_URL", "http://127.0.0.1:8080") + "/wasambazie"
sender = os.environ.get("WASAMBAZIE_SENDER", "MYBRAND")
to = sys.argv[1] if len(sys.argv) > 1 else "+255712345678"
text = sys.argv[2] if len(sys.argv) > 2 else "Hello from Python"

HEADERS = {
    "X-API-PUBLIC-KEY": os.environ["WASAMBAZIE_API_PUBLIC_KEY"],
    "X-API-SECRET-KEY": os.environ["WASAMBAZIE_API_SECRET_KEY"],
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
        if method == "GET" and error.code == 404:
            return None  # the batch is still under way
        sys.exit(f"{error.code} {error.read().decode()}")


sent = call("POST", "/v1/sms/send", {"to_number": to, "message": text, "sender_id": sender})
message_id = sent["message_batch_id"]
state = None
while state not in ("delivered", "failed"):
    time.sleep(0.5)
    asked = call("GET", f"/v1/sms/delivery-reports/{message_id}")
    state = asked["messages"][0]["status"] if asked else None
print(to, state)
sys.exit(0 if state == "delivered" else 1)
