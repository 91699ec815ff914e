"""Watching: feeds read from a server that misbehaves, nothing lost, nothing read twice."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from tests.cli.run import run
from tests.read.stub import Request, Site, Stub, send, serving

from comity.law.errors import DataError
from comity.read.draft import load_draft
from comity.read.watch import FeedError, Memory, Outcome, Watch, parse
from comity.read.watch.feeds import MAX_FEED, MAX_ITEMS, day
from comity.read.watch.memory import MAX_TRIES
from comity.records.validate import validate

TODAY = date(2026, 11, 24)
NEWS = (
    "NAIROBI - Kenya and Ghana signed an agreement in Accra on 3 March 2024 on the waiver of "
    "visas for holders of diplomatic passports."
)
OTHER = "The river rose by two metres in the night, and the bridge at the mill was closed."


def rss(*links: str, more: str = "") -> bytes:
    items = "".join(
        f"<item><title>News {n}</title><link>{link}</link><guid>{link}</guid>"
        "<pubDate>Mon, 04 Mar 2024 08:00:00 GMT</pubDate></item>"
        for n, link in enumerate(links)
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{items}{more}'
        "</channel></rss>"
    ).encode()


ATOM = b"""<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Ministry</title>
<entry><title>One</title><id>urn:1</id><link rel="self" href="https://example.org/self"/>
<link rel="alternate" href="https://example.org/1"/><updated>2024-03-04T08:00:00Z</updated>
<content type="html">&lt;p&gt;Text&lt;/p&gt;</content></entry>
<entry><title>Two</title><id>urn:2</id><summary>Short</summary></entry>
<entry><summary>nameless</summary></entry></feed>"""


@pytest.fixture
def site() -> Site:
    return Site()


def rounds(
    stub: Stub, folder: Path, *, feed: str = "/feed", times: int = 1, **how: Any
) -> list[Outcome]:
    """Rounds of a fresh watch each, over one memory: what they told."""
    told: list[Outcome] = []
    options = {"interval": 0.0, "pause": 0.0, "private": True, "seconds": 5.0, **how}
    for _ in range(times):
        with Memory(folder / ".watch.sqlite") as memory:
            told.extend(Watch(folder, memory, today=TODAY, **options).round((stub.url + feed,)))
    return told


def drafts(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir() if p.is_dir())


def states(folder: Path) -> dict[str, int]:
    with Memory(folder / ".watch.sqlite") as memory:
        return memory.counts()


def test_an_article_that_concerns_the_register_is_drafted(site: Site, tmp_path: Path) -> None:
    with serving(site.answer) as stub:
        site.put("/feed", rss(f"{stub.url}/a", f"{stub.url}/b"))
        site.put("/a", NEWS.encode())
        site.put("/b", OTHER.encode())
        told = rounds(stub, tmp_path)
        assert [(o.what, o.said) for o in told] == [
            ("feed", "2 new"),
            ("kept", "GHA-KEN-2024"),
            ("read", ""),
        ]
        folder = Path(told[1].folder)
        assert [item for item in validate(folder) if not item.note] == []
        source = load_draft(folder).source
        assert source.url == f"{stub.url}/a"
        assert str(source.date) == "2024-03-04"
        agents = {r.headers["user-agent"] for r in stub.requests}
        assert len(agents) == 1
        assert "comity" in agents.pop()


def test_nothing_is_read_twice(site: Site, tmp_path: Path) -> None:
    with serving(site.answer) as stub:
        site.put("/feed", rss(f"{stub.url}/a"))
        site.put("/a", NEWS.encode())
        rounds(stub, tmp_path, times=3)
        assert [r.path for r in stub.requests].count("/a") == 1
    assert states(tmp_path) == {"kept": 1}
    assert len(drafts(tmp_path)) == 1


def test_not_changed_since_is_asked_first(site: Site, tmp_path: Path) -> None:
    with serving(site.answer) as stub:

        def feed(handler: BaseHTTPRequestHandler, request: Request) -> None:
            if request.headers.get("if-none-match") == '"v1"':
                assert request.headers["if-modified-since"] == "Mon, 04 Mar 2024 08:00:00 GMT"
                handler.send_response(304)
                handler.end_headers()
                return
            marks = {"ETag": '"v1"', "Last-Modified": "Mon, 04 Mar 2024 08:00:00 GMT"}
            send(handler, rss(f"{stub.url}/a"), headers=marks)

        site.pages["/feed"] = feed
        site.put("/a", OTHER.encode())
        told = rounds(stub, tmp_path, times=2)
    assert [o.said for o in told if o.what == "feed"] == ["1 new", "not changed"]


def test_a_feed_is_not_asked_more_often_than_the_interval(site: Site, tmp_path: Path) -> None:
    with serving(site.answer) as stub:
        site.put("/feed", rss())
        told = rounds(stub, tmp_path, times=2, interval=600.0)
        assert len(stub.requests) == 1
    assert "asked lately" in told[1].said


def test_one_host_is_given_a_pause(site: Site, tmp_path: Path) -> None:
    slept: list[float] = []
    with serving(site.answer) as stub:
        site.put("/feed", rss(*(f"{stub.url}/{n}" for n in range(3))))
        rounds(stub, tmp_path, pause=2.0, sleep=slept.append)
    assert len(slept) == 3
    assert all(0 < seconds <= 2.0 for seconds in slept)


def test_a_round_is_bounded_and_the_rest_waits(site: Site, tmp_path: Path) -> None:
    with serving(site.answer) as stub:
        links = [f"{stub.url}/{n}" for n in range(5)]
        site.put("/feed", rss(*links))
        for n in range(5):
            site.put(f"/{n}", OTHER.encode())
        rounds(stub, tmp_path, most=2)
        assert states(tmp_path) == {"read": 2, "waiting": 3}
        rounds(stub, tmp_path, most=9)
    assert states(tmp_path) == {"read": 5}


@pytest.mark.parametrize("status", [500, 502, 503, 429, 408])
def test_a_failing_server_loses_nothing(status: int, site: Site, tmp_path: Path) -> None:
    with serving(site.answer) as stub:
        site.put("/feed", rss(f"{stub.url}/a"))
        site.put("/a", b"no", status=status)
        told = rounds(stub, tmp_path)
        assert told[-1].what == "later"
        assert states(tmp_path) == {"waiting": 1}
        site.put("/a", NEWS.encode())
        assert rounds(stub, tmp_path)[-1].what == "kept"


def test_a_feed_that_fails_is_told_and_asked_again(site: Site, tmp_path: Path) -> None:
    with serving(site.answer) as stub:
        site.put("/feed", b"no", status=500)
        assert rounds(stub, tmp_path)[0].what == "failed"
        site.put("/feed", rss(f"{stub.url}/a"))
        site.put("/a", NEWS.encode())
        assert rounds(stub, tmp_path)[-1].what == "kept"


def test_what_is_gone_is_given_up_at_once(site: Site, tmp_path: Path) -> None:
    with serving(site.answer) as stub:
        site.put("/feed", rss(f"{stub.url}/gone"))
        assert rounds(stub, tmp_path)[-1].what == "failed"
    assert states(tmp_path) == {"failed": 1}


def test_what_never_comes_is_given_up_in_the_end(site: Site, tmp_path: Path) -> None:
    with serving(site.answer) as stub:
        site.put("/feed", rss(f"{stub.url}/a"))
        site.put("/a", b"no", status=500)
        told = rounds(stub, tmp_path, times=MAX_TRIES)
    assert [o.what for o in told if o.name.endswith("/a")] == ["later"] * (MAX_TRIES - 1) + [
        "failed"
    ]


def test_a_busy_host_is_left_alone_for_the_round(site: Site, tmp_path: Path) -> None:
    with serving(site.answer) as stub:
        site.put("/feed", rss(*(f"{stub.url}/{n}" for n in range(4))))
        for n in range(4):
            site.put(f"/{n}", b"slow down", status=429)
        rounds(stub, tmp_path)
        assert len([r for r in stub.requests if r.path != "/feed"]) == 1
    assert states(tmp_path) == {"waiting": 4}


def test_a_feed_that_breaks_off_keeps_what_it_told(site: Site, tmp_path: Path) -> None:
    with serving(site.answer) as stub:
        whole = rss(f"{stub.url}/a", f"{stub.url}/b")
        site.put("/feed", whole[: whole.index(b"/b")], headers={"ETag": '"half"'})
        site.put("/a", NEWS.encode())
        site.put("/b", OTHER.encode())
        told = rounds(stub, tmp_path)
        assert "breaks off" in told[0].said
        assert told[1].what == "kept"
        with Memory(tmp_path / ".watch.sqlite") as memory:
            assert memory.feed(f"{stub.url}/feed")[0] == ""  # so that the rest is asked for
        site.put("/feed", whole)
        rounds(stub, tmp_path)
    assert states(tmp_path) == {"kept": 1, "read": 1}


def test_a_connection_that_breaks_off_is_tried_again(site: Site, tmp_path: Path) -> None:
    def cut(handler: BaseHTTPRequestHandler, request: Request) -> None:
        send(handler, NEWS.encode()[:40], length=5_000)
        handler.close_connection = True

    with serving(site.answer) as stub:
        site.put("/feed", rss(f"{stub.url}/a"))
        site.pages["/a"] = cut
        assert rounds(stub, tmp_path)[-1].what == "later"


def test_a_watch_stopped_anywhere_goes_on(site: Site, tmp_path: Path) -> None:
    with serving(site.answer) as stub:
        site.put("/feed", rss(*(f"{stub.url}/{n}" for n in range(6))))
        for n in range(6):
            site.put(f"/{n}", (NEWS if n == 5 else OTHER).encode())
        for stop in range(1, 8):
            with Memory(tmp_path / ".watch.sqlite") as memory:
                watch = Watch(tmp_path, memory, today=TODAY, interval=0.0, pause=0.0, private=True)
                for count, _ in enumerate(watch.round((f"{stub.url}/feed",)), start=1):
                    if count >= min(stop, 2):
                        break
        rounds(stub, tmp_path)
        paths = [r.path for r in stub.requests if r.path != "/feed"]
        assert sorted(set(paths)) == [f"/{n}" for n in range(6)]
    assert states(tmp_path) == {"kept": 1, "read": 5}


def test_a_watch_that_is_killed_goes_on(site: Site, tmp_path: Path) -> None:
    """Killed in the middle of a request, three times; then one round settles everything."""
    program = "import sys; from comity.cli import main; main(sys.argv[1:])"

    def slow(body: bytes) -> Callable[[BaseHTTPRequestHandler, Request], None]:
        def page(handler: BaseHTTPRequestHandler, request: Request) -> None:
            time.sleep(0.1)
            send(handler, body)

        return page

    with serving(site.answer) as stub:
        site.put("/feed", rss(*(f"{stub.url}/{n}" for n in range(8))))
        for n in range(8):
            site.pages[f"/{n}"] = slow((NEWS if n % 4 == 0 else OTHER).encode())
        args = ["watch", f"{stub.url}/feed", "--into", str(tmp_path), "--allow-private",
                "--pause", "0", "--interval", "0"]  # fmt: skip
        for asked in (1, 3, 6):
            process = subprocess.Popen([sys.executable, "-c", program, *args], stdout=-3, stderr=-3)
            until = time.monotonic() + 10
            while time.monotonic() < until and process.poll() is None:
                if len({r.path for r in stub.requests} - {"/feed"}) > asked:
                    break
                time.sleep(0.01)
            process.kill()
            process.wait()
        rounds(stub, tmp_path)
    assert states(tmp_path) == {"kept": 2, "read": 6}
    assert len(drafts(tmp_path)) == 2
    for folder in drafts(tmp_path):
        assert [item for item in validate(tmp_path / folder) if not item.note] == []


def test_an_article_that_ends_the_watch_is_given_up(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A defect of the reader on one article must not stop all that come after it."""
    from comity.read.watch import run as module

    real = module.read_announcement

    def failing(document: Any, **how: Any) -> Any:
        if "poison" in document.text:
            raise RuntimeError("a defect")
        return real(document, **how)

    monkeypatch.setattr(module, "read_announcement", failing)
    with serving(site.answer) as stub:
        site.put("/feed", rss(f"{stub.url}/a", f"{stub.url}/b"))
        site.put("/a", b"poison " + NEWS.encode())
        site.put("/b", NEWS.encode())
        for _ in range(MAX_TRIES):
            with contextlib.suppress(RuntimeError):
                rounds(stub, tmp_path)
        rounds(stub, tmp_path)
    assert states(tmp_path) == {"failed": 1, "kept": 1}


