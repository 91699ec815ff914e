"""What every reader is given: plain text that remembers where it came from, and its limits."""

from __future__ import annotations

from bisect import bisect_right
from typing import Literal

import msgspec

from comity.law.errors import DataError

Kind = Literal["text", "html", "pdf"]

MAX_BYTES = 8_000_000
"""Largest document accepted, in bytes. A long treaty with annexes is about one megabyte."""

MAX_TEXT = 400_000
"""Longest plain text accepted, in characters, after markup and boilerplate are gone."""


class IntakeError(DataError):
    """A document that cannot be read: too large, too deep, too slow, not text."""


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """Plain text of one document and the way back to its source.

    Attributes:
        text: the plain text that is read; offsets count Unicode characters.
        source: the decoded original (HTML with its markup, the pages of a PDF one after
            another, the plain text as it was).
        kind: how the source was encoded.
        language: the language the document declares (`fr`), or None.
        published: the ISO date the document declares as its publication, or None.
        title: the title the document declares outside its text, or "".
        starts, origins: the offset map; `text[starts[i]:]` was copied character by character
            from `source[origins[i]:]` up to the next entry.
        pages: for a PDF, the offset in `text` where each page starts.
    """

    text: str
    source: str
    kind: Kind = "text"
    language: str | None = None
    published: str | None = None
    title: str = ""
    starts: tuple[int, ...] = (0,)
    origins: tuple[int, ...] = (0,)
    pages: tuple[int, ...] = ()

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` stands in `source`, as a (start, end) pair."""
        return self._origin(start), self._origin(end - 1) + 1 if end > start else self._origin(end)

    def _origin(self, offset: int) -> int:
        run = bisect_right(self.starts, offset) - 1
        return self.origins[run] + (offset - self.starts[run])

    def page_of(self, offset: int) -> int:
        """Number of the PDF page (from 1) that holds `text[offset]`; 1 for other kinds."""
        return max(1, bisect_right(self.pages, offset))
