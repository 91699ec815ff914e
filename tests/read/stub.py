"""A small HTTP server on this machine that answers as it is told, also badly."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Request:
    """One request as the server saw it."""

    def __init__(self, path: str, headers: dict[str, str], body: bytes) -> None:
        self.path = path
        self.headers = headers
        self.body = body


class Stub:
    """The server's side: what it was asked, and the function that answers."""

    def __init__(self, answer: Callable[[Request, BaseHTTPRequestHandler], None]) -> None:
        self.answer = answer
        self.requests: list[Request] = []
        self.url = ""


@contextmanager
def serving(
    answer: Callable[[Request, BaseHTTPRequestHandler], None],
) -> Iterator[Stub]:
    """Serve on a free port of this machine until the block ends."""
    stub = Stub(answer)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._serve()

        def do_POST(self) -> None:
            self._serve()

        def _serve(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            headers = {k.lower(): v for k, v in self.headers.items()}
            request = Request(self.path, headers, self.rfile.read(length))
            stub.requests.append(request)
            try:
                stub.answer(request, self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:
            """A test prints nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    stub.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()


def send(
    handler: BaseHTTPRequestHandler,
    body: bytes,
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
    length: int | None = None,
) -> None:
    """A whole answer; `length` may claim more than is sent."""
    handler.send_response(status)
    for name, value in (headers or {}).items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body) if length is None else length))
    handler.end_headers()
    handler.wfile.write(body)


def drip(handler: BaseHTTPRequestHandler, seconds: float) -> None:
    """Headers that never come to an end, one at a time."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        handler.wfile.write(b"X-Slow: 1\r\n")
        handler.wfile.flush()
        time.sleep(0.05)


def completion(content: str, tokens: tuple[int, int] = (800, 200)) -> bytes:
    """A model's answer as such endpoints wrap it."""
    return json.dumps(
        {
            "choices": [{"message": {"role": "assistant", "content": content}}],
            "usage": {"prompt_tokens": tokens[0], "completion_tokens": tokens[1]},
        }
    ).encode()


class Site:
    """What the server has at each path; a path not here is a 404."""

    def __init__(self) -> None:
        self.pages: dict[str, Callable[[BaseHTTPRequestHandler, Request], None]] = {}

    def answer(self, request: Request, handler: BaseHTTPRequestHandler) -> None:
        page = self.pages.get(request.path)
        if page is None:
            send(handler, b"not here", status=404)
        else:
            page(handler, request)

    def put(self, path: str, body: bytes, **how: Any) -> None:
        self.pages[path] = lambda handler, request: send(handler, body, **how)
