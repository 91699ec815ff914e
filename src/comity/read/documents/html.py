"""HTML into plain text: the article kept, the page around it dropped.

One linear pass over the markup by a small tokenizer of our own: the time is proportional to
the length of the document whatever its shape, and its depth is limited.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator

from comity.read.documents.document import Document, IntakeError

MAX_DEPTH = 2_000
"""Deepest nesting of elements accepted. Real pages stay under a hundred."""

_TOKEN = re.compile(
    r"<!--|<[!?][^>]*>|<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,30})((?:[^<>\"']|\"[^\"<]{0,5000}\"|'[^'<]{0,5000}')*+)>"
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
_SPACE = re.compile(r"\s+")
_ATTRIBUTE = re.compile(r"([a-zA-Z:_-]{1,40})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")

_VOID = frozenset("area base br col embed hr img input link meta source track wbr param".split())
_RAW = frozenset("script style textarea title noscript svg iframe template object".split())
_DROP = frozenset("nav aside footer form button select menu dialog figure".split())
_BLOCK = frozenset(
    "p div br hr li ul ol h1 h2 h3 h4 h5 h6 tr table section article main header blockquote "
    "dd dt dl pre td th address figcaption body head".split()
)
_NOISE = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|social|related|comments?|cookies?|consent|newsletter|menu|"
    r"breadcrumbs?|sidebar|widget|advert\w*|ads?|promo|subscribe|footer|nav(?:bar|igation)?|"
    r"pagination|tags?|popup|modal|banner|recommended|read-?more|most-?read)(?:$|[\s_-])",
    re.I,
)
_DATE_META = frozenset(
    "article:published_time datepublished og:published_time date dc.date dc.date.issued "
    "dcterms.date pubdate publishdate sailthru.date".split()
)
_ISO_DATE = re.compile(r"\b((?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))")
_JSON_DATE = re.compile(r"\"datePublished\"\s*:\s*\"((?:19|20)\d\d-\d\d-\d\d)")
_LANGUAGE = re.compile(r"^([a-zA-Z]{2,3})(?:[-_]|$)")


class _Builder:
    """Collects text runs with the offset each came from."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.starts: list[int] = []
        self.origins: list[int] = []
        self.pending = ""

    def add(self, text: str, origin: int) -> None:
        if not text:
            return
        if self.pending and self.length:
            self._put(self.pending, origin)
        self.pending = ""
        self._put(text, origin)

    def gap(self, kind: str) -> None:
        if len(kind) > len(self.pending) or kind == "\n":
            self.pending = "\n" if "\n" in (kind, self.pending) else kind

    def _put(self, text: str, origin: int) -> None:
        self.starts.append(self.length)
        self.origins.append(origin)
        self.parts.append(text)
        self.length += len(text)


def html_document(source: str, where: str) -> Document:
    """The article of an HTML page as a `Document`.

    Raises:
        IntakeError: elements are nested deeper than `MAX_DEPTH`.
    """
    builder = _Builder()
    language: str | None = None
    published: str | None = None
    title = ""
    stack: list[tuple[str, bool]] = []
    dropping = 0
    article = _article_span(source)
    for kind, name, attributes, start, end in _tokens(source):
        if kind == "text":
            if not dropping and article[0] <= start < article[1]:
                _add_text(builder, source, start, end)
            continue
        if kind == "raw":
            if name == "title" and not title:
                title = _SPACE.sub(" ", entities.unescape(source[start:end])).strip()
            elif name == "script" and published is None:
                found = _JSON_DATE.search(source, start, end)
                published = found.group(1) if found else None
            continue
        if kind == "open":
            if name == "html" and language is None:
                declared = _LANGUAGE.match(_attribute(attributes, "lang"))
                language = declared.group(1).lower() if declared else None
            elif name in ("meta", "time") and published is None:
                published = _published(name, attributes)
            if name in _BLOCK:
                builder.gap("\n")
            if name not in _VOID and not attributes.endswith("/"):
                drop = name in _DROP or _is_noise(name, attributes)
                stack.append((name, drop))
                dropping += drop
                if len(stack) > MAX_DEPTH:
                    raise IntakeError(
                        f"elements are nested more than {MAX_DEPTH} deep",
                        where=f"{where}, character {start}",
                        mend="give the article itself as plain text",
                    )
            continue
        if name in _BLOCK:
            builder.gap("\n")
        depth = next(
            (i for i in range(len(stack) - 1, max(-1, len(stack) - 60), -1) if stack[i][0] == name),
            -1,
        )
        if depth >= 0:
            dropping -= sum(drop for _, drop in stack[depth:])
            del stack[depth:]
    return Document(
        text="".join(builder.parts),
        source=source,
        kind="html",
        language=language,
        published=published,
        title=title,
        starts=tuple(builder.starts) or (0,),
        origins=tuple(builder.origins) or (0,),
    )


