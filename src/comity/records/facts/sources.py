"""One source to each publication the tables cite."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit

from msgspec import UNSET, UnsetType

from comity.law.dates import PartialDate
from comity.law.sources import Confidence, Source, SourceKind
from comity.records.facts.tables import Fact
from comity.records.slugs import slug

Key = tuple[str, str, str, str]
"""Address, publisher, kind and date, as the rows give them."""

_TAIL = 28
_GUESSES: tuple[tuple[str, SourceKind], ...] = (
    (r"wiki", SourceKind.WIKI),
    (r"treaty text|treaty series|treaty database", SourceKind.TREATY_TEXT),
    (r"gazette|official journal|journal officiel|decree|regulation|statutes", SourceKind.GAZETTE),
    (r"news|times|quoting|reuters|herald|daily|agency", SourceKind.NEWS),
    (r"embassy|consulate|permanent mission|high commission", SourceKind.EMBASSY_LIST),
    (r"ministry|foreign affairs|immigration|secretariat", SourceKind.MINISTRY_LIST),
)
"""What a publisher's name tells of the kind, for the tables that do not state it."""


def guess_kind(publisher: str, otherwise: SourceKind = SourceKind.WIKI) -> SourceKind:
    """The kind a publisher's name suggests; the least of all where it tells nothing."""
    name = publisher.lower()
    for pattern, kind in _GUESSES:
        if re.search(pattern, name):
            return SourceKind(kind)
    return otherwise


def suffix(number: int) -> str:
    """What tells the n-th of a name apart: nothing, then ``-b``, ``-c`` ... ``-ba``."""
    if number == 0:
        return ""
    letters = ""
    while number:
        number, rest = divmod(number, 26)
        letters = chr(ord("a") + rest) + letters
    return f"-{letters}"


class SourceBook:
    """The sources of all tables, found by row.

    A table that does not state the kind (of coverage, members, acts) cites the source of the
    same address, publisher and date that another table has, or else one of a guessed kind.
    """

    def __init__(self, facts: Iterable[Fact], read_on: date) -> None:
        self._read = PartialDate.of(read_on)
        rows: dict[Key, list[Fact]] = defaultdict(list)
        unkinded: list[Fact] = []
        for fact in facts:
            if fact["source_kind"]:
                rows[_key(fact, fact["source_kind"])].append(fact)
            else:
                unkinded.append(fact)
        self._kinds: dict[tuple[str, ...], str] = {}
        for url, publisher, kind, day in sorted(rows):
            for cited in _citations(url, publisher, day):
                self._kinds.setdefault(cited, kind)
        self._pages = _pages(rows)
        for fact in unkinded:
            rows[self._key(fact)].append(fact)
        self._ids = _identifiers(rows)
        self.sources: dict[str, Source] = {}
        for key in sorted(rows, key=lambda item: self._ids[item]):
            self.sources[self._ids[key]] = self._make(key, rows[key])

    def _kind(self, fact: Fact) -> str:
        publisher = fact["source_publisher"]
        for cited in _citations(_address(fact), publisher, fact["source_date"]):
            if cited in self._kinds:
                return self._kinds[cited]
        told_as_event = "sectors" in fact.cells  # who tells of visits and signatures is the press
        return guess_kind(publisher, SourceKind.NEWS if told_as_event else SourceKind.WIKI).value

    def of(self, fact: Fact) -> Source:
        """The source that a row cites."""
        return self.sources[self._ids[self._key(fact)]]

    def _key(self, fact: Fact) -> Key:
        """The publication a row cites: its own words, or the one known at that address."""
        if fact["source_kind"]:
            return _key(fact, fact["source_kind"])
        url, day = _address(fact), fact["source_date"]
        own = _key(fact, self._kind(fact))
        same = self._pages.get((url, day), ())
        return same[0] if same and own not in same else own

    def dissent(self, fact: Fact) -> Confidence | UnsetType:
        """The row's own confidence, where it is not that of its source."""
        own = fact["confidence"]
        if not own or own == self.of(fact).confidence:
            return UNSET
        return Confidence(own)

    def _make(self, key: Key, rows: list[Fact]) -> Source:
        url, publisher, kind, _ = key
        said = Counter(fact["confidence"] for fact in rows if fact["confidence"])
        confidence = min(said, key=lambda name: (-said[name], name)) if said else "medium"
        try:
            source_kind = SourceKind(kind)
        except ValueError:
            raise rows[0].defect(f"'{kind}' is no kind of source", "a kind of the README") from None
        return Source(
            id=self._ids[key],
            publisher=publisher or "not named",
            kind=source_kind,
            url=url or UNSET,
            date=rows[0].date("source_date"),
            read=self._read,
            confidence=Confidence(confidence),
            note=_note(url, rows),
        )


def _pages(rows: dict[Key, list[Fact]]) -> dict[tuple[str, str], list[Key]]:
    """The publications at each address and date, the one with most rows first."""
    found: dict[tuple[str, str], list[Key]] = defaultdict(list)
    for key in sorted(rows, key=lambda item: (-len(rows[item]), item)):
        if urlsplit(key[0]).path.strip("/"):
            found[key[0], key[3]].append(key)
    return dict(found)


def _citations(url: str, publisher: str, day: str) -> list[tuple[str, ...]]:
    """Ways of recognising a publication that another table cites, the surest first."""
    found: list[tuple[str, ...]] = [("whole", url, publisher, day)]
    if urlsplit(url).path.strip("/"):
        found.append(("page", url))
    found.append(("publisher", publisher))
    return found


def _key(fact: Fact, kind: str) -> Key:
    return _address(fact), fact["source_publisher"], kind, fact["source_date"]


def _address(fact: Fact) -> str:
    """The address of a page; what is no address of the web is none."""
    url = fact["source_url"]
    web = urlsplit(url).scheme in ("http", "https") and not re.search(r"\s", url)
    return url if web else ""


def _note(url: str, rows: list[Fact]) -> str:
    if not url:
        cited = next((fact["source_url"] for fact in rows if fact["source_url"]), "")
        return f"cited as {cited}" if cited else "address not kept"
    if all("address_is_site_root" in fact["remarks"] for fact in rows):
        return "the address leads to the site, not to the page"
    return ""


def _identifiers(rows: Iterable[Key]) -> dict[Key, str]:
    """Publisher and date; then the end of the address, or a letter, where several share both."""
    named: dict[str, list[Key]] = defaultdict(list)
    for key in sorted(rows, key=lambda item: (item[1], item[3], item[0], item[2])):
        named[f"{slug(key[1] or 'not named')}-{key[3] or 'undated'}"].append(key)
    names = {}
    taken: Counter[str] = Counter()
    for base, keys in named.items():
        for key in keys:
            name = base
            if len(keys) > 1:
                name = f"{base}-{tail}" if (tail := _tail(key[0])) else base
            names[key] = name + suffix(taken[name])
            taken[name] += 1
    return names


def _tail(url: str) -> str:
    """The last words of an address, which tell a publisher's pages apart."""
    parts = urlsplit(url)
    words = slug(f"{parts.path} {parts.query}", 400)
    if words == "unnamed":
        return ""
    last = words[-_TAIL:]
    return last.partition("-")[2] or last if len(words) > _TAIL else last
