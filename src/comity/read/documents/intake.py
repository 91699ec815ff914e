"""From a file, bytes or a string to a `Document`.

Everything that reads a document (announcements, treaty texts) starts here, so the limits on
size, nesting and time hold for all of them.
"""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from comity.read.documents.document import MAX_BYTES, MAX_TEXT, Document, IntakeError, Kind
from comity.read.documents.html import html_document
from comity.read.documents.pdf import pdf_document


def load(
    source: str | bytes | Path,
    *,
    where: str = "",
    kind: Kind | None = None,
    language: str | None = None,
    published: str | None = None,
) -> Document:
    """Read a path, bytes, or a string of text or HTML into a `Document`.

    Args:
        source: a `Path` to read, the bytes of a document, or its text.
        where: what to call the document in an error message.
        kind: force the kind; otherwise it is recognised from the first bytes.
        language, published: override what the document says of itself.

    Raises:
        IntakeError: the document is too large, too deeply nested, not text, or takes too long.
    """
    if isinstance(source, Path):
        where = where or source.name
        raw: str | bytes = _read_file(source, where)
    else:
        raw = source
    where = where or "document"
    if len(raw) > MAX_BYTES:
        raise _too_large(where, len(raw))
    if isinstance(raw, bytes) and (
        kind == "pdf" or (kind is None and raw[:1024].lstrip()[:5] == b"%PDF-")
    ):
        document = pdf_document(raw, where)
    else:
        text = raw if isinstance(raw, str) else decode(raw, where)
        if kind == "html" or (kind is None and looks_like_html(text)):
            document = html_document(text, where)
        else:
            document = Document(text=text, source=text)
    if len(document.text) > MAX_TEXT:
        raise IntakeError(
            f"the text is {len(document.text)} characters long",
            where=where,
            expected=f"at most {MAX_TEXT}",
            mend="split it into its articles",
        )
    return msgspec.structs.replace(
        document,
        language=language or document.language,
        published=published or document.published,
    )


def _read_file(path: Path, where: str) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise _too_large(where, size)
        return path.read_bytes()
    except OSError as error:
        raise IntakeError(
            f"the file cannot be read ({error.strerror or error})",
            where=where,
            mend="check the name and the permissions",
        ) from error


def _too_large(where: str, size: int) -> IntakeError:
    return IntakeError(
        f"the document has {size} bytes",
        where=where,
        expected=f"at most {MAX_BYTES}",
        mend="give the article itself, not the whole site or archive",
    )


_META_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]{2,30})", re.I)


def decode(raw: bytes, where: str = "document") -> str:
    """Decode bytes by their byte-order mark, declared charset, UTF-8, or windows-1252.

    Raises:
        IntakeError: the bytes are binary data, not text.
    """
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace")
    if b"\x00" in raw[:4096]:
        raise IntakeError("the document is binary data", where=where, expected="text, HTML or PDF")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _META_CHARSET.search(raw[:4096])
    if declared:
        try:
            return raw.decode(declared.group(1).decode("ascii"), errors="replace")
        except LookupError:
            pass
    return raw.decode("windows-1252", errors="replace")


_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body|article|div|p|h1|section|main)\b",
    re.I | re.S,
)


def looks_like_html(text: str) -> bool:
    """Whether the text starts like an HTML document or fragment."""
    return _HTML_START.match(text[:4096]) is not None
