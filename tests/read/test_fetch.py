"""Fetching one document: bounded in time, size and redirects, and never inward unasked."""

from __future__ import annotations

import time
from http.server import BaseHTTPRequestHandler

import pytest
from tests.read.stub import Request, Site, drip, serving

from comity.law.errors import UsageError
from comity.read.documents.fetch import FetchError, fetch


@pytest.fixture
def site() -> Site:
    return Site()


def test_a_giant_answer_is_refused(site: Site) -> None:
    with serving(site.answer) as stub:
        site.put("/big", b"x" * 200_000)
        with pytest.raises(FetchError, match="more than 100000 bytes"):
            fetch(f"{stub.url}/big", private=True, most=100_000)


@pytest.mark.parametrize("how", ["silent", "dripping"])
def test_a_slow_server_is_given_up(how: str) -> None:
    def slow(request: Request, handler: BaseHTTPRequestHandler) -> None:
        if how == "dripping":
            drip(handler, 3.0)
        else:
            time.sleep(3.0)

    began = time.monotonic()
    with serving(slow) as stub, pytest.raises(FetchError) as caught:
        fetch(stub.url, private=True, seconds=0.4)
    assert caught.value.later
    assert time.monotonic() - began < 2.5


def test_redirects_are_bounded_and_looked_at(site: Site) -> None:
    with serving(site.answer) as stub:
        site.put("/round", b"", status=302, headers={"Location": "/round"})
        site.put("/one", b"", status=301, headers={"Location": "/page"})
        site.put("/file", b"", status=302, headers={"Location": "file:///etc/hostname"})
        site.put("/page", b"here")
        assert fetch(f"{stub.url}/one", private=True).body == b"here"
        with pytest.raises(FetchError, match="leads on"):
            fetch(f"{stub.url}/round", private=True)
        with pytest.raises(UsageError, match="no address"):
            fetch(f"{stub.url}/file", private=True)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/x",
        "http://localhost/x",
        "http://10.0.0.1/x",
        "http://192.168.1.1/x",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]/x",
        "http://[::ffff:127.0.0.1]/x",
        "http://0.0.0.0/x",
    ],
)
def test_private_addresses_are_refused(url: str) -> None:
    with pytest.raises(FetchError, match="private network"):
        fetch(url, seconds=2)


@pytest.mark.parametrize(
    "url", ["ftp://example.org/x", "http://", "http://u:p@example.org/", "http://example.org:x/"]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match="no address"):
        fetch(url, seconds=2)
