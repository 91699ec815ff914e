"""One document from the web, because the user asked for it: bounded, polite, never inward.

Only http and https; few redirects; no address of a private network unless that is allowed; a
limit on the size and on the time of the whole exchange. Nothing else of the program opens a
connection but the model plug-in, which has its own endpoint.
"""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urljoin, urlsplit

import msgspec

from comity.law.errors import DataError, UsageError
from comity.read.documents.document import MAX_BYTES

if TYPE_CHECKING:
    from http.client import HTTPConnection, HTTPResponse

SECONDS = 30.0
"""Longest time one document may take, redirects and all."""

MAX_REDIRECTS = 5
USER_AGENT = "comity (register of visa exemptions; reads what its user points it at)"

_CHUNK = 65_536
_KEPT = "/%:@!$&'()*+,;=~?-._"
_REDIRECTS = frozenset((301, 302, 303, 307, 308))


class FetchError(DataError):
    """A document that could not be had.

    `status` is the server's answer where it gave one; `later` says that trying again may help.
    """

    def __init__(self, message: str, *, status: int = 0, later: bool = False, **more: str) -> None:
        super().__init__(message, **more)
        self.status = status
        self.later = later


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """What came back.

    Attributes:
        url: where it was found in the end.
        status: 200, or 304 for "not changed since".
        body: the bytes; empty for 304.
        etag, modified: what the server wants to hear the next time, or "".
    """

    url: str
    status: int
    body: bytes
    etag: str = ""
    modified: str = ""


def is_url(text: str) -> bool:
    """Whether a person means an address rather than a file."""
    return text.startswith(("http://", "https://"))


def fetch(
    url: str,
    *,
    etag: str = "",
    modified: str = "",
    private: bool = False,
    seconds: float = SECONDS,
    most: int = MAX_BYTES,
) -> Fetched:
    """Get one document.

    Args:
        etag, modified: what an earlier answer said; the server may then answer "not changed".
        private: whether addresses of this machine and of private networks are allowed.
        seconds: for the whole exchange.
        most: the largest body, in bytes.

    Raises:
        UsageError: no http or https address.
        FetchError: no answer in time, an error, too many redirects, too large, or inward.
    """
    deadline = time.monotonic() + seconds
    headers = {
        "User-Agent": USER_AGENT,
        "Accept": "*/*",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
    if etag:
        headers["If-None-Match"] = etag
    if modified:
        headers["If-Modified-Since"] = modified
    at = url
    for _ in range(MAX_REDIRECTS + 1):
        with _answer(at, headers, private, deadline) as answer:
            target = answer.getheader("Location")
            if answer.status in _REDIRECTS and target:
                at = urljoin(at, target)
                continue
            if answer.status not in (200, 304):
                raise FetchError(
                    f"the server answered {answer.status}",
                    status=answer.status,
                    later=answer.status >= 500 or answer.status in (408, 425, 429),
                    where=at[:300],
                    mend="check the address, or try again later",
                )
            return Fetched(
                url=at,
                status=answer.status,
                body=b"" if answer.status == 304 else _body(answer, at, deadline, most),
                etag=(answer.getheader("ETag") or "")[:300],
                modified=(answer.getheader("Last-Modified") or "")[:100],
            )
    raise FetchError(
        f"the address leads on more than {MAX_REDIRECTS} times",
        where=url[:300],
        mend="give the address it leads to",
    )


@contextlib.contextmanager
def _answer(
    url: str, headers: dict[str, str], private: bool, deadline: float
) -> Iterator[HTTPResponse]:
    from http.client import HTTPException

    connection = _connection(url, private, deadline)
    parts = urlsplit(url)
    path = quote(parts.path or "/", safe=_KEPT) + (
        f"?{quote(parts.query, safe=_KEPT)}" if parts.query else ""
    )
    try:
        with cut_at(connection, deadline):
            connection.request("GET", path, headers=headers)
            yield connection.getresponse()
    except (OSError, HTTPException, ValueError, UnicodeError) as error:
        raise FetchError(
            f"no document came ({_plain(error)})",
            later=True,
            where=url[:300],
            mend="check the address and the network, or try again later",
        ) from error


@contextlib.contextmanager
def cut_at(connection: HTTPConnection, deadline: float) -> Iterator[None]:
    """Close the connection at the end, and cut it at the deadline, however slowly it drips."""
    watch = threading.Timer(max(0.1, deadline - time.monotonic()), _cut, (connection,))
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()
        connection.close()


def _cut(connection: HTTPConnection) -> None:
    with contextlib.suppress(OSError, AttributeError):
        connection.sock.shutdown(socket.SHUT_RDWR)


def _connection(url: str, private: bool, deadline: float) -> HTTPConnection:
    """A connection to an address that was looked at: the name is resolved once, here."""
    from http.client import HTTPConnection, HTTPSConnection

    parts = urlsplit(url)
    host, wrong = parts.hostname, parts.scheme not in ("http", "https")
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        port, wrong = 0, True
    if wrong or not host or parts.username is not None:
        raise UsageError(
            "this is no address of a document on the web",
            where=url[:300],
            expected="http:// or https://, without a user name",
            mend="correct the address, or give a file",
        )
    address = _resolved(host, port, private, url)
    left = max(0.1, deadline - time.monotonic())
    kind: Any = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection: HTTPConnection = kind(host, port, timeout=left)

    def to_address(_: Any, timeout: Any = left, source: Any = None) -> socket.socket:
        return socket.create_connection((address, port), timeout, source)

    connection._create_connection = to_address  # type: ignore[attr-defined]
    return connection


def _resolved(host: str, port: int, private: bool, url: str) -> str:
    """One address of the host; refused if any of them points inward."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(
            f"the host {host[:100]!r} is not known",
            later=True,
            where=url[:300],
            mend="check the address and the network",
        ) from error
    addresses = [str(item[4][0]) for item in found]
    inward = [text for text in addresses if not _is_public(text)]
    if inward and not private:
        raise FetchError(
            f"{host[:100]!r} is an address of this machine or of a private network",
            where=url[:300],
            expected="an address on the open web",
            mend="allow it with --allow-private if you mean it",
        )
    return addresses[0]


def _is_public(text: str) -> bool:
    address = ipaddress.ip_address(text.partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_global and not address.is_multicast


def _body(answer: HTTPResponse, url: str, deadline: float, most: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    while True:
        if time.monotonic() > deadline:
            raise FetchError(
                "the document takes too long to come",
                later=True,
                where=url[:300],
                mend="try again later, or save it as a file",
            )
        part = answer.read1(_CHUNK)
        if not part:
            break
        size += len(part)
        if size > most:
            raise FetchError(
                f"the document has more than {most} bytes",
                where=url[:300],
                expected="an article or a treaty",
                mend="save the part you need as a file",
            )
        parts.append(part)
    if answer.length:
        raise FetchError(
            f"the document breaks off {answer.length} bytes before its end",
            later=True,
            where=url[:300],
            mend="try again",
        )
    return b"".join(parts)


def _plain(error: Exception) -> str:
    return (str(error) or type(error).__name__)[:120]
