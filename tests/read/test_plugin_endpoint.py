"""The endpoint of a model: bounded, led nowhere else, its key told to nobody."""

from __future__ import annotations

import json
import time
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from tests.read.stub import Request, completion, drip, send, serving
from tests.read.test_plugin import PUBLISHED, TEXT, asked, honest, replying

from comity.law.errors import UsageError
from comity.read import load
from comity.read.plugin import Endpoint, EndpointError, read_with_model
from comity.read.plugin.endpoint import MAX_REPLY


def _too_large(request: Request, handler: BaseHTTPRequestHandler) -> None:
    send(handler, completion("x" * (MAX_REPLY + 10)))


def _not_json(request: Request, handler: BaseHTTPRequestHandler) -> None:
    send(handler, b"<html>It works!</html>")


def _no_choice(request: Request, handler: BaseHTTPRequestHandler) -> None:
    send(handler, b'{"choices": []}')


def _no_text(request: Request, handler: BaseHTTPRequestHandler) -> None:
    send(handler, b'{"choices": [{"message": {"content": 7}}]}')


def _bytes(request: Request, handler: BaseHTTPRequestHandler) -> None:
    send(handler, b"\xff\xfe\x00")


def _error(request: Request, handler: BaseHTTPRequestHandler) -> None:
    send(handler, b'{"error": "overloaded"}', status=503)


def _led_away(request: Request, handler: BaseHTTPRequestHandler) -> None:
    send(handler, b"", status=307, headers={"Location": "http://127.0.0.1:9/v1"})


def _cut(request: Request, handler: BaseHTTPRequestHandler) -> None:
    send(handler, completion("{}")[:20], length=5_000)
    handler.close_connection = True


def _hang_up(request: Request, handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True


@pytest.mark.parametrize(
    "answer",
    [_too_large, _not_json, _no_choice, _no_text, _bytes, _error, _led_away, _cut, _hang_up],
)
def test_an_endpoint_that_fails_is_a_clear_error(answer: Any) -> None:
    with serving(answer) as stub, pytest.raises(EndpointError) as caught:
        asked(stub)
    assert caught.value.expected


@pytest.mark.parametrize("how", ["silent", "dripping"])
def test_a_slow_endpoint_is_given_up(how: str) -> None:
    def slow(request: Request, handler: BaseHTTPRequestHandler) -> None:
        if how == "dripping":
            drip(handler, 3.0)
        else:
            time.sleep(3.0)

    began = time.monotonic()
    with serving(slow) as stub, pytest.raises(EndpointError, match="no answer came"):
        asked(stub, seconds=0.4)
    assert time.monotonic() - began < 2.5


def test_no_endpoint_is_a_clear_error() -> None:
    endpoint = Endpoint(url="http://127.0.0.1:9/v1", model="m", seconds=2)
    with pytest.raises(EndpointError, match="no answer came"):
        read_with_model(load(TEXT), endpoint, published=PUBLISHED)


def test_the_key_goes_to_the_endpoint_and_nowhere_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUB_KEY", "not-to-be-shown")
    with serving(replying(json.dumps(honest()))) as stub:
        endpoint = Endpoint.named(f"{stub.url}/v1/", "stub", "STUB_KEY")
        result = read_with_model(load(TEXT), endpoint, published=PUBLISHED)
        assert stub.requests[0].headers["authorization"] == "Bearer not-to-be-shown"
    assert "not-to-be-shown" not in result.told
    assert "not-to-be-shown" not in str(result.reading)


@pytest.mark.parametrize(
    ("url", "variable"),
    [
        ("ftp://example.org", None),
        ("localhost:8080", None),
        ("http://user:secret@example.org/v1", None),
        ("https://example.org/v1", "NO_SUCH_VARIABLE_HERE"),
        ("http://example.org/v1", "STUB_KEY"),
    ],
)
def test_endpoints_that_are_refused(
    url: str, variable: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUB_KEY", "k")
    with pytest.raises(UsageError):
        Endpoint.named(url, "m", variable)


def test_a_language_without_a_lexicon_cannot_be_verified() -> None:
    text = "יפן וגאנה חתמו על הסכם לפטור מאשרות לבעלי דרכונים דיפלומטיים"
    endpoint = Endpoint(url="http://127.0.0.1:9/v1", model="m")
    with pytest.raises(UsageError, match="cannot be verified"):
        read_with_model(load(text), endpoint)
