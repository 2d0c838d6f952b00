"""Sends an SMS by SMSBox's API, and follows it to its end.

    SMSBOX_API_KEY=… SMSBOX_API_SECRET=… python3 examples/smsbox/send.py +22687161524 'Hello'
"""

import base64
import json
import os
import sys
import time
import urllib.error
import urllib.request
import uuid

URL = os.environ.get("NJIWA_URL", "http://127.0.0.1:8080") + "/smsbox"
sender = os.environ.get("SMSBOX_SENDER", "INFO")
to = sys.argv[1] if len(sys.argv) > 1 else "+22687161524"
text = sys.argv[2] if len(sys.argv) > 2 else "Hello from Python"
credentials = os.environ["SMSBOX_API_KEY"] + ":" + os.environ["SMSBOX_API_SECRET"]

HEADERS = {
    "Authorization": "Basic " + base64.b64encode(credentials.encode()).decode(),
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


sent = call("POST", "/api/sms/v1/send_sms", {
    "source_addr": sender,
    "schedule_time": "",
    "encoding": 0,
    "message": text,
    "recipients": [{"recipient_name": "Asha", "dest_addr": to}],
})
message_id = sent["data"].removeprefix("message_id:")
state = None
while state not in ("DELIVERED", "UNDELIVERED"):
    time.sleep(0.5)
    asked = call("GET", f"/api/sms/v1/delivery_reports?request_id={message_id}")
    state = asked["data"][0]["status"]
print(to, state)
sys.exit(0 if state == "DELIVERED" else 1)
