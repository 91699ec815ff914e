"""PDF into plain text, in a process of its own with limits on time and memory.

A PDF can hold a few kilobytes that unfold into gigabytes; the child process dies of it, the
reader does not. Needs the optional extra `read` (pypdf).
"""

from __future__ import annotations

import subprocess
import sys

import msgspec

from comity.read.documents.document import MAX_TEXT, Document, IntakeError

SECONDS = 20
"""Longest time one PDF may take, in seconds."""

MEMORY = 1_500_000_000
"""Most memory one PDF may take, in bytes of address space."""

MAX_PAGES = 400
"""Most pages read from one PDF."""


def pdf_document(raw: bytes, where: str) -> Document:
    """The text of a PDF as a `Document`; its source is the text of its pages.

    Raises:
        IntakeError: the PDF is damaged, encrypted, too slow, too large, or holds no text.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-m", "comity.read.documents.pdf"],
            input=raw,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise IntakeError(
            f"the PDF was not read within {SECONDS} seconds",
            where=where,
            mend="give its text, or fewer pages",
        ) from error
    if done.returncode == 3:
        raise IntakeError(
            "reading a PDF needs the package pypdf", where=where, mend="pip install 'comity[read]'"
        )
    if done.returncode != 0:
        raise IntakeError(
            "the PDF is damaged, encrypted, or larger than the limits once unpacked",
            where=where,
            expected=f"at most {MAX_PAGES} pages and {MEMORY // 1_000_000} MB",
            mend="give its text",
        )
    pages = msgspec.json.decode(done.stdout, type=list[str])
    starts: list[int] = []
    length = 0
    for page in pages:
        starts.append(length)
        length += len(page) + 1
    text = "\n".join(pages)
    if not text.strip():
        raise IntakeError(
            "the PDF holds no text", where=where, mend="it may be a scan: give recognised text"
        )
    return Document(text=text, source=text, kind="pdf", pages=tuple(starts))


def _limit() -> None:
    try:
        import resource
    except ImportError:  # not a POSIX system: the timeout alone holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))


def _child() -> int:
    _limit()
    raw = sys.stdin.buffer.read()
    try:
        from pypdf import PdfReader
    except ImportError:
        return 3
    import io
    import logging

    logging.disable(logging.CRITICAL)
    pages: list[str] = []
    size = 0
    for page in PdfReader(io.BytesIO(raw)).pages:
        pages.append(page.extract_text())
        size += len(pages[-1])
        if len(pages) > MAX_PAGES or size > 2 * MAX_TEXT:
            return 4
    sys.stdout.buffer.write(msgspec.json.encode(pages))
    return 0


if __name__ == "__main__":
    sys.exit(_child())
