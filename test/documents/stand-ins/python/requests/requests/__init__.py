"""As much of requests as the documents use."""
import base64
import json as _json
import urllib.error
import urllib.request


class Response:
    def __init__(self, status_code, text):
        self.status_code = status_code
        self.text = text

    def json(self):
        return _json.loads(self.text)

    def raise_for_status(self):
        if self.status_code >= 400:
            raise RuntimeError(f"{self.status_code}: {self.text}")


def _call(method, url, headers=None, json=None, auth=None):
    sent = {"Accept": "*/*", **(headers or {})}
    body = None
    if json is not None:
        body = _json.dumps(json).encode()
        sent["Content-Type"] = "application/json"
    if auth is not None:
        pair = f"{auth.username}:{auth.password}".encode("latin1")
        sent["Authorization"] = "Basic " + base64.b64encode(pair).decode()
    asked = urllib.request.Request(url, data=body, headers=sent, method=method)
    try:
        with urllib.request.urlopen(asked) as answer:
            return Response(answer.status, answer.read().decode())
    except urllib.error.HTTPError as error:
        return Response(error.code, error.read().decode())


def get(url, **options):
    return _call("GET", url, **options)


def post(url, **options):
    return _call("POST", url, **options)
