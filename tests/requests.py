"""Requests to a server on this machine with any header, Host and Origin too, and no redirect followed."""

import json
from http.client import HTTPConnection
from typing import NamedTuple


class Answer(NamedTuple):
    """What a server answered; the names of headers are in small letters."""

    status: int
    text: str
    headers: dict[str, str]


def request(port: int, path: str, body: object = None, headers: dict[str, str] | None = None) -> Answer:
    """The answer to a GET, or with a body to a POST of it as JSON."""
    line = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        data = None if body is None else json.dumps(body)
        line.request(
            "GET" if data is None else "POST", path, data, {"Content-Type": "application/json", **(headers or {})}
        )
        done = line.getresponse()
        text = done.read().decode("utf-8", "replace")
        return Answer(done.status, text, {name.lower(): value for name, value in done.getheaders()})
    finally:
        line.close()