def test_a_full_disk_loses_nothing(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from comity.read.watch import run as module

    def full(*_: Any) -> Path:
        raise OSError(28, "No space left on device")

    with serving(site.answer) as stub:
        site.put("/feed", rss(f"{stub.url}/a"))
        site.put("/a", NEWS.encode())
        with monkeypatch.context() as patch:
            patch.setattr(module, "write_draft", full)
            assert rounds(stub, tmp_path)[-1].what == "later"
        assert rounds(stub, tmp_path)[-1].what == "kept"


def test_two_feeds_with_one_article_read_it_once(site: Site, tmp_path: Path) -> None:
    with serving(site.answer) as stub:
        site.put("/feed", rss(f"{stub.url}/a"))
        site.put("/again", rss(f"{stub.url}/a"))
        site.put("/a", NEWS.encode())
        rounds(stub, tmp_path)
        rounds(stub, tmp_path, feed="/again")
        assert [r.path for r in stub.requests].count("/a") == 1


HOSTILE = [
    (
        "entities that unfold",
        b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">'
        b'<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
        b"<rss><channel><item><title>&c;</title></item></channel></rss>",
    ),
    (
        "entities from outside",
        b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        b"<rss><channel><item><title>&x;</title></item></channel></rss>",
    ),
    (
        "a document type from outside",
        b'<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd"><rss><channel/></rss>',
    ),
    ("nesting without end", b"<rss>" + b"<a>" * 100_000),
    ("no feed", b"<html><body>Hello</body></html>"),
    ("no XML", b"\x00\x01\x02\xff" * 100),
    ("nothing", b""),
    ("too large", b"<rss>" + b" " * MAX_FEED),
]


@pytest.mark.parametrize("raw", [raw for _, raw in HOSTILE], ids=[name for name, _ in HOSTILE])
def test_hostile_feeds_end_with_a_clear_error(raw: bytes) -> None:
    began = time.monotonic()
    with pytest.raises(FeedError) as caught:
        parse(raw, "the feed")
    assert caught.value.where == "the feed"
    assert time.monotonic() - began < 2


def test_a_feed_of_a_million_items_is_bounded() -> None:
    raw = b"<rss><channel>" + b"<item><link>https://e.org/1</link></item>" * 100_000
    assert len(parse(raw).items) == MAX_ITEMS


def test_a_giant_field_is_cut() -> None:
    raw = b"<rss><channel><item><guid>1</guid><description>" + b"x" * 3_000_000
    raw += b"</description></item></channel></rss>"
    (item,) = parse(raw).items
    assert len(item.text) <= 400_000


def test_atom_is_read() -> None:
    feed = parse(ATOM)
    assert feed.title == "Ministry"
    assert [(i.key, i.link, i.title) for i in feed.items] == [
        ("https://example.org/1", "https://example.org/1", "One"),
        ("urn:2", "", "Two"),
    ]
    assert feed.items[0].published == date(2024, 3, 4)
    assert feed.items[0].text == "<p>Text</p>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mon, 04 Mar 2024 23:30:00 -0500", date(2024, 3, 5)),
        ("2024-03-04", date(2024, 3, 4)),
        ("2024-03-04T08:00:00Z", date(2024, 3, 4)),
        ("yesterday", None),
        ("", None),
        ("99 Foo 99999999999999999999", None),
    ],
)
def test_days_of_feeds(text: str, expected: date | None) -> None:
    assert day(text) == expected


