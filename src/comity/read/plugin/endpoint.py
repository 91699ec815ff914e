"""One question to an OpenAI-compatible endpoint: bounded in time and size, led nowhere else."""

from __future__ import annotations

import ipaddress
import os
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import msgspec

from comity.law.errors import DataError, UsageError

if TYPE_CHECKING:
    from http.client import HTTPConnection

SECONDS = 120.0
"""Longest time one answer may take, in seconds."""

MAX_REPLY = 1_000_000
"""Largest reply accepted, in bytes."""


class EndpointError(DataError):
    """The endpoint gave no usable answer."""


class Endpoint(msgspec.Struct, frozen=True, kw_only=True):
    """Where to ask.

    Attributes:
        url: base address, such as `http://localhost:8080/v1`.
        model: the model's name there.
        key: the key, or ""; it is sent to the endpoint and told to nobody.
        seconds: how long an answer may take.
    """

    url: str
    model: str
    key: str = ""
    seconds: float = SECONDS

    @classmethod
    def named(cls, url: str, model: str, key_env: str | None = None) -> Endpoint:
        """An endpoint as the command line names it.

        Raises:
            UsageError: no such address or variable, or the key would travel unprotected.
        """
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
            raise UsageError(
                "this is no address of a model's endpoint",
                where="--model",
                expected="such as http://localhost:8080/v1",
                mend="correct the address",
            )
        key = ""
        if key_env:
            key = os.environ.get(key_env, "")
            if not key:
                raise UsageError(
                    f"the variable {key_env} is not set",
                    where="--api-key-env",
                    expected="the name of a variable that holds the key",
                    mend="set it, or leave the option out",
                )
            if not (key.isascii() and key.isprintable()):
                raise UsageError(
                    f"the variable {key_env} holds no key",
                    where="--api-key-env",
                    mend="remove line ends and spaces from it",
                )
            if parts.scheme == "http" and not _is_local(parts.hostname):
                raise UsageError(
                    "the key would travel unprotected",
                    where="--model",
                    expected="https, or an endpoint on this machine",
                    mend="use the https address",
                )
        return cls(url=url.rstrip("/"), model=model, key=key)

    @property
    def shown(self) -> str:
        """The address without anything secret that may stand in it."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.hostname}" + (f":{parts.port}" if parts.port else "")


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What the model said, and what it cost."""

    content: str
    seconds: float
    tokens_in: int | None = None
    tokens_out: int | None = None


def ask(endpoint: Endpoint, messages: list[dict[str, str]], schema: dict[str, Any]) -> Reply:
    """Ask once.

    Raises:
        EndpointError: no connection, an error, a redirect, too slow, too large, no answer in it.
    """
    began = time.monotonic()
    body = msgspec.json.encode(
        {
            "model": endpoint.model,
            "messages": messages,
            "temperature": 0,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "record", "strict": True, "schema": schema},
            },
        }
    )
    raw = _post(endpoint, body, began + endpoint.seconds)
    content, tokens_in, tokens_out = _taken_apart(endpoint, raw)
    return Reply(
        content=content,
        seconds=time.monotonic() - began,
        tokens_in=tokens_in,
        tokens_out=tokens_out,
    )


def _post(endpoint: Endpoint, body: bytes, deadline: float) -> bytes:
    from http.client import HTTPConnection, HTTPException, HTTPSConnection

    from comity.read.documents.fetch import cut_at

    parts = urlsplit(endpoint.url)
    kind: Any = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    try:
        connection: HTTPConnection = kind(
            parts.hostname, parts.port, timeout=max(0.1, deadline - time.monotonic())
        )
        with cut_at(connection, deadline):
            connection.request("POST", f"{parts.path}/chat/completions", body, headers)
            answer = connection.getresponse()
            if answer.status != 200:
                raise _error(endpoint, f"the endpoint answered {answer.status}")
            return _read(answer, endpoint, deadline)
    except (OSError, HTTPException, ValueError) as error:
        late = time.monotonic() >= deadline
        said = "it took too long" if late else f"{str(error)[:100] or type(error).__name__}"
        raise _error(endpoint, f"no answer came from the endpoint ({said})") from error


def _read(answer: Any, endpoint: Endpoint, deadline: float) -> bytes:
    raw = b""
    while len(raw) <= MAX_REPLY:
        if time.monotonic() > deadline:
            raise _error(endpoint, "no answer came from the endpoint (it took too long)")
        part = answer.read1(65_536)
        if not part:
            return raw
        raw += part
    raise _error(endpoint, f"the answer has more than {MAX_REPLY} bytes")


def _taken_apart(endpoint: Endpoint, raw: bytes) -> tuple[str, int | None, int | None]:
    """The text of the first choice, and the tokens that were counted."""
    try:
        data = msgspec.json.decode(raw)
        content = data["choices"][0]["message"]["content"]
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, LookupError, TypeError):
        content = None
    if not isinstance(content, str):
        raise _error(endpoint, "the endpoint's answer holds no text of a model")
    usage = data.get("usage") if isinstance(data, dict) else None
    counted = usage if isinstance(usage, dict) else {}
    return content, _count(counted.get("prompt_tokens")), _count(counted.get("completion_tokens"))


def _count(value: Any) -> int | None:
    return value if type(value) is int and 0 <= value < 10**9 else None


def _error(endpoint: Endpoint, message: str) -> EndpointError:
    return EndpointError(
        message,
        where=endpoint.shown,
        expected="a chat completion of an OpenAI-compatible endpoint",
        mend="check the endpoint and the model's name; without --model no model is needed",
    )


def _is_local(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