def _tokens(source: str) -> Iterator[tuple[str, str, str, int, int]]:
    position = 0
    lowered: str | None = None
    length = len(source)
    while position < length:
        tag = _TOKEN.search(source, position)
        if tag is None:
            yield "text", "", "", position, length
            return
        if tag.start() > position:
            yield "text", "", "", position, tag.start()
        position = tag.end()
        if tag.group(0) == "<!--":
            close = source.find("-->", position)
            position = length if close < 0 else close + 3
            continue
        name = (tag.group(2) or "").lower()
        if not name:
            continue
        if tag.group(1):
            yield "close", name, "", tag.start(), position
            continue
        if name in _RAW and not tag.group(3).endswith("/"):
            if lowered is None:
                lowered = source.lower() if len(source.lower()) == length else source
            close = lowered.find(f"</{name}", position)
            stop = length if close < 0 else close
            yield "raw", name, "", position, stop
            position = length if close < 0 else source.find(">", stop) + 1 or length
            continue
        yield "open", name, tag.group(3), tag.start(), position


def _article_span(source: str) -> tuple[int, int]:
    """The span of the page's article, where the page marks one worth the name; else all."""
    for name in ("article", "main"):
        opening = re.search(rf"<{name}\b", source, re.I)
        if opening is None:
            continue
        closing = source.rfind(f"</{name}")
        if closing - opening.start() > 600:
            return opening.start(), closing
    return 0, len(source)


def _add_text(builder: _Builder, source: str, start: int, end: int) -> None:
    position = start
    for entity in _ENTITY.finditer(source, start, end):
        _add_words(builder, source, position, entity.start())
        text = entities.unescape(entity.group(0))
        if text.isspace():
            builder.gap(" ")
        else:
            builder.add(text, entity.start())
        position = entity.end()
    _add_words(builder, source, position, end)


def _add_words(builder: _Builder, source: str, start: int, end: int) -> None:
    position = start
    for space in _SPACE.finditer(source, start, end):
        builder.add(source[position : space.start()], position)
        builder.gap(" ")
        position = space.end()
    builder.add(source[position:end], position)


def _attribute(attributes: str, name: str) -> str:
    for found in _ATTRIBUTE.finditer(attributes):
        if found.group(1).lower() == name:
            return found.group(2) or found.group(3) or found.group(4) or ""
    return ""


def _is_noise(name: str, attributes: str) -> bool:
    if not attributes or name in ("body", "html", "article", "main"):
        return False
    marks = f"{_attribute(attributes, 'class')} {_attribute(attributes, 'id')}"
    return len(marks) > 1 and _NOISE.search(marks[:300]) is not None


def _published(name: str, attributes: str) -> str | None:
    if name == "time":
        value = _attribute(attributes, "datetime")
    else:
        label = _attribute(attributes, "property") or _attribute(attributes, "name")
        label = label or _attribute(attributes, "itemprop")
        value = _attribute(attributes, "content") if label.lower() in _DATE_META else ""
    found = _ISO_DATE.search(value)
    return found.group(1) if found else None
