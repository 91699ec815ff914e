"""Documents in: what is kept, where it came from, and what is refused."""

from __future__ import annotations

import contextlib
import time
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.read.documents.document import MAX_BYTES, MAX_TEXT, IntakeError, Kind
from comity.read.documents.intake import decode, load

PAGE = """<!doctype html><html lang="fr-FR"><head><title>Accord &amp; visas</title>
<meta property="article:published_time" content="2025-09-26T08:00:00Z"></head>
<body><nav><a href="/">Accueil</a></nav><article><h1>Un accord</h1>
<p>Le texte&nbsp;est  sign&eacute; <b>mercredi</b>.</p><div class="share-tools">Partager</div>
<script>var a = "<p>no</p>";</script><!-- <p>nor this</p> -->
<p>Il compte &lt;neuf&gt; articles.</p></article><footer>Mentions</footer></body></html>"""


def test_html_keeps_the_article_and_drops_the_page() -> None:
    document = load(PAGE)
    assert document.text == "Un accord\nLe texte est signé mercredi.\nIl compte <neuf> articles."
    assert (document.kind, document.language, document.published) == ("html", "fr", "2025-09-26")
    assert document.title == "Accord & visas"


def test_offsets_lead_back_to_the_source() -> None:
    document = load(PAGE)
    start = document.text.index("neuf")
    low, high = document.source_span(start, start + 4)
    assert document.source[low:high] == "neuf"
    start = document.text.index("mercredi")
    low, high = document.source_span(start, start + len("mercredi"))
    assert document.source[low:high] == "mercredi"


words = st.text(alphabet="abcdé ", min_size=1, max_size=12).map(lambda w: w.strip() or "x")


@given(st.lists(words, min_size=1, max_size=8))
@settings(max_examples=100)
def test_every_letter_of_markup_text_is_found_where_the_map_says(parts: list[str]) -> None:
    document = load("<div>" + "".join(f"<p>{p}</p>" for p in parts) + "</div>", kind="html")
    for offset, letter in enumerate(document.text):
        if not letter.isspace():
            low, high = document.source_span(offset, offset + 1)
            assert document.source[low:high] == letter


@given(st.text(max_size=300))
@settings(max_examples=200)
def test_any_text_is_read_or_refused(text: str) -> None:
    kinds: tuple[Kind, ...] = ("text", "html")
    for kind in kinds:
        document = load(text, kind=kind)
        assert len(document.starts) == len(document.origins)


def test_plain_text_is_kept_as_it_is() -> None:
    document = load("a < b\nc")
    assert document.text == document.source == "a < b\nc"
    assert document.source_span(2, 3) == (2, 3)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"\xef\xbb\xbfvisa", "visa"),
        ("visa".encode("utf-16"), "visa"),
        (b'<meta charset="windows-1251">\xe2\xe8\xe7\xe0', '<meta charset="windows-1251">виза'),
        (b"\xe9t\xe9", "été"),
    ],
)
def test_bytes_are_decoded(raw: bytes, text: str) -> None:
    assert decode(raw) == text


def test_binary_data_are_refused() -> None:
    with pytest.raises(IntakeError, match="binary"):
        load(b"MZ\x00\x01\x02")


@pytest.mark.parametrize(
    "hostile",
    [
        "<div>" * 400_000,
        "<a" * 1_000_000,
        "<!--" * 500_000 + "x" * (MAX_TEXT + 1),
        "<p " + "a=' " * 600_000 + "x" * 10,
        "&" * (MAX_TEXT + 10),
        "<b>" + "x" * (MAX_TEXT + 1),
    ],
)
def test_hostile_markup_ends_quickly(hostile: str) -> None:
    begun = time.process_time()
    with contextlib.suppress(IntakeError):
        assert len(load(hostile, kind="html").text) <= MAX_TEXT
    assert time.process_time() - begun < 10


def test_fifty_megabytes_are_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "large.html"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(IntakeError, match="50000000 bytes") as caught:
        load(path)
    assert caught.value.expected == f"at most {MAX_BYTES}"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match=r"gone\.txt"):
        load(tmp_path / "gone.txt")


def pdf(stream: bytes, *, packed: bool = False) -> bytes:
    """A one-page PDF around a content stream."""
    filters = b"/Filter /FlateDecode " if packed else b""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 400] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< " + filters + b"/Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n"
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % table


def test_a_pdf_gives_its_text() -> None:
    document = load(pdf(b"BT /F1 12 Tf 20 300 Td (The agreement was signed) Tj ET"))
    assert document.kind == "pdf"
    assert "The agreement was signed" in document.text
    assert document.page_of(3) == 1


def test_a_pdf_that_unfolds_into_much_more_is_refused() -> None:
    bomb = zlib.compress(b"BT (x) Tj ET " * 12_000_000, 9)
    with pytest.raises(IntakeError):
        load(pdf(bomb, packed=True))


def test_a_damaged_pdf_is_refused() -> None:
    with pytest.raises(IntakeError, match="damaged"):
        load(b"%PDF-1.4\nnothing of the kind")
