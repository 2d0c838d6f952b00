"""As much of httpx as the documents use."""
import json as _json
import urllib.request


class Response:
    def __init__(self, text):
        self.text = text

    def json(self):
        return _json.loads(self.text)


def post(url, headers, json):
    sent = {**headers, "Content-Type": "application/json"}
    asked = urllib.request.Request(url, data=_json.dumps(json).encode(), headers=sent, method="POST")
    with urllib.request.urlopen(asked) as answer:
        return Response(answer.read().decode())