# ---- folders and files


def test_a_folder_is_watched(tmp_path: Path) -> None:
    inbox, out = tmp_path / "in", tmp_path / "out"
    inbox.mkdir()
    (inbox / "news.txt").write_text(NEWS)
    (inbox / "other.html").write_text(f"<html><body><p>{OTHER}</p></body></html>")
    (inbox / ".hidden.txt").write_text(NEWS)
    (inbox / "feed.xml").write_bytes(
        rss(more=f"<item><guid>7</guid><title>T</title><description>{NEWS}</description></item>")
    )
    told: list[Outcome] = []
    for _ in range(2):
        with Memory(out / ".watch.sqlite") as memory:
            told.extend(Watch(out, memory, today=TODAY).round((str(inbox),)))
    assert [o.said for o in told if o.what == "feed"] == ["3 new", "0 new"]
    assert sum(o.what == "kept" for o in told) == 2
    assert states(out) == {"kept": 2, "read": 1}


def test_a_file_in_the_folder_that_cannot_be_read_stops_nobody(tmp_path: Path) -> None:
    inbox, out = tmp_path / "in", tmp_path / "out"
    inbox.mkdir()
    (inbox / "a.pdf").write_bytes(b"%PDF-1.4 broken")
    (inbox / "b.txt").write_bytes(b"\x00\x01" * 99)
    (inbox / "c.txt").write_text(NEWS)
    with Memory(out / ".watch.sqlite") as memory:
        told = list(Watch(out, memory, today=TODAY).round((str(inbox),)))
    assert [o.what for o in told[1:]] == ["failed", "failed", "kept"]


