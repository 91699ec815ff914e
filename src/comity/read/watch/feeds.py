"""RSS and Atom feeds as items: a streaming parse with limits, and nothing hostile in it.

A document type declaration is refused, and with it every entity of a feed's own, so that none
can unfold or reach outside. What a feed that breaks off has told so far is kept.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from xml.parsers import expat

import msgspec

from comity.law.errors import DataError

MAX_FEED = 5_000_000
"""Largest feed, in bytes."""

MAX_ITEMS = 500
"""Most items taken from one feed; more wait for the next time it is read."""

MAX_DEPTH = 60
MAX_FIELD = 400_000
"""Longest text of one field of an item, in characters."""

_CHUNK = 65_536
_ITEMS = frozenset({"item", "entry"})
_FIELDS = {
    "title": "title",
    "link": "link",
    "guid": "id",
    "id": "id",
    "pubDate": "published",
    "published": "published",
    "updated": "updated",
    "date": "published",
    "description": "summary",
    "summary": "summary",
    "encoded": "content",
    "content": "content",
}


class FeedError(DataError):
    """A feed that cannot be read."""


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a feed.

    Attributes:
        key: what it is remembered by: its address, or its identifier.
        link: the article's address, or "".
        published: the day it was published, or None.
        text: its own text (HTML, as a rule), or "".
    """

    key: str
    link: str = ""
    title: str = ""
    published: date | None = None
    text: str = ""


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """A feed's items in its order.

    Attributes:
        title: what it calls itself.
        broken: what was wrong where it broke off, or "".
    """

    items: tuple[Item, ...]
    title: str = ""
    broken: str = ""


def parse(raw: bytes, where: str = "feed") -> Feed:
    """Read a feed.

    Raises:
        FeedError: no feed, too large, or hostile (a document type, too deep).
    """
    if len(raw) > MAX_FEED:
        raise FeedError(
            f"the feed has {len(raw)} bytes",
            where=where,
            expected=f"at most {MAX_FEED}",
            mend="give a narrower feed",
        )
    reader = _Reader(where)
    broken = ""
    try:
        for start in range(0, len(raw), _CHUNK):
            reader.parser.Parse(raw[start : start + _CHUNK], False)
            if reader.full:
                break
        else:
            reader.parser.Parse(b"", True)
    except expat.ExpatError as error:
        broken = f"{expat.ErrorString(error.code)} in line {error.lineno}"
    except (LookupError, ValueError) as error:
        broken = f"{error}"[:100]
    if not reader.is_feed:
        raise FeedError(
            "this is no feed" + (f" ({broken})" if broken else ""),
            where=where,
            expected="RSS or Atom",
            mend="give the address of the feed itself, not of the page",
        )
    return Feed(items=tuple(reader.items), title=reader.title.strip()[:200], broken=broken)


def looks_like_feed(raw: bytes) -> bool:
    """Whether a file begins as RSS or Atom do."""
    head = raw[:2_000].lower()
    return b"<rss" in head or b"<feed" in head or b"<rdf:rdf" in head


class _Reader:
    """The handlers of one parse."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.items: list[Item] = []
        self.title = ""
        self.is_feed = False
        self.full = False
        self._depth = 0
        self._item_depth = 0
        self._field = ""
        self._field_depth = 0
        self._values: dict[str, list[str]] = {}
        self._size = 0
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        self.parser = parser

    def _doctype(self, *_: Any) -> None:
        raise FeedError(
            "the feed declares a document type or entities",
            where=self.where,
            expected="RSS or Atom without them",
            mend="no feed needs them; do not trust this one",
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise FeedError("the feed is nested too deeply", where=self.where)
        if self._depth == 1:
            self.is_feed = local in ("rss", "feed", "RDF")
        if local in _ITEMS and not self._item_depth:
            self._item_depth = self._depth
            self._values = {}
        elif self._item_depth and self._depth == self._item_depth + 1:
            self._field = _FIELDS.get(local, "")
            self._field_depth, self._size = self._depth, 0
            href = attributes.get("href", "")
            if local == "link" and href and attributes.get("rel", "alternate") == "alternate":
                self._values.setdefault("link", []).append(href)
        elif local == "title" and not self._item_depth and not self.title:
            self._field, self._field_depth, self._size = "feed", self._depth, 0

    def _end(self, name: str) -> None:
        if self._depth == self._field_depth:
            self._field, self._field_depth = "", 0
        if self._depth == self._item_depth:
            self._item_depth = 0
            self._add()
        self._depth -= 1

    def _text(self, data: str) -> None:
        if not self._field:
            return
        self._size += len(data)
        if self._size > MAX_FIELD:
            return
        if self._field == "feed":
            self.title += data
        else:
            self._values.setdefault(self._field, []).append(data)

    def _add(self) -> None:
        if len(self.items) >= MAX_ITEMS:
            self.full = True
            return
        told = {name: "".join(parts).strip() for name, parts in self._values.items()}
        link = told.get("link", "")
        if not link.startswith(("http://", "https://")):
            own = told.get("id", "")
            link = own if own.startswith(("http://", "https://")) else ""
        key = link or told.get("id", "") or told.get("title", "")
        if not key:
            return
        content, summary = told.get("content", ""), told.get("summary", "")
        self.items.append(
            Item(
                key=key[:1_000],
                link=link[:2_000],
                title=told.get("title", "")[:500],
                published=day(told.get("published", "") or told.get("updated", "")),
                text=content if len(content) > len(summary) else summary,
            )
        )


def day(text: str) -> date | None:
    """The day of a feed's date, in either of the forms that feeds use, or None.

    >>> day("Fri, 26 Sep 2025 08:00:00 GMT"), day("2025-09-26T08:00:00Z")
    (datetime.date(2025, 9, 26), datetime.date(2025, 9, 26))
    """
    written = text.strip()[:60]
    try:
        return datetime.fromisoformat(written).date()
    except ValueError:
        pass
    try:
        told = parsedate_to_datetime(written)
        return (told if told.tzinfo is None else told.astimezone(UTC)).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
