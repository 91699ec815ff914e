"""The page and the terminal: every span where it belongs, nothing of the document let loose."""

from __future__ import annotations

import json
import re
import sys
import time
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cli.run import narrow, run

from comity.cli.readshow import WIDTH, clean, columns
from comity.read import load, read_announcement
from comity.read.page import FIELDS, Mark, page, segments, treaty_page
from comity.read.treaty import read_treaty

HERE = Path(__file__).parent
CORPUS = sorted((HERE / "corpus").glob("*/*.json"))
TEXT = (
    "Kenya and Ghana signed an agreement in Accra on 3 March 2024 on the waiver of visas for "
    "holders of diplomatic passports, for stays of up to 30 days per visit."
)
HOSTILE = (
    "<script>alert(1)</script> \"quoted\" & 'so' <img src=x onerror=alert(1)> {TEXT} "
    "</article></main><!-- <style>@import url(http://example.org/x)</style>"
)


class Seen(HTMLParser):
    """What a browser would see: elements, attributes, and the text of the article and marks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.article = ""
        self.marks: list[tuple[str, str]] = []
        self._in: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.extend(attrs)
        if tag not in ("meta", "br"):
            self._in.append(tag)
        if tag == "mark" and "article" in self._in:
            self.marks.append((dict(attrs)["title"] or "", ""))

    def handle_endtag(self, tag: str) -> None:
        assert self._in.pop() == tag

    def handle_data(self, data: str) -> None:
        if "article" in self._in:
            self.article += data
            if "mark" in self._in:
                field, words = self.marks[-1]
                self.marks[-1] = (field, words + data)


def seen(html: str) -> Seen:
    parser = Seen()
    parser.feed(html)
    parser.close()
    return parser


def test_the_page_shows_the_text_with_its_spans() -> None:
    document = load(TEXT)
    shown = seen(page(document.text, read_announcement(document, published="2024-03-05")))
    assert shown.article == TEXT
    found = {words: field for field, words in shown.marks}
    assert found["Kenya"] == "states"
    assert found["3 March 2024"] == "date"
    assert found["Accra"] == "place"
    assert {"kind", "stay", "passport_classes"} <= set(found.values())


@pytest.mark.parametrize("path", CORPUS[::6], ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_the_text_is_whole_in_every_language(path: Path) -> None:
    case = json.loads(path.read_text("utf-8"))
    document = load(case["text"])
    reading = read_announcement(document, published=case["published"])
    html = page(document.text, reading, "Title")
    shown = seen(html)
    assert shown.article == document.text
    assert ('dir="rtl"' in html) == (reading.language in {"ar", "fa"})


def quiet(html: str) -> None:
    """No script, nothing from outside, a policy that forbids both."""
    shown = seen(html)
    assert not {"script", "img", "link", "iframe", "object", "embed", "form", "a", "svg"} & set(
        shown.tags
    )
    names = {name for name, _ in shown.attributes}
    assert not {name for name in names if name.startswith("on")}
    assert not {"src", "href", "srcset", "action"} & names
    style = html[html.index("<style>") : html.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style
    assert "default-src 'none'" in html


def test_a_hostile_document_is_only_text() -> None:
    text = HOSTILE.replace("{TEXT}", TEXT)
    document = load(text, kind="text")
    html = page(document.text, read_announcement(document, published="2024-03-05"), text)
    quiet(html)
    assert seen(html).article == text
    assert "<script>alert" not in html


def test_a_hostile_treaty_is_only_text() -> None:
    case = json.loads((HERE / "treaties" / "en" / "en-01.json").read_text("utf-8"))
    text = case["text"] + "\n" + HOSTILE
    html = treaty_page(text, read_treaty(text, lang="en"), HOSTILE, 'en" onload="x')
    quiet(html)
    assert seen(html).article == text


@given(
    st.integers(0, 30),
    st.lists(
        st.tuples(st.integers(-3, 33), st.integers(-3, 33), st.sampled_from([*FIELDS, "other"])),
        max_size=8,
    ),
)
def test_segments_are_as_a_count_of_every_character(
    length: int, spans: list[tuple[int, int, str]]
) -> None:
    marks = [Mark(a, b, field) for a, b, field in spans]
    found = segments(length, marks, FIELDS)
    rank = {field: n for n, field in enumerate(FIELDS)}
    expected = [
        min(
            (m.field for m in marks if max(0, m.start) <= at < m.end),
            key=lambda field: rank.get(field, len(rank)),
            default="",
        )
        for at in range(length)
    ]
    told = [field for start, end, field in found for _ in range(start, end)]
    assert told == expected
    assert all(one[1] == two[0] for one, two in pairwise(found))
    assert all(one[2] != two[2] for one, two in pairwise(found))


# ---- the command


def written(tmp_path: Path, text: str, name: str = "article.txt") -> str:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_json_is_the_fixed_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, TEXT)
    ran = run(capsys, "read", path, "--published", "2024-03-05", "--json")
    reading = json.loads(ran.out)
    assert list(reading) == ["language", "published", "acts", "warnings"]
    assert (
        list(reading["acts"][0])
        == (
            "kind states subject passport_classes legal_stage date date_precision mode place "
            "occasion stay persons sectors background confidence evidence"
        ).split()
    )
    assert list(reading["acts"][0]["stay"]) == [
        "days", "months", "window_days", "window_months", "rule",
    ]  # fmt: skip
    for spans in reading["acts"][0]["evidence"].values():
        for span in spans:
            assert TEXT[span["start"] : span["end"]] == span["text"]


def test_the_json_of_a_treaty_is_the_fixed_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = json.loads((HERE / "treaties" / "en" / "en-01.json").read_text("utf-8"))
    path = written(tmp_path, case["text"])
    out = tmp_path / "treaty.html"
    ran = run(capsys, "read", "--treaty", path, "--json", "--html", str(out))
    reading = json.loads(ran.out)
    assert list(reading) == (
        "parties passport_classes clauses unread signed place languages sides".split()
    )
    assert list(reading["clauses"][0])[:4] == ["article", "kind", "parameters", "evidence"]
    quiet(out.read_text("utf-8"))
    told = run(capsys, "read", "--treaty", path)
    assert "entry into force" in told.out


def test_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, TEXT)
    out = tmp_path / "page.html"
    ran = run(capsys, "read", path, "--published", "2024-03-05", "--html", str(out))
    assert ran.status == 0
    narrow(click.unstyle(ran.out))
    assert "signature  GHA, KEN" in ran.out
    assert "2024-03-03" in ran.out
    assert "days 30, rule per_visit" in ran.out
    quiet(out.read_text("utf-8"))


@pytest.mark.parametrize("path", CORPUS[::9], ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_nothing_is_lost_on_the_terminal(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = json.loads(path.read_text("utf-8"))
    file = written(tmp_path, case["text"])
    ran = run(capsys, "read", file, "--published", case["published"] or "2024-01-01")
    answer = json.loads(
        run(capsys, "read", file, "--published", case["published"] or "2024-01-01", "--json").out
    )
    lines = click.unstyle(ran.out).splitlines()
    assert [line for line in lines if columns(line) > WIDTH and " " in line.strip()] == []
    shown = re.sub(r"\s", "", click.unstyle(ran.out))
    if answer["acts"]:
        assert re.sub(r"\s", "", clean(case["text"])[:2_000]) in shown
    for act in answer["acts"]:
        assert act["kind"].replace("_", "") in shown
        assert "".join(act["states"]) in shown.replace(",", "")


def test_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import io

    given = io.TextIOWrapper(io.BytesIO(TEXT.encode()))
    monkeypatch.setattr(sys, "stdin", given)
    ran = run(capsys, "read", "-", "--published", "2024-03-05", "--json")
    assert json.loads(ran.out)["acts"]


def test_an_address(capsys: pytest.CaptureFixture[str]) -> None:
    from tests.read.stub import send, serving

    page_of = (
        '<html lang="en"><head><meta charset="windows-1252">'
        '<meta property="article:published_time" content="2024-03-05T08:00:00Z"></head>'
        f"<body><nav>Visas</nav><article><p>{TEXT}</p><p>Café</p></article></body></html>"
    ).encode("windows-1252")
    with serving(lambda request, handler: send(handler, page_of)) as stub:
        refused = run(capsys, "read", f"{stub.url}/a", "--json")
        assert refused.status == 65
        assert stub.requests == []
        ran = run(capsys, "read", f"{stub.url}/a", "--json", "--allow-private")
    reading = json.loads(ran.out)
    assert reading["published"] == "2024-03-05"
    assert reading["acts"][0]["date"] == "2024-03-03"


def test_control_characters_command_no_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, f"\x1b]0;owned\x07{TEXT}\x1b[2J\u202e")
    ran = run(capsys, "read", path, "--published", "2024-03-05")
    assert "\x07" not in ran.out
    assert "\x1b[2J" not in ran.out
    assert "\u202e" not in ran.out


HUGE = 50_000_000


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("nested.html", b"<html>" + b"<div>" * (HUGE // 5)),
        ("line.txt", b"x" * HUGE),
        ("nested-small.html", b"<html><body>" + b"<div>" * 1_000_000),
        ("zeros.pdf", b"%PDF-1.7\n" + b"\x00" * HUGE),
    ],
    ids=["nested", "line", "nested within the limit of size", "pdf"],
)
@pytest.mark.parametrize("source", ["file", "input"])
def test_a_giant_document_ends_within_its_limits(
    name: str,
    content: bytes,
    source: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    began = time.monotonic()
    if source == "file":
        ran = run(capsys, "read", str(path))
    else:
        with path.open() as given:
            monkeypatch.setattr(sys, "stdin", given)
            ran = run(capsys, "read", "-")
    assert ran.status == 65
    assert "Error" in ran.err
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("args", "status"),
    [
        (("read", "no-such-file.txt"), 65),
        (("read", "http://127.0.0.1/x"), 65),
        (("read", "http://user:word@example.org/"), 2),
        (("read", "x", "--published", "26 September"), 2),
        (("read", "x", "--treaty", "--model", "http://127.0.0.1:9/v1"), 65),
    ],
)
def test_errors(args: Any, status: int, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, *args)
    assert ran.status == status
    assert "Error" in ran.err
    assert "Traceback" not in ran.err


def test_a_model_needs_a_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, TEXT)
    ran = run(capsys, "read", path, "--model", "http://127.0.0.1:9/v1")
    assert ran.status == 2
    assert "--model-name" in ran.err


def test_a_model_at_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from tests.read.stub import completion, send, serving

    def answer(request: Any, handler: Any) -> None:
        act = {
            "kind": {"value": "signature", "quote": "signed an agreement"},
            "states": [{"value": "KEN", "quote": "Kenya"}, {"value": "GHA", "quote": "Ghana"}],
            "date": {"value": "2024-03-04", "quote": "3 March 2024"},
        }
        send(handler, completion(json.dumps({"acts": [act]})))

    path = written(tmp_path, TEXT)
    with serving(answer) as stub:
        ran = run(
            capsys, "read", path, "--published", "2024-03-05", "--json",
            "--model", f"{stub.url}/v1", "--model-name", "stub",
        )  # fmt: skip
    reading = json.loads(ran.out)
    assert reading["acts"][0]["states"] == ["GHA", "KEN"]
    assert reading["acts"][0]["date"] is None
    assert "2024-03-04" in reading["warnings"][0]
    assert f"stub at {stub.url}" in ran.err
    assert "800 + 200 tokens" in ran.err