def test_a_feed_that_is_a_file_asks_no_server(tmp_path: Path, site: Site) -> None:
    with serving(site.answer) as stub:
        feed = tmp_path / "feed.xml"
        feed.write_bytes(rss(f"{stub.url}/a"))
        with Memory(tmp_path / ".watch.sqlite") as memory:
            list(Watch(tmp_path, memory, today=TODAY, private=True).round((str(feed),)))
        assert stub.requests == []


def test_a_memory_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "memory"
    path.write_bytes(b"this is no data base" * 99)
    with pytest.raises(DataError, match="cannot be opened"):
        Memory(path)


def test_the_command(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving(site.answer) as stub:
        site.put("/feed", rss(f"{stub.url}/a"))
        site.put("/a", NEWS.encode())
        args = ("watch", f"{stub.url}/feed", f"{stub.url}/none", "--into", str(tmp_path),
                "--pause", "0", "--allow-private")  # fmt: skip
        ran = run(capsys, *args, "--json")
        answer = json.loads(ran.out)
        assert ran.status == 65  # one of the feeds is not there
        assert [o["what"] for o in answer["outcomes"]] == ["feed", "failed", "kept"]
        assert answer["items"] == {"kept": 1}
        again = run(capsys, *args[:2], *args[3:])
        assert again.status == 0
        assert "asked lately" in again.out
